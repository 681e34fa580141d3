#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What METHODS.md says of curves of numbers by group, measured: measure_curves.py SURVEYSTAT
SOLVE-CELLS WRITE-RESULTS, the arguments of test_attack.py, of whose surveys these are. No test: it
shows why curves are what they are, and what that costs."""
import csv
import math
import random
import statistics
import sys
import tempfile
from collections import Counter
from pathlib import Path

from curves import LEAST_PEOPLE, N_POINTS, round_number
from test_attack import (N_CURVES, ROOT, SEED, list_quantiles, load_both, write_numbers,
                         write_results)

WAVES, GROUPINGS, NUMBER = ROOT / 'data' / 'waves.csv', {'q1': 0, 'q2': 1}, 7  # columns
NEAR = 20  # people within a bandwidth of each point of a curve that is wide enough


def kernel(at, value, width):
    return math.exp(-((at - value) / width) ** 2 / 2) / width / (2 * math.pi) ** 0.5


def list_points(curve):
    step = (curve['to'] - curve['from']) / (N_POINTS - 1)
    return [curve['from'] + i * step for i in range(N_POINTS)]


def draw_density(counts, points, width):
    people = sum(counts.values())
    return [sum(n * kernel(at, value, width) for value, n in counts.items()) / people
            for at in points]


# --- What densities of the numbers themselves would tell ------------------------------------------


def solve(rows):
    """The unknowns of linear equations, row by row [*factors, right side], by elimination"""
    size = len(rows)
    for k in range(size):
        best = max(range(k, size), key=lambda i, k=k: abs(rows[i][k]))
        rows[k], rows[best] = rows[best], rows[k]
        for i in range(size):
            if i != k:
                factor = rows[i][k] / rows[k][k]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[k])]
    return [rows[k][size] / rows[k][k] for k in range(size)]


def find_counts(density, points, width, values, people):
    """The people at each of the values to which a rounded density leads: least squares, each point
    as exact as its rounding; beforehand as many people are expected as at the next point, give or
    take the root of that."""
    def near(value):
        return people * density[min(range(N_POINTS), key=lambda i: abs(points[i] - value))]
    equations = [([float(v == value) for v in values], near(value), (near(value) + 1) ** 0.5)
                 for value in values]
    equations += [([kernel(at, value, width) / people for value in values], told,
                   0.3 * 10 ** (math.floor(math.log10(told)) - 2))
                  for at, told in zip(points, density)]
    equations.append(([1.0] * len(values), people, 0.3))
    normal = [[sum(factors[i] * [*factors, told][j] / error ** 2
                   for factors, told, error in equations) for j in range(len(values) + 1)]
              for i in range(len(values))]
    return {value: round(n) for value, n in zip(values, solve(normal))}


def find_wide(counts, points):
    """The narrowest bandwidth in tenths with so many people within it of every point"""
    for tenths in range(1, 1000):
        if all(sum(n for value, n in counts.items() if abs(value - at) <= tenths / 10) >= NEAR
               for at in points):
            return tenths / 10
    return None


def read_waves(folder):
    """[(curve, its bandwidth, {number: people who gave it})], whole numbers from least to most"""
    write_results([(WAVES, folder)])
    published, _ = load_both(folder)
    with open(WAVES, newline='', encoding='utf-8-sig') as file:
        people = [row for row in list(csv.reader(file))[1:] if row[NUMBER]]
    numbers = [int(row[NUMBER]) for row in people]
    groups = []
    for table in list_quantiles(published):
        column = GROUPINGS[table['by_question']]
        for curve in table['curves']['rows']:
            counts = Counter(int(row[NUMBER]) for row in people if row[column] == curve['group'])
            if counts:
                groups.append((curve, table['curves']['bandwidth'], counts))
    return groups, range(min(numbers), max(numbers) + 1)


def attack_density(curve, counts, width, values):
    """[(people found, people there)] for the numbers between the ends of a curve"""
    points = list_points(curve)
    density = [round_number(d) for d in draw_density(counts, points, width)]
    found = find_counts(density, points, width, values, sum(counts.values()))
    return [(found[v], counts[v]) for v in values if curve['from'] <= v <= curve['to']]


def measure_densities(folder):
    """Of each number how many people of the group gave it, from densities of the numbers"""
    groups, values = read_waves(folder)
    wide = max(find_wide(counts, list_points(curve)) for curve, _, counts in groups)
    for choice in (None, wide):
        pairs = [pair for curve, width, counts in groups
                 for pair in attack_density(curve, counts, choice or width, values)]
        print(f'densities of the numbers, bandwidth {choice or groups[0][1]:.1f}: of {len(pairs)} '
              f'numbers of people {sum(a == b for a, b in pairs)} found, '
              f'{sum(abs(a - b) <= 1 for a, b in pairs)} within one')


# --- What curves of the tables cost -----------------------------------------------------------------


def measure_curves(folder):
    """How many groups have one, and how far it is from the density of the numbers"""
    rng, n_groups, apart = random.Random(SEED + 6), 0, []
    surveys = [write_numbers(folder / f'curves-{i}', rng, 4) for i in range(N_CURVES)]
    write_results([(path, path.parent) for path, _ in surveys])
    for path, people in surveys:
        for table in list_quantiles(load_both(path.parent)[0]):
            n_groups += sum(isinstance(row['n'], int) and row['n'] >= LEAST_PEOPLE
                            for row in table['rows'] if row['group'] != 'All')
            for curve in table.get('curves', {}).get('rows', []):
                counts = Counter(number for group, number in people[table['by_question']]
                                 if group == curve['group'])
                if not counts:
                    continue
                points = list_points(curve)
                density = draw_density(counts, points, table['curves']['bandwidth'])
                step = points[1] - points[0]
                apart.append(step * sum(abs(a - b)
                                        for a, b in zip(density, curve['density'])) / 2)
    print(f'curves of the tables: {len(apart)} of {n_groups} groups of {LEAST_PEOPLE} and more '
          f'have one; from the density of the numbers it differs by '
          f'{100 * statistics.median(apart):.0f}% of the people (median), '
          f'at most {100 * max(apart):.0f}%')


def main():
    with tempfile.TemporaryDirectory() as name:
        measure_densities(Path(name))
        measure_curves(Path(name))
    return 0


if __name__ == '__main__':
    sys.exit(main())
