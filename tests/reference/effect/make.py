#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values of effect sizes, quantiles and proportional odds. Remake: python3 make.py (in this
folder). Noncentral t and F by mpmath's quadrature and sums with 25 digits (R's are good to about 1e-12
absolutely), order statistics by exact binomial sums, proportional odds by its score equations."""
import json
import pathlib
import platform
from fractions import Fraction
from math import comb

import mpmath as mp
from scipy import stats

mp.mp.dps = 25
HERE = pathlib.Path(__file__).parent
CASES = []


def add(name, method, given, expected, source, **more):
    CASES.append({"name": name, "method": method, "input": given, "expected": expected,
                  "source": source, **more})


def t_below(t, df, shift):
    """P(T <= t): the normal P(Z <= t s - shift) over s = chi / sqrt(df)."""
    df = mp.mpf(df)
    constant = 2 * (df / 2) ** (df / 2) / mp.gamma(df / 2)
    width = 1 / mp.sqrt(2 * df)
    points = [max(mp.mpf(0), 1 + i * width) for i in (-12, -6, -3, -1, 0, 1, 3, 6, 12)]
    points = sorted({0, *points, 1 + 20 * width})
    return mp.quad(lambda s: constant * s ** (df - 1) * mp.exp(-df * s * s / 2) * mp.ncdf(t * s - shift), points)


def cohen(name, x, y, level=0.95):
    exact = [[mp.mpf(v) for v in g] for g in (x, y)]
    mean = [sum(g) / len(g) for g in exact]
    df = len(x) + len(y) - 2
    pooled = mp.sqrt(sum((v - m) ** 2 for g, m in zip(exact, mean) for v in g) / df)
    scale = mp.sqrt(mp.mpf(1) / len(x) + mp.mpf(1) / len(y))
    d = (mean[0] - mean[1]) / pooled
    t, tail = d / scale, (1 - mp.mpf(level)) / 2
    guess = [float(t) + side * 2 for side in (-1, 1)]
    lo = mp.findroot(lambda c: t_below(t, df, c) - (1 - tail), (guess[0], guess[0] + 0.1))
    hi = mp.findroot(lambda c: t_below(t, df, c) - tail, (guess[1], guess[1] + 0.1))
    j = mp.gamma(mp.mpf(df) / 2) / (mp.sqrt(mp.mpf(df) / 2) * mp.gamma((mp.mpf(df) - 1) / 2))
    add(name, "effect.cohen_d", {"x": x, "y": y, "conf": level},
        {"d": float(d), "d_lower": float(lo * scale), "d_upper": float(hi * scale), "g": float(j * d),
         "g_lower": float(j * lo * scale), "g_upper": float(j * hi * scale), "status": "ok"},
        "noncentral t by mpmath quadrature")


def f_below(f, df1, df2, lam):
    x, half = df1 * f / (df1 * f + df2), lam / 2
    total, weight, j = mp.mpf(0), mp.exp(-half), 0
    while j < half or weight > mp.mpf(10) ** -24:
        total += weight * mp.betainc(mp.mpf(df1) / 2 + j, mp.mpf(df2) / 2, 0, x, regularized=True)
        j += 1
        weight *= half / j
    return total


def eta2(name, groups, level=0.95):
    exact = [[mp.mpf(v) for v in g] for g in groups]
    n, k = sum(map(len, exact)), len(exact)
    mean = [sum(g) / len(g) for g in exact]
    grand = sum(map(sum, exact)) / n
    ssb = sum(len(g) * (m - grand) ** 2 for g, m in zip(exact, mean))
    ssw = sum((v - m) ** 2 for g, m in zip(exact, mean) for v in g)
    df1, df2 = k - 1, n - k
    f, tail = ssb / df1 / (ssw / df2), (1 - mp.mpf(level)) / 2
    limits = []
    for p in (1 - tail, tail):
        if f_below(f, df1, df2, mp.mpf(0)) <= p:
            limits.append(mp.mpf(0))
            continue
        start = float(df1 * f)
        lam = mp.findroot(lambda c: f_below(f, df1, df2, c) - p, (start * (0.3 if p > 0.5 else 2) + 0.1, start + 1),
                          solver="secant")
        limits.append(lam / (lam + n))
    ms = ssw / df2
    add(name, "effect.eta2", {"groups": groups, "conf": level},
        {"eta2": float(ssb / (ssb + ssw)), "omega2": float((ssb - df1 * ms) / (ssb + ssw + ms)),
         "lower": float(limits[0]), "upper": float(limits[1]), "status": "ok"},
        "noncentral F as a Poisson mixture in mpmath")


def quantile(name, y, p, level=0.95):
    ordered_y, n, q = sorted(y), len(y), Fraction(p).limit_denominator(1000)
    place = 1 + q * (n - 1)
    rank = place.numerator // place.denominator

    def order(k):
        return ordered_y[min(max(k, 1), n) - 1]

    tail = (1 - Fraction(level).limit_denominator(1000)) / 2
    chance = [comb(n, i) * q ** i * (1 - q) ** (n - i) for i in range(n + 1)]
    lower = max((r for r in range(1, n + 1) if sum(chance[:r]) <= tail), default=None)
    upper = min((r for r in range(1, n + 1) if sum(chance[r:]) <= tail), default=None)
    is_whole = lower is not None and upper is not None
    add(name, "numeric.quantile", {"y": y, "p": p, "conf": level},
        {"est": float(order(rank) + (place - rank) * (order(rank + 1) - order(rank))),
         "lower": ordered_y[lower - 1] if is_whole else None,
         "upper": ordered_y[upper - 1] if is_whole else None,
         "status": "ok" if is_whole else "no-variance"},
        "Hyndman & Fan (1996), definition 7, and exact binomial sums, in fractions")


def ordered(name, x, y, weights):
    levels = sorted(set(y))
    m, k = len(levels) - 1, len(x[0])

    def loglik(*b):
        total = mp.mpf(0)
        for row, level, w in zip(x, y, weights):
            j = levels.index(level)
            eta = sum(v * c for v, c in zip(row, b[m:]))
            above = 1 / (1 + mp.exp(eta - b[j])) if j < m else mp.mpf(1)
            below = 1 / (1 + mp.exp(eta - b[j - 1])) if j > 0 else mp.mpf(0)
            total += w * mp.log(above - below)
        return total

    size, h = m + k, mp.mpf(10) ** -8

    def moved(b, *places):
        out = list(b)
        for place, step in places:
            out[place] += step
        return loglik(*out)

    def gradient(b):
        return [(8 * (moved(b, (a, h)) - moved(b, (a, -h))) - (moved(b, (a, 2 * h)) - moved(b, (a, -2 * h)))) / (12 * h)
                for a in range(size)]

    counts = [sum(w for v, w in zip(y, weights) if v <= level) for level in levels]
    b = [mp.log(mp.mpf(counts[j]) / (counts[-1] - counts[j])) for j in range(m)] + [mp.mpf(0)] * k
    mp.mp.dps = 50
    for _ in range(12):
        g = gradient(b)
        information = mp.matrix(size)
        for a in range(size):
            up = [v + (h if i == a else 0) for i, v in enumerate(b)]
            down = [v - (h if i == a else 0) for i, v in enumerate(b)]
            high, low = gradient(up), gradient(down)
            for c in range(size):
                information[a, c] = -(high[c] - low[c]) / (2 * h)
        step = mp.lu_solve(information, mp.matrix(g))
        b = [v + s for v, s in zip(b, step)]
        if max(abs(s) for s in step) < mp.mpf(10) ** -20:
            break
    inverse = information ** -1
    se = [mp.sqrt(inverse[a, a]) for a in range(size)]
    z = mp.sqrt(2) * mp.erfinv(mp.mpf(0.95))
    mp.mp.dps = 25
    add(name, "logistic.proportional_odds", {"X": x, "y": y, "weights": weights},
        {"coef": [float(v) for v in b[m:]], "se": [float(v) for v in se[m:]],
         "lower": [float(v - z * s) for v, s in zip(b[m:], se[m:])],
         "upper": [float(v + z * s) for v, s in zip(b[m:], se[m:])],
         "thresholds": [float(v) for v in b[:m]], "se_thresholds": [float(v) for v in se[:m]],
         "loglik": float(loglik(*b)), "status": "ok"},
        "score equations with 50 digits, derivatives by differences")


SLEEP = [[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]]
GROWTH = [[4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14],
          [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
          [6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26]]


def main():
    assert abs(float(t_below(1.5, 7, 0.4)) - stats.nct.cdf(1.5, 7, 0.4)) < 1e-9
    assert abs(float(f_below(mp.mpf(2.5), 3, 20, mp.mpf(4))) - stats.ncf.cdf(2.5, 3, 20, 4)) < 1e-9
    cohen("sleep (Student 1908)", *SLEEP)
    cohen("sleep at 80%", *SLEEP, 0.8)
    cohen("growth 1 and 3", GROWTH[0], GROWTH[2])
    cohen("two and three people", [1, 2], [3, 5, 4.5])
    cohen("far apart", [1, 2, 3, 4], [21, 22, 23, 24.5])
    cohen("no difference", [1, 2, 3], [1, 2, 3])
    add("all alike", "effect.cohen_d", {"x": [1, 1], "y": [1, 1]}, {"d": None, "status": "no-variance"}, "definition")
    add("nobody", "effect.cohen_d", {"x": [], "y": [1, 2]}, {"d": None, "g": None, "status": "no-cases"}, "definition")
    eta2("plant growth", GROWTH)
    eta2("plant growth at 90%", GROWTH, 0.9)
    eta2("two groups", SLEEP)
    eta2("hardly a difference", [[1, 2, 3, 4], [1.5, 2.5, 3, 3.5], [2, 2, 3, 3.25]])
    eta2("far apart", [[1, 2, 3, 4], [11, 12, 13, 14], [31, 32, 33, 35]])
    add("one group", "effect.eta2", {"groups": [[1, 2, 3]]}, {"eta2": None, "status": "undefined"}, "definition")
    values = [12, 3, 5, 5, 7, 8, 9, 11, 14, 15, 21, 2, 4, 4, 6]
    for p in (0.1, 0.25, 0.5, 0.75, 0.9):
        quantile(f"quantile {p}", values, p)
    quantile("two quartiles of 28 at 90%", [*values, *range(30, 43)], 0.25, 0.9)
    quantile("median of 4 at 99%: no limits", [1, 2, 3, 4], 0.5, 0.99)
    quantile("one person", [7], 0.5)
    add("nobody", "numeric.quantile", {"y": []}, {"est": None, "lower": None, "status": "no-cases"}, "definition")
    add("p above 1", "numeric.quantile", {"y": [1, 2], "p": 1.2}, {"exit": 1}, "interface")
    grid = [[g, v] for g in (0, 1) for v in (0, 1, 2)]
    ordered("two groups, three levels", [[0], [0], [0], [1], [1], [1]], [1, 2, 3, 1, 2, 3], [30, 50, 20, 15, 45, 40])
    ordered("two columns, four levels", [row for row in grid for _ in range(4)], [1, 2, 3, 4] * 6,
            [12, 9, 7, 2, 10, 11, 8, 5, 6, 9, 14, 9, 9, 10, 8, 6, 4, 7, 12, 13, 2, 5, 11, 19])
    add("a level less: logistic regression", "logistic.proportional_odds",
        {"X": [[0], [0], [1], [1]], "y": [0, 1, 0, 1], "weights": [80, 20, 65, 35]},
        {"coef": [float(mp.log(mp.mpf(35) * 80 / 65 / 20))], "thresholds": [float(mp.log(mp.mpf(4)))],
         "se": [float(mp.sqrt(sum(mp.mpf(1) / v for v in (80, 20, 65, 35))))]}, "log odds ratio")
    add("separated", "logistic.proportional_odds", {"X": [[1], [2], [3], [4], [5], [6]], "y": [1, 1, 2, 2, 3, 3]},
        {"coef": [None], "status": "undefined"}, "no maximum")
    add("a constant column", "logistic.proportional_odds", {"X": [[1], [1], [1]], "y": [1, 2, 3]}, {"exit": 1},
        "interface")

    lines = ",\n".join(json.dumps(case) for case in CASES)
    (HERE / "cases.json").write_text('{"made_by": "make.py", "cases": [\n' + lines + "\n]}\n")
    (HERE / "session.txt").write_text(f"Python {platform.python_version()}, mpmath {mp.__version__}\n")


if __name__ == "__main__":
    main()
