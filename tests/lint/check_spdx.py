#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source and script names its licence on top (below #! where it has one)."""
import lint

MARK = "SPDX-License-Identifier: GPL-3.0-or-later"
SCRIPTS = ("quickstart", "check", ".ci/run", "meson.build", "meson_options.txt")


def check(tree):
    paths = tree.find(".c", ".h", ".h.in", ".py", ".R")
    paths += [path for path in SCRIPTS if (tree.root / path).is_file()]
    for path in paths:
        lines = tree.read(path).split("\n")
        line = 1 if lines[0].startswith("#!") else 0
        if len(lines) <= line or MARK not in lines[line]:
            tree.fault(path, line + 1, f"the line '{MARK}' is missing here")


if __name__ == "__main__":
    lint.main(check)
