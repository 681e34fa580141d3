#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the cases in Meson's logs: count_results.py [--broken N] BUILD-FOLDER ...

A test that speaks TAP counts by its cases, any other one as one case. A test that failed without a
case that says so (it crashed, or took too long) is one failure more; N are builds that failed. The
last line is "N passed, N failed"; the exit status is 1 when anything failed, or nothing was run.
Before it stand the cases that failed and what they said, which Meson keeps in its log."""
import argparse
import json
import pathlib
import re
import sys

GOOD = ("OK", "EXPECTEDFAIL")
N_LINES_MOST = 40  # of what one test says of its failures


def count_test(entry):
    """(passed, failed, skipped) of one test."""
    text = entry.get("stdout", "")
    cases = re.findall(r"(?m)^(not ok|ok)\b(.*)$", text) if re.search(r"(?m)^1\.\.\d+", text) else []
    n_passed = n_failed = n_skipped = 0
    for word, rest in cases:
        if re.search(r"#\s*(SKIP|TODO)", rest, re.I):
            n_skipped += 1
        elif word == "ok":
            n_passed += 1
        else:
            n_failed += 1
    if entry["result"] == "SKIP":
        n_skipped += not cases
    elif entry["result"] in GOOD:
        n_passed += not cases
    elif n_failed == 0:
        n_failed = 1
    return n_passed, n_failed, n_skipped


def list_faults(entry):
    """The cases that failed, each with the comments that follow it; of a test without cases, which
    Meson prints itself, nothing."""
    lines = re.findall(r"(?m)^not ok\b.*(?:\n#.*)*", entry.get("stdout", ""))
    return "\n".join(lines).splitlines()[:N_LINES_MOST]


def read_log(folder):
    path = pathlib.Path(folder) / "meson-logs" / "testlog.json"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", errors="replace") as log:
        return [json.loads(line) for line in log if line.strip()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--broken", type=int, default=0)
    parser.add_argument("folders", nargs="+")
    options = parser.parse_args()
    n_passed, n_failed, n_skipped = 0, options.broken, 0
    print()
    for folder in options.folders:
        for entry in read_log(folder):
            passed, failed, skipped = count_test(entry)
            n_passed, n_failed, n_skipped = n_passed + passed, n_failed + failed, n_skipped + skipped
            if failed:
                print(f"failed: {entry['name']} in {folder}")
                print("".join(f"  {line}\n" for line in list_faults(entry)), end="")
    if options.broken:
        print(f"failed: {options.broken} of the builds")
    if n_skipped:
        print(f"{n_skipped} skipped")
    print(f"{n_passed} passed, {n_failed} failed")
    sys.exit(1 if n_failed or not n_passed else 0)


if __name__ == "__main__":
    main()
