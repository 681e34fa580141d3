#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values far out: p-values near 1e-300, shares near 0 and 1, counts of 1e9. Remake: python3
make.py (in this folder). All by mpmath with 40 digits: sums of exact terms, incomplete beta and gamma."""
import json
import pathlib
import platform

import mpmath as mp

mp.mp.dps = 40
HERE = pathlib.Path(__file__).parent
CASES = []
SLACK = 1 + mp.mpf("1e-7")  # R counts probabilities as equal within this


def add(name, method, given, expected, source, **more):
    CASES.append({"name": name, "method": method, "input": given, "expected": expected,
                  "source": source, **more})


# --- One share ------------------------------------------------------------------------------------

def masses(n, p):
    return [mp.binomial(n, k) * p ** k * (1 - p) ** (n - k) for k in range(n + 1)]


for x, n, p0 in ((10, 57, 1e-6), (3, 100, 1e-12), (57, 57, 1e-5), (50, 57, 1 - 1e-7), (0, 57, 0.99),
                 (90, 1000, 0.1), (0, 1000, 0.5), (1, 1, 1e-6), (2, 3, 1e-9), (500, 1000, 0.25),
                 (1, 850, 0.5), (849, 850, 0.01), (0, 1, 1e-9), (7, 20, 1e-40)):
    mass = masses(n, mp.mpf(p0))
    two = sum(m for m in mass if m <= mass[x] * SLACK)
    add(f"{x} of {n} against {p0}", "prop_test.binomial_exact", {"x": x, "n": n, "p0": p0},
        {"p": float(min(1, two)), "status": "ok"}, "mpmath: sum of binomial terms")
    add(f"{x} of {n} against {p0}", "prop_test.binomial_one_sided", {"x": x, "n": n, "p0": p0},
        {"p_greater": float(min(1, sum(mass[x:]))), "p_less": float(min(1, sum(mass[:x + 1]))),
         "status": "ok"}, "mpmath: sum of binomial terms")
for x, n, p0, above, below in ((0, 0, 0.5, None, None), (0, 5, 0, 1, 1), (1, 5, 0, 0, 1),
                               (5, 5, 1, 1, 1), (4, 5, 1, 1, 0)):
    add(f"{x} of {n} against {p0}", "prop_test.binomial_one_sided", {"x": x, "n": n, "p0": p0},
        {"p_greater": above, "p_less": below, "status": "ok" if n else "no-cases"}, "definition")
for wrong in ({"x": 6, "n": 5, "p0": 0.5}, {"x": 1.5, "n": 5, "p0": 0.5}, {"x": 1, "n": 5, "p0": 1.5}):
    add("out of range", "prop_test.binomial_one_sided", wrong, {"exit": 1}, "interface")


# --- t and F --------------------------------------------------------------------------------------

def f_above(f, df1, df2):
    return mp.betainc(mp.mpf(df2) / 2, mp.mpf(df1) / 2, 0, df2 / (df2 + df1 * f), regularized=True)


def paired(x, y):
    d = [mp.mpf(a) - mp.mpf(b) for a, b in zip(x, y)]
    n, mean = len(d), sum(d) / len(d)
    t = mean / mp.sqrt(sum((v - mean) ** 2 for v in d) / (n - 1) / n)
    return t, n - 1


noise = [0.31, -1.2, 0.75, 0.05, -0.4, 1.1, -0.66, 0.2]
for shift in (0.0, 1.0, 100.0, 1e4, 1e6, 1e9, 1e12):
    for n in (2, 3, 8):
        x = [v * 2 ** -4 for v in range(n)]
        y = [a + shift + round(e * 16) / 16 for a, e in zip(x, noise)]
        t, df = paired(x, y)
        add(f"{n} pairs {shift:g} apart", "numeric.paired_t", {"x": x, "y": y},
            {"t": float(t), "df": df, "p": float(f_above(t * t, 1, df))}, "mpmath: incomplete beta")
for step in (0.5, 8.0, 4096.0, 2.0 ** 30):
    groups = [[round(e * 16) / 16 + step * i for e in noise] for i in range(4)]
    means = [sum(map(mp.mpf, g)) / 8 for g in groups]
    between = 8 * sum((m - sum(means) / 4) ** 2 for m in means)
    within = sum((mp.mpf(v) - m) ** 2 for g, m in zip(groups, means) for v in g)
    f = (between / 3) / (within / 28)
    add(f"groups {step:g} apart", "numeric.anova_oneway", {"groups": groups},
        {"F": float(f), "p": float(f_above(f, 3, 28))}, "mpmath: incomplete beta")


# --- Tables ---------------------------------------------------------------------------------------

def chisq_above(x, df):
    return mp.gammainc(mp.mpf(df) / 2, x / 2, mp.inf, regularized=True)


def pearson(table):
    rows, columns = [sum(r) for r in table], [sum(c) for c in zip(*table)]
    expected = [[mp.mpf(r) * c / sum(rows) for c in columns] for r in rows]
    cells = [(o, e) for r, x in zip(table, expected) for o, e in zip(r, x)]
    return (sum((o - e) ** 2 / e for o, e in cells),
            2 * sum(o * mp.log(o / e) for o, e in cells if o > 0))


for table in ([[700, 20], [30, 650]], [[7000, 200], [300, 6500]], [[10 ** 6, 0], [0, 10 ** 6]],
              [[1000000, 999993], [1000005, 1000000]], [[10 ** 9, 10 ** 9 + 50000], [10 ** 9, 10 ** 9]],
              [[10 ** 8, 1], [1, 10 ** 8]], [[300, 10, 5], [2, 400, 9], [3, 8, 350]], [[1, 0], [0, 1]]):
    df = (len(table) - 1) * (len(table[0]) - 1)
    x2, g2 = pearson(table)
    p = chisq_above(x2, df)
    expected = {"X2": float(x2), "G2": float(g2), "df": df, "log10_p": float(mp.log10(p))}
    if p > mp.mpf("1e-300"):
        expected |= {"p": float(p), "p_G2": float(chisq_above(g2, df))}
    add(f"table from {table[0][0]}", "crosstab.chisq", {"table": table}, expected,
        "mpmath: incomplete gamma")
for a, b, c, d in ((0, 1000, 0, 0), (5, 980, 3, 1), (0, 3000, 2500, 10 ** 9), (0, 1, 0, 0)):
    n, few = b + c, min(b, c)
    tail = sum(mp.binomial(n, k) for k in range(few + 1)) / mp.mpf(2) ** n
    x2 = mp.mpf((b - c) ** 2) / n
    add(f"{b} against {c}", "mcnemar", {"a": a, "b": b, "c": c, "d": d},
        {"chisq": float(x2), "p_asym": float(chisq_above(x2, 1)), "p_exact": float(min(1, 2 * tail)),
         "p_midp": float(2 * tail - mp.binomial(n, few) / mp.mpf(2) ** n)}, "mpmath: binomial sums")



# --- Noncentral t far out -------------------------------------------------------------------------

def t_below(t, df, shift):
    """P(T <= t): the normal P(Z <= t s - shift) over s = chi / sqrt(df), with points where it rises."""
    df = mp.mpf(df)
    constant = 2 * (df / 2) ** (df / 2) / mp.gamma(df / 2)
    rise = [shift / t + k / abs(t) for k in (-14, -5, 0, 5, 14)]
    bulk = [1 + i / mp.sqrt(2 * df) for i in (-6, -3, -1, 0, 1, 3, 6, 12, 30)]
    points = sorted({mp.mpf(0), *(v for v in rise + bulk if v > 0)})
    return mp.quad(lambda s: constant * s ** (df - 1) * mp.exp(-df * s * s / 2) * mp.ncdf(t * s - shift),
                   points)


for offset in (100.0, 6000.0, 12000.0, -5000.0, 2.0 ** 20):
    x, y = [offset, offset + 1.5, offset + 0.5], [1.75, 0.75, 1.0, 0.25, -0.25]
    exact = [[mp.mpf(v) for v in g] for g in (x, y)]
    means = [sum(g) / len(g) for g in exact]
    df = len(x) + len(y) - 2
    d = (means[0] - means[1]) / mp.sqrt(sum((v - m) ** 2 for g, m in zip(exact, means) for v in g) / df)
    scale = mp.sqrt(mp.mpf(1) / len(x) + mp.mpf(1) / len(y))
    t, limits = d / scale, []
    for p in (mp.mpf("0.975"), mp.mpf("0.025")):
        above = p if t > 0 else 1 - p
        s = mp.sqrt(mp.findroot(lambda c: chisq_above(c, df) - above, (df, df + 1)) / df)
        shift = mp.findroot(lambda c: t_below(t, df, c) - p, (t * s, t * s * (1 + mp.mpf("1e-6"))))
        limits.append(float(shift * scale))
    add(f"groups {offset:g} apart", "effect.cohen_d", {"x": x, "y": y},
        {"d": float(d), "d_lower": limits[0], "d_upper": limits[1]}, "mpmath: quadrature")

lines = ",\n".join(json.dumps(case) for case in CASES)
(HERE / "cases.json").write_text(f'{{"made_by": "make.py", "cases": [\n{lines}\n]}}\n', encoding="utf-8")
(HERE / "session.txt").write_text(
    f"Python {platform.python_version()}, mpmath {mp.__version__}\n", encoding="utf-8")
