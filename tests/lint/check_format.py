#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every C file is as clang-format writes it. Skipped (77) where clang-format is not installed.

Comments are left to people, but for their length."""
import re
import shutil
import subprocess
import sys

import lint

MAX_COLUMNS = 100


def check_width(check, path):
    for number, line in enumerate(check.read(path).split("\n"), 1):
        if len(line) > MAX_COLUMNS:
            check.fault(path, number, f"{len(line)} columns, {MAX_COLUMNS} are allowed")


def check(tree):
    if shutil.which("clang-format") is None:
        print("skipped: clang-format is not installed")
        sys.exit(77)
    paths = tree.find(".c", ".h", folders=("src", "include", "tests"))
    run = subprocess.run(["clang-format", "--dry-run", *paths], cwd=tree.root, text=True,
                         capture_output=True, check=False)
    found = re.findall(r"^(\S+?):(\d+):\d+: (?:warning|error): (.*)$", run.stderr, re.M)
    for path, line, text in dict.fromkeys(found):
        tree.fault(path, line, text)
    for path in paths:
        check_width(tree, path)
    if run.returncode != 0 and not tree.faults:
        tree.fault(".clang-format", 1, run.stderr.strip())


if __name__ == "__main__":
    lint.main(check)
