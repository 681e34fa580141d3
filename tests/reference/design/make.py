#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds the tails of the tables to cases.json, after make.R: make.py (needs python3-mpmath).

The exact tail is Imhof's integral on the real line at 40 digits, the saddle-point one the formula of
Kuonen (1999) in Barndorff-Nielsen's form; both of sum(lambda chi2_1) - X2 / ddf chi2_ddf > 0."""
import json
import pathlib
import sys

from mpmath import atan, cos, exp, findroot, inf, log, mp, mpf, ncdf, pi, power, quad, sin, sqrt, tan

mp.dps = 40


def exact(lambdas, hs):
    def integrand(u):
        theta = sum(h * atan(a * u) for a, h in zip(lambdas, hs)) / 2
        rho = power(1, 1)
        for a, h in zip(lambdas, hs):
            rho *= power(1 + (a * u) ** 2, h / mpf(4))
        return sin(theta) / (u * rho)
    # u = tan(v) brings infinity near; the pieces follow the largest lambda
    top = max(abs(a) for a in lambdas)
    pieces = [mpf(i) / 16 * pi / 2 for i in range(17)]
    value = quad(lambda v: integrand(tan(v) / top) / (top * cos(v) ** 2), pieces)
    return mpf(1) / 2 + value / pi


def saddle(lambdas, hs):
    def k1(z):
        return sum(h * a / (1 - 2 * z * a) for a, h in zip(lambdas, hs))
    low = max(1 / (2 * a) for a in lambdas if a < 0)
    high = min(1 / (2 * a) for a in lambdas if a > 0)
    z = findroot(k1, (low * (1 - mpf(10) ** -30), high * (1 - mpf(10) ** -30)), solver="anderson",
                 tol=mpf(10) ** -60, maxsteps=500, verify=False)
    k = -sum(h * log(1 - 2 * z * a) for a, h in zip(lambdas, hs)) / 2
    k2 = 2 * sum(h * (a / (1 - 2 * z * a)) ** 2 for a, h in zip(lambdas, hs))
    w = (1 if z > 0 else -1) * sqrt(-2 * k)
    v = z * sqrt(k2)
    assert abs(k1(z)) < mpf(10) ** -15 and abs(z) > mpf(10) ** -6
    return ncdf(-(w + log(v / w) / w))


def main():
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent / "cases.json")
    file = json.loads(path.read_text(encoding="utf-8"))
    for case in file["cases"]:
        expected = case["expected"]
        if case["method"] != "design.chisq" or not expected.get("eigenvalues"):
            continue
        ddf = mpf(expected["ddf"])
        lambdas = [mpf(a) for a in expected["eigenvalues"]] + [-mpf(expected["X2"]) / ddf]
        hs = [mpf(1)] * len(expected["eigenvalues"]) + [ddf]
        scale = lambdas[0]
        lambdas = [a / scale for a in lambdas]
        expected["p_exact_lincom"] = float(exact(lambdas, hs))
        expected["p_saddlepoint"] = float(saddle(lambdas, hs))
    lines = ",\n".join(json.dumps(case) for case in file["cases"])
    path.write_text(f'{{"made_by": "{file["made_by"]}", "cases": [\n{lines}\n]}}\n', encoding="utf-8")


main()
