#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runner must see a wrong output, a wrong exit status and an unexpected word."""
import os
import pathlib
import re
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import run_cli  # noqa: E402
import tap  # noqa: E402


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        os.environ.pop("SVY_UPDATE_GOLDEN", None)

    def run_case(self, script, **files):
        for path in self.folder.iterdir():
            path.unlink()
        (self.folder / "case.sh").write_text(script)
        for name, text in files.items():
            (self.folder / f"case.{name.replace('_', '.')}").write_text(text)
        return run_cli.run_case(self.folder / "case.sh", "/bin/echo", {"LC_ALL": "C.UTF-8"})

    def test_exact(self):
        self.assertIsNone(self.run_case('"$SURVEYSTAT" a', stdout_exact="a\n"))
        self.assertIn("-b", self.run_case('"$SURVEYSTAT" a', stdout_exact="b\n"))
        self.assertIn("+a", self.run_case('"$SURVEYSTAT" a'))
        self.assertIn("+a", self.run_case('"$SURVEYSTAT" a >&2'))

    def test_glob(self):
        script = 'echo "n = 12 [a?]"; echo b; echo c; echo d'
        self.assertIsNone(self.run_case(script, stdout_glob="n = * [a?]\n...\nd\n"))
        self.assertIsNone(self.run_case(script, stdout_glob="*\nb\nc\nd\n...\n"))
        self.assertIsNotNone(self.run_case(script, stdout_glob="n = *\nd\n"))
        self.assertIsNotNone(self.run_case(script, stdout_glob="...\nc\n"))

    def test_exit(self):
        self.assertIsNone(self.run_case("exit 3", exit="3\n"))
        self.assertIn("exit status 3, expected 0", self.run_case("exit 3"))

    def test_skip(self):
        with self.assertRaisesRegex(unittest.SkipTest, "no such device"):
            self.run_case("echo no such device; exit 77")

    def test_paths(self):
        self.assertIsNone(self.run_case('echo "$PWD/x $ROOT"; ls', stdout_exact="$PWD/x $ROOT\n"))

    def test_update(self):
        os.environ["SVY_UPDATE_GOLDEN"] = "1"
        self.assertIsNotNone(self.run_case("echo a; exit 2", stdout_exact="b\n"))
        self.assertEqual((self.folder / "case.stdout.exact").read_text(), "a\n")
        self.assertEqual((self.folder / "case.exit").read_text(), "2\n")

    def test_comma_locale(self):
        environment = run_cli.make_comma_locale(str(self.folder))
        if environment is None:
            self.skipTest("no locale sources (package locales)")
        (self.folder / "case.sh").write_text("printf '%.1f\\n' 1,5; locale decimal_point")
        failure = run_cli.run_case(self.folder / "case.sh", "/bin/echo", environment)
        self.assertTrue(re.search(r"^\+,$", failure, re.M), failure)


if __name__ == "__main__":
    tap.run_unittest()
