# SPDX-License-Identifier: GPL-3.0-or-later
"""What the attacker reads in tables of a question by the groups of two others at once, which charts
have that draw one by the other in panels: they are read beside the tables by each of the two.

read_crossings(attack, tables) -> how many numbers of groups were told
"""
from attack import NONE, base_name, cell_name, get_n, read_lumps


def part(row_id, answer, outer, g, inner, h):
    """People of two groups at once who gave an answer; the names of attack.py, either way round."""
    if outer > inner:
        outer, g, inner, h = inner, h, outer, g
    return ('crossed', row_id, answer, outer, inner, g, h)


def base_part(row_id, outer, g, inner, h):
    return part(row_id, ('base',), outer, g, inner, h)


class Crossing:
    def __init__(self, attack, truth):
        self.attack, self.facts = attack, attack.facts
        self.row_id = truth['row_question']
        self.outer, self.inner = truth['by_question'].split('*')
        self.question = attack.of.questions[self.row_id]
        self.groups = [list(attack.truth.tables[self.row_id, by][1])
                       for by in (self.outer, self.inner)]
        keys = [c for c in truth['columns'] if c['key'].startswith('group-')]
        pairs = [(g, h) for g in self.groups[0] for h in self.groups[1]]
        self.bases = {pair: c['base'] for pair, c in zip(pairs, keys)}
        self.cells = {(row['answer'], *pair): row[c['key']]['n']
                      for row in truth['rows'] for pair, c in zip(pairs, keys)}
        self.answers = [row['answer'] for row in truth['rows']]

    def name(self, answer, g, h):
        return part(self.row_id, answer, self.outer, g, self.inner, h)

    def base(self, g, h):
        return base_part(self.row_id, self.outer, g, self.inner, h)

    def get_all(self):
        return [[*groups, NONE] for groups in self.groups]

    def link(self):
        """Groups of the one question are made of groups of both; who is in one alone is known."""
        outer, inner = self.get_all()
        true = self.attack.truth.tables
        for side, by, groups, others in ((0, self.outer, outer, inner),
                                         (1, self.inner, inner, outer)):
            cells = true[self.row_id, by][2]
            bases = true[self.row_id, by][1]
            for g in groups:
                names = [(g, h) if side == 0 else (h, g) for h in others]
                for answer in self.answers:
                    self.facts.add({**{self.name(answer, *pair): 1 for pair in names},
                                    cell_name(self.row_id, answer, by, g): -1})
                    if g != NONE:
                        alone = (g, NONE) if side == 0 else (NONE, g)
                        self.facts.fix(self.name(answer, *alone), cells[answer, g] - sum(
                            self.cells[answer, *pair] for pair in names if NONE not in pair))
                self.facts.add({**{self.base(*pair): 1 for pair in names},
                                base_name(self.row_id, by, g): -1})
                if g != NONE:
                    alone = (g, NONE) if side == 0 else (NONE, g)
                    self.facts.fix(self.base(*alone), bases[g] - sum(
                        self.bases[pair] for pair in names if NONE not in pair))

    def add_up(self):
        """Answers add up to the number of people, or are ticked or not; none are more than are in
        both groups, of which the table of the two questions tells."""
        facts = self.facts
        for g in self.groups[0]:
            for h in self.groups[1]:
                base, n_base = self.base(g, h), self.bases[g, h]
                size = cell_name(self.outer, g, self.inner, h)
                silent = ('silent of both', self.row_id, self.outer, g, self.inner, h)
                facts.add({base: 1, silent: 1, size: -1})
                if self.question.answered == self.attack.of.json['respondents']:
                    facts.fix(silent, 0)
                self.attack.aim(base, n_base, 'base')
                if self.question.is_exclusive:
                    facts.add({**{self.name(a, g, h): 1 for a in self.answers}, base: -1})
                for answer in self.answers:
                    n = self.cells[answer, g, h]
                    if self.question.counts.get(answer) != self.question.answered:
                        self.attack.aim(self.name(answer, g, h), n, 'crossed')
                    if not self.question.is_exclusive:
                        ticked = self.name(answer, g, h)
                        facts.add({ticked: 1, ('not',) + ticked: 1, base: -1})
                        self.attack.aim(('not',) + ticked, n_base - n, 'not chosen')

    def read_route(self):
        """Who was asked is who gave some answer to another question."""
        attack, gate_rule = self.attack, self.question.parent['asked_rule']
        rule = attack.read_rule(gate_rule)
        if rule is None or rule[2] or rule[3] or \
                self.question.answered != self.question.parent['asked']:
            return
        gate, answers = rule[0], rule[1]
        if gate.id in (self.outer, self.inner) or \
                any((gate.id, by) not in attack.truth.tables for by in (self.outer, self.inner)):
            return
        attack.add_crossed(gate.id, *sorted((self.outer, self.inner)))
        for g in self.groups[0]:
            for h in self.groups[1]:
                names = {a: part(gate.id, a, self.outer, g, self.inner, h) for a in gate.counts}
                self.facts.add({**{names[a]: 1 for a in answers}, self.base(g, h): -1})
                if gate.answered == attack.of.json['respondents']:
                    self.facts.add({**dict.fromkeys(names.values(), 1),
                                    cell_name(self.outer, g, self.inner, h): -1})
                others = [a for a in gate.counts if a not in answers]
                if len(others) == 1:  # how many are left of both groups
                    n = attack.truth.count_pair(self.outer, g, self.inner, h)
                    if n is not None:
                        attack.aim(names[others[0]], n - self.bases[g, h], 'not asked')

    # --- What is told

    def read(self, shown):
        """Returns how many numbers of groups are told."""
        of = self.attack.of
        notes = ' '.join(shown['notes'])
        joined = read_lumps(notes, {row['answer'] for row in shown['rows']} - set(self.answers),
                            self.answers)
        lumps, pairs = [], []
        for by, groups in zip((self.outer, self.inner), self.groups):
            told = list(of.tables[self.row_id, by][1])
            lumps.append(read_lumps(of.notes[self.row_id, by], set(told) - set(groups), groups))
            pairs.append(told)
        columns = [c for c in shown['columns'] if c['key'].startswith('group-')]
        n_told = 0
        for place, column in enumerate(columns):
            s, b = pairs[0][place // len(pairs[1])], pairs[1][place % len(pairs[1])]
            assert column['heading'] == f'{s}, {b}', column['heading']
            members = [(g, h) for g in lumps[0].get(s, [s]) for h in lumps[1].get(b, [b])]
            base = column.get('base')
            if base is not None:
                self.facts.add({self.base(*pair): 1 for pair in members}, base)
            for row in shown['rows']:
                n_told += self.read_cell(row, column, members, base,
                                         joined.get(row['answer'], [row['answer']]), columns)
        return n_told

    def read_cell(self, row, column, members, base, answers, columns):
        cell, attack = row[column['key']], self.attack
        n = sum(self.cells[a, *pair] for a in answers for pair in members)
        name = ('told', self.row_id, row['answer'], self.outer, self.inner, column['heading'])
        self.facts.add({**{self.name(a, *pair): 1 for a in answers for pair in members}, name: -1})
        attack.aim(name, n, 'crossed')
        if get_n(cell) is not None:
            self.facts.fix(name, cell['n'])
            return 1
        is_row_told = any(get_n(row[c['key']]) is not None for c in columns)
        if base is not None:
            attack.bound_withheld(name, n, not is_row_told)
        return 0


def is_crossing(table):
    return table['kind'] == 'segments' and '*' in table['by_question']


def read_crossings(attack, tables, truth):
    """@tables: as published; @truth: those of the same survey when nothing is withheld"""
    n_told = 0
    shown = {t['id']: t for t in tables if is_crossing(t)}
    for true in truth['tables']:
        if not is_crossing(true):
            continue
        crossing = Crossing(attack, true)
        crossing.link()
        crossing.add_up()
        crossing.read_route()
        if true['id'] in shown:
            n_told += crossing.read(shown[true['id']])
    return n_told


def find_loose_residuals(published):
    """Residuals within a panel whose answer the table of the panels withholds."""
    outers = {(t['row_question'], t['by_question']): t for t in published['tables']
              if t['kind'] == 'segments'}
    for table in published['tables']:
        if not is_crossing(table):
            continue
        outer, inner = table['by_question'].split('*')
        panels = outers[table['row_question'], outer]
        rows = {row['answer']: row for row in panels['rows']}
        keys = [c['key'] for c in panels['columns'] if c['key'].startswith('group-')]
        own = [c['key'] for c in table['columns'] if c['key'].startswith('group-')]
        for row in table['rows']:
            for place, key in enumerate(own):
                panel = rows[row['answer']][keys[place * len(keys) // len(own)]]
                if row[key].get('residual') is not None and \
                        (get_n(panel) is None or get_n(row[key]) is None):
                    yield f'{table["id"]}: residual of {row["answer"]} in {key}'
