#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the Markdown files name is there: `paths/of/the/tree` and [links](to files). A name with a
capital word, <...>, * or ... in it stands for many and is passed over."""
import re

import lint

TOP = "include|src|tests|data|charts|.ci"
PATH = re.compile(rf"`((?:{TOP})/[\w./-]+|[A-Z]+\.md|LICENSE)`|\]\(([^)#\s]+)[^)]*\)")


def check_file(check, path):
    text = check.read(path)
    folder = (check.root / path).parent
    for match in PATH.finditer(text):
        name, link = match.groups()
        if link and re.match(r"[a-z]+:", link):
            continue
        if name and re.search(r"/[A-Z]+\b(?!\.md)|\.\.\.", name):
            continue
        target = check.root / name if name else folder / link
        if not target.exists():
            check.fault(path, lint.line_of(text, match.start()), f"{name or link} does not exist")


def check(tree):
    for path in tree.find(".md", folders=("data", "charts")):
        check_file(tree, path)
    for path in sorted(tree.root.glob("*.md")):
        check_file(tree, path.name)


if __name__ == "__main__":
    lint.main(check)
