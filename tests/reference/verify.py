#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the reference values that R computed, with 50 decimal digits (needs python3-mpmath).

Not part of the tests: it was run when the files were made, and says how many digits of them hold.
Limits that are quantiles or roots are put into their equation; one Newton step gives the error.
"""
import csv
import pathlib

from mpmath import diff, erfc, erfinv, gammaprod, inf, isnan, log10, mp, mpf, sqrt

mp.dps = 50
HERE = pathlib.Path(__file__).parent


def beta_lower(x, a, b):
    """I_x(a, b), by the continued fraction DLMF 8.17.22, forwards, at high precision."""
    if x > (a + 1) / (a + b + 2):
        return 1 - beta_lower(1 - x, b, a)
    before, now, below_before, below = mpf(1), mpf(1), mpf(0), mpf(1)
    value, k = mpf(0), 0
    while abs(now / below - value) > abs(value) * mpf(10) ** -45:
        value = now / below
        for _ in range(2):
            k += 1
            m = k // 2
            d = (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)) if k % 2 == 0 else
                 -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)))
            before, now = now, now + d * before
            below_before, below = below, below + d * below_before
    return beta_density(x, a, b) * x * (1 - x) / a / value


def beta_density(x, a, b):
    return gammaprod([a + b], [a, b]) * x ** (a - 1) * (1 - x) ** (b - 1)


def digits(got, expected):
    if isnan(got) and isnan(expected):
        return inf
    error = abs(mpf(got) - expected)
    return inf if error == 0 else -log10(error / abs(expected))


def quantile_digits(x, a, b, lower_tail):
    """Agreeing digits of x as the quantile of beta(a, b)."""
    step = (beta_lower(x, a, b) - lower_tail) / beta_density(x, a, b)
    return inf if step == 0 else -log10(abs(step) / x)


def normal_quantile(level):
    return sqrt(2) * erfinv(level)


def wilson(x, n, z):
    root = z * sqrt(x * (n - x) / n + z * z / 4)
    return (x + z * z / 2 - root) / (n + z * z), (x + z * z / 2 + root) / (n + z * z)


def check_proportion(row):
    x, n, level, lo, hi = (mpf(float(row[k])) for k in ("x", "n", "level", "lo", "hi"))
    z, tail = normal_quantile(level), (1 - level) / 2
    if row["method"] == "Wilson":
        limits = wilson(x, n, z)
        return [digits(lo, limits[0]) if x > 0 else digits(lo, mpf(0)),
                digits(hi, limits[1]) if x < n else digits(hi, mpf(1))]
    if row["method"] == "Agresti-Coull":
        m = n + z * z
        q = (x + z * z / 2) / m
        reach = z * sqrt(q * (1 - q) / m)
        return [digits(lo, max(mpf(0), q - reach)), digits(hi, min(mpf(1), q + reach))]
    near, far = (0, 1) if row["method"] == "Clopper-Pearson" else (mpf(1) / 2, mpf(1) / 2)
    found = []
    found.append(quantile_digits(lo, x + near, n - x + far, tail) if x > 0 else digits(lo, mpf(0)))
    found.append(quantile_digits(hi, x + far, n - x + near, 1 - tail) if x < n
                 else digits(hi, mpf(1)))
    return found


def newcombe10(a, b, c, d, n, z):
    p1, p2 = (a + b) / n, (a + c) / n
    (l1, u1), (l2, u2) = wilson(a + b, n, z), wilson(a + c, n, z)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    cross = a * d - b * c
    if cross > 0:
        cross = max(cross - n / 2, mpf(0))
    phi = cross / sqrt(margins) if margins > 0 else mpf(0)
    legs = ((p1 - l1, u2 - p2), (u1 - p1, p2 - l2))
    low, high = (sqrt(s * s - 2 * phi * s * t + t * t) for s, t in legs)
    return p1 - p2 - low, p1 - p2 + high


def tango_lower_digits(lo, b, c, n, z):
    def excess(d):
        linear = -b - c + (2 * n - b + c) * d
        root = sqrt(linear ** 2 + 8 * n * c * d * (1 - d))
        q = (root - linear) / (4 * n)
        return (b - c - n * d) - z * sqrt(n * (2 * q + d * (1 - d)))
    if c == n:
        return digits(lo, mpf(-1))
    step = excess(lo) / diff(excess, lo, h=mpf(10) ** -25)
    return inf if step == 0 else -log10(abs(step / lo))


def check_paired(row):
    a, b, c, d = (mpf(float(row[k])) for k in ("both", "first_only", "second_only", "neither"))
    lo, hi, z, n = mpf(float(row["lo"])), mpf(float(row["hi"])), None, a + b + c + d
    z = normal_quantile(mpf(float(row["level"])))
    if row["method"] == "Tango":
        return [tango_lower_digits(lo, b, c, n, z), tango_lower_digits(-hi, c, b, n, z)]
    if row["method"] == "Newcombe 10":
        limits = newcombe10(a, b, c, d, n, z)
    elif row["method"] == "Bonett-Price":
        p12, p21 = (b + 1) / (n + 2), (c + 1) / (n + 2)
        reach = z * sqrt((p12 + p21 - (p12 - p21) ** 2) / (n + 2))
        limits = max(mpf(-1), p12 - p21 - reach), min(mpf(1), p12 - p21 + reach)
    else:
        limits = wilson(b, n, z)
        limits = limits[0] if b > 0 else mpf(0), limits[1] if b < n else mpf(1)
    # a limit at the end of the scale is exact in the file and rounded here
    return [inf if abs(got - exact) < mpf(10) ** -45 else digits(got, exact)
            for got, exact in zip((lo, hi), limits)]


def check_mcnemar(row):
    b, c = mpf(row["first_only"]), mpf(row["second_only"])
    got = [mpf(float(row[k])) for k in ("statistic", "p_asymptotic", "p_exact", "p_midp")]
    m, k = b + c, min(b, c)
    if m == 0:
        return [digits(g, mpf(1)) for g in got[1:]]
    statistic = (b - c) ** 2 / m
    half = mpf(1) / 2
    at_most = beta_lower(half, m - k, k + 1)
    below = beta_lower(half, m - k + 1, k) if k > 0 else mpf(0)
    exact = [statistic, erfc(sqrt(statistic / 2))]
    exact += [mpf(1), mpf(1)] if b == c else [2 * at_most, at_most + below]
    return [inf if abs(e) < mpf(10) ** -307 and g == 0 else digits(g, e)
            for g, e in zip(got, exact)]


def main():
    checks = {"proportion": check_proportion, "paired": check_paired, "mcnemar": check_mcnemar}
    for topic, check in checks.items():
        worst = {}
        with open(HERE / topic / "expected.csv", encoding="utf-8") as file:
            for row in csv.DictReader(file):
                key = row.get("method", "McNemar")
                found = min(check(row))
                worst[key] = min(worst.get(key, (inf, None)), (found, list(row.values())),
                                 key=lambda pair: pair[0])
        for key, (found, row) in worst.items():
            print(f"{topic}: {key}: at least {mp.nstr(found, 4)} digits, worst at {row}")


main()
