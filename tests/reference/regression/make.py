#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values of regressions, with 40 digits. Remake with: python3 make.py (in this folder).

R's glm stops at 1e-8 and its profile limits have four digits (MASS 7.3-58), so the equations that
define the values are solved here in mpmath: score = 0, and likelihood = maximum - chi-square / 2 with
all other scores 0. Doubles find the neighbourhood, Newton's method in mpmath the root."""
import json
import pathlib
import platform

import mpmath as mp
import numpy as np
from scipy import optimize

mp.mp.dps = 40
HERE = pathlib.Path(__file__).parent
DATA = json.loads((HERE / "data.json").read_text())
CASES = []


def add(name, method, given, expected, source, **more):
    CASES.append({"name": name, "method": method, "input": given, "expected": expected,
                  "source": source, **more})


def numbers(values):
    return [None if v is None else float(v) for v in values]


# --- Linear ------------------------------------------------------------------------------------

def solve_linear(x, y, weights=None):
    X, Y = mp.matrix(x), mp.matrix(y)
    n, k = X.rows, X.cols
    w = [mp.mpf(1)] * n if weights is None else [mp.mpf(v) for v in weights]
    WX = mp.matrix(n, k)
    for i in range(n):
        for j in range(k):
            WX[i, j] = w[i] * X[i, j]
    inverse = (X.T * WX) ** -1
    coef = inverse * (WX.T * Y)
    rest = Y - X * coef
    rss = sum(w[i] * rest[i] ** 2 for i in range(n))
    mean = sum(w[i] * Y[i] for i in range(n)) / sum(w)
    tss = sum(w[i] * (Y[i] - mean) ** 2 for i in range(n))
    return coef, inverse, rss, tss, n, k


def f_tail(f, df1, df2):
    return mp.betainc(mp.mpf(df2) / 2, mp.mpf(df1) / 2, 0, df2 / (df2 + df1 * f), regularized=True)


def t_quantile(tail, df):
    start = optimize.brentq(lambda t: float(t_tail(t, df)) - tail, 0, 1e4)
    return mp.findroot(lambda t: t_tail(t, df) - tail, start)


def t_tail(t, df):
    return mp.betainc(mp.mpf(df) / 2, mp.mpf(1) / 2, 0, df / (df + mp.mpf(t) ** 2),
                      regularized=True) / 2


def line(name, x, y, source="least squares with 40 digits", **more):
    coef, inverse, rss, tss, n, k = solve_linear([[1, v] for v in x], y)
    s2 = rss / (n - 2)
    f = (tss - rss) / s2
    add(name, "numeric.linear_regression", {"x": x, "y": y},
        {"b0": float(coef[0]), "b1": float(coef[1]), "se0": float(mp.sqrt(s2 * inverse[0, 0])),
         "se1": float(mp.sqrt(s2 * inverse[1, 1])), "resid_sd": float(mp.sqrt(s2)),
         "r2": float(1 - rss / tss), "F": float(f), "p": float(f_tail(f, 1, n - 2)), "status": "ok"},
        source, **more)


def multiple(name, x, y, weights=None, level=0.95, **more):
    coef, inverse, rss, tss, n, k = solve_linear(x, y, weights)
    s2 = rss / (n - k)
    f = (tss - rss) / (k - 1) / s2
    t = t_quantile((1 - level) / 2, n - k)
    se = [mp.sqrt(s2 * inverse[j, j]) for j in range(k)]
    given = {"X": x, "y": y, **({"weights": weights} if weights else {})}
    add(name, "numeric.multiple_regression", given,
        {"coef": numbers(coef), "se": numbers(se), "lower": numbers(coef[j] - t * se[j] for j in range(k)),
         "upper": numbers(coef[j] + t * se[j] for j in range(k)), "resid_sd": float(mp.sqrt(s2)),
         "r2": float(1 - rss / tss), "r2_adjusted": float(1 - s2 / (tss / (n - 1))), "F": float(f),
         "df1": k - 1, "df2": n - k, "p": float(f_tail(f, k - 1, n - k)), "status": "ok"},
        "least squares with 40 digits", **more)


# --- Logistic ----------------------------------------------------------------------------------

