#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values of proportions, pairs, sizes and response rates with 50 digits (mpmath), on another path than the C code:
sums of exact probabilities where it uses incomplete beta functions, polynomial roots where it uses Newton's method, the
definition where it has a closed form. Remake with: python3 make.py (in this folder)."""
import itertools
import json
import platform
from fractions import Fraction
from math import comb

import mpmath as mp

mp.mp.dps = 50
CASES = []


def quantile(conf):
    """z of a two-sided interval."""
    return mp.sqrt(2) * mp.erfinv(mp.mpf(str(conf)))


def phi(z):
    return mp.ncdf(z)


def phi_inverse(p):
    return mp.sqrt(2) * mp.erfinv(2 * mp.mpf(str(p)) - 1)


def bisect(function, lo, hi, steps=190):
    """A root of an increasing or decreasing function."""
    lo, hi = mp.mpf(lo), mp.mpf(hi)
    rises = function(hi) > 0
    for _ in range(steps):
        middle = (lo + hi) / 2
        if (function(middle) > 0) == rises:
            hi = middle
        else:
            lo = middle
    return (lo + hi) / 2


def plain(value):
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return float(value) if isinstance(value, (mp.mpf, Fraction)) else value


def record(method, name, given, expected, source, **more):
    CASES.append({"name": name, "method": method, "input": given, "expected": plain(expected), "source": source, **more})


def interval(est, lower, upper):
    return {"est": est, "lower": lower, "upper": upper}


def clip(value, low, high):
    return min(max(value, mp.mpf(low)), mp.mpf(high))


# --- One proportion ----------------------------------------------------------------------------------------------------

def binomial_below(x, n, p):
    """P(X <= x), summed."""
    return mp.fsum(comb(n, k) * p ** k * (1 - p) ** (n - k) for k in range(x + 1))


def binomial_mass(x, n, p):
    return comb(n, x) * p ** x * (1 - p) ** (n - x)


def midp(x, n, conf):
    tail = (1 - mp.mpf(str(conf))) / 2
    lower = 0 if x == 0 else bisect(lambda p: 1 - binomial_below(x, n, p) + binomial_mass(x, n, p) / 2 - tail, 0, 1, 140)
    upper = 1 if x == n else bisect(lambda p: binomial_below(x, n, p) - binomial_mass(x, n, p) / 2 - tail, 0, 1, 140)
    return lower, upper


def likelihood(x, n, conf):
    half = quantile(conf) ** 2 / 2
    share = mp.mpf(x) / n

    def log_likelihood(p):
        return (x * mp.log(p) if x else 0) + ((n - x) * mp.log(1 - p) if x < n else 0)
    best = log_likelihood(share) if 0 < x < n else mp.mpf(0)

    def excess(p):
        return best - log_likelihood(p) - half
    return (0 if x == 0 else bisect(excess, mp.mpf("1e-60"), share if x < n else 1 - mp.mpf("1e-45"), 250),
            1 if x == n else bisect(excess, share if x else mp.mpf("1e-45"), 1 - mp.mpf("1e-45"), 250))


def wilson_cc(x, n, conf):
    z, p, n = quantile(conf), mp.mpf(x) / n, mp.mpf(n)
    q = 1 - p
    lower = (2 * n * p + z ** 2 - 1 - z * mp.sqrt(max(0, z ** 2 - 2 - 1 / n + 4 * p * (n * q + 1)))) / (2 * (n + z ** 2))
    upper = (2 * n * p + z ** 2 + 1 + z * mp.sqrt(max(0, z ** 2 + 2 - 1 / n + 4 * p * (n * q - 1)))) / (2 * (n + z ** 2))
    return (0 if x == 0 else clip(lower, 0, 1)), (1 if x == n else clip(upper, 0, 1))


def wilson(x, n, z):
    """By the quadratic equation (x/n - p)^2 = z^2 p (1 - p) / n."""
    x, n = mp.mpf(x), mp.mpf(n)
    a, b, c = n + z ** 2, -(2 * x + z ** 2), x * x / n
    root = mp.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def arcsine(x, n, conf):
    angle = mp.asin(mp.sqrt((x + mp.mpf(3) / 8) / (n + mp.mpf(3) / 4)))
    reach = quantile(conf) / (2 * mp.sqrt(n))
    return (0 if x == 0 else mp.sin(max(angle - reach, 0)) ** 2,
            1 if x == n else mp.sin(min(angle + reach, mp.pi / 2)) ** 2)


def wald(x, n, conf, shift=0):
    p = mp.mpf(x) / n
    reach = quantile(conf) * mp.sqrt(p * (1 - p) / n) + shift
    return clip(p - reach, 0, 1), clip(p + reach, 0, 1)


def one_proportion():
    methods = {"wilson_cc": wilson_cc, "midp": midp, "likelihood": likelihood, "arcsine": arcsine, "wald": wald,
               "wald_cc": lambda x, n, conf: wald(x, n, conf, mp.mpf(1) / (2 * n))}
    tables = [(81, 263, .95), (0, 20, .95), (20, 20, .95), (1, 29, .99), (5, 10, .9), (1, 1, .95), (0, 1, .8), (148, 150, .95)]
    for method, function in methods.items():
        for x, n, conf in tables:
            lower, upper = function(x, n, conf)
            record(f"prop_ci.{method}", f"{x} of {n}, {conf}", {"x": x, "n": n, "conf": conf},
                   interval(mp.mpf(x) / n, lower, upper), "50 digits, from the definition")
    for x, n in [(3, 1000000), (700000, 1000000), (999999, 1000000)]:
        lower, upper = likelihood(x, n, .95)
        record("prop_ci.likelihood", f"{x} of a million", {"x": x, "n": n}, interval(mp.mpf(x) / n, lower, upper),
               "50 digits, from the definition")
    for method in [*methods, "wilson", "clopper_pearson", "jeffreys", "agresti_coull"]:
        record(f"prop_ci.{method}", "nobody", {"x": 0, "n": 0},
               {"est": None, "lower": None, "upper": None, "status": "no-cases"}, "definition")
    record("prop_ci.wilson", "x above n", {"x": 3, "n": 2}, {"exit": 1}, "definition")
    record("prop_ci.midp", "negative", {"x": -1, "n": 2}, {"exit": 1}, "definition")
    record("prop_ci.wald", "a level of 95", {"x": 1, "n": 2, "conf": 95}, {"exit": 1}, "definition")
    published = {"wald": (.2522, .3638), "wald_cc": (.2503, .3657), "wilson": (.2553, .3662), "wilson_cc": (.2535, .3682),
                 "clopper_pearson": (.2527, .3676), "midp": (.2544, .3658), "likelihood": (.2542, .3655)}
    for method, (lower, upper) in published.items():
        record(f"prop_ci.{method}", "Newcombe's 81 of 263, as printed", {"x": 81, "n": 263}, {"lower": lower, "upper": upper},
               "Newcombe (1998a), table I", digits=3.4, why="printed to four places")


def hypergeometric_above(x, n, marked, population):
    total = comb(population, n)
    return Fraction(sum(comb(marked, k) * comb(population - marked, n - k)
                        for k in range(x, min(n, marked) + 1)), total)


def finite_population():
    for x, n, population, conf in [(81, 263, 1000, .95), (0, 20, 100, .95), (20, 20, 100, .95), (5, 10, 10, .95), (3, 10, 11, .9),
                                   (1, 1, 1, .95), (1, 1, 5, .95), (30, 200, 850, .99), (0, 7, 7, .95)]:
        z = quantile(conf)
        est = mp.mpf(x) / n
        if n == population:
            lower = upper = est
        else:
            lower, upper = wilson(est * n * (population - 1) / mp.mpf(population - n), mp.mpf(n) * (population - 1) / (population - n), z)
            lower, upper = (0 if x == 0 else lower), (1 if x == n else upper)
        given = {"x": x, "n": n, "N": population, "conf": conf}
        record("prop_ci.wilson_fpc", f"{x} of {n} of {population}", given, interval(est, lower, upper), "50 digits")
        tail = Fraction(str(1 - Fraction(str(conf)))) / 2
        possible = range(x, population - n + x + 1)
        low = min(k for k in possible if hypergeometric_above(x, n, k, population) > tail)
        high = max(k for k in possible if 1 - hypergeometric_above(x + 1, n, k, population) > tail)
        record("prop_ci.hypergeometric_exact", f"{x} of {n} of {population}", given,
               {**interval(est, Fraction(low, population), Fraction(high, population)), "K_lower": low, "K_upper": high},
               "whole-number arithmetic")
    record("prop_ci.wilson_fpc", "nobody", {"x": 0, "n": 0, "N": 10}, {"est": None, "lower": None, "status": "no-cases"}, "definition")
    record("prop_ci.wilson_fpc", "more than there are", {"x": 1, "n": 20, "N": 10}, {"exit": 1}, "definition")
    record("prop_ci.hypergeometric_exact", "half a person", {"x": 1.5, "n": 3, "N": 10}, {"exit": 1}, "definition")


def exact_test():
    for x, n, p0 in [(682, 925, "0.75"), (3, 10, "0.3"), (0, 20, "0.1"), (12, 40, "0.2"), (60, 1000, "0.03"), (2, 1000, "0.02")]:
        share = Fraction(p0)
        mass = [comb(n, k) * share ** k * (1 - share) ** (n - k) for k in range(n + 1)]
        limit = mass[x] * Fraction(10000001, 10000000)
        record("prop_test.binomial_exact", f"{x} of {n} against {p0}, exactly", {"x": x, "n": n, "p0": float(p0)},
               {"p": mp.mpf(sum(m for m in mass if m <= limit).numerator) /
                sum(m for m in mass if m <= limit).denominator}, "whole-number arithmetic")
    record("prop_test.binomial_exact", "nobody", {"x": 0, "n": 0, "p0": .5}, {"p": None, "status": "no-cases"}, "definition")
    record("prop_test.binomial_exact", "a share of 2", {"x": 0, "n": 3, "p0": 2}, {"exit": 1}, "definition")


# --- Conversion, bases, net scores ---------------------------------------------------------------------------------------

def shares():
    for used, followed, asked in [(778, 189, 850), (12, 0, 40), (7, 7, 7)]:
        lower, upper = wilson(followed, used, quantile(.95))
        record("conversion.wilson", f"{followed} of {used} of {asked}", {"used": used, "followed": followed, "asked": asked},
               {"rate": mp.mpf(followed) / used, "reach": mp.mpf(followed) / asked, "lower": 0 if followed == 0 else lower,
                "upper": 1 if followed == used else upper}, "50 digits")
    record("conversion.wilson", "no users", {"used": 0, "followed": 0, "asked": 10},
           {"rate": None, "reach": 0, "lower": None, "upper": None, "status": "no-cases"}, "definition")
    record("conversion.wilson", "more followers than users", {"used": 3, "followed": 4, "asked": 10}, {"exit": 1}, "definition")
    record("conversion.wilson", "more users than asked", {"used": 13, "followed": 4, "asked": 10}, {"exit": 1}, "definition")
    tail = mp.mpf("0.025")
    record("conversion.weighted", "all users follow", {"used": [1, 1, 1, 0], "followed": [1, 1, 1, 0], "w": [1, 2, 3, 4]},
           {"rate": 1, "se": 0, "lower_xlogit": tail ** (mp.mpf(1) / 3), "upper_xlogit": 1}, "Clopper-Pearson, 3 of 3")
    record("conversion.weighted", "no users", {"used": [0, 0], "followed": [0, 0], "w": [1, 2]},
           {"rate": None, "lower_xlogit": None, "status": "no-cases"}, "definition")
    record("conversion.weighted", "lengths differ", {"used": [0, 0], "followed": [0], "w": [1, 2]}, {"exit": 1}, "definition")
    record("conversion.weighted", "negative weight", {"used": [1], "followed": [0], "w": [-1]}, {"exit": 1}, "definition")
    for counts, no_answer, not_asked in [([120, 60, 20], 50, 30), ([7, 0], 0, 0), ([0, 0], 5, 1), ([3], 4, 0)]:
        answered = sum(counts)
        asked = answered + no_answer
        record("percent.base", f"{counts}, {no_answer} without answer",
               {"counts": counts, "no_answer": no_answer, "not_asked": not_asked},
               {"pct_of_asked": [Fraction(100 * c, asked) for c in counts],
                "pct_of_answered": [Fraction(100 * c, answered) if answered else None for c in counts], "n_asked": asked,
                "n_answered": answered, "pct_no_answer": Fraction(100 * no_answer, asked)}, "definition")
    record("percent.base", "nobody", {"counts": [0], "no_answer": 0, "not_asked": 9},
           {"pct_of_asked": [None], "n_asked": 0, "pct_no_answer": None, "status": "no-cases"}, "definition")
    record("percent.base", "negative", {"counts": [-1], "no_answer": 0, "not_asked": 0}, {"exit": 1}, "definition")
    for method, names in [("nps", ("promoters", "passives", "detractors", "nps")), ("net_positive", ("positive", "neutral", "negative", "net"))]:
        for counts in [(50, 30, 20), (410, 250, 190), (1, 0, 1), (0, 3, 1), (3, 1, 0)]:
            n = mp.mpf(sum(counts))
            p, d = counts[0] / n, counts[2] / n
            se = mp.sqrt((p + d - (p - d) ** 2) / n)
            reach = quantile(.95) * se
            record(method, str(counts), dict(zip(names, counts)),
                   {names[3]: 100 * (p - d), "se": 100 * se, "lower": 100 * clip(p - d - reach, -1, 1),
                    "upper": 100 * clip(p - d + reach, -1, 1)}, "50 digits")
        record(method, "everybody on one side", dict(zip(names, (4, 0, 0))),
               {names[3]: 100, "se": 0, "lower": None, "upper": None, "status": "no-variance"}, "definition")
        record(method, "nobody", dict(zip(names, (0, 0, 0))), {names[3]: None, "se": None, "status": "no-cases"}, "definition")


# --- Pairs ----------------------------------------------------------------------------------------------------------------

def square_and_add(a, b, c, d, conf, shrink):
    n, z = a + b + c + d, quantile(conf)
    p1, p2 = mp.mpf(a + b) / n, mp.mpf(a + c) / n
    (l1, u1), (l2, u2) = wilson(a + b, n, z), wilson(a + c, n, z)
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    cross = mp.mpf(a * d - b * c)
    if cross > 0:
        cross = max(cross - shrink, 0)
    f = cross / mp.sqrt(margins) if margins else 0
    return (p1 - p2 - mp.sqrt((p1 - l1) ** 2 - 2 * f * (p1 - l1) * (u2 - p2) + (u2 - p2) ** 2),
            p1 - p2 + mp.sqrt((u1 - p1) ** 2 - 2 * f * (u1 - p1) * (p2 - l2) + (p2 - l2) ** 2))


def paired_wald(b, c, n, difference, conf, shift=0):
    center, n = mp.mpf(b - c) / n, mp.mpf(n)
    reach = quantile(conf) * mp.sqrt(max(0, b + c - difference ** 2 / n)) / n + shift
    return clip(center - reach, -1, 1), clip(center + reach, -1, 1)


def tango(a, b, c, d, conf):
    """All gaps whose score statistic is within z: q by the quadratic equation, limits by bisection of the statistic."""
    n, z = a + b + c + d, quantile(conf)
    gap = mp.mpf(b - c) / n

    def statistic(delta):
        linear, constant = -b - c + (2 * n - b + c) * delta, -c * delta * (1 - delta)
        q = (mp.sqrt(linear ** 2 - 8 * n * constant) - linear) / (4 * n)
        variance = n * (2 * q + delta * (1 - delta))
        return (b - c - n * delta) / mp.sqrt(variance) if variance > 0 else mp.inf * mp.sign(b - c - n * delta)
    tiny = mp.mpf("1e-40")
    lower = -1 if gap == -1 else bisect(lambda x: statistic(x) - z, -1, gap - tiny)
    upper = 1 if gap == 1 else bisect(lambda x: statistic(x) + z, gap + tiny, 1)
    return lower, upper


def pairs():
    methods = {
        "newcombe10": lambda a, b, c, d, conf: square_and_add(a, b, c, d, conf, mp.mpf(a + b + c + d) / 2),
        "newcombe8": lambda a, b, c, d, conf: square_and_add(a, b, c, d, conf, 0),
        "tango": tango,
        "bonett_price": lambda a, b, c, d, conf: paired_wald(b + 1, c + 1, a + b + c + d + 2, mp.mpf(b - c) * mp.sqrt(1), conf),
        "agresti_min": lambda a, b, c, d, conf: paired_wald(b + mp.mpf(.5), c + mp.mpf(.5), a + b + c + d + 2, mp.mpf(b - c), conf),
        "wald": lambda a, b, c, d, conf: paired_wald(b, c, a + b + c + d, mp.mpf(b - c), conf),
        "wald_cc_edwards": lambda a, b, c, d, conf: paired_wald(b, c, a + b + c + d, mp.mpf(abs(b - c) - 1), conf),
        "wald_cc_fleiss": lambda a, b, c, d, conf: paired_wald(b, c, a + b + c + d, mp.mpf(b - c), conf, mp.mpf(1) / (a + b + c + d)),
    }
    tables = [(20, 12, 2, 16, .95), (59, 6, 16, 80, .9), (10, 7, 7, 26, .95), (0, 5, 0, 0, .95), (30, 0, 0, 20, .99)]
    for method, function in methods.items():
        for a, b, c, d, conf in tables:
            lower, upper = function(a, b, c, d, conf)
            record(f"paired_diff_ci.{method}", f"{a} {b} {c} {d}, {conf}", {"a": a, "b": b, "c": c, "d": d, "conf": conf},
                   interval(mp.mpf(b - c) / (a + b + c + d), lower, upper), "50 digits, from the definition")
        record(f"paired_diff_ci.{method}", "nobody", {"a": 0, "b": 0, "c": 0, "d": 0},
               {"est": None, "lower": None, "upper": None, "status": "no-cases"}, "definition")
    record("paired_diff_ci.tango", "negative", {"a": 1, "b": -1, "c": 0, "d": 0}, {"exit": 1}, "definition")
    for method, lower, upper in [("newcombe10", .0562, .3292)]:
        record(f"paired_diff_ci.{method}", "20 12 2 16, as printed", {"a": 20, "b": 12, "c": 2, "d": 16},
               {"lower": lower, "upper": upper}, "Newcombe (1998c)", digits=3, why="printed to four places")
    for method, lower, upper in [("newcombe10", -.1186, -.0046), ("tango", -.1240, -.0054), ("bonett_price", -.1195, -.0032)]:
        record(f"paired_diff_ci.{method}", "59 6 16 80, as printed", {"a": 59, "b": 6, "c": 16, "d": 80},
               {"lower": lower, "upper": upper}, "package contingencytables, data of Cavo et al.", digits=1.8,
               why="printed to four places")


def mcnemar_exact(b, c):
    """Exact and mid-p value of a split, as fractions."""
    m, k = b + c, min(b, c)
    if b == c:
        return Fraction(1), Fraction(1)
    exact = Fraction(2 * sum(comb(m, i) for i in range(k + 1)), 2 ** m)
    return exact, exact - Fraction(comb(m, k), 2 ** m)


def mcnemar():
    for a, b, c, d in [(794, 150, 86, 570), (59, 6, 16, 80), (0, 0, 300, 9), (1, 1, 0, 0), (7, 400, 150, 20)]:
        exact, middle = mcnemar_exact(b, c)
        chisq, corrected = mp.mpf((b - c) ** 2) / (b + c), mp.mpf((abs(b - c) - 1) ** 2) / (b + c)
        record("mcnemar", f"{a} {b} {c} {d}, 50 digits", {"a": a, "b": b, "c": c, "d": d},
               {"n_discordant": b + c, "chisq": chisq, "p_asym": mp.erfc(mp.sqrt(chisq / 2)), "chisq_cc": corrected,
                "p_cc": mp.erfc(mp.sqrt(corrected / 2)), "p_exact": mp.mpf(exact.numerator) / exact.denominator,
                "p_midp": mp.mpf(middle.numerator) / middle.denominator}, "whole-number arithmetic")
    record("mcnemar", "nobody differs", {"a": 3, "b": 0, "c": 0, "d": 4},
           {"n_discordant": 0, "chisq": None, "p_asym": 1, "chisq_cc": None, "p_cc": 1, "p_exact": 1, "p_midp": 1,
            "status": "undefined"}, "definition")
    record("mcnemar", "nobody", {"a": 0, "b": 0, "c": 0, "d": 0}, {"chisq": None, "p_exact": None, "status": "no-cases"}, "definition")
    record("mcnemar", "weighted counts", {"a": 1, "b": 1.5, "c": 2, "d": 4}, {"exit": 1}, "definition")


def holm(values):
    order = sorted(range(len(values)), key=lambda i: values[i])
    result, largest = [None] * len(values), Fraction(0)
    for rank, i in enumerate(order):
        largest = max(largest, min(Fraction(1), (len(values) - rank) * values[i]))
        result[i] = largest
    return result


def cochran():
    tables = {
        "six people": [[1, 1, 0], [1, 0, 0], [1, 1, 1], [0, 1, 0], [1, 0, 0], [1, 1, 0]],
        "two items": [[1, 0]] * 9 + [[0, 1]] * 3 + [[1, 1]] * 4,
        "four items": [[int(bit) for bit in f"{i * 7 % 16:04b}"] for i in range(1, 14)] + [[1, 0, 0, 1]] * 5,
    }
    for name, rows in tables.items():
        k = len(rows[0])
        totals = [sum(row[j] for row in rows) for j in range(k)]
        n_yes = [sum(row) for row in rows]
        q = mp.mpf((k - 1) * (k * sum(t * t for t in totals) - sum(totals) ** 2)) / (k * sum(n_yes) - sum(y * y for y in n_yes))
        keys, values = [], []
        for i, j in itertools.combinations(range(k), 2):
            keys.append(f"{i + 1}-{j + 1}")
            values.append(mcnemar_exact(sum(r[i] > r[j] for r in rows), sum(r[i] < r[j] for r in rows))[0])
        record("cochran_q", name, {"rows": rows},
               {"Q": q, "df": k - 1, "p": mp.gammainc(mp.mpf(k - 1) / 2, q / 2, regularized=True),
                "pairwise_exact": dict(zip(keys, values)), "pairwise_holm": dict(zip(keys, holm(values)))}, "50 digits")
    record("cochran_q", "nobody tells them apart", {"rows": [[1, 1, 1], [0, 0, 0]]},
           {"Q": None, "df": 2, "p": 1, "pairwise_exact": {"1-2": 1, "1-3": 1, "2-3": 1}, "status": "undefined"}, "definition")
    record("cochran_q", "nobody", {"rows": []}, {"Q": None, "p": None, "status": "no-cases"}, "definition")
    record("cochran_q", "one item", {"rows": [[1], [0]]}, {"Q": None, "p": 1, "status": "undefined"}, "definition")
    record("cochran_q", "ragged", {"rows": [[1, 0], [0]]}, {"exit": 1}, "definition")
    record("cochran_q", "a 2", {"rows": [[1, 2]]}, {"exit": 1}, "definition")
    record("multiplicity", "no tests", {"p": []}, {"holm": [], "bh": []}, "definition")
    record("multiplicity", "a p of 2", {"p": [0.1, 2]}, {"exit": 1}, "definition")


# --- Two groups -------------------------------------------------------------------------------------------------------------

def restricted(x1, n1, x2, n2, d):
    """The most likely (p1, p2) with p1 - p2 = d, by the roots of Miettinen and Nurminen's cubic and the ends."""
    n, x = n1 + n2, x1 + x2
    roots = mp.polyroots([mp.mpf(n), (n1 + 2 * n2) * d - n - x, (n2 * d - n - 2 * x2) * d + x, x2 * d * (1 - d)],
                         maxsteps=500, extraprec=400)
    low, high = max(mp.mpf(0), -d), min(mp.mpf(1), 1 - d)
    places = [low, high] + [mp.re(r) for r in roots if abs(mp.im(r)) < mp.mpf("1e-15") and low <= mp.re(r) <= high]

    def log_likelihood(p2):
        total = mp.mpf(0)
        for count, p in [(x1, p2 + d), (n1 - x1, 1 - p2 - d), (x2, p2), (n2 - x2, 1 - p2)]:
            if count:
                if p <= 0:
                    return -mp.inf
                total += count * mp.log(p)
        return total
    p2 = max(places, key=log_likelihood)
    return p2 + d, p2


