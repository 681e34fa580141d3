#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The last line of ./check must not be better than the truth."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

SUPPORT = pathlib.Path(__file__).resolve().parents[1] / "support"
sys.path.insert(0, str(SUPPORT))
import tap  # noqa: E402


def run_counter(entries, broken=0):
    """Exit status and lines for a log of (result, stdout)."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "meson-logs" / "testlog.json"
        log.parent.mkdir()
        log.write_text("".join(json.dumps({"name": "x", "result": result, "stdout": text}) + "\n"
                               for result, text in entries))
        run = subprocess.run([sys.executable, SUPPORT / "count_results.py", "--broken",
                              str(broken), folder], text=True, capture_output=True, check=False)
    return run.returncode, run.stdout.splitlines()


def count(*arguments, **options):
    status, lines = run_counter(*arguments, **options)
    return status, lines[-1]


class Counts(unittest.TestCase):
    def test_cases_and_tests(self):
        self.assertEqual(count([("OK", "ok 1 a\nok 2 b\n1..2\n"), ("OK", "free text, ok 3")]),
                         (0, "3 passed, 0 failed"))

    def test_failed_case(self):
        self.assertEqual(count([("FAIL", "1..2\nok 1 a\nnot ok 2 b\n")]), (1, "1 passed, 1 failed"))

    def test_what_failed_cases_say(self):
        lines = run_counter([("ERROR", "1..3\nok 1 a\nnot ok 2 b\n# -1\n# +2\nok 3 c\n# no\n")])[1]
        self.assertEqual(lines[2:5], ["  not ok 2 b", "  # -1", "  # +2"])
        self.assertEqual(lines[5:], ["2 passed, 1 failed"])

    def test_crash_and_timeout(self):
        self.assertEqual(count([("ERROR", "1..3\nok 1 a\n"), ("TIMEOUT", ""), ("FAIL", "no TAP")]),
                         (1, "1 passed, 3 failed"))

    def test_skipped(self):
        self.assertEqual(count([("OK", "1..2\nok 1 a # SKIP no\nok 2 b\n"), ("SKIP", "")]),
                         (0, "1 passed, 0 failed"))

    def test_broken_build_and_nothing(self):
        self.assertEqual(count([("OK", "")], broken=1), (1, "1 passed, 1 failed"))
        self.assertEqual(count([]), (1, "0 passed, 0 failed"))


if __name__ == "__main__":
    tap.run_unittest()
