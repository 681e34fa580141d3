#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shows functions over 45 lines and files over 600, so that somebody looks. It never fails."""
import re
import sys

import lint

FUNCTION_LINES = 45
FILE_LINES = 600


def list_functions(text):
    """(first line, lines, name): a function's braces stand alone in the first column."""
    lines = text.split("\n")
    start, name = None, None
    for i, line in enumerate(lines):
        if line == "{":
            head = " ".join(lines[max(0, i - 12):i])
            names = re.findall(r"(\w+)\(", head.rsplit("}", 1)[-1].rsplit(";", 1)[-1])
            start, name = i, names[0] if names else "?"
        elif line == "}" and start is not None:
            yield start + 1, i - start + 1, name
            start = None


def check(tree):
    for path in tree.find(".c", folders=("src", "tests")):
        text = tree.read(path)
        n_lines = text.count("\n")
        if n_lines > FILE_LINES:
            print(f"{path}:1: {n_lines} lines")
        for line, length, name in list_functions(lint.blank_comments(text)):
            if length > FUNCTION_LINES:
                print(f"{path}:{line}: {name}() has {length} lines")
    sys.exit(0)


if __name__ == "__main__":
    lint.main(check)
