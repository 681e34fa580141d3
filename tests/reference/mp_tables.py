# SPDX-License-Identifier: GPL-3.0-or-later
"""What the make.py scripts of the tables share: cases, and a file of them."""
import json
import pathlib
import platform

import mpmath

mpmath.mp.dps = 50
M = mpmath.mpf


def plain(value):
    """Numbers as JSON has them: 17 digits, whole ones whole, what is undefined null."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return float(value)


class Cases:
    def __init__(self, made_by):
        self.made_by = made_by
        self.cases = []

    def add(self, method, name, given, expected, source, **more):
        self.cases.append({"name": name, "method": method, "input": plain(given),
                           "expected": plain(expected), "source": source, **more})

    def refuse(self, method, name, given):
        self.add(method, name, given, {"exit": 1}, "docs: values that make no sense are refused")

    def write(self, folder):
        folder = pathlib.Path(folder)
        lines = ",\n".join("  " + json.dumps(case) for case in self.cases)
        text = '{"made_by": "%s", "cases": [\n%s\n]}\n' % (self.made_by, lines)
        (folder / "cases.json").write_text(text, encoding="utf-8")
        (folder / "session.txt").write_text(
            f"Python {platform.python_version()}, mpmath {mpmath.__version__}, "
            f"{mpmath.mp.dps} digits\n", encoding="utf-8")
        print(len(self.cases), "cases")