def score_limits(x1, n1, x2, n2, conf, factor):
    z, gap = quantile(conf), mp.mpf(x1) / n1 - mp.mpf(x2) / n2

    def excess(d):
        p1, p2 = restricted(x1, n1, x2, n2, d)
        variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * factor
        return (gap - d) ** 2 - z ** 2 * variance
    tiny = mp.mpf("1e-12")
    return (-1 if gap == -1 else bisect(excess, -1 + mp.mpf("1e-45"), gap - tiny, 90),
            1 if gap == 1 else bisect(excess, gap + tiny, 1 - mp.mpf("1e-45"), 90))


def newcombe(x1, n1, x2, n2, limits):
    (l1, u1), (l2, u2) = limits(x1, n1), limits(x2, n2)
    p1, p2 = mp.mpf(x1) / n1, mp.mpf(x2) / n2
    return p1 - p2 - mp.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), p1 - p2 + mp.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)


def group_wald(x1, n1, x2, n2, conf):
    p1, p2 = mp.mpf(x1) / n1, mp.mpf(x2) / n2
    reach = quantile(conf) * mp.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
    return clip(p1 - p2 - reach, -1, 1), clip(p1 - p2 + reach, -1, 1)


def two_groups():
    mp.mp.dps = 40
    methods = {
        "newcombe10": lambda x1, n1, x2, n2, conf: newcombe(x1, n1, x2, n2, lambda x, n: wilson(x, n, quantile(conf))),
        "newcombe11": lambda x1, n1, x2, n2, conf: newcombe(x1, n1, x2, n2, lambda x, n: wilson_cc(x, n, conf)),
        "mn": lambda x1, n1, x2, n2, conf: score_limits(x1, n1, x2, n2, conf, mp.mpf(n1 + n2) / (n1 + n2 - 1)),
        "mee": lambda x1, n1, x2, n2, conf: score_limits(x1, n1, x2, n2, conf, 1),
        "agresti_caffo": lambda x1, n1, x2, n2, conf: group_wald(x1 + 1, n1 + 2, x2 + 1, n2 + 2, conf),
        "wald": group_wald,
    }
    tables = [(56, 70, 48, 80, .95), (9, 10, 3, 10, .9), (0, 10, 0, 20, .95), (10, 10, 0, 20, .95), (0, 15, 15, 15, .99),
              (10, 10, 20, 20, .95), (5, 56, 0, 29, .95), (83, 86, 90, 93, .95), (1, 1, 0, 1, .95)]
    for method, function in methods.items():
        for x1, n1, x2, n2, conf in tables:
            lower, upper = function(x1, n1, x2, n2, conf)
            record(f"prop_diff_ci.{method}", f"{x1}/{n1} {x2}/{n2}, {conf}",
                   {"x1": x1, "n1": n1, "x2": x2, "n2": n2, "conf": conf},
                   interval(mp.mpf(x1) / n1 - mp.mpf(x2) / n2, lower, upper), "40 digits, from the definition")
        record(f"prop_diff_ci.{method}", "an empty group", {"x1": 0, "n1": 0, "x2": 1, "n2": 2},
               {"est": None, "lower": None, "upper": None, "status": "no-cases"}, "definition")
    for x1, n1, x2, n2 in [(300, 1000000, 450, 900000), (999700, 1000000, 899100, 900000)]:
        lower, upper = methods["mn"](x1, n1, x2, n2, .95)
        record("prop_diff_ci.mn", f"{x1}/{n1} {x2}/{n2}", {"x1": x1, "n1": n1, "x2": x2, "n2": n2},
               interval(mp.mpf(x1) / n1 - mp.mpf(x2) / n2, lower, upper), "40 digits, from the definition")
    record("prop_diff_ci.mn", "x above n", {"x1": 3, "n1": 2, "x2": 1, "n2": 2}, {"exit": 1}, "definition")
    printed = {"wald": (.0575, .3425), "mee": (.0533, .3377), "mn": (.0528, .3382), "newcombe10": (.0524, .3339),
               "newcombe11": (.0428, .3422)}
    for method, (lower, upper) in printed.items():
        record(f"prop_diff_ci.{method}", "Newcombe's 56/70 and 48/80, as printed", {"x1": 56, "n1": 70, "x2": 48, "n2": 80},
               {"lower": lower, "upper": upper}, "Newcombe (1998b), table II", digits=2.8, why="printed to four places")
    mp.mp.dps = 50


