#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values of the studentized range: Tukey-Kramer and Games-Howell. Remake: python3 make.py.

R's ptukey and qtukey are good to 8 to 10 digits. Here the double integral is done by Gauss-Legendre
quadrature on panels (the program uses the trapezoidal rule in other variables), and one value is
checked against mpmath's tanh-sinh quadrature with 16 digits, others against scipy, and two groups
against Student's t."""
import json
import pathlib
import platform

import mpmath as mp
import numpy as np
import scipy
from scipy import optimize, special, stats

HERE = pathlib.Path(__file__).parent
CASES = []
NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)


def panels(lo, hi, n):
    edges = np.linspace(lo, hi, n + 1)
    half = (edges[1:] - edges[:-1]) / 2
    x = (edges[1:] + edges[:-1])[:, None] / 2 + half[:, None] * NODES
    return x.ravel(), (half[:, None] * WEIGHTS).ravel()


def range_tail(w, k):
    """P(range of k normals > w) for a vector w."""
    z, weight = panels(-9, 9 + float(np.max(w)), 16 + int(2 * np.max(w)))
    a = special.ndtr(z)[None, :]
    c = special.ndtr(z[None, :] - w[:, None])
    b = np.where(z > 0, special.ndtr(w[:, None] - z) - special.ndtr(-z), a - c)
    total = sum(a ** i * b ** (k - 2 - i) for i in range(k - 1))
    return k * np.sum(weight * stats.norm.pdf(z) * c * total, axis=1)


def tail(q, k, df):
    # density of s = chi / sqrt(df) times the tail peaks at sqrt(df / (df + q^2 / 2))
    peak, width = np.sqrt(df / (df + q * q / 2)), 1 / np.sqrt(2 * df + q * q)
    # s = t^4, so that a power s^(df - 1) is smooth at 0
    t, weight = panels(max(0, peak - 14 * width) ** 0.25, (peak + 14 * width) ** 0.25, 20)
    s, weight = t ** 4, weight * 4 * t ** 3
    log_density = (np.log(2) + df / 2 * np.log(df / 2) - special.gammaln(df / 2) +
                   (df - 1) * np.log(s) - df * s * s / 2)
    return float(np.sum(weight * np.exp(log_density) * range_tail(q * s, k)))


def quantile(p, k, df):
    return optimize.brentq(lambda q: tail(q, k, df) - p, 0.01, 200, xtol=1e-14, rtol=1e-15)


def mp_tail(q, k, df):
    mp.mp.dps = 16
    df, q = mp.mpf(df), mp.mpf(q)

    def inner(w):
        def f(z):
            a, c = mp.ncdf(z), mp.ncdf(z - w)
            return mp.npdf(z) * (a ** (k - 1) - (a - c) ** (k - 1))
        return k * mp.quad(f, [-10, 0, w, w + 10])

    constant = 2 * (df / 2) ** (df / 2) / mp.gamma(df / 2)
    return mp.quad(lambda s: constant * s ** (df - 1) * mp.exp(-df * s * s / 2) * inner(q * s),
                   [0, 0.5, 1, 1.5, 2.5], maxdegree=4)


def compare(groups, level, welch):
    k = sum(len(g) > 0 for g in groups)
    exact = [[mp.mpf(float(v)) for v in g] for g in groups]
    mean = [sum(g) / len(g) for g in exact]
    ss = [sum((v - m) ** 2 for v in g) for g, m in zip(exact, mean)]
    df_all = sum(len(g) - 1 for g in groups)
    out = {"diff": [], "lower": [], "upper": [], "p": []}
    for i in range(len(groups)):
        for j in range(i + 1, len(groups)):
            ni, nj = len(groups[i]), len(groups[j])
            if welch:
                u, v = ss[i] / (ni - 1) / ni, ss[j] / (nj - 1) / nj
                se, df = mp.sqrt(u + v), float((u + v) ** 2 / (u ** 2 / (ni - 1) + v ** 2 / (nj - 1)))
            else:
                df = df_all
                se = mp.sqrt(sum(ss) / df * (mp.mpf(1) / ni + mp.mpf(1) / nj))
            diff, q = mean[j] - mean[i], quantile(1 - level, k, df)
            out["diff"].append(float(diff))
            out["lower"].append(float(diff - q / mp.sqrt(2) * se))
            out["upper"].append(float(diff + q / mp.sqrt(2) * se))
            out["p"].append(tail(float(abs(diff) / se * mp.sqrt(2)), k, df))
    return out


