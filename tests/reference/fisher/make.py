#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values of Fisher's exact tests, by whole numbers of any size: tables are counted, not
computed. R's fisher.test has 3 to 6 digits in its limits and about 7 in large tables. Remake with:
python3 make.py (here; a few minutes)."""
import bisect
import collections
import fractions
import functools
import itertools
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from mp_tables import M, Cases, mpmath  # noqa: E402

Fraction = fractions.Fraction
SLACK = Fraction(10**7 + 1, 10**7)
EXACT = "whole numbers of any size (make.py)"
cases = Cases("make.py")

TEA = [[3, 1], [1, 3]]
SATISFACTION = [[1, 2, 1, 0], [3, 3, 6, 1], [10, 10, 14, 9], [6, 7, 12, 11]]  # Agresti (2002), p. 57
TWO_BY_TWO = {
    "tea": TEA,
    "Perondi et al.": [[7, 27], [1, 33]],
    "Lampasona et al.": [[9, 4], [4, 10]],
    "Ritland et al.": [[0, 16], [15, 57]],
    "rare": [[745, 3], [127, 2]],
    "all tea right": [[4, 0], [0, 4]],
    "first cell lowest": [[0, 5], [7, 4]],
    "first cell highest": [[5, 0], [4, 7]],
    "balanced": [[10, 10], [10, 10]],
    "one person in a row": [[1, 0], [40, 60]],
    "members": [[180, 95], [120, 155]],
    "thousands": [[3100, 2900], [2950, 3050]],
    "far out": [[300, 5], [8, 290]],
}
LARGER = {
    "job satisfaction": SATISFACTION,
    "2 x 5": [[4, 1, 0, 7, 3], [2, 6, 5, 1, 4]],
    "5 x 2": [[4, 2], [1, 6], [0, 5], [7, 1], [3, 4]],
    "3 x 3": [[8, 3, 1], [2, 9, 4], [1, 3, 7]],
    "3 x 3, ties": [[2, 2, 2], [2, 2, 2], [2, 2, 2]],
    "3 x 4 of 70": [[10, 2, 6, 3], [4, 9, 5, 3], [5, 3, 12, 8]],
    "4 x 3 with an empty row": [[3, 0, 4], [0, 0, 0], [1, 5, 2], [0, 2, 6]],
    "5 x 5 of 30": [[3, 1, 0, 1, 0], [0, 4, 1, 0, 2], [1, 0, 3, 1, 0], [0, 1, 1, 4, 1],
                    [2, 0, 0, 1, 3]],
    "far out": [[20, 0, 1], [0, 18, 0], [1, 0, 22]],
    "2 x 3 of 1500": [[240, 310, 190], [260, 250, 250]],
    "6 x 2 of 300": [[30, 20], [25, 30], [22, 18], [31, 29], [19, 26], [28, 22]],
    "very uneven": [[1, 0, 0, 150], [0, 1, 1, 120], [2, 0, 0, 90]],
    "3 x 6 of 40": [[4, 1, 3, 1, 0, 4], [2, 3, 1, 4, 3, 1], [1, 3, 2, 2, 3, 2]],
}


def spread(left, rest):
    """All ways to take @left people out of the rows @rest."""
    if len(rest) == 1:
        if left <= rest[0]:
            yield (left,)
        return
    for x in range(max(0, left - sum(rest[1:])), min(left, rest[0]) + 1):
        for more in spread(left - x, rest[1:]):
            yield (x, *more)


def multinomial(parts):
    total, out = 0, 1
    for x in parts:
        total += x
        out *= math.comb(total, x)
    return out


def weigh(table):
    return math.prod(multinomial(column) for column in zip(*table))


def count_exactly(table):
    return count_cached(tuple(map(tuple, table)))


@functools.lru_cache(maxsize=None)
def count_cached(table):
    """p, probability of the table, number of tables: each column is a multinomial coefficient, and
    ways with the same product that leave the same rows are counted together."""
    table = [row for row in table if sum(row)]
    if len(table) > len(table[0]):
        table = [list(row) for row in zip(*table)]
    columns = sorted((sum(column) for column in zip(*table) if sum(column)), reverse=True)
    rows = tuple(sorted(sum(row) for row in table if sum(row)))
    observed = weigh([list(row) for row in table])
    level = {rows: {1: 1}}
    for column in columns[:-2]:
        following = collections.defaultdict(lambda: collections.defaultdict(int))
        for rest, pasts in level.items():
            for taken in spread(column, rest):
                left = tuple(sorted(r - x for r, x in zip(rest, taken)))
                factor = multinomial(taken)
                target = following[left]
                for weight, n in pasts.items():
                    target[weight * factor] += n
        level = following

    # The last two columns: each past with those ends that keep the product below the limit.
    limit, n_tables, at_most, check = math.floor(observed * SLACK), 0, 0, 0
    for rest, pasts in level.items():
        ends = sorted(multinomial(taken) * multinomial([r - x for r, x in zip(rest, taken)])
                      for taken in spread(columns[-2], rest))
        sums = [0, *itertools.accumulate(ends)]
        for weight, n in pasts.items():
            at_most += weight * n * sums[bisect.bisect_right(ends, limit // weight)]
            check += weight * n * sums[-1]
            n_tables += n * len(ends)
    total = multinomial(rows)
    assert check == total
    return {"p": Fraction(at_most, total), "p_table": Fraction(observed, total),
            "n_tables": n_tables}


def weights_of(table):
    (a, b), (c, d) = table
    n1, n2, t = a + b, c + d, a + c
    return {x: math.comb(n1, x) * math.comb(n2, t - x) for x in range(max(0, t - n2), min(n1, t) + 1)}


def tail(weights, log_ratio, values):
    """P(first cell in @values) at this odds ratio."""
    ratio = mpmath.exp(log_ratio)
    all_of = mpmath.fsum(w * ratio**x for x, w in weights.items())
    return mpmath.fsum(weights[x] * ratio**x for x in values) / all_of


def mean(weights, log_ratio):
    ratio = mpmath.exp(log_ratio)
    all_of = mpmath.fsum(w * ratio**x for x, w in weights.items())
    return mpmath.fsum(x * w * ratio**x for x, w in weights.items()) / all_of


def solve(function):
    """Where a growing function is 0, as an odds ratio: halving, then the secant."""
    lo, hi = M(-1), M(1)
    while function(lo) > 0:
        lo *= 2
    while function(hi) < 0:
        hi *= 2
    for _ in range(12):
        middle = (lo + hi) / 2
        lo, hi = (middle, hi) if function(middle) < 0 else (lo, middle)
    return mpmath.exp(mpmath.findroot(function, (lo, hi), solver="anderson", tol=M(10) ** -30))


def two_by_two(table, conf):
    weights, x = weights_of(table), table[0][0]
    total, observed = sum(weights.values()), weights[x]
    lowest, highest = min(weights), max(weights)
    at_most = [w for w in weights.values() if w <= observed * SLACK]
    alike = [w for w in at_most if w * SLACK >= observed]
    half = (1 - M(conf)) / 2
    up, down = [k for k in weights if k >= x], [k for k in weights if k <= x]
    return {
        "p": Fraction(sum(at_most), total),
        "p_greater": Fraction(sum(weights[k] for k in up), total),
        "p_less": Fraction(sum(weights[k] for k in down), total),
        "p_midp": Fraction(2 * sum(at_most) - sum(alike), 2 * total),
        "or_cmle": 0 if x == lowest else None if x == highest
        else solve(lambda t: mean(weights, t) - x),
        "lower": 0 if x == lowest else solve(lambda t: tail(weights, t, up) - half),
        "upper": None if x == highest else solve(lambda t: half - tail(weights, t, down)),
        "status": "undefined" if x == highest else "ok",
    }


def add_two_by_two():
    method = "crosstab.fisher_2x2"
    for name, table in TWO_BY_TWO.items():
        cases.add(method, name, {"table": table}, two_by_two(table, 0.95), EXACT)
    for conf in (0.5, 0.9, 0.999):
        cases.add(method, f"members, {conf}", {"table": TWO_BY_TWO["members"], "conf": conf},
                  two_by_two(TWO_BY_TWO["members"], conf), EXACT)
    cases.add(method, "an empty column", {"table": [[3, 0], [4, 0]]},
              {"p": 1, "or_cmle": None, "status": "undefined"}, "R fisher.test: p = 1")
    cases.add(method, "nobody", {"table": [[0, 0], [0, 0]]},
              {"p": None, "or_cmle": None, "status": "no-cases"}, "definition")
    cases.refuse(method, "not 2 x 2", {"table": SATISFACTION})
    cases.refuse(method, "half a person", {"table": [[1.5, 2], [3, 4]]})
    cases.refuse(method, "negative", {"table": [[-1, 2], [3, 4]]})


def add_larger():
    method = "crosstab.fisher_exact"
    for name, table in {**LARGER, **TWO_BY_TWO}.items():
        print(name, flush=True)
        cases.add(method, name, {"table": table},
                  {**count_exactly(table), "computed_by": "exact", "status": "ok"}, EXACT)
    cases.add(method, "one row", {"table": [[3, 4, 5]]},
              {"p": 1, "p_table": 1, "n_tables": 1, "status": "undefined"}, "definition")
    cases.add(method, "nobody", {"table": [[0, 0, 0], [0, 0, 0]]},
              {"p": None, "n_tables": None, "status": "no-cases"}, "definition")
    cases.refuse(method, "half a person", {"table": [[1.5, 2, 1], [3, 4, 5]]})
    cases.refuse(method, "ragged", {"table": [[1, 2, 1], [3, 4]]})


def add_monte_carlo():
    """Within 4 standard errors of the exact p, which is how such a value can be checked."""
    method = "crosstab.fisher_monte_carlo"
    for name in ("job satisfaction", "3 x 3", "2 x 3 of 1500", "2 x 5"):
        table = {**LARGER, **TWO_BY_TWO}[name]
        p, n = count_exactly(table)["p"], 200000
        se = math.sqrt(p * (1 - p) / n)
        cases.add(method, name, {"table": table, "B": n, "seed": 3}, {"p": p, "p_exact": p}, EXACT,
                  digits=math.floor(-math.log10(4 * se / p) * 100) / 100,
                  why="random: 4 standard errors")
    cases.add(method, "one row", {"table": [[3, 4]]}, {"p": 1, "se": 0, "status": "undefined"},
              "definition")
    cases.add(method, "one table only is as improbable", {"table": [[9, 0], [0, 9]], "B": 9},
              {"p": 0.1}, "(0 + 1) / (9 + 1)")
    cases.add(method, "nobody", {"table": [[0, 0]]}, {"p": None, "status": "no-cases"}, "definition")
    cases.refuse(method, "no replicates", {"table": TEA, "B": 0})
    cases.refuse(method, "a negative seed", {"table": TEA, "seed": -1})


add_two_by_two()
add_larger()
add_monte_carlo()
cases.write(HERE)