def z_tests():
    for x1, n1, x2, n2 in [(56, 70, 48, 80), (83, 86, 90, 93), (1, 40, 12, 30), (0, 10, 4, 10), (500, 1000, 900, 1000)]:
        p1, p2, p = mp.mpf(x1) / n1, mp.mpf(x2) / n2, mp.mpf(x1 + x2) / (n1 + n2)
        pooled = (p1 - p2) / mp.sqrt(p * (1 - p) * (mp.mpf(1) / n1 + mp.mpf(1) / n2))
        separate = (p1 - p2) / mp.sqrt(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)
        record("prop_diff_test.z", f"{x1}/{n1} {x2}/{n2}, 50 digits", {"x1": x1, "n1": n1, "x2": x2, "n2": n2},
               {"z_pooled": pooled, "p_pooled": mp.erfc(abs(pooled) / mp.sqrt(2)), "z_unpooled": separate,
                "p_unpooled": mp.erfc(abs(separate) / mp.sqrt(2))}, "50 digits")
    nothing = {"z_pooled": None, "p_pooled": None, "z_unpooled": None, "p_unpooled": None}
    record("prop_diff_test.z", "everybody alike", {"x1": 0, "n1": 5, "x2": 0, "n2": 9}, {**nothing, "status": "undefined"}, "definition")
    record("prop_diff_test.z", "an empty group", {"x1": 0, "n1": 0, "x2": 2, "n2": 9}, {**nothing, "status": "no-cases"}, "definition")
    record("prop_diff_test.z", "all against none", {"x1": 5, "n1": 5, "x2": 0, "n2": 5},
           {"z_pooled": mp.sqrt(10), "z_unpooled": None, "status": "no-variance"}, "definition")


