# SPDX-License-Identifier: GPL-3.0-or-later
"""Curves of numbers by group: that they are made of what the tables tell and of nothing else.

draw_curves() knows results.json only, without its curves, and comes to the same curves. So whoever
has a report with them knows no more than whoever has the same report without them."""
import math

from attack import read_lumps
from quantiles import ALL, SHARES, read_range

QUANTILES = ['q05', 'q1', 'median', 'q3', 'q95']
N_POINTS, LEAST_PEOPLE = 64, 100


def round_number(value):
    return float(f'{value:.2e}')


def is_close(a, b):
    """The last of three digits may fall to either side."""
    return a == b or abs(a - b) <= 1.01 * 10 ** (math.floor(math.log10(max(abs(a), abs(b)))) - 2)


# --- What the tables tell -------------------------------------------------------------------------


class Told:
    """What results.json tells of the numbers of one question"""

    def __init__(self, report, row_id, labels):
        """labels: of all intervals by themselves, in order"""
        self.tables, self.labels = report['tables'], labels
        bins = next(t for t in self.tables if t['kind'] == 'bins' and t['row_question'] == row_id)
        self.bins = [(read_range(row['bin']), row['p']['value']) for row in bins['rows']]
        words = [row['bin'] for row in bins['rows']]
        self.is_whole = not any(' to under ' in word for word in words)
        self.row_id = row_id

    def read_intervals(self, by_id, group):
        """([(range, share or None)], effective people), in order"""
        table = next(t for t in self.tables if t['id'] == f'segments-{self.row_id}-by-{by_id}')
        if group == ALL:
            cell = table['rows'][0]['all']
            return self.bins, cell.get('n_eff', cell['base'])
        column = next((c for c in table['columns'] if c['heading'] == group
                       and c['key'].startswith('group-')), None)
        if column is None or 'base' not in column:
            return [], 0
        names = [row['answer'] for row in table['rows']]
        lumps = read_lumps(' '.join(table['notes']), set(names) - set(self.labels), self.labels)
        out = []
        for row in table['rows']:
            ranges = [read_range(label) for label in lumps.get(row['answer'], [row['answer']])]
            cell = row[column['key']]
            out.append(((min(r[0] for r in ranges), max(r[1] for r in ranges)),
                        None if cell.get('status') == 'withheld' else cell['value']))
        return sorted(out), column.get('n_eff', column['base'])

    def find_limits(self, intervals):
        """[(limit, share below)] where that follows"""
        shift, out = 0.5 if self.is_whole else 0, []
        edges = [intervals[0][0][0], *(past for (_, past), _ in intervals)]
        for i, edge in enumerate(edges):
            below, above = ([share for _, share in part]
                            for part in (intervals[:i], intervals[i:]))
            if not math.isinf(edge) and (None not in below or None not in above):
                out.append((edge - shift, sum(below) if None not in below else 1 - sum(above)))
        return out


def collect_points(limits, quantiles):
    points = list(limits)
    for value, q in zip(quantiles, (SHARES[key] for key in QUANTILES)):
        if all(at != value and (at > value or below <= q) and (at < value or below >= q)
               for at, below in limits):
            points.append((value, q))
    return sorted(points)


def cut_pieces(points):
    """[(from, to, share)]"""
    ends = [i for i, (_, below) in enumerate(points) if below <= 0]
    first = ends[-1] + 1 if ends else 0
    last = next((i for i, (_, below) in enumerate(points) if below >= 1), len(points)) - 1
    least = points[first - 1][0] if first > 0 else -math.inf
    most = points[last + 1][0] if last + 1 < len(points) else math.inf
    inside = points[first:last + 1]
    pieces = [(a, b, below - before) for (a, before), (b, below) in zip(inside, inside[1:])]

    def reach(piece, share):
        width = piece[1] - piece[0]
        return 2 * share * width / piece[2] if piece[2] > 0 else width
    (low, tail), (high, below) = inside[0], inside[-1]
    return [(max(least, low - reach(pieces[0], tail)), low, tail), *pieces,
            (high, min(most, high + reach(pieces[-1], 1 - below)), 1 - below)]


def smooth(pieces, at, width):
    total = 0
    for a, b, share in pieces:
        u, v = (a - at) / width, (b - at) / width
        if v - u > 1e-6:
            if u > 0:
                total += share * (math.erfc(u / 2 ** 0.5) - math.erfc(v / 2 ** 0.5)) / 2 / (b - a)
            else:
                total += share * (math.erfc(-v / 2 ** 0.5) - math.erfc(-u / 2 ** 0.5)) / 2 / (b - a)
        else:
            total += share * math.exp(-u * u / 2) / (2 * math.pi) ** 0.5 / width
    return total


def find_bandwidth(rows, is_whole):
    """rows: [(n, effective n, quantiles)] of the groups that have curves"""
    if not rows:
        return None
    squares = people = 0
    for _, n_eff, q in rows:
        spreads = [s for s in ((q[4] - q[0]) / 3.29, (q[3] - q[1]) / 1.34) if s > 0]
        squares += n_eff * min(spreads) ** 2
        people += n_eff
    width = 0.9 * math.sqrt(squares / people) * (people / len(rows)) ** -0.2
    return round_number(max(width, max(q[4] - q[0] for _, _, q in rows) / 32,
                            0.5 if is_whole else 0))


def draw_curves(report, table, labels):
    """{group: (from, to, [density])}, the bandwidth"""
    told, rows = Told(report, table['row_question'], labels), {}
    for row in table['rows']:
        quantiles = [row[key].get('value') for key in QUANTILES]
        if not isinstance(row['n'], int) or row['n'] < LEAST_PEOPLE or None in quantiles:
            continue
        intervals, n_eff = told.read_intervals(table['by_question'], row['group'])
        if n_eff >= LEAST_PEOPLE and quantiles[0] < quantiles[4]:
            rows[row['group']] = (row['n'], n_eff, quantiles, intervals)
    width = find_bandwidth([row[:3] for group, row in rows.items() if group != ALL], told.is_whole)
    curves = {}
    for group, (_, _, quantiles, intervals) in rows.items() if width else []:
        pieces = cut_pieces(collect_points(told.find_limits(intervals), quantiles))
        step = (quantiles[4] - quantiles[0]) / (N_POINTS - 1)
        curves[group] = (quantiles[0], quantiles[4],
                         [round_number(smooth(pieces, quantiles[0] + i * step, width))
                          for i in range(N_POINTS)])
    return curves, width


def compare_curves(published, table, labels):
    """Differences between the curves of a table and those that its report leads to, in words"""
    curves, width = draw_curves(published, table, labels)
    there = {row['group']: row for row in table.get('curves', {}).get('rows', [])}
    if set(there) != set(curves):
        yield f'{table["id"]}: curves of {sorted(there)}, the tables tell {sorted(curves)}'
        return
    if curves and not is_close(table['curves']['bandwidth'], width):
        yield f'{table["id"]}: bandwidth {table["curves"]["bandwidth"]}, not {width}'
    for group, (start, end, density) in curves.items():
        row = there[group]
        if set(row) != {'group', 'from', 'to', 'density'}:
            yield f'{table["id"]}, {group}: tells {sorted(row)}'
        if (row['from'], row['to']) != (start, end) or len(row['density']) != N_POINTS or \
                not all(map(is_close, row['density'], density)):
            yield f'{table["id"]}, {group}: another curve than the tables tell'
