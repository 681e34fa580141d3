#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile input: test_robustness.py PROGRAM [PATTERN]

One case per line of TAP, named after its number in the list of hostile inputs (1-35 bytes and
tables, 36-48 and 63-65 values, 55-62 injection and paths, 70-77 plan and codebook, 81-87 command line and surroundings).
Each says its exit status, the FILE:LINE:FIELD and the words of the message, and that nothing that
was there before is touched."""
import pathlib
import re
import resource
import sys
import traceback
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "support"))
import cases_bytes  # noqa: E402
import cases_labels  # noqa: E402
import cases_plan  # noqa: E402
import cases_surroundings  # noqa: E402
import cases_tables  # noqa: E402
import cases_values  # noqa: E402
import harness  # noqa: E402
import survey  # noqa: E402
import tap  # noqa: E402

GROUPS = (cases_bytes, cases_tables, cases_values, cases_labels, cases_plan, cases_surroundings)


def count_seconds():
    """Of a processor: a busy machine is no fault. What only waits meets harness.TIMEOUT_S."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_case(case):
    """None, or what is wrong."""
    start = count_seconds()
    try:
        fault = case()
    except unittest.SkipTest:
        raise
    except Exception:  # pylint: disable=broad-except
        return traceback.format_exc()
    seconds = count_seconds() - start
    if fault is None and seconds > harness.MAX_S and not getattr(case, "is_slow", False):
        return f"took {seconds:.1f} seconds of a processor, at most {harness.MAX_S} are allowed"
    return fault


def main():
    harness.Box.program = str(pathlib.Path(sys.argv[1]).resolve())
    pattern = re.compile(sys.argv[2] if len(sys.argv) > 2 else "")
    report = tap.Tap()
    with harness.Box() as box:
        box.put("in.csv", survey.make())
        fault = harness.check_run(box.run("analyze", "in.csv", "--format", "png"), 0)
        harness.Box.prior = box.work / "in-report"
        report.report("00-prior-report", fault)
        for name, case in (item for group in GROUPS for item in group.CASES.items()):
            if pattern.search(name):
                report.run(name, run_case, case)
    sys.exit(report.finish())


if __name__ == "__main__":
    main()
