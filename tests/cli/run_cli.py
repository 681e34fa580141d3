#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the command line on recorded cases: run_cli.py PROGRAM [FOLDER-OR-CASE ...]

A case is tests/cli/<command>/<case>.sh with, beside it,
    <case>.stdout.exact or .glob    what it prints (no file: nothing)
    <case>.stderr.exact or .glob    what it says   (no file: nothing)
    <case>.exit                     its exit status (no file: 0)
It is run by bash in a clean folder with SURVEYSTAT (the program) and ROOT (the source tree); stdin
is empty, and python3 is the one that runs this. In what it prints, these two paths and the folder are replaced by $SURVEYSTAT, $ROOT and
$PWD. In a glob, * is any text within a line, and a line ... is any number of lines. A case
that cannot be run on this machine says why and exits with 77: it is skipped.

All cases are run again under a locale with decimal comma: it may change nothing. With
SVY_UPDATE_GOLDEN=1 what does not match is rewritten; put the * of a glob back by hand."""
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

COMMA_LOCALE = "de_DE"
TIMEOUT_S = 120
EXIT_SKIPPED = 77


def glob_to_regex(glob):
    """The whole text as a regular expression."""
    parts = []
    for line in glob.splitlines(keepends=True):
        if line.strip() == "...":
            parts.append(r"(?:[^\n]*\n)*?")
        else:
            parts.append("[^\n]*".join(re.escape(part) for part in line.split("*")))
    return "".join(parts)


def find_expected(case, stream):
    """(path, text, is it a glob) of what a stream must give."""
    for form in ("exact", "glob"):
        path = case.with_name(f"{case.stem}.{stream}.{form}")
        if path.exists():
            return path, path.read_text(encoding="utf-8"), form == "glob"
    return case.with_name(f"{case.stem}.{stream}.exact"), "", False


def compare(case, stream, got):
    """None, or how the stream differs."""
    path, expected, is_glob = find_expected(case, stream)
    if re.fullmatch(glob_to_regex(expected), got) if is_glob else got == expected:
        return None
    if os.environ.get("SVY_UPDATE_GOLDEN") == "1":
        path.write_text(got, encoding="utf-8")
    return "".join(difflib.unified_diff(expected.splitlines(True), got.splitlines(True),
                                        path.name, f"{stream} now"))


def read_exit(case):
    path = case.with_suffix(".exit")
    return int(path.read_text()) if path.exists() else 0


def compare_exit(case, got):
    expected = read_exit(case)
    if got == expected:
        return None
    if os.environ.get("SVY_UPDATE_GOLDEN") == "1":
        case.with_suffix(".exit").write_text(f"{got}\n")
    return f"exit status {got}, expected {expected}\n"


def replace_path(text, path, name):
    """A tree that is called /s is not in /svg."""
    return re.sub(rf"(?<![\w.]){re.escape(path)}(?![\w-])", lambda _: name, text)


def run_case(case, program, environment):
    """None, or how the case differs."""
    with tempfile.TemporaryDirectory(prefix="surveystat-cli-") as folder:
        work = pathlib.Path(folder).resolve() / "work"
        work.mkdir()
        variables = dict(os.environ, SURVEYSTAT=program, ROOT=str(ROOT), HOME=folder, TZ="UTC",
                         **environment)
        variables.pop("SOURCE_DATE_EPOCH", None)
        # Not a launcher that looks for a version in HOME, which is another one here.
        variables["PATH"] = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
        try:
            run = subprocess.run(["bash", "-u", str(case)], cwd=work, env=variables,
                                 stdin=subprocess.DEVNULL, capture_output=True, check=False,
                                 timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired:
            return f"not done after {TIMEOUT_S} seconds"
        outputs = []
        for raw in (run.stdout, run.stderr):
            text = raw.decode("utf-8", "backslashreplace")
            for path, name in ((str(work), "$PWD"), (program, "$SURVEYSTAT"), (str(ROOT), "$ROOT")):
                text = replace_path(text, path, name)
            outputs.append(text)
    if run.returncode == EXIT_SKIPPED:
        raise unittest.SkipTest(outputs[0].strip())
    failures = [compare_exit(case, run.returncode), compare(case, "stdout", outputs[0]),
                compare(case, "stderr", outputs[1])]
    return "".join(filter(None, failures)) or None


def make_comma_locale(folder):
    """Environment of a locale with decimal comma, made in a folder; None when it cannot be made."""
    try:
        subprocess.run(["localedef", "-i", COMMA_LOCALE, "-f", "UTF-8",
                        f"{folder}/{COMMA_LOCALE}.UTF-8"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return {"LOCPATH": folder, "LC_ALL": f"{COMMA_LOCALE}.UTF-8"}


def find_cases(arguments):
    for argument in arguments or [HERE]:
        path = pathlib.Path(argument).resolve()
        yield from sorted(path.rglob("*.sh")) if path.is_dir() else [path]


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    cases = list(find_cases(sys.argv[2:]))
    report = tap.Tap()
    with tempfile.TemporaryDirectory(prefix="surveystat-locale-") as folder:
        comma = make_comma_locale(folder)
        for case in cases:
            name = f"{case.parent.name}/{case.stem}"
            report.run(name, run_case, case, program, {"LC_ALL": "C.UTF-8"})
            if comma is not None:
                report.run(f"{name} [{comma['LC_ALL']}]", run_case, case, program, comma)
            else:
                report.report(f"{name} [comma]", skipped="no locale sources (package locales)")
    sys.exit(report.finish())


if __name__ == "__main__":
    main()