def koopman(x1, n1, x2, n2, conf):
    """Limits of Koopman's chi-square, by bisection of the logarithm of the ratio."""
    z = quantile(conf)

    def statistic(log_ratio):
        r = mp.exp(log_ratio)
        a, b, c = (n1 + n2) * r, -(r * (n1 + x2) + x1 + n2), mp.mpf(x1 + x2)
        p2 = (-b - mp.sqrt(b * b - 4 * a * c)) / (2 * a)
        p1 = r * p2
        chisq = mp.mpf(0)
        for x, n, p in [(x1, n1, p1), (x2, n2, p2)]:
            if p * (1 - p) > 0:
                chisq += (x - n * p) ** 2 / (n * p * (1 - p))
        return chisq - z ** 2
    wide, tiny = mp.mpf(70), mp.mpf("1e-12")
    centre = mp.log(mp.mpf(x1) / n1 / (mp.mpf(x2) / n2)) if x1 and x2 else None
    lower = mp.exp(bisect(statistic, -wide, wide if centre is None else centre - tiny)) if x1 else 0
    upper = mp.exp(bisect(statistic, -wide if centre is None else centre + tiny, wide)) if x2 else None
    return lower, upper


def ratios():
    mp.mp.dps = 80
    for x1, n1, x2, n2, conf in [(7, 34, 1, 34, .95), (0, 10, 3, 20, .95), (3, 10, 0, 20, .95), (10, 10, 20, 20, .9),
                                 (56, 70, 48, 80, .95), (300, 100000, 450, 90000, .99), (10, 10, 3, 20, .95)]:
        given = {"x1": x1, "n1": n1, "x2": x2, "n2": n2, "conf": conf}
        lower, upper = koopman(x1, n1, x2, n2, conf)
        est = mp.mpf(x1) * n2 / n1 / x2 if x2 else None
        record("prop_ratio_ci.rr_koopman", f"{x1}/{n1} {x2}/{n2}, {conf}", given, interval(est, lower, upper), "80 digits")
        y1, y2 = n1 - x1, n2 - x2
        z = quantile(conf)
        if x1 and x2:
            se = mp.sqrt(mp.mpf(1) / x1 - mp.mpf(1) / n1 + mp.mpf(1) / x2 - mp.mpf(1) / n2)
            record("prop_ratio_ci.rr_katz", f"{x1}/{n1} {x2}/{n2}, {conf}", given,
                   {**interval(est, est * mp.exp(-z * se), est * mp.exp(z * se)), "log_se": se}, "80 digits")
        if x1 and x2 and y1 and y2:
            odds, se = mp.mpf(x1 * y2) / (x2 * y1), mp.sqrt(sum(mp.mpf(1) / v for v in (x1, y1, x2, y2)))
            record("prop_ratio_ci.or_woolf", f"{x1}/{n1} {x2}/{n2}, {conf}", given,
                   {**interval(odds, odds * mp.exp(-z * se), odds * mp.exp(z * se)), "log_se": se}, "80 digits")
        a, b, c, d = (v + mp.mpf(.5) for v in (x1, y1, x2, y2))
        odds, se = a * d / (b * c), mp.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
        record("prop_ratio_ci.or_gart", f"{x1}/{n1} {x2}/{n2}, {conf}", given,
               {**interval(mp.mpf(x1 * y2) / (x2 * y1) if x2 and y1 else None, odds * mp.exp(-z * se), odds * mp.exp(z * se)),
                "log_se": se}, "80 digits")
    zero = {"x1": 0, "n1": 10, "x2": 3, "n2": 20}
    below = {"x1": 3, "n1": 10, "x2": 0, "n2": 20}
    for method in ("rr_katz", "or_woolf"):
        record(f"prop_ratio_ci.{method}", "0 above", zero,
               {"est": 0, "lower": None, "upper": None, "log_se": None, "status": "no-variance"}, "definition")
        record(f"prop_ratio_ci.{method}", "0 below", below,
               {"est": None, "lower": None, "upper": None, "log_se": None, "status": "undefined"}, "definition")
    for method in ("rr_koopman", "rr_katz", "or_woolf", "or_gart"):
        record(f"prop_ratio_ci.{method}", "an empty group", {"x1": 0, "n1": 0, "x2": 1, "n2": 3},
               {"est": None, "lower": None, "upper": None, "status": "no-cases"}, "definition")
    record("prop_ratio_ci.rr_koopman", "nobody did", {"x1": 0, "n1": 5, "x2": 0, "n2": 3},
           {"est": None, "lower": None, "upper": None, "status": "undefined"}, "definition")
    mp.mp.dps = 50


