#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference values for disclosure control. Remake with: python3 make.py (here).

On another path than the C code: the attacker solves linear programs (scipy's HiGHS) for the smallest
and largest value of a cell, and the smallest pattern is found by trying all patterns in the order of
their totals. A two-way table is a transportation problem, so the ends of the intervals are whole."""
import itertools
import json
import platform
import random

import numpy as np
import scipy
from scipy.optimize import linprog


def interval(table, cells, cell, bounds):
    """Smallest and largest value of @cell, given margins and all that is shown."""
    table = np.asarray(table)
    rows, columns = table.shape
    equations = np.zeros((rows + columns, len(cells)))
    for k, (i, j) in enumerate(cells):
        equations[i, k] = equations[rows + j, k] = 1
    known = equations @ np.array([table[c] for c in cells], dtype=float)
    ends = []
    for sign in (1, -1):
        aim = np.zeros(len(cells))
        aim[cells.index(cell)] = sign
        done = linprog(aim, A_eq=equations, b_eq=known, bounds=bounds, method="highs")
        assert done.status == 0, done.message
        ends.append(round(sign * done.fun))
        assert abs(sign * done.fun - ends[-1]) < 1e-6
    return ends


def bounds_of(table, cells, threshold):
    """An attacker who knows the threshold knows which cells are below it; zeros are shown."""
    if threshold is None:
        return [(min(1, table[i][j]), None) for i, j in cells]
    return [(1, threshold - 1) if 0 < table[i][j] < threshold else (threshold, None)
            for i, j in cells]


def is_safe(table, cells, primary, threshold):
    for axis in (0, 1):
        lines = [cell[axis] for cell in cells]
        if any(lines.count(p[axis]) < 2 for p in primary):
            return False
    bounds = bounds_of(table, cells, threshold)
    return all(len(set(interval(table, cells, p, bounds))) == 2 for p in primary)


def smallest(table, threshold):
    """Primary cells, and the smallest total of others that protects them, or None."""
    all_cells = [(i, j) for i, row in enumerate(table) for j in range(len(row))]
    primary = [(i, j) for i, j in all_cells if 0 < table[i][j] < threshold]
    others = [(i, j) for i, j in all_cells if table[i][j] >= threshold]
    if not primary:
        return primary, 0
    if not is_safe(table, primary + others, primary, threshold):
        return primary, None
    patterns = [pattern for n in range(len(others) + 1)
                for pattern in itertools.combinations(others, n)]
    patterns.sort(key=lambda pattern: sum(table[i][j] for i, j in pattern))
    for pattern in patterns:
        if is_safe(table, primary + list(pattern), primary, threshold):
            return primary, sum(table[i][j] for i, j in pattern)
    raise AssertionError


CASES = []


def add(name, method, inputs, expected, source):
    CASES.append({"name": name, "method": method, "input": inputs, "expected": expected,
                  "source": source})


def minimum(name, table, threshold=5):
    primary, total = smallest(table, threshold)
    expected = {"primary": [list(p) for p in primary], "min_total": total}
    if total is None:
        expected["status"] = "undefined"
    else:
        expected |= {"status": "ok", "exposed": [], "is_minimal": True}
    inputs = {"table": table}
    if threshold != 5:
        inputs["threshold"] = threshold
    add(name, "suppression.minimum", inputs, expected, "all patterns, scipy linprog")


def audit(name, table, cells, threshold=None):
    cells = [tuple(cell) for cell in cells]
    bounds = bounds_of(table, cells, threshold)
    found = {f"{i},{j}": interval(table, cells, (i, j), bounds) for i, j in cells}
    exposed = sorted([i, j] for i, j in cells if len(set(found[f"{i},{j}"])) == 1)
    inputs = {"table": table, "suppressed": [list(cell) for cell in cells]}
    if threshold is not None:
        inputs["threshold"] = threshold
    add(name, "suppression.audit", inputs, {"intervals": found, "exposed": exposed, "status": "ok"},
        "scipy linprog")


def refuse(name, method, inputs):
    add(name, f"suppression.{method}", inputs, {"exit": 1}, "by definition")


def main():
    three = [[20, 3, 17], [30, 25, 12], [8, 40, 22]]
    minimum("one primary", three)
    minimum("threshold 10", three, 10)
    minimum("threshold 1: nothing small", three, 1)
    minimum("nothing small", [[20, 13], [30, 25]])
    minimum("two by two", [[3, 10], [20, 30]])
    minimum("two by two, at the threshold", [[4, 5], [5, 5]])
    minimum("all small", [[1, 2], [3, 4]])
    minimum("all ones", [[1, 1], [1, 1]])
    minimum("all zero", [[0, 0], [0, 0]])
    minimum("zeros in the way", [[3, 0, 10], [0, 20, 30], [10, 30, 0]])
    minimum("one row", [[3, 10, 20]])
    minimum("one cell", [[3]])
    minimum("one small cell in its row", [[3, 0, 0], [10, 20, 30]])
    minimum("two small in a row", [[2, 3, 40], [20, 30, 25], [11, 9, 8]])
    minimum("cheap detour", [[2, 100, 6], [90, 80, 7], [9, 8, 100], [6, 7, 50]])
    minimum("diagonal", [[1, 20, 30], [25, 2, 35], [15, 18, 3]])
    generator = random.Random(2012)
    for k in range(14):
        rows, columns = generator.choice([(2, 3), (3, 3), (2, 4), (3, 4), (4, 3)])
        table = [[generator.choice([0, 1, 2, 3, 4, 5, 5, 6, 7, 9, 12, 20, 33, 50])
                  for _ in range(columns)] for _ in range(rows)]
        minimum(f"drawn {k + 1}", table)

    audit("four cells", three, [(0, 0), (0, 1), (2, 0), (2, 1)])
    audit("four cells, threshold known", three, [(0, 0), (0, 1), (2, 0), (2, 1)], 5)
    audit("one cell", three, [(0, 1)])
    audit("two in a row", three, [(0, 0), (0, 1)])
    audit("triangle", three, [(0, 0), (0, 1), (1, 0)])
    audit("six on a circle", three, [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2), (2, 0)])
    audit("all", three, [(i, j) for i in range(3) for j in range(3)])
    audit("nothing withheld", three, [])
    audit("a circle and a tail", three, [(0, 0), (0, 1), (2, 0), (2, 1), (1, 2)])
    audit("ones hold each other", [[1, 1, 8], [1, 1, 9], [20, 30, 40]],
          [(0, 0), (0, 1), (1, 0), (1, 1)])
    audit("at the threshold", [[4, 5], [5, 5]], [(0, 0), (0, 1), (1, 0), (1, 1)], 5)
    audit("a zero withheld", [[3, 0], [10, 20]], [(0, 0), (0, 1), (1, 0), (1, 1)])
    for k in range(6):
        table = [[generator.randrange(0, 30) for _ in range(5)] for _ in range(4)]
        cells = sorted(generator.sample([(i, j) for i in range(4) for j in range(5)
                                         if table[i][j] > 0], 9))
        audit(f"drawn {k + 1}", table, cells)

    for method, more in (("minimum", {}), ("audit", {"suppressed": [[0, 0]]})):
        refuse("negative", method, {"table": [[1, -2]]} | more)
        refuse("not whole", method, {"table": [[1, 2.5]]} | more)
        refuse("ragged", method, {"table": [[1, 2], [3]]} | more)
    add("empty", "suppression.minimum", {"table": []},
        {"primary": None, "min_total": None, "status": "no-cases"}, "by definition")
    add("empty", "suppression.audit", {"table": [[]], "suppressed": []},
        {"intervals": None, "status": "no-cases"}, "by definition")
    refuse("no such cell", "audit", {"table": [[1, 2]], "suppressed": [[0, 2]]})
    refuse("half a cell", "audit", {"table": [[1, 2]], "suppressed": [[0, 0.5]]})
    refuse("not pairs", "audit", {"table": [[1, 2]], "suppressed": [[0, 1, 2]]})
    refuse("threshold not whole", "minimum", {"table": [[1, 2]], "threshold": 2.5})
    refuse("negative threshold", "minimum", {"table": [[1, 2]], "threshold": -1})

    lines = ",\n".join(json.dumps(case) for case in CASES)
    with open("cases.json", "w", encoding="utf-8") as file:
        file.write('{"made_by": "make.py", "cases": [\n' + lines + "\n]}\n")
    with open("session.txt", "w", encoding="utf-8") as file:
        file.write(f"Python {platform.python_version()}, numpy {np.__version__}, "
                   f"scipy {scipy.__version__}\n")


if __name__ == "__main__":
    main()
