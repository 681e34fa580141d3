# SPDX-License-Identifier: GPL-3.0-or-later
"""What the attacker reads in quantiles of numbers: of everybody, and of groups beside the table of
the same numbers as intervals by the same groups.

He is granted which numbers occur, and what those in no group said; a limit of an interval is a
number at a rank that follows from how many people there are. Bins and intervals are cut at every
number that is told: how many people of each group are in each piece is what the facts are about. A
number of a group in a bin of everybody's table is attacked like one in an interval.
"""
import math
import re

from attack import NONE, base_name, cell_name, read_lumps

ALL = 'All'
SHARES = {'min': 0, 'q05': 0.05, 'q1': 0.25, 'median': 0.5, 'q3': 0.75, 'q95': 0.95, 'max': 1}


def read_range(label):
    """“10 to 19”, “2.5 to under 5”, “under 3”, “7”: (first, first that is past it)"""
    text = label.replace(',', '').replace('−', '-')
    if text.startswith('under '):
        return -math.inf, float(text[6:])
    if text.endswith(' or more'):
        return float(text[:-8]), math.inf
    ends = re.split(' to (?:under )?', text)
    return float(ends[0]), float(ends[-1]) + (0 if ' under ' in text else 1)


# --- Which person has the number ------------------------------------------------------------------


def find_limit(n, q, tail):
    """The largest rank, from 1, above the quantile with probability at most tail; 0: none."""
    below, rank = 0.0, 0
    while rank < n:
        below += math.comb(n, rank) * q ** rank * (1 - q) ** (n - rank)
        if below > tail:
            break
        rank += 1
    return rank


def place_quantile(n, q, value, numbers):
    """[(rank from 0, least, most)]: the numbers that may stand at a rank. Between two ranks the
    quantile lies so far from the one to the other."""
    at = q * (n - 1)
    rank = math.floor(at + 1e-12)
    part = at - rank
    if part < 1e-9:
        return [(rank, value, value)]
    pairs = [(a, b) for a in numbers for b in numbers
             if a <= value + 1e-9 and b >= value - 1e-9
             and abs((1 - part) * a + part * b - value) < 1e-9]
    return [(rank + i, min(p[i] for p in pairs), max(p[i] for p in pairs)) for i in (0, 1)]


def read_cell(cell, n, q, level, numbers):
    if not isinstance(cell, dict):
        cell = {'value': cell}
    if cell.get('status') == 'withheld' or cell.get('value') is None:
        return []
    ranks = place_quantile(n, q, cell['value'], numbers)
    if cell.get('lo') is not None and 0 < q < 1:
        low, high = (find_limit(n, p, (1 - level) / 2) for p in (q, 1 - q))
        ranks += [(low - 1, cell['lo'], cell['lo']), (n - high, cell['hi'], cell['hi'])]
    return ranks


def read_row(row, n, level, numbers):
    return [rank for key, q in SHARES.items() if key in row
            for rank in read_cell(row[key], n, q, level, numbers)]


# --- Pieces -----------------------------------------------------------------------------------------