# --- Planning ---------------------------------------------------------------------------------------------------------------

def ceil(value):
    return int(mp.ceil(value))


def sizes():
    for e, p, population, conf in [(.05, .5, 1000, .95), (.03, .2, None, .95), (.01, .5, 850, .99), (.5, .5, 10, .95), (.05, 0, None, .95)]:
        given = {"e": e, "p": p, "conf": conf, **({"N": population} if population else {})}
        n0 = quantile(conf) ** 2 * mp.mpf(str(p)) * (1 - mp.mpf(str(p))) / mp.mpf(str(e)) ** 2
        n = n0 / (1 + (n0 - 1) / population) if population else n0
        record("power.one_proportion_moe", f"{e} {p} {population} {conf}", given, {"n": n, "n0": n0, "n_ceil": ceil(n)}, "50 digits")
    for p0, p1, power, alpha in [(.5, .6, .8, .05), (.1, .05, .9, .01), (.5, .5, .8, .05)]:
        z, zp = quantile(1 - mp.mpf(str(alpha))), phi_inverse(power)
        a, b = mp.mpf(str(p0)), mp.mpf(str(p1))
        n = ((z * mp.sqrt(a * (1 - a)) + zp * mp.sqrt(b * (1 - b))) / (a - b)) ** 2 if p0 != p1 else None
        record("power.one_proportion_n", f"{p0} {p1} {power} {alpha}", {"p0": p0, "p1": p1, "power": power, "alpha": alpha},
               {"n": n, "n_ceil": ceil(n) if n else None, "status": "ok" if n else "undefined"}, "50 digits")
    for p12, p21, power, alpha in [(.2, .1, .8, .05), (.05, .3, .9, .01), (.5, .5, .8, .05), (.4, 0, .95, .05), (1, 0, .8, .05)]:
        z, zp = quantile(1 - mp.mpf(str(alpha))), phi_inverse(power)
        total, gap = mp.mpf(str(p12)) + mp.mpf(str(p21)), mp.mpf(str(p12)) - mp.mpf(str(p21))
        n = ((z * mp.sqrt(total) + zp * mp.sqrt(total - gap ** 2)) / gap) ** 2 if gap else None
        record("power.paired_proportions_n", f"{p12} {p21} {power} {alpha}", {"p12": p12, "p21": p21, "power": power, "alpha": alpha},
               {"n_pairs": n, "n_ceil": ceil(n) if n else None, "status": "ok" if n else "undefined"}, "Connor (1987), 50 digits")
        if n:
            record("power.paired_smallest_gap", f"back from {p12} {p21} {power} {alpha}",
                   {"n": float(n), "discordant": float(total), "power": power, "alpha": alpha}, {"gap": abs(gap)},
                   "Connor (1987), 50 digits")
    record("power.paired_smallest_gap", "too few", {"n": 3, "discordant": .1, "power": .8, "alpha": .05},
           {"gap": None, "status": "undefined"}, "definition")
    record("power.paired_smallest_gap", "nobody", {"n": 0, "discordant": .1}, {"gap": None, "status": "no-cases"}, "definition")
    record("power.paired_proportions_n", "more than all", {"p12": .8, "p21": .4}, {"exit": 1}, "definition")
    record("power.two_proportions_n", "no difference", {"p1": .3, "p2": .3}, {"n_per_group": None, "status": "undefined"}, "definition")
    record("power.two_proportions_n", "a power of 80", {"p1": .3, "p2": .2, "power": 80}, {"exit": 1}, "definition")
    record("power.two_proportions_power", "nobody", {"n": 0, "p1": .3, "p2": .2}, {"power": None, "status": "no-cases"}, "definition")
    record("power.two_proportions_n", "with deff and response", {"p1": .5, "p2": .75, "power": .9, "deff": 1.5, "response": .3},
           {"n_completes": 116, "n_invited": 384}, "R: n = 76.6933; ceil(1.5 n), ceil(1.5 n / 0.3)")
    record("power.two_proportions_n", "as printed", {"p1": .5, "p2": .75, "power": .9}, {"n_per_group": 76.7},
           "R help page of power.prop.test", digits=3, why="printed to one place")


