#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the recorded reference cases of TOPIC/cases.json through `surveystat calc`.

usage: run_cases.py SURVEYSTAT [TOPIC ...]

A file is {"made_by": "make.R", "cases": [CASE, ...]}, and a CASE is
  {"name": "wilson 81 of 263", "method": "prop_ci.wilson", "input": {"x": 81, "n": 263},
   "expected": {"lower": 0.25528..., "upper": 0.36621...}, "source": "R 4.2.2 prop.test",
   "digits": 10}
`expected` may hold numbers, null (undefined), texts, truth values, lists and objects of these; keys
that are not there are not looked at. "status" may be expected like any key; {"exit": 1} expects a
refusal. `digits` (10 unless said) is how many digits must agree: less only with "why".
"""
import json
import math
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from tap import Tap  # noqa: E402

HERE = pathlib.Path(__file__).parent
DIGITS = 10
FULL = 16.0


def count_digits(got, expected):
    """How many digits agree; of a number that should be 0, how many zeros follow the point."""
    if got == expected:
        return FULL
    scale = abs(expected) if expected else 1.0
    return min(FULL, -math.log10(abs(got - expected) / scale))


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def compare(got, expected, path, faults):
    """The fewest digits that agree below @path; what is wrong altogether goes into @faults."""
    if is_number(expected) and is_number(got):
        return count_digits(got, expected)
    if isinstance(expected, list) and isinstance(got, list) and len(got) == len(expected):
        return min((compare(g, e, f"{path}[{i}]", faults)
                    for i, (g, e) in enumerate(zip(got, expected))), default=FULL)
    if isinstance(expected, dict) and isinstance(got, dict):
        missing = [key for key in expected if key not in got]
        faults.extend(f"{path}.{key}: missing" for key in missing)
        return min((compare(got[key], expected[key], f"{path}.{key}", faults)
                    for key in expected if key in got), default=FULL)
    if got == expected and isinstance(got, type(expected)):
        return FULL
    faults.append(f"{path}: got {json.dumps(got)}, expected {json.dumps(expected)}")
    return 0.0


def run(program, case):
    done = subprocess.run([program, "calc", case["method"], "--input", "-", "--format", "json"],
                          input=json.dumps(case["input"]), capture_output=True, text=True,
                          check=False)
    expected = case["expected"]
    if done.returncode != expected.get("exit", 0):
        return 0.0, [f"exit status {done.returncode}", done.stderr.strip()]
    answer = json.loads(done.stdout)
    faults = []
    wanted = {key: value for key, value in expected.items() if key != "exit"}
    fewest = compare(answer, wanted, "", faults)
    if fewest < case.get("digits", DIGITS) and not faults:
        faults = [f"{key}: got {json.dumps(answer.get(key))}, expected {json.dumps(wanted[key])}"
                  for key in wanted
                  if compare(answer.get(key), wanted[key], key, []) < case.get("digits", DIGITS)]
    return fewest, faults


def run_topic(program, folder, report):
    worst, n = FULL, 0
    for case in json.loads((folder / "cases.json").read_text(encoding="utf-8"))["cases"]:
        fewest, faults = run(program, case)
        worst, n = min(worst, fewest), n + 1
        name = f"{folder.name}: {case['method']}: {case['name']}"
        if "digits" in case and "why" not in case:
            faults.append("asks for fewer digits without saying why")
        report.report(name, "\n".join([*faults, f"source: {case['source']}"]) if faults else None)
    print(f"# {folder.name}: {n} cases, at least {worst:.1f} digits")


def main():
    program, topics = sys.argv[1], sys.argv[2:]
    folders = [HERE / topic for topic in topics] or sorted(
        path.parent for path in HERE.glob("*/cases.json"))
    report = Tap()
    for folder in folders:
        run_topic(program, folder, report)
    sys.exit(report.finish())


if __name__ == "__main__":
    main()