class Logit:
    """The (penalized) likelihood of rows (x, y, weight); rows alike are put together."""

    def __init__(self, x, y, weights=None, firth=False):
        merged = {}
        for i, row in enumerate(x):
            key = (tuple(row), y[i])
            merged[key] = merged.get(key, 0) + (1 if weights is None else weights[i])
        self.rows = [(key[0], key[1], w) for key, w in merged.items() if w > 0]
        self.k, self.firth = len(x[0]), firth

    def mp_parts(self, b):
        loglik, score = mp.mpf(0), [mp.mpf(0)] * self.k
        info, kept = mp.matrix(self.k), []
        for x, y, w in self.rows:
            eta = sum(mp.mpf(v) * c for v, c in zip(x, b))
            p, q = 1 / (1 + mp.exp(-eta)), 1 / (1 + mp.exp(eta))
            loglik += w * mp.log(p if y else q)
            for j in range(self.k):
                score[j] += w * (q if y else -p) * mp.mpf(x[j])
                for c in range(self.k):
                    info[j, c] += w * p * q * mp.mpf(x[j]) * mp.mpf(x[c])
            kept.append((x, w, p, q))
        inverse = info ** -1
        if self.firth:
            loglik += mp.log(mp.det(info)) / 2
            for x, w, p, q in kept:
                h = w * p * q * sum(mp.mpf(x[a]) * inverse[a, c] * mp.mpf(x[c])
                                    for a in range(self.k) for c in range(self.k))
                for j in range(self.k):
                    score[j] += h * (q - p) / 2 * mp.mpf(x[j])
        return loglik, score, inverse

    def parts(self, b):
        x = np.array([r[0] for r in self.rows], float)
        y = np.array([r[1] for r in self.rows], float)
        w = np.array([r[2] for r in self.rows], float)
        eta = x @ b
        p, q = 1 / (1 + np.exp(-eta)), 1 / (1 + np.exp(eta))
        info = x.T @ (x * (w * p * q)[:, None])
        loglik = np.sum(w * np.log(np.where(y > 0, p, q)))
        residual = w * np.where(y > 0, q, -p)
        if self.firth:
            loglik += np.linalg.slogdet(info)[1] / 2
            residual = residual + w * p * q * np.einsum("ij,jk,ik->i", x, np.linalg.inv(info), x) * (q - p) / 2
        return loglik, x.T @ residual, info

    def climb(self, b, fixed=None):
        """Doubles: the maximum with coefficient `fixed` held."""
        b = np.array(b, float)
        free = [j for j in range(self.k) if j != fixed]
        for _ in range(400):
            loglik, score, info = self.parts(b)
            if not free:
                return loglik, b
            step = np.linalg.solve(info[np.ix_(free, free)], score[free])
            length = 1.0
            while length > 1e-6:
                new = b.copy()
                new[free] += length * step
                try:
                    if self.parts(new)[0] >= loglik - 1e-12 * abs(loglik):
                        break
                except np.linalg.LinAlgError:
                    pass
                length /= 2
            b = new
            if np.max(np.abs(step)) < 1e-11:
                break
        return self.parts(b)[0], b

    def polish(self, equations, start):
        """Newton in mpmath with a Jacobian by differences, until nothing moves."""
        b = [mp.mpf(v) for v in start]
        for _ in range(30):
            value = mp.matrix(equations(b))
            jacobian = mp.matrix(len(b))
            for j in range(len(b)):
                h = mp.mpf(10) ** -18
                moved = equations([v + (h if i == j else 0) for i, v in enumerate(b)])
                for i in range(len(b)):
                    jacobian[i, j] = (moved[i] - value[i]) / h
            step = mp.lu_solve(jacobian, -value)
            b = [v + s for v, s in zip(b, step)]
            if max(abs(s) for s in step) < mp.mpf(10) ** -25:
                return b
        raise ArithmeticError("Newton did not settle")

    def fit(self, level):
        _, start = self.climb(np.zeros(self.k))
        peak = self.polish(lambda b: self.mp_parts(b)[1], start)
        loglik, _, inverse = self.mp_parts(peak)
        se = [mp.sqrt(inverse[j, j]) for j in range(self.k)]
        z = mp.sqrt(2) * mp.erfinv(mp.mpf(level))
        return peak, loglik, se, z, inverse

    def limit(self, j, peak, loglik, se, z, side):
        drop = float(z) ** 2 / 2
        near = np.array([float(v) for v in peak])

        def fall(at):
            start = near.copy()
            start[j] = at
            return float(loglik) - self.climb(start, j)[0] - drop

        lo, step = near[j], side * float(z * se[j])
        hi = lo + step
        while fall(hi) < 0:
            hi += step
            if abs(hi - lo) > 60 * abs(step):
                return None
        at = optimize.brentq(fall, min(lo, hi), max(lo, hi), xtol=1e-9)
        start = near.copy()
        start[j] = at
        start = self.climb(start, j)[1]

        def equations(b):
            here, score, _ = self.mp_parts(b)
            return [here - loglik + z ** 2 / 2 if i == j else score[i] for i in range(self.k)]

        return self.polish(equations, start)[j]

    def lr_p(self, j, peak, loglik):
        start = np.array([float(v) for v in peak])
        start[j] = 0
        start = self.climb(start, j)[1]

        def equations(b):
            score = self.mp_parts(b)[1]
            return [b[j] if i == j else score[i] for i in range(self.k)]

        best = self.polish(equations, start)
        return mp.erfc(mp.sqrt((loglik - self.mp_parts(best)[0])))


