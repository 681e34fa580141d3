#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The NIST Statistical Reference Datasets: univariate, analysis of variance, a line. Remake: python3
make.py (in this folder). Certified values from NIST where the data survive being read as doubles;
otherwise the exact value of the doubles (fractions), and the certified one with the digits that can
agree. The sets of 18,009 values are in tests/unit/stats/test_nist.c."""
import json
import math
import pathlib
import platform
from fractions import Fraction

import mpmath as mp

mp.mp.dps = 40
HERE = pathlib.Path(__file__).parent
CASES = []
WHY = "the values have up to 13 constant leading digits and are rounded when read as doubles"


def read(name):
    return [line for line in (HERE / name).read_text().splitlines() if not line.startswith("#")]


def root(fraction):
    return float(mp.sqrt(mp.mpf(fraction.numerator) / fraction.denominator))


def digits(got, certified):
    return 16 if got == certified else min(16.0, -math.log10(abs(got - certified) / abs(certified)))


def add(name, method, given, exact, certified):
    """The certified values if doubles can give ten digits of them, else both."""
    fewest = min(digits(exact[key], value) for key, value in certified.items())
    if fewest >= 10:
        CASES.append({"name": name, "method": method, "input": given, "expected": certified,
                      "source": "NIST StRD, certified values"})
        return
    CASES.append({"name": f"{name}, exact value of the doubles", "method": method, "input": given,
                  "expected": exact, "source": "fractions"})
    CASES.append({"name": f"{name}, certified", "method": method, "input": given, "expected": certified,
                  "source": "NIST StRD, certified values", "digits": math.floor(10 * fewest) / 10, "why": WHY})


def univariate(name, values, mean, sd):
    y = [Fraction(v) for v in values]
    centre = sum(y) / len(y)
    variance = sum((v - centre) ** 2 for v in y) / (len(y) - 1)
    add(name, "numeric.mean_sd", {"y": values}, {"mean": float(centre), "sd": root(variance)},
        {"mean": mean, "sd": sd})


def anova(name, groups, f, between, within, r2):
    exact = [[Fraction(v) for v in g] for g in groups]
    n, k = sum(map(len, exact)), len(exact)
    means = [sum(g) / len(g) for g in exact]
    grand = sum(map(sum, exact)) / n
    ssb = sum(len(g) * (m - grand) ** 2 for g, m in zip(exact, means))
    ssw = sum((v - m) ** 2 for g, m in zip(exact, means) for v in g)
    add(name, "numeric.anova_oneway", {"groups": groups},
        {"F": float(ssb / (k - 1) / (ssw / (n - k))), "ss_between": float(ssb), "ss_within": float(ssw),
         "eta2": float(ssb / (ssb + ssw))},
        {"F": f, "ss_between": between, "ss_within": within, "eta2": r2})


def main():
    for row in read("univariate.txt"):
        name, mean, sd, *values = row.split()
        univariate(name, [float(v) for v in values], float(mean), float(sd))
    mp.mp.dps = 5010
    digits_of_pi = [int(d) for d in mp.nstr(mp.pi, 5005).replace(".", "")[:5000]]
    digits_of_pi[956] = 3  # the set has a 3 where pi has an 8, and is certified with it
    univariate("PiDigits", digits_of_pi, 4.5348, 2.86733906028871)
    mp.mp.dps = 40
    univariate("NumAcc1", [10000001, 10000003, 10000002], 10000002.0, 1.0)
    for name, base in (("NumAcc2", "1"), ("NumAcc3", "1000000"), ("NumAcc4", "10000000")):
        univariate(name, [float(f"{base}.2")] + [float(f"{base}.1"), float(f"{base}.3")] * 500,
                   float(f"{base}.2"), 0.1)
    for row in read("anova.txt"):
        head, *groups = row.split(" | ")
        name, f, between, within, r2, _ = head.split()
        values = [[float(v) for v in g.split()] for g in groups]
        if name.startswith("SmLs"):
            number = int(name[4:])
            if number % 3 == 0:
                continue
            base = ("1", "1000000", "1000000000000")[(number - 1) // 3]
            middles = [4, 3, 5, 3, 5, 3, 5, 3, 5]
            values = [[float(f"{base}.{m}")] + [float(f"{base}.{m - 1}"), float(f"{base}.{m + 1}")] *
                      (10 if number % 3 == 1 else 100) for m in middles]
        anova(name, values, float(f), float(between), float(within), float(r2))
    y, x = zip(*[map(float, row.split()) for row in read("norris.txt")])
    CASES.append({"name": "Norris", "method": "numeric.linear_regression", "input": {"y": list(y), "x": list(x)},
                  "expected": {"b0": -0.262323073774029, "b1": 1.00211681802045, "se0": 0.232818234301152,
                               "se1": 0.429796848199937E-03, "resid_sd": 0.884796396144373,
                               "r2": 0.999993745883712, "F": 5436385.54079785},
                  "source": "NIST StRD, certified values"})

    lines = ",\n".join(json.dumps(case) for case in CASES)
    (HERE / "cases.json").write_text('{"made_by": "make.py", "cases": [\n' + lines + "\n]}\n")
    (HERE / "session.txt").write_text(f"Python {platform.python_version()}, mpmath {mp.__version__}\n")


if __name__ == "__main__":
    main()
