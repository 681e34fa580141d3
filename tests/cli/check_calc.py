#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of calc methods: every example gives what the table says, every entry is whole, and
METHODS.md has the table as it is (SVY_UPDATE_GOLDEN=1 writes it there)."""
import json
import os
import pathlib
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))
from tap import Tap  # noqa: E402

START, END = "<!-- methods: made by `surveystat calc --format md` -->\n", "<!-- end of methods -->\n"


def calc(program, *words):
    return subprocess.run([program, "calc", *words], capture_output=True, text=True, check=False)


def find(answer, path):
    """ "p.1-2" and "lower.0" reach into objects and lists."""
    for part in path.split("/"):
        answer = answer[int(part)] if isinstance(answer, list) else answer[part]
    return answer


def agrees(got, written):
    if written in ("null", "true", "false") or not isinstance(got, (int, float)):
        return json.dumps(got).strip('"') == written
    mantissa, _, exponent = written.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    step = 10.0 ** (int(exponent or 0) - decimals)
    return abs(got - float(written)) <= 0.5000001 * step


def check_example(program, method):
    done = calc(program, method["name"], *shlex.split(method["example"]), "--format", "json")
    if done.returncode != 0:
        return done.stderr
    answer = json.loads(done.stdout)
    faults = [f"{key} is not told in outputs" for key in answer
              if key not in method["outputs"] and key not in ("method", "status", "sentence")]
    if not answer.get("sentence"):
        faults.append("there is no sentence")
    for pair in method["gives"].split():
        key, _, written = pair.partition("=")
        try:
            got = find(answer, key)
        except (KeyError, IndexError, ValueError):
            faults.append(f"{key} is not in the answer")
            continue
        if not agrees(got, written):
            faults.append(f"{key}: got {got}, the table says {written}")
    return "\n".join(faults) or None


def check_entry(program, method):
    empty = [key for key, value in method.items() if value in ("", None) or value == []]
    faults = [f"{key} is empty" for key in empty]
    if not (ROOT / method["reference"]).exists():
        faults.append(f"{method['reference']} does not exist")
    if calc(program, method["name"], "--help").returncode != 0:
        faults.append("--help fails")
    if calc(program, method["name"], *shlex.split(method["example"])).returncode != 0:
        faults.append("the page for people fails")
    if calc(program, method["name"], "no_such_input=1").returncode != 2:
        faults.append("an unknown input is not refused with exit 2")
    return "\n".join(faults) or None


def check_methods_file(program):
    path = ROOT / "METHODS.md"
    text = path.read_text(encoding="utf-8")
    table = calc(program, "--format", "md").stdout
    before, start, rest = text.partition(START)
    old, end, after = rest.partition(END)
    if not start or not end:
        return "METHODS.md has no place for the table"
    if old == table:
        return None
    if os.environ.get("SVY_UPDATE_GOLDEN") == "1":
        path.write_text(before + start + table + end + after, encoding="utf-8")
        return None
    return "METHODS.md has an old table: run this test with SVY_UPDATE_GOLDEN=1"


def main():
    program = sys.argv[1]
    tap = Tap()
    for method in json.loads(calc(program, "--format", "json").stdout)["methods"]:
        tap.report(f"example: {method['name']}", check_example(program, method))
        tap.report(f"entry: {method['name']}", check_entry(program, method))
    tap.report("METHODS.md", check_methods_file(program))
    sys.exit(tap.finish())


if __name__ == "__main__":
    main()