def logistic(name, method, x, y, weights=None, level=0.95, separated=False, **more):
    model = Logit(x, y, weights, method == "logistic.firth")
    peak, loglik, se, z, _ = model.fit(level)
    ks = range(model.k)
    given = {"X": x, "y": y, **({"weights": weights} if weights else {}),
             **({"conf": level} if level != 0.95 else {})}
    add(name, method, given,
        {"coef": numbers(peak), "se": numbers(se), "loglik": float(loglik),
         "wald_lower": numbers(peak[j] - z * se[j] for j in ks),
         "wald_upper": numbers(peak[j] + z * se[j] for j in ks),
         "p_wald": numbers(mp.erfc(abs(peak[j]) / se[j] / mp.sqrt(2)) for j in ks),
         "prof_lower": numbers(model.limit(j, peak, loglik, se, z, -1) for j in ks),
         "prof_upper": numbers(model.limit(j, peak, loglik, se, z, 1) for j in ks),
         "p_lr": numbers(model.lr_p(j, peak, loglik) for j in ks),
         "separated": separated, "status": "ok"},
        "the defining equations, solved with 40 digits", **more)


def effects(name, x, y, weights=None, **more):
    model = Logit(x, y, weights)
    peak, _, _, z, inverse = model.fit(0.95)
    k, ame, se = model.k, [], []
    for j in range(k):
        column = {row[0][j] for row in model.rows}
        if len(column) == 1:
            ame.append(None)
            se.append(None)
            continue

        def effect(b, j=j, column=column):
            total, people = mp.mpf(0), 0
            for row, _, w in model.rows:
                eta = sum(mp.mpf(v) * c for v, c in zip(row, b))
                if column <= {0, 1}:
                    one, none = eta + (1 - row[j]) * b[j], eta - row[j] * b[j]
                    total += w * (1 / (1 + mp.exp(-one)) - 1 / (1 + mp.exp(-none)))
                else:
                    total += w * b[j] / (1 + mp.exp(-eta)) / (1 + mp.exp(eta))
                people += w
            return total / people

        h = mp.mpf(10) ** -14
        gradient = mp.matrix([(effect([v + (h if i == c else 0) for i, v in enumerate(peak)]) -
                               effect([v - (h if i == c else 0) for i, v in enumerate(peak)])) / (2 * h)
                              for c in range(k)])
        ame.append(effect(peak))
        se.append(mp.sqrt((gradient.T * inverse * gradient)[0]))
    given = {"X": x, "y": y, **({"weights": weights} if weights else {})}
    add(name, "logistic.marginal_effects", given,
        {"ame": numbers(ame), "se": numbers(se),
         "lower": numbers(None if a is None else a - z * s for a, s in zip(ame, se)),
         "upper": numbers(None if a is None else a + z * s for a, s in zip(ame, se)), "status": "ok"},
        "definition, with 40 digits; gradient by differences", **more)


def undefined(name, method, given, expected, source="interface"):
    add(name, method, given, expected, source)


# Heinze & Schemper's sex2 (Foxman et al. 1997): case, age, oc, vic, vicl, vis, dia, people.
SEX2 = [tuple(int(v) for v in row.split()) for row in (HERE / "sex2.txt").read_text().splitlines()
        if not row.startswith("#")]
ENDOMETRIAL = [tuple(float(v) for v in row.split())
               for row in (HERE / "endometrial.txt").read_text().splitlines() if not row.startswith("#")]