def paired_power():
    for n, p12, p21, alpha in [(30, "0.3", "0.1", "0.05"), (100, "0.2", "0.1", "0.05"), (12, "0", "0.5", "0.01"),
                               (60, "0.25", "0.25", "0.05"), (8, "0.9", "0.1", "0.05"), (3, "0.5", "0.2", "0.05")]:
        a, b, limit = mp.mpf(p12), mp.mpf(p21), Fraction(alpha)
        z2 = quantile(1 - mp.mpf(alpha)) ** 2
        power = dict.fromkeys(("power", "power_midp", "power_asymptotic"), mp.mpf(0))
        for first in range(n + 1):
            for second in range(n + 1 - first):
                mass = mp.mpf(comb(n, first) * comb(n - first, second)) * a ** first * b ** second * \
                    (1 - a - b) ** (n - first - second)
                exact, middle = mcnemar_exact(first, second)
                power["power"] += mass if exact <= limit else 0
                power["power_midp"] += mass if middle <= limit else 0
                if first + second and mp.mpf((first - second) ** 2) / (first + second) >= z2:
                    power["power_asymptotic"] += mass
        record("power.paired_exact_power", f"{n} {p12} {p21} {alpha}",
               {"n": n, "p12": float(p12), "p21": float(p21), "alpha": float(alpha)}, power, "all tables, whole-number p-values")
    record("power.paired_exact_power", "nobody differs", {"n": 50, "p12": 0, "p21": 0}, {"power": 0}, "definition")
    record("power.paired_exact_power", "nobody", {"n": 0, "p12": .1, "p21": .2}, {"power": None, "status": "no-cases"}, "definition")


