#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values of crosstab.*, with 50 digits, because R loses digits in G2 near independence
and has no noncentrality limits. Remake with: python3 make.py (here)."""
import itertools
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from mp_tables import M, Cases, mpmath  # noqa: E402

PAPER = "formula in 50 digits (make.py)"
cases = Cases("make.py")

PARTY = [[762, 327, 468], [484, 239, 477]]  # Agresti (2007), table 2.5: gender by party
HAIR = [[32, 11, 10, 3], [53, 50, 25, 15], [10, 10, 7, 30], [3, 30, 5, 8]]
ADMIT = [[1198, 1493], [557, 1278]]  # R's UCBAdmissions over all departments
SCHOOL = [[21, 159, 110], [14, 14, 17], [3, 3, 60], [0, 5, 2]]
TABLES = {
    "party identification": PARTY,
    "hair and eye": HAIR,
    "admissions": ADMIT,
    "sparse": SCHOOL,
    "tiny": [[1, 0], [0, 1]],
    "two people": [[1, 1], [0, 0]],
    "small": [[12, 5], [3, 9]],
    "exactly independent": [[10, 20, 30], [20, 40, 60]],
    "nearly independent": [[500001, 500000], [499999, 500001]],
    "nearly independent, many": [[300000001, 200000000], [300000000, 200000003]],
    "far out": [[5000, 3], [7, 6000]],
    "p is no double": [[500000, 12], [3, 400000]],
    "p is no double, large df": [[90000, 5, 1, 2], [3, 80000, 4, 9], [1, 0, 70000, 3]],
    "an empty row": [[12, 5, 7], [0, 0, 0], [3, 9, 14]],
    "an empty column": [[12, 0, 7], [3, 0, 14]],
    "empty row and column, 2 x 2 left": [[12, 0, 5], [0, 0, 0], [3, 0, 9]],
    "not whole": [[12.25, 5.5], [3.125, 9.75]],
    "many small": [[1, 0, 2, 1], [0, 1, 1, 3], [2, 2, 0, 1], [1, 0, 0, 0], [0, 3, 1, 1]],
    "p near 1": [[100, 101, 99], [100, 100, 100]],
}


def full(table):
    """Without empty rows and columns."""
    rows = [row for row in table if sum(row) > 0]
    columns = [column for column in zip(*rows) if sum(column) > 0] if rows else []
    return [[M(x) for x in row] for row in zip(*columns)]


def upper(x, df):
    return mpmath.gammainc(M(df) / 2, M(x) / 2, regularized=True)


def margins(table):
    return [sum(r) for r in table], [sum(c) for c in zip(*table)], sum(map(sum, table))


def chisq(table, correction=0):
    table = full(table)
    rows, columns, n = margins(table)
    df = (len(rows) - 1) * (len(columns) - 1)
    expected = [[r * c / n for c in columns] for r in rows]
    cells = [(o, e) for ro, re in zip(table, expected) for o, e in zip(ro, re)]
    x2 = sum(max(M(0), abs(o - e) - correction) ** 2 / e for o, e in cells)
    g2 = 2 * sum(o * mpmath.log(o / e) for o, e in cells if o > 0)
    p, p_g2 = upper(x2, df), upper(g2, df)
    return {"X2": x2, "df": df, "p": p, "G2": max(M(0), g2), "p_G2": p_g2,
            "min_expected": min(e for _, e in cells),
            "n_expected_lt5": sum(e < 5 for _, e in cells),
            "log10_p": mpmath.log10(p), "status": "ok"}


def drop_small(expected):
    """A p below the smallest double is not compared; its logarithm is."""
    return {key: value for key, value in expected.items()
            if key not in ("p", "p_G2") or value > M(10) ** -300}


def residuals(table):
    rows, columns, n = margins([[M(x) for x in row] for row in table])
    adjusted, pearson = [], []
    for i, row in enumerate(table):
        adjusted.append([])
        pearson.append([])
        for j, o in enumerate(row):
            e = rows[i] * columns[j] / n
            others = (1 - rows[i] / n) * (1 - columns[j] / n)
            pearson[-1].append((o - e) / mpmath.sqrt(e) if e else None)
            adjusted[-1].append((o - e) / mpmath.sqrt(e * others) if e and others else None)
    return {"adjusted": adjusted, "pearson": pearson}


def noncentral_lower(x, df, ncp):
    """P(X <= x): the Poisson mixture, with the tails where they are below 1e-40."""
    h, y, a = M(ncp) / 2, M(x) / 2, M(df) / 2
    mode = int(h)
    reach = int(14 * mpmath.sqrt(h + 10)) + 30
    weight = mpmath.exp(mode * mpmath.log(h) - h - mpmath.loggamma(mode + 1)) if h else M(1)
    tail = mpmath.gammainc(a + mode, 0, y, regularized=True)
    step = mpmath.exp((a + mode) * mpmath.log(y) - y - mpmath.loggamma(a + mode + 1))
    total, w, t, s = weight * tail, weight, tail, step
    for j in range(mode + 1, mode + reach):
        w, t = w * h / j, t - s
        s = s * y / (a + j)
        total += w * t
    w, t, s = weight, tail, step
    for j in range(mode, max(0, mode - reach), -1):
        w = w * j / h
        s = s * (a + j) / y
        t = t + s
        total += w * t
    return total


def noncentrality(x, df, p):
    if noncentral_lower(x, df, 0) <= p:
        return M(0)
    lo, hi = M(0), M(x) + df + 1
    while noncentral_lower(x, df, hi) > p:
        hi *= 2
    return mpmath.findroot(lambda t: noncentral_lower(x, df, t) - p, (lo, hi), solver="anderson",
                           tol=M(10) ** -30, maxsteps=300)


def cramers_v(table, conf=0.95):
    test, table = chisq(table), full(table)
    n, r, c = sum(map(sum, table)), len(table), len(table[0])
    scale, tail = n * (min(r, c) - 1), (1 - M(conf)) / 2
    lo = noncentrality(test["X2"], test["df"], 1 - tail)
    hi = noncentrality(test["X2"], test["df"], tail)
    phi2 = max(M(0), test["X2"] / n - M((r - 1) * (c - 1)) / (n - 1))
    r1, c1 = r - M((r - 1) ** 2) / (n - 1), c - M((c - 1) ** 2) / (n - 1)
    k = min(r1, c1)

    def of(x):
        return min(M(1), mpmath.sqrt(x / scale))
    return {"V": of(test["X2"]), "V_bias_corrected": mpmath.sqrt(phi2 / (k - 1)) if k > 1 else None,
            "ncp_lower": lo, "ncp_upper": hi, "lower": of(lo), "upper": of(hi),
            "smithson_lower": of(lo + test["df"]), "smithson_upper": of(hi + test["df"])}


def compare(p1, n1, p2, n2, both=0):
    if not n1 or not n2 or not 0 < p1 < 1 or not 0 < p2 < 1:
        return None
    spread = 1 / n1 + 1 / n2 - 2 * M(both) / (n1 * n2)
    if spread <= 0:
        return None
    p = (n1 * p1 + n2 * p2) / (n1 + n2)
    z = (p1 - p2) / mpmath.sqrt(p * (1 - p) * spread)
    return z, mpmath.erfc(abs(z) / mpmath.sqrt(2))


def adjust_all(p, how):
    n = len(p)
    order = sorted(range(n), key=lambda i: p[i])
    out = list(p)
    if how == "bonferroni":
        out = [min(M(1), x * n) for x in p]
    elif how == "holm":
        worst = M(0)
        for rank, i in enumerate(order):
            worst = max(worst, min(M(1), (n - rank) * p[i]))
            out[i] = worst
    elif how == "bh":
        best = M(1)
        for rank in range(n, 0, -1):
            best = min(best, n * p[order[rank - 1]] / rank)
            out[order[rank - 1]] = best
    return out


def letters_of_row(shares, bases, how, alpha, overlap=None, alpha2=None):
    keys = "ABCDEFGH"[:len(shares)]
    tests = {(i, j): compare(shares[i], bases[i], shares[j], bases[j],
                             overlap[i][j] if overlap else 0)
             for i, j in itertools.combinations(range(len(shares)), 2)}
    known = [pair for pair in tests if tests[pair]]
    adjusted = dict(zip(known, adjust_all([tests[pair][1] for pair in known], how)))
    pairs = {f"{keys[i]}-{keys[j]}":
             [*tests[i, j], adjusted[i, j]] if tests[i, j] else [None] * 3 for i, j in tests}
    letters = [""] * len(shares)
    for (i, j) in sorted(known):
        larger, smaller = (i, j) if tests[i, j][0] > 0 else (j, i)
        if adjusted[i, j] <= alpha:
            letters[larger] += keys[smaller]
        elif alpha2 and adjusted[i, j] <= alpha2:
            letters[larger] += keys[smaller].lower()
    return ["".join(sorted(text, key=str.upper)) for text in letters], pairs


def letters(table, how="bonferroni", alpha=0.05, bases=None, overlap=None, alpha2=None):
    n = [M(x) for x in bases] if bases else [M(sum(c)) for c in zip(*table)]
    rows = [letters_of_row([M(x) / b if b else M(0) for x, b in zip(row, n)], n, how, alpha, overlap,
                           alpha2) for row in table]
    return {"letters": [row[0] for row in rows], "pairs": [row[1] for row in rows]}


def add_chisq():
    for name, table in TABLES.items():
        if name == "two people":
            continue
        cases.add("crosstab.chisq", name, {"table": table}, drop_small(chisq(table)), PAPER)
    none = {key: None for key in ("X2", "p", "G2", "p_G2", "log10_p")}
    cases.add("crosstab.chisq", "one row", {"table": [[3, 4, 5]]},
              {**none, "df": 0, "status": "undefined"}, "definition")
    cases.add("crosstab.chisq", "one column left", {"table": [[3, 0], [4, 0]]},
              {**none, "df": 0, "status": "undefined"}, "definition")
    cases.add("crosstab.chisq", "nobody", {"table": [[0, 0], [0, 0]]},
              {**none, "df": None, "min_expected": None, "n_expected_lt5": 0, "status": "no-cases"},
              "definition")
    cases.add("crosstab.chisq", "no table", {"table": []}, {**none, "status": "no-cases"},
              "definition")
    for name in ("admissions", "tiny", "small", "empty row and column, 2 x 2 left", "not whole",
                 "nearly independent", "far out"):
        cases.add("crosstab.yates", name, {"table": TABLES[name]},
                  drop_small(chisq(TABLES[name], M("0.5"))), PAPER)
    cases.add("crosstab.yates", "excess below one half", {"table": [[10, 10], [10, 11]]},
              chisq([[10, 10], [10, 11]], M("0.5")), PAPER)
    cases.add("crosstab.yates", "one row", {"table": [[3, 4]]}, {"X2": None, "status": "undefined"},
              "definition")
    cases.refuse("crosstab.yates", "not 2 x 2", {"table": PARTY})
    cases.refuse("crosstab.chisq", "negative", {"table": [[1, 2], [3, -1]]})
    cases.refuse("crosstab.chisq", "ragged", {"table": [[1, 2], [3]]})
    cases.refuse("crosstab.chisq", "no numbers", {"table": [["a", 2], [3, 4]]})


def add_residuals():
    for name in ("party identification", "hair and eye", "sparse", "small", "nearly independent",
                 "far out", "not whole"):
        cases.add("crosstab.residuals", name, {"table": TABLES[name]},
                  {**residuals(TABLES[name]), "status": "ok"}, PAPER)
    for name in ("an empty row", "an empty column"):
        cases.add("crosstab.residuals", name, {"table": TABLES[name]},
                  {**residuals(TABLES[name]), "status": "undefined"}, PAPER)
    cases.add("crosstab.residuals", "one row", {"table": [[3, 4]]},
              {"adjusted": [[None, None]], "pearson": [[0, 0]], "status": "undefined"}, "definition")
    cases.add("crosstab.residuals", "nobody", {"table": [[0, 0]]},
              {"adjusted": [[None, None]], "pearson": [[None, None]], "status": "no-cases"},
              "definition")
    cases.refuse("crosstab.residuals", "negative", {"table": [[1, 2], [3, -1]]})


def add_strength():
    for name in ("party identification", "hair and eye", "admissions", "sparse", "small",
                 "exactly independent", "nearly independent", "an empty row", "far out",
                 "many small", "not whole"):
        cases.add("crosstab.cramers_v", name, {"table": TABLES[name]},
                  {**cramers_v(TABLES[name]), "status": "ok"}, PAPER)
    for conf in (0.8, 0.9, 0.99):
        cases.add("crosstab.cramers_v", f"hair and eye, {conf}", {"table": HAIR, "conf": conf},
                  cramers_v(HAIR, conf), PAPER)
    cases.add("crosstab.cramers_v", "one tells the other", {"table": [[30, 0], [0, 40]]},
              {**cramers_v([[30, 0], [0, 40]]), "V": 1, "upper": 1}, PAPER)
    cases.add("crosstab.cramers_v", "two people", {"table": [[1, 0], [0, 1]]},
              {**cramers_v([[1, 0], [0, 1]]), "V_bias_corrected": None, "status": "undefined"}, PAPER)
    cases.add("crosstab.cramers_v", "one row", {"table": [[3, 4]]},
              {"V": None, "lower": None, "status": "undefined"}, "definition")
    cases.add("crosstab.cramers_v", "nobody", {"table": [[0, 0], [0, 0]]},
              {"V": None, "upper": None, "status": "no-cases"}, "definition")
    cases.refuse("crosstab.cramers_v", "level in per cent", {"table": HAIR, "conf": 95})


def add_letters():
    method = "crosstab.column_letters"
    for how in ("bonferroni", "holm", "bh", "none"):
        cases.add(method, f"hair and eye, {how}", {"table": HAIR, "adjust": how},
                  letters(HAIR, how), PAPER)
    cases.add(method, "party identification", {"table": PARTY}, letters(PARTY), PAPER)
    cases.add(method, "0% and 100% are not compared", {"table": [[0, 12, 20], [30, 18, 10]]},
              letters([[0, 12, 20], [30, 18, 10]]), PAPER)
    cases.add(method, "an empty column", {"table": [[10, 0, 20], [30, 0, 10]]},
              letters([[10, 0, 20], [30, 0, 10]]), PAPER)
    cases.add(method, "two levels", {"table": [[22, 35, 50], [78, 65, 50]], "alpha": 0.01,
                                     "alpha2": 0.1, "adjust": "none"},
              letters([[22, 35, 50], [78, 65, 50]], "none", 0.01, alpha2=0.1), PAPER)
    overlap = [[100, 60, 20], [60, 120, 30], [20, 30, 80]]
    cases.add(method, "columns that share people",
              {"table": [[50, 70, 20], [40, 30, 44]], "bases": [100, 120, 80], "overlap": overlap},
              letters([[50, 70, 20], [40, 30, 44]], bases=[100, 120, 80], overlap=overlap),
              "Kish (1965), " + PAPER)
    whole = [[100, 40], [40, 40]]
    cases.add(method, "a part against its total",
              {"table": [[50, 30]], "bases": [100, 40], "overlap": whole},
              letters([[50, 30]], bases=[100, 40], overlap=whole), "Kish (1965), " + PAPER)
    cases.add(method, "the same people twice",
              {"table": [[50, 50]], "bases": [100, 100], "overlap": [[100, 100], [100, 100]]},
              {"letters": [["", ""]], "pairs": [{"A-B": [None, None, None]}]}, "definition")
    cases.add(method, "nobody", {"table": [[0, 0], [0, 0]]},
              {"letters": [["", ""], ["", ""]], "status": "no-cases"}, "definition")
    cases.refuse(method, "negative", {"table": [[1, 2], [3, -3]]})
    cases.refuse(method, "a level of 5", {"table": PARTY, "alpha": 5})
    cases.refuse(method, "more than everybody", {"table": [[30, 5]], "bases": [20, 20]})
    method = "crosstab.column_letters_weighted"
    for name, p, n, deff in (("two columns", [0.6, 0.3], [200, 200], [2, 2]),
                             ("three columns", [0.42, 0.37, 0.55], [310, 120.5, 95], [1, 1.7, 3.07]),
                             ("a share of 0", [0, 0.3, 0.2], [50, 60, 70], [1.1, 1.2, 1.3])):
        _, pairs = letters_of_row([M(x) for x in p], [M(x) / M(d) for x, d in zip(n, deff)],
                                  "none", 0.05)
        cases.add(method, name, {"p": p, "n": n, "kish_deff": deff},
                  {key: value[:2] for key, value in pairs.items()}, PAPER)
    cases.refuse(method, "lengths", {"p": [0.1, 0.2], "n": [10], "kish_deff": [1, 1]})
    cases.refuse(method, "per cent", {"p": [10, 20], "n": [10, 10], "kish_deff": [1, 1]})


add_chisq()
add_residuals()
add_strength()
add_letters()
cases.write(HERE)