def main():
    cars, mt, low, ll = DATA["cars"], DATA["mtcars"], DATA["birthwt"], DATA["longley"]
    line("cars", cars["speed"], cars["dist"])
    line("far from 0", [1e6 + v for v in mt["wt"]], mt["mpg"], digits=9,
         why="x is rounded as a double before it is used; its spread is 1e-6 of its size")
    line("mtcars", mt["wt"], mt["mpg"])
    undefined("two points", "numeric.linear_regression", {"x": [1, 2], "y": [3, 5]},
              {"b0": 1, "b1": 2, "se0": None, "se1": None, "r2": 1, "F": None, "status": "no-variance"},
              "by hand")
    undefined("x is constant", "numeric.linear_regression", {"x": [2, 2, 2], "y": [3, 5, 7]},
              {"b0": None, "b1": None, "r2": None, "status": "undefined"}, "by hand")
    undefined("y is constant", "numeric.linear_regression", {"x": [1, 2, 3], "y": [5, 5, 5]},
              {"b0": 5, "b1": 0, "resid_sd": 0, "r2": None, "F": None, "status": "ok"}, "by hand")
    undefined("nobody", "numeric.linear_regression", {"x": [], "y": []}, {"b1": None, "status": "no-cases"})
    undefined("lengths differ", "numeric.linear_regression", {"x": [1], "y": [1, 2]}, {"exit": 1})

    rows = [[1.0, *r] for r in zip(ll["GNP.deflator"], ll["GNP"], ll["Unemployed"], ll["Armed.Forces"],
                                   ll["Population"], ll["Year"])]
    multiple("Longley (1967)", rows, ll["Employed"])
    multiple("mtcars", [[1, w, h] for w, h in zip(mt["wt"], mt["hp"])], mt["mpg"])
    multiple("weighted", [[1, w, h] for w, h in zip(mt["wt"], mt["hp"])], mt["mpg"], mt["hp"])
    undefined("a column twice", "numeric.multiple_regression",
              {"X": [[1, 2, 2], [1, 3, 3], [1, 5, 5], [1, 6, 6]], "y": [1, 2, 3, 4]}, {"exit": 1})
    undefined("more columns than rows", "numeric.multiple_regression", {"X": [[1, 2]], "y": [1]}, {"exit": 1})
    undefined("as many columns as rows", "numeric.multiple_regression", {"X": [[1, 0], [1, 1]], "y": [1, 3]},
              {"coef": [1, 2], "se": [None, None], "status": "no-variance"}, "by hand")

    grouped = [[1, 0], [1, 0], [1, 1], [1, 1]], [1, 0, 1, 0]
    weight_case = [[1, v] for v in mt["wt"]]
    birth = [[1, *r] for r in zip(low["age"], low["lwt"], low["black"], low["other"], low["smoke"])]
    logistic("2 x 2 in four rows", "logistic.glm", *grouped, [20, 80, 35, 65])
    logistic("at 90%", "logistic.glm", *grouped, [20, 80, 35, 65], 0.9)
    logistic("a million people in four rows", "logistic.glm", *grouped, [200000, 300000, 240000, 260000])
    logistic("transmission by weight", "logistic.glm", weight_case, mt["am"])
    logistic("birth weight (Hosmer & Lemeshow)", "logistic.glm", birth, low["low"])
    logistic("intercept only", "logistic.glm", [[1], [1]], [1, 0], [37, 63])
    logistic("a row without people", "logistic.glm", [*grouped[0], [1, 5]], [*grouped[1], 1],
             [20, 80, 35, 65, 0])
    add("published likelihood", "logistic.glm",
        {"X": [[1, *r] for r in zip(low["age"], low["lwt"], low["black"], low["other"], low["ftv"])], "y": low["low"]},
        {"loglik": -111.286}, "Hosmer & Lemeshow (2000), table 2.2", digits=5, why="printed with six digits")
    for method in ("logistic.glm", "logistic.firth"):
        undefined("y is 2", method, {"X": [[1], [1]], "y": [1, 2]}, {"exit": 1})
        undefined("a column twice", method, {"X": [[1, 1], [1, 1], [1, 1]], "y": [1, 0, 1]}, {"exit": 1})
        undefined("rows without y", method, {"X": [[1], [1]], "y": [1]}, {"exit": 1})
        undefined("negative weight", method, {"X": [[1], [1]], "y": [1, 0], "weights": [1, -1]}, {"exit": 1})
        undefined("all weights 0", method, {"X": [[1], [1]], "y": [1, 0], "weights": [0, 0]},
                  {"coef": [None], "status": "no-cases"})
        undefined("nobody", method, {"X": [], "y": []}, {"status": "no-cases"})
    gone = {"coef": [None, None], "prof_upper": [None, None], "separated": True, "status": "undefined"}
    undefined("separated", "logistic.glm", {"X": [[1, v] for v in range(1, 7)], "y": [0, 0, 0, 1, 1, 1]}, gone,
              "Albert & Anderson (1984): complete separation")
    undefined("nearly separated", "logistic.glm",
              {"X": [[1, v] for v in (1, 2, 3, 3, 4, 5)], "y": [0, 0, 0, 1, 1, 1]}, gone,
              "Albert & Anderson (1984): quasi-complete separation")
    undefined("all said yes", "logistic.glm", {"X": [[1, 0], [1, 1], [1, 2]], "y": [1, 1, 1]}, gone,
              "Albert & Anderson (1984)")
    undefined("a group without yes", "logistic.glm", {"X": grouped[0], "y": grouped[1], "weights": [20, 80, 0, 10]},
              gone, "Albert & Anderson (1984): quasi-complete separation")

    logistic("2 x 2 in four rows", "logistic.firth", *grouped, [20, 80, 35, 65])
    logistic("a group without yes", "logistic.firth", *grouped, [20, 80, 0, 10], separated=True)
    logistic("separated", "logistic.firth", [[1, v] for v in range(1, 7)], [0, 0, 0, 1, 1, 1], separated=True)
    logistic("transmission by weight", "logistic.firth", weight_case, mt["am"])
    x = [[1, *row[1:7]] for row in SEX2]
    logistic("sex2 (Heinze & Schemper 2002)", "logistic.firth", x, [r[0] for r in SEX2], [r[7] for r in SEX2],
             separated=True)
    add("sex2 as published", "logistic.firth", {"X": x, "y": [r[0] for r in SEX2], "weights": [r[7] for r in SEX2]},
        {"coef": [0.12025405, -1.10598131, -0.06881673, 2.26887464, -2.11140817, -0.78831694, 3.09601166],
         "prof_lower": [-0.8185591, -1.9737884, -0.9414363, 1.2730216, -3.2608611, -1.6080879, 0.7745682],
         "prof_upper": [1.07315122, -0.30742514, 0.78920202, 3.43543273, -1.11773495, 0.01518468, 8.03029352]},
        "documentation of R logistf, example of sex2", digits=4,
        why="logistf iterates to 1e-5 by default; printed with eight digits")
    logistic("sex2 without dia", "logistic.glm", [r[:6] for r in x], [r[0] for r in SEX2], [r[7] for r in SEX2])
    add("endometrial as published", "logistic.firth",
        {"X": [[1, *row[:3]] for row in ENDOMETRIAL], "y": [int(row[3]) for row in ENDOMETRIAL]},
        {"coef": [3.77455951, 2.92927330, -0.03475175, -2.60416387],
         "prof_lower": [1.0825371, 0.6097244, -0.1244587, -4.3651832],
         "prof_upper": [7.20928050, 7.85463171, 0.04045547, -1.23272106], "separated": True},
        "Heinze & Schemper (2002), as given by R logistf", digits=4,
        why="logistf iterates to 1e-5 by default; printed with eight digits")
    logistic("endometrial cancer", "logistic.firth", [[1, *row[:3]] for row in ENDOMETRIAL],
             [int(row[3]) for row in ENDOMETRIAL], separated=True)

    effects("2 x 2 in four rows", *grouped, [20, 80, 35, 65])
    effects("a number and switches", birth, low["low"])
    undefined("separated", "logistic.marginal_effects", {"X": [[1, v] for v in range(1, 7)], "y": [0, 0, 0, 1, 1, 1]},
              {"ame": [None, None], "status": "undefined"}, "Albert & Anderson (1984)")

    lines = ",\n".join(json.dumps(case) for case in CASES)
    (HERE / "cases.json").write_text('{"made_by": "make.py", "cases": [\n' + lines + "\n]}\n")
    (HERE / "session.txt").write_text(f"Python {platform.python_version()}, mpmath {mp.__version__}, numpy "
                                      f"{np.__version__}; data.json by R, see data.R\n")


if __name__ == "__main__":
    main()