def noncentral_t_above(t, df, delta):
    """P(T > t) by integrating over the chi distribution of the standard deviation."""
    def density(v):
        return mp.exp((df / 2 - 1) * mp.log(v) - v / 2 - (df / 2) * mp.log(2) - mp.loggamma(df / 2)) * phi(delta - t * mp.sqrt(v / df))
    peak = max(df - 2, mp.mpf(1) / 2)
    spread = mp.sqrt(2 * df)
    places = sorted({max(mp.mpf(0), peak + spread * k) for k in (-12, -8, -4, -2, -1, 0, 1, 2, 4, 8, 14, 25)} | {mp.mpf(0)})
    return mp.quad(density, places)


def t_quantile(tail, df):
    return bisect(lambda t: mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2 - tail, 0, 200, 130)


def means():
    mp.mp.dps = 30
    for n, delta, sd, alpha in [(20, "1", "1", "0.05"), (3, "2", "1", "0.05"), (64, "0.5", "1", "0.05"), (150, "0.4", "1.3", "0.01")]:
        df = mp.mpf(2 * (n - 1))
        power = noncentral_t_above(t_quantile(mp.mpf(alpha) / 2, df), df, mp.mpf(delta) / mp.mpf(sd) * mp.sqrt(mp.mpf(n) / 2))
        given = {"delta": float(delta), "sd": float(sd), "alpha": float(alpha)}
        record("power.two_means", f"power {n} {delta} {sd} {alpha}", {"n": n, **given}, {"power": power}, "numerical integration")
        record("power.two_means", f"back from {n} {delta} {sd} {alpha}", {"power": float(power), **given}, {"n": n},
               "numerical integration")
    record("power.two_means", "as printed", {"delta": 1, "sd": 1, "power": .9}, {"n": 22.02110, "n_ceil": 23},
           "R help page of power.t.test", digits=6.3, why="printed to five places")
    record("power.two_means", "no difference", {"delta": 0, "sd": 1, "power": .9}, {"n": None, "status": "undefined"}, "definition")
    record("power.two_means", "one person", {"delta": 1, "sd": 1, "n": 1}, {"power": None, "status": "undefined"}, "definition")
    record("power.two_means", "no spread", {"delta": 1, "sd": 0, "n": 10}, {"exit": 1}, "definition")
    mp.mp.dps = 50