def add(name, method, given, expected, source, **more):
    CASES.append({"name": name, "method": method, "input": given, "expected": expected,
                  "source": source, **more})


def both(name, groups, level=0.95):
    given = {"groups": groups, **({"conf": level} if level != 0.95 else {})}
    for method, welch in (("numeric.tukey_hsd", False), ("numeric.games_howell", True)):
        add(name, method, given, {**compare(groups, level, welch), "status": "ok"},
            "double integral by Gauss-Legendre quadrature")


GROWTH = [[4.17, 5.58, 5.18, 6.11, 4.50, 4.61, 5.17, 4.53, 5.33, 5.14],
          [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69],
          [6.31, 5.12, 5.54, 5.50, 5.37, 5.29, 4.92, 6.15, 5.80, 5.26]]
SPRAYS = [[10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13], [11, 17, 21, 11, 16, 14, 17, 17, 19, 21, 7, 13],
          [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4], [3, 5, 12, 6, 4, 3, 5, 5, 5, 5, 2, 4],
          [3, 5, 3, 5, 3, 6, 1, 1, 3, 2, 6, 4], [11, 9, 15, 22, 15, 16, 13, 10, 26, 26, 24, 13]]
UNEVEN = [[1.0, 2.5, 3.0], [2.0, 2.25, 4.5, 6.0, 7.5], [5.0, 9.0], [3.0, 3.5, 4.25, 4.5, 8.0, 9.5, 10.0]]


def main():
    assert abs(tail(3.5, 3, 27) / float(mp_tail(3.5, 3, 27)) - 1) < 1e-11
    for q, k, df in ((1.2, 4, 6), (5.0, 6, 66), (3.0, 4, 1.5)):
        assert abs(tail(q, k, df) / stats.studentized_range.sf(q, k, df) - 1) < 1e-8, (q, k, df)
    for q, df in ((0.5, 3), (4.0, 10), (12.0, 25)):
        assert abs(tail(q, 2, df) / (2 * stats.t.sf(q / np.sqrt(2), df)) - 1) < 1e-11, (q, df)

    both("plant growth (Dobson 1983)", GROWTH)
    both("plant growth at 99%", GROWTH, 0.99)
    both("insect sprays, p down to 1e-13", SPRAYS)
    both("uneven sizes, one of two", UNEVEN)
    both("two groups", GROWTH[:2])
    both("far apart, p near 1e-25", [[1, 2, 3, 4, 5] * 4, [41, 42, 43, 44, 45] * 4, [2, 3, 4, 5, 6] * 4])
    add("published", "numeric.tukey_hsd", {"groups": GROWTH},
        {"diff": [-0.371, 0.494, 0.865], "lower": [-1.0622161, -0.1972161, 0.1737839],
         "upper": [0.3202161, 1.1852161, 1.5562161], "p": [0.3908711, 0.1979960, 0.0120064]},
        "R TukeyHSD(aov(weight ~ group, PlantGrowth)), as widely printed", digits=5,
        why="printed with seven decimals")
    for method in ("numeric.tukey_hsd", "numeric.games_howell"):
        add("all alike", method, {"groups": [[1, 1], [1, 1], [1, 1]]},
            {"diff": [0, 0, 0], "lower": [None] * 3, "p": [None] * 3, "status": "no-variance"}, "definition")
        add("an empty group", method, {"groups": [GROWTH[0], [], GROWTH[1]]},
            {"diff": [None, -0.371, None],
             "p": [None, compare(GROWTH[:2], 0.95, method.endswith("howell"))["p"][0], None],
             "status": "no-cases"}, "definition: two groups in use")
        add("one group", method, {"groups": [[1, 2]]}, {"diff": [], "p": [], "status": "undefined"}, "definition")
        add("level 95", method, {"groups": GROWTH, "conf": 95}, {"exit": 1}, "interface")

    lines = ",\n".join(json.dumps(case) for case in CASES)
    (HERE / "cases.json").write_text('{"made_by": "make.py", "cases": [\n' + lines + "\n]}\n")
    (HERE / "session.txt").write_text(f"Python {platform.python_version()}, mpmath {mp.__version__}, numpy "
                                      f"{np.__version__}, scipy {scipy.__version__}\n")


if __name__ == "__main__":
    main()
