# SPDX-License-Identifier: GPL-3.0-or-later
"""Test Anything Protocol for our Python tests: Meson then counts every case."""
import sys
import unittest


class Tap:
    """Prints one line per case; finish() prints the plan and gives the exit status."""

    def __init__(self):
        self.n_cases = 0
        self.n_failed = 0

    def report(self, name, failure=None, skipped=None):
        self.n_cases += 1
        self.n_failed += failure is not None
        line = f"{'ok' if failure is None else 'not ok'} {self.n_cases} {name}"
        print(line if skipped is None else f"{line} # SKIP {skipped}")
        for note in (failure or "").splitlines():
            print(f"# {note}")
        sys.stdout.flush()

    def run(self, name, case, *arguments):
        """Reports what a case gives: None, or what is wrong. It may raise unittest.SkipTest."""
        try:
            self.report(name, case(*arguments))
        except unittest.SkipTest as why:
            self.report(name, skipped=str(why))

    def finish(self):
        print(f"1..{self.n_cases}")
        return 1 if self.n_failed else 0


class _Result(unittest.TestResult):
    def __init__(self, tap):
        super().__init__()
        self.tap = tap

    def addSuccess(self, test):
        self.tap.report(test.id())

    def addSkip(self, test, reason):
        self.tap.report(test.id(), skipped=reason)

    def _add_fault(self, test, fault):
        self.tap.report(test.id(), failure=self._exc_info_to_string(fault, test))

    addFailure = addError = _add_fault

    def addSubTest(self, test, subtest, fault):
        if fault is not None:
            self._add_fault(subtest, fault)


def run_unittest(module="__main__"):
    """Runs the unittest cases of a module and exits."""
    tap = Tap()
    unittest.defaultTestLoader.loadTestsFromName(module).run(_Result(tap))
    sys.exit(tap.finish())