def response_rates():
    for i, p, r, nc, o, uh, uo, e in [(720, 40, 60, 25, 5, 100, 50, "0.8"), (850, 0, 0, 0, 0, 3150, 0, "1"), (300, 20, 80, 40, 10, 0, 0, "0.3")]:
        e = Fraction(e)
        answered, known, unknown = i + p, i + p + r + nc + o, uh + uo
        below = [known + unknown, known + e * unknown, known]
        expected = {"e": e}
        for k in range(3):
            expected[f"RR{2 * k + 1}"] = Fraction(i) / below[k]
            expected[f"RR{2 * k + 2}"] = Fraction(answered) / below[k]
            expected[f"REF{k + 1}"] = Fraction(r) / below[k]
            expected[f"CON{k + 1}"] = Fraction(answered + r + o) / below[k]
        expected["COOP1"], expected["COOP2"] = Fraction(i, answered + r + o), Fraction(answered, answered + r + o)
        expected["COOP3"], expected["COOP4"] = Fraction(i, answered + r), Fraction(answered, answered + r)
        record("response_rate.aapor", f"{i} {p} {r} {nc} {o} {uh} {uo}",
               {"I": i, "P": p, "R": r, "NC": nc, "O": o, "UH": uh, "UO": uo, "e": float(e)}, expected, "AAPOR Standard Definitions")
    given = {"I": 720, "P": 40, "R": 60, "NC": 25, "O": 5}
    record("response_rate.eligibility", "850 of 1000", {**given, "NE": 150}, {"e": .85}, "AAPOR Standard Definitions")
    record("response_rate.eligibility", "all", {**given, "NE": 0}, {"e": 1}, "AAPOR Standard Definitions")
    record("response_rate.eligibility", "nobody", dict.fromkeys(("I", "P", "R", "NC", "O", "NE"), 0), {"e": None, "status": "no-cases"},
           "definition")
    record("response_rate.aapor", "e from those who are not eligible", {**given, "UH": 100, "UO": 0, "NE": 150},
           {"e": .85, "RR3": Fraction(720, 935)}, "AAPOR Standard Definitions")
    record("response_rate.aapor", "e not known", {**given, "UH": 100, "UO": 0}, {"RR1": Fraction(720, 950), "RR3": None, "e": None,
                                                                                  "status": "undefined"}, "definition")
    record("response_rate.aapor", "nobody reached", {"I": 0, "P": 0, "R": 0, "NC": 9, "O": 0, "UH": 0, "UO": 0},
           {"RR1": 0, "COOP1": None, "status": "undefined"}, "definition")
    record("response_rate.aapor", "nobody", dict.fromkeys(("I", "P", "R", "NC", "O", "UH", "UO"), 0), {"RR1": None, "status": "no-cases"},
           "definition")
    record("response_rate.aapor", "an e of 2", {**given, "UH": 1, "UO": 0, "e": 2}, {"exit": 1}, "definition")
    record("response_rate.aapor", "negative", {**given, "UH": -1, "UO": 0, "e": 1}, {"exit": 1}, "definition")


def main():
    for part in (one_proportion, finite_population, exact_test, shares, pairs, mcnemar, cochran, two_groups, z_tests, ratios, sizes,
                 paired_power, means, response_rates):
        part()
    with open("cases.json", "w", encoding="utf-8") as file:
        file.write('{"made_by": "make.py", "cases": [\n')
        file.write(",\n".join(json.dumps(case) for case in CASES))
        file.write("\n]}\n")
    with open("session.txt", "w", encoding="utf-8") as file:
        file.write(f"Python {platform.python_version()}, mpmath {mp.__version__}\n")


if __name__ == "__main__":
    main()