class Numbers:
    """The numbers of one question. people: {question that makes groups: [(group, number)]}"""

    def __init__(self, attack, row_id, people):
        self.attack, self.id, self.people = attack, row_id, people
        self.tables = [t for t in attack.of.json['tables'] if t.get('row_question') == row_id]
        self.level = attack.of.json['confidence']
        bins = next(t for t in self.tables if t['kind'] == 'bins')
        self.bins = [(read_range(row['bin']), row['p']['n']) for row in bins['rows']]
        self.numbers = sorted({value for _, value in next(iter(people.values()))})
        self.n = sum(n for _, n in self.bins)
        whole = next(row for t in attack.of.json['tables'] if t['kind'] == 'numeric'
                     for row in t['rows'] if row['id'] == row_id)
        self.of_all = read_row(whole, self.n, self.level, self.numbers)

    def list_groups(self, by_id):
        return [*self.attack.truth.tables[self.id, by_id][1], NONE]

    def read_groups(self, table):
        """[(groups, people, ranks)] of a table of quantiles by group"""
        by_id, out = table['by_question'], []
        labels = [g for g in self.list_groups(by_id) if g != NONE]
        notes = ' '.join(table['notes'])
        for row in table['rows']:
            name, n = row['group'], row['n']
            if not isinstance(n, int):
                continue
            if name == ALL:
                members = [*labels, NONE]
            else:
                members = [name] if name in labels else read_lumps(notes, [name], labels)[name]
            out.append((members, n, read_row(row, n, self.level, self.numbers)))
        return out

    def cut(self, told):
        """Pieces are single numbers that are told, and what lies between."""
        points = {v for rank in self.of_all + told for v in rank[1:]}
        edges = {first for (first, _), _ in self.bins} - {-math.inf}
        self.pieces, before = [], -math.inf
        for at in sorted(points | edges):
            self.pieces.append((before, at, False))  # up to before it
            if at in points:
                self.pieces.append((at, at, True))
            before = at
        self.pieces.append((before, math.inf, False))

    def find_pieces(self, first, past):
        return [i for i, (lo, hi, is_point) in enumerate(self.pieces)
                if lo >= first and (hi < past or (hi <= past and not is_point))]

    def name(self, by_id, group, piece):
        return ('piece', self.id, by_id, group, piece)

    def add_groups(self, by_id):
        """Bins of everybody are sums over the groups, intervals of a group sums of pieces."""
        attack, facts, groups = self.attack, self.attack.facts, self.list_groups(by_id)
        for i in range(len(self.pieces)):
            facts.add({**{self.name(by_id, g, i): 1 for g in groups}, self.name('', ALL, i): -1})
        for answer in attack.truth.tables[self.id, by_id][0]:
            for group in groups:
                facts.add({**{self.name(by_id, group, i): 1
                              for i in self.find_pieces(*read_range(answer))},
                           cell_name(self.id, answer, by_id, group): -1})
        for place, ((first, past), n) in enumerate(self.bins):
            for group in groups:
                true = sum(g == group and first <= value < past
                           for g, value in self.people[by_id])
                cell = ('bin', self.id, by_id, group, place)
                facts.add({**{self.name(by_id, group, i): 1
                              for i in self.find_pieces(first, past)}, cell: -1})
                if group == NONE:
                    facts.fix(cell, true)
                elif true < n:  # else all who gave such a number are of the group
                    attack.aim(cell, true, 'bin')

    def add_all(self):
        for (first, past), n in self.bins:
            self.attack.facts.add({self.name('', ALL, i): 1
                                   for i in self.find_pieces(first, past)}, n)
        self.add_ranks([('', ALL)], self.of_all)

    def add_ranks(self, whose, ranks):
        """whose: (question that makes groups, group)s who are put in order together"""
        facts = self.attack.facts
        for rank, least, most in ranks:
            before = [i for i, (_, hi, is_point) in enumerate(self.pieces)
                      if hi < least or (hi <= least and not is_point)]
            up_to = [i for i, (lo, _, is_point) in enumerate(self.pieces)
                     if lo < most or (lo <= most and is_point)]
            slack = ('slack', self.id, tuple(whose), rank, least, most)
            facts.add({**{self.name(*w, i): 1 for w in whose for i in before},
                       slack + ('before',): 1}, rank)
            facts.add({**{self.name(*w, i): 1 for w in whose for i in up_to},
                       slack + ('up to',): -1}, rank + 1)


def read_quantiles(attack, row_id, people, tables):
    """The quantiles of groups in tables; returns how many are told."""
    numbers = Numbers(attack, row_id, people)
    rows = [(t['by_question'], *row) for t in tables for row in numbers.read_groups(t)]
    numbers.cut([rank for _, _, _, ranks in rows for rank in ranks])
    numbers.add_all()
    for by_id in people:
        numbers.add_groups(by_id)
    n_told = 0
    for by_id, members, n, ranks in rows:
        attack.facts.add({base_name(row_id, by_id, g): 1 for g in members}, n)
        numbers.add_ranks([(by_id, g) for g in members], ranks)
        n_told += len(ranks) if NONE not in members else 0
    return n_told
