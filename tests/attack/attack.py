# SPDX-License-Identifier: GPL-3.0-or-later
"""An attacker reads a published results.json and looks for numbers that were withheld.

He knows the rule and the threshold; which question is asked of whom; that each person is in one
group of a grouping, and how many are in two groups at once wherever that is told. Of each withheld
number he is even told whether it is small or hides another one. Everything that is published
becomes one system of linear facts over whole numbers; solve-cells asks of each small number whether
the system leaves another value. The second results.json, made with --min-cell 1, says which numbers
are small, and how many of each answer are in no group (the residuals of shown cells tell that).

    attack_report(published, truth, solver) -> Outcome
"""
import json
import re
import subprocess
from collections import defaultdict

NONE = '(in no group)'
SILENT = '(no answer)'
ANY = '(any)'


class Facts:
    """Numbers of at least 0, whole unless real, their bounds, and sums of them."""

    def __init__(self):
        self.place, self.names, self.least, self.most, self.rows = {}, [], [], [], []
        self.real = set()

    def get(self, name):
        if name not in self.place:
            self.place[name] = len(self.names)
            self.names.append(name)
            self.least.append(0)
            self.most.append(None)
        return self.place[name]

    def add_real(self, name, least=0, most=None):
        self.real.add(self.get(name))
        self.bound(name, least, most)

    def bound(self, name, least=0, most=None):
        at = self.get(name)
        self.least[at] = max(self.least[at], least)
        if most is not None:
            self.most[at] = most if self.most[at] is None else min(self.most[at], most)

    def fix(self, name, value):
        self.bound(name, value, value)

    def add(self, terms, total=0):
        """terms: {name: factor}"""
        self.rows.append(({self.get(name): factor for name, factor in terms.items()}, total))

    def is_fixed(self, at):
        return self.most[at] is not None and self.least[at] == self.most[at]

    def split(self):
        """Systems that have no number in common but fixed ones: lists of rows."""
        parent = list(range(len(self.names)))

        def root(i):
            while parent[i] != i:
                parent[i] = parent[parent[i]]
                i = parent[i]
            return i
        for terms, _ in self.rows:
            free = [at for at in terms if not self.is_fixed(at)]
            for at in free[1:]:
                parent[root(at)] = root(free[0])
        parts = defaultdict(lambda: ([], []))
        for at in range(len(self.names)):
            if not self.is_fixed(at):
                parts[root(at)][0].append(at)
        for terms, total in self.rows:
            free = [at for at in terms if not self.is_fixed(at)]
            fixed = sum(self.least[at] * factor for at, factor in terms.items()
                        if self.is_fixed(at))
            if free:
                parts[root(free[0])][1].append(({at: terms[at] for at in free}, total - fixed))
            elif abs(fixed - total) > 1e-6:
                raise ValueError('what is published contradicts itself: '
                                 + ', '.join(str(self.names[at]) for at in terms))
        return parts.values()


def write_system(facts, numbers, rows, targets):
    local = {at: i for i, at in enumerate(numbers)}
    out = [f'{len(numbers)} {len(rows)} {len(targets)}']
    for at in numbers:
        most = -1 if facts.most[at] is None else facts.most[at]
        out.append(f'{int(at in facts.real)} {facts.least[at]} {most}')
    for terms, total in rows:
        out.append(f'{total} {len(terms)} '
                   + ' '.join(f'{local[at]} {factor}' for at, factor in terms.items()))
    out += [f'{local[at]} {value}' for at, value in targets]
    return '\n'.join(out) + '\n'


def find_exposed(facts, targets, solver):
    """targets: {name: true value}; returns (the names that come out, those that were given up)"""
    exposed, given_up = [], []
    places = {facts.get(name): (name, value) for name, value in targets.items()}
    exposed += [places[at][0] for at in places if facts.is_fixed(at)]
    systems, asked = [], []
    for numbers, rows in facts.split():
        wanted = [(at, places[at][1]) for at in numbers if at in places]
        if wanted:
            systems.append(write_system(facts, numbers, rows, wanted))
            asked.append([places[at][0] for at, _ in wanted])
    done = subprocess.run([solver], input=''.join(systems), capture_output=True, text=True,
                          check=True)
    for names, line in zip(asked, done.stdout.split('\n')):
        if '!' in line:
            raise ValueError(f'what is published contradicts itself near {names[0]}')
        for word in line.split():
            (given_up if word.startswith('?') else exposed).append(names[int(word.lstrip('?'))])
    return exposed, given_up


# --- What is published ------------------------------------------------------------------------


class Question:
    """A question, or a row of a grid: its answers and who answered."""

    def __init__(self, row_id, question, options, answered):
        self.id, self.parent = row_id, question
        self.answered = answered
        self.counts = {o['label']: o['count'] for o in options if not o.get('net')}
        self.marks = {o['label']: o.get('mark') for o in options if not o.get('net')}
        self.is_multi = question['type'] == 'multi'
        self.is_exclusive = not self.is_multi and sum(self.counts.values()) == answered


def list_questions(report):
    questions = {}
    for q in report['questions']:
        for i, row in enumerate(q.get('rows', [])):
            questions[f"{q['id']}.{i + 1}"] = Question(f"{q['id']}.{i + 1}", q, row['options'],
                                                       row['answered'])
        questions[q['id']] = Question(q['id'], q, q['options'], q['answered'])
    return questions


def cell_name(row_id, answer, by_id, group):
    """Of one question by another, and the other way round."""
    return ('cell',) + tuple(sorted([(row_id, answer), (by_id, group)]))


def base_name(row_id, by_id, group):
    return ('base', row_id, by_id, group)


def read_lumps(notes, names, labels):
    """{name: labels}: what the notes say was put together under each name"""
    lumps = {}
    for name in sorted(names):
        start = notes.index(f'“{name}” is “') + len(f'“{name}” is ')
        lumps[name] = []
        while True:
            label = next((la for la in labels if notes.startswith(f'“{la}”', start)), None)
            if label is None:
                break
            lumps[name].append(label)
            start += len(label) + len('“”, ')
        if len(lumps[name]) < 2:
            raise ValueError(f'what is {name}? {notes}')
    return lumps


def get_n(cell):
    """The number of people of a published cell; None when it is withheld."""
    return None if cell is None or cell.get('status') == 'withheld' else cell.get('n')


class Report:
    """Tables of one results.json: {(row, by): {...}}"""

    def __init__(self, report):
        self.json = report
        self.questions = list_questions(report)
        by_group = [t for t in report['tables']  # by two questions at once: crossings.py
                    if t['kind'] == 'segments' and '*' not in t['by_question']]
        self.tables = {(t['row_question'], t['by_question']): self.read(t) for t in by_group}
        self.notes = {(t['row_question'], t['by_question']): ' '.join(t['notes'])
                      for t in by_group}
        self.by_id = {t['id']: t for t in report['tables']}
        if len(self.by_id) < len(report['tables']):
            raise ValueError('two tables have one id: one of them is not read')

    def count_numbers(self, truth):
        """The answers of a question for a number are intervals, which bins of everybody tell."""
        for table in truth['tables']:
            question = self.questions.get(table.get('row_question'))
            if table['kind'] == 'segments' and question.parent['type'] == 'numeric':
                question.counts = {row['answer']: row['all']['n'] for row in table['rows']}
                question.marks = dict.fromkeys(question.counts)
                question.is_exclusive = True

    def count_pair(self, by_id, group, other_id, other):
        """How many are in both groups, where a table tells it."""
        for (row, by), (answer, column) in (((by_id, other_id), (group, other)),
                                            ((other_id, by_id), (other, group))):
            if (row, by) in self.tables:
                return self.tables[row, by][2].get((answer, column))
        return None

    @staticmethod
    def read(table):
        """answers, {group: base or None}, {(answer, group): n or None}"""
        groups = {c['key']: c for c in table['columns'] if c['key'].startswith('group-')}
        bases = {c['heading']: c.get('base') for c in groups.values()}
        rows = {row['answer']: row for row in table['rows'] if not row['answer'].endswith(' (net)')}
        cells = {(answer, c['heading']): get_n(row[key])
                 for answer, row in rows.items() for key, c in groups.items()}
        return list(rows), bases, cells


class Attack:
    def __init__(self, published, truth, knows_kind=True, with_crossed=True):
        self.of, self.truth = Report(published), Report(truth)
        self.of.count_numbers(truth)
        self.threshold = published['min_cell']
        self.knows_kind = knows_kind
        self.facts, self.targets, self.kinds = Facts(), {}, {}
        for row_id, by_id in self.truth.tables:
            self.read_table(row_id, by_id)
        for gap in range(len(published['gaps'])):
            for table in truth['tables']:
                if table['kind'] == 'gap-segments' and table['id'].startswith('gap-'):
                    self.read_gap(gap, table)
        self.read_routes()
        if with_crossed:
            self.read_crossed()

    # --- Helpers

    def is_small(self, n):
        return 0 < n < self.threshold

    def aim(self, name, n, kind):
        if self.is_small(n):
            self.targets[name] = n
            self.kinds[name] = kind

    def bound_withheld(self, name, n, could_be_zero):
        """What the rule says of a number that is withheld."""
        if could_be_zero or n == 0:
            return
        if not self.knows_kind:
            self.facts.bound(name, 1)
        elif self.is_small(n):
            self.facts.bound(name, 1, self.threshold - 1)
        else:
            self.facts.bound(name, self.threshold)

    def groups_of(self, by_id):
        """Everybody is in one: {group: people}"""
        question = self.of.questions[by_id]
        groups = {label: n for label, n in question.counts.items() if n > 0}
        groups[NONE] = self.of.json['respondents'] - question.answered
        return groups

    # --- Tables by group

    def read_table(self, row_id, by_id):
        answers, true_bases, true_cells = self.truth.tables[row_id, by_id]
        shown_answers, bases, cells = self.of.tables.get((row_id, by_id), ([], {}, {}))
        question, by = self.of.questions[row_id], self.of.questions[by_id]
        facts = self.facts
        notes = self.of.notes.get((row_id, by_id), '')
        lumps = read_lumps(notes, set(bases) - set(true_bases), list(true_bases))
        joined = read_lumps(notes, set(shown_answers) - set(answers), answers)

        for group in true_bases:
            name = base_name(row_id, by_id, group)
            if bases.get(group) is not None:
                facts.fix(name, bases[group])
            facts.bound(name, 0, by.counts.get(group))
            if true_bases[group] != by.counts.get(group):  # the size of a group is no secret
                self.aim(name, true_bases[group], 'base')
        for lump, members in lumps.items():
            base = base_name(row_id, by_id, lump)
            if bases[lump] is not None:
                facts.fix(base, bases[lump])
            facts.add({**{base_name(row_id, by_id, g): 1 for g in members}, base: -1})
        for answer in [*answers, *joined]:
            told = [g for g in bases if cells.get((answer, g)) is not None]
            for group in [*true_bases, *lumps]:
                whose = lumps.get(group, [group])
                what = joined.get(answer, [answer])
                n = sum(true_cells[a, g] for a in what for g in whose)
                size = sum(by.counts.get(g, 0) for g in whose)
                self.read_cell(row_id, by_id, answer, group, n,
                               sum(true_bases[g] for g in whose), bool(told), size)
                name = cell_name(row_id, answer, by_id, group)
                if answer in joined:
                    facts.add({**{cell_name(row_id, a, by_id, group): 1 for a in what}, name: -1})
                elif group in lumps:
                    facts.add({**{cell_name(row_id, answer, by_id, g): 1 for g in whose}, name: -1})
        if by.is_exclusive:
            self.add_rows(row_id, by_id, answers, true_bases, true_cells)
        for group in [*true_bases, *lumps]:
            base = base_name(row_id, by_id, group)
            if question.is_exclusive:
                facts.add({**{cell_name(row_id, a, by_id, group): 1 for a in answers}, base: -1})
                continue
            for answer in answers:
                facts.add({cell_name(row_id, answer, by_id, group): 1,
                           ('not',) + cell_name(row_id, answer, by_id, group): 1, base: -1})

    def read_cell(self, row_id, by_id, answer, group, n, true_base, is_row_told, size):
        _, bases, cells = self.of.tables.get((row_id, by_id), ([], {}, {}))
        name = cell_name(row_id, answer, by_id, group)
        is_there = (answer, group) in cells  # else it is told only together with others
        self.note_cell(name, answer, n, cells.get((answer, group)),
                       bases.get(group) if is_there else None, is_row_told, true_base, row_id, size)

    def note_cell(self, name, name_answer, n, shown, base, is_row_told, true_base, row_id, size):
        if shown is not None:
            self.facts.fix(name, shown)
        elif base is not None and not self.is_of_gap(row_id):
            self.bound_withheld(name, n, not is_row_told)
        question = self.of.questions[row_id]
        # what all say, or all of a group do not say (zeros are told), nobody needs to work out
        is_plain = question.is_exclusive and (question.counts.get(name_answer) == question.answered
                                              or n == size)
        if not is_plain:
            self.aim(name, n, 'cell')
        if not self.of.questions[row_id].is_exclusive and n > 0:
            not_so = ('not',) + name
            if shown is None and base is not None and is_row_told and not self.is_of_gap(row_id):
                if self.knows_kind and self.is_small(true_base - n):
                    self.facts.bound(not_so, 1, self.threshold - 1)
            self.aim(not_so, true_base - n, 'not chosen')

    def is_of_gap(self, row_id):
        """Rows of these are withheld with the gap, zeros too."""
        return any(row_id in (gap['use'], gap['follow']) for gap in self.of.json['gaps'])

    def add_rows(self, row_id, by_id, answers, true_bases, true_cells):
        """Whole-sample figures are the sum over the groups and those in none."""
        question = self.of.questions[row_id]
        _, _, cells = self.of.tables.get((row_id, by_id), ([], {}, {}))
        n_none = question.answered - sum(true_bases.values())
        self.facts.fix(base_name(row_id, by_id, NONE), n_none)
        self.facts.add({base_name(row_id, by_id, g): 1 for g in [*true_bases, NONE]},
                       question.answered)
        for answer in answers:
            total = question.counts[answer]
            none = total - sum(true_cells[answer, g] for g in true_bases)
            if any(n is not None for (a, _), n in cells.items() if a == answer):
                self.facts.fix(cell_name(row_id, answer, by_id, NONE), none)  # by its residual
            self.facts.add({cell_name(row_id, answer, by_id, g): 1 for g in [*true_bases, NONE]},
                           total)

    # --- The gap by group

    PAIR = ('both', 'first only', 'second only', 'neither')

    def read_gap(self, gap, true_any):
        """The four answers of a pair, of each group."""
        of = self.of.json['gaps'][gap]
        prefix = f"{of['use']}-{of['follow']}-by-"
        if not true_any['id'].startswith('gap-' + prefix):
            return
        by_id = true_any['id'][len('gap-' + prefix):]
        shown_any = self.of.by_id.get(true_any['id'])
        shown_media = self.of.by_id.get('unreached-' + prefix + by_id)
        true_media = self.truth.by_id.get('unreached-' + prefix + by_id)
        true_rows = {row['group']: row for row in true_any['rows'] if row['group'] != 'All'}
        rows = {row['group']: row for row in shown_any['rows']} if shown_any else {}
        for item in [of['any']] + of['items']:
            if item['has_account']:
                key = ANY if item is of['any'] else item['label']
                self.add_item(gap, of, key, item, by_id, true_rows)
        for group, true_row in true_rows.items():
            self.read_any(gap, by_id, group, rows.get(group), true_row)
        lumps = read_lumps(' '.join(shown_any['notes']) if shown_any else '',
                           set(rows) - set(true_rows) - {'All'}, list(true_rows))
        for lump, members in lumps.items():
            self.read_any_lump(gap, by_id, lump, members, rows, true_rows)
        if true_media:
            self.read_media(gap, by_id, shown_media, true_media, lumps)
        true_items = self.truth.by_id.get('gap-items-' + prefix + by_id)
        if true_items:
            shown_items = self.of.by_id.get('gap-items-' + prefix + by_id)
            self.read_items(gap, by_id, shown_items, true_items, lumps)

    def pair_name(self, gap, key, which, by_id, group):
        return ('pair', gap, key, which, by_id, group)

    def add_item(self, gap, of, key, item, by_id, true_rows):
        facts, groups = self.facts, [*true_rows, NONE]
        whole = {'both': item['both'], 'first only': item['unreached']['n'],
                 'second only': item['contradictions']}
        whole['neither'] = item['base'] - sum(whole.values())
        by = self.of.questions[by_id]
        for group in groups:
            facts.add({**{self.pair_name(gap, key, w, by_id, group): 1 for w in self.PAIR},
                       ('gap base', gap, by_id, group): -1})
        facts.add({('gap base', gap, by_id, g): 1 for g in groups}, item['base'])
        for which in self.PAIR:
            if by.is_exclusive:
                facts.add({self.pair_name(gap, key, which, by_id, g): 1 for g in groups},
                          whole[which])
            if whole[which] == 0:
                for group in groups:
                    facts.fix(self.pair_name(gap, key, which, by_id, group), 0)
        for side, question_id, ticks in (('first only', of['use'], item['use']['n']),
                                         ('second only', of['follow'], item['follow']['n'])):
            self.link_item(gap, key, side, question_id, ticks, by_id, groups)

    def link_item(self, gap, key, side, question_id, ticks, by_id, groups):
        """Who chose the item in the question's own table; some of them may have no pair."""
        question = self.of.questions.get(question_id)
        if question is None or (question_id, by_id) not in self.truth.tables:
            return
        nothing = [a for a, mark in question.marks.items() if mark == 'nothing']
        if key == ANY:
            total = question.answered - question.counts.get(nothing[0], 0) if nothing else 0
            if len(nothing) != 1:
                return
        elif key in question.counts:
            total = question.counts[key]
        else:
            return
        if total < ticks:
            return
        for group in groups:
            more = ('without pair', gap, key, side, by_id, group)
            if total == ticks:
                self.facts.fix(more, 0)
            terms = {self.pair_name(gap, key, 'both', by_id, group): 1,
                     self.pair_name(gap, key, side, by_id, group): 1, more: 1}
            if key == ANY:
                terms[base_name(question_id, by_id, group)] = -1
                terms[cell_name(question_id, nothing[0], by_id, group)] = 1
            else:
                terms[cell_name(question_id, key, by_id, group)] = -1
            self.facts.add(terms)

    def read_any(self, gap, by_id, group, row, true_row):
        names = {w: self.pair_name(gap, ANY, w, by_id, group) for w in self.PAIR}
        use = ('use', gap, by_id, group)
        follow = ('follow', gap, by_id, group)
        facts = self.facts
        facts.add({names['both']: 1, names['first only']: 1, use: -1})
        facts.add({names['both']: 1, names['second only']: 1, follow: -1})
        if row is not None and isinstance(row['people'], int):
            facts.fix(('gap base', gap, by_id, group), row['people'])
        for name, field in ((use, 'use'), (follow, 'follow'), (names['first only'], 'unreached'),
                            (names['both'], 'conversion')):
            shown = get_n(row[field]) if row is not None else None
            if shown is not None:
                facts.fix(name, shown)
            if true_row[field]['n'] < true_row['people']:  # else no other number is there
                self.aim(name, true_row[field]['n'], 'gap')
        self.aim(names['second only'], true_row['follow']['n'] - true_row['conversion']['n'], 'gap')
        self.aim(names['neither'], true_row['people'] - true_row['use']['n']
                 - true_row['follow']['n'] + true_row['conversion']['n'], 'gap')

    def read_any_lump(self, gap, by_id, lump, members, rows, true_rows):
        for which in self.PAIR:
            self.facts.add({**{self.pair_name(gap, ANY, which, by_id, g): 1 for g in members},
                            self.pair_name(gap, ANY, which, by_id, lump): -1})
        self.facts.add({**{('gap base', gap, by_id, g): 1 for g in members},
                        ('gap base', gap, by_id, lump): -1})
        together = {'people': sum(true_rows[g]['people'] for g in members)}
        for field in ('use', 'follow', 'unreached', 'conversion'):
            together[field] = {'n': sum(true_rows[g][field]['n'] for g in members)}
        self.read_any(gap, by_id, lump, rows[lump], together)

    def read_media(self, gap, by_id, shown, truth, lumps):
        columns = {c['heading']: c['key'] for c in truth['columns'] if c['key'].startswith('group')}
        rows = {row['item']: row for row in shown['rows']} if shown else {}
        keys = ({c['heading']: c['key'] for c in shown['columns'] if c['key'].startswith('group')}
                if shown else {})
        for place, true_row in enumerate(truth['rows']):
            item = ANY if place == 0 else true_row['item']
            for group in [*columns, *lumps]:
                name = self.pair_name(gap, item, 'first only', by_id, group)
                cell = rows.get(true_row['item'], {}).get(keys.get(group))
                n = get_n(cell)
                if n is not None:
                    self.facts.fix(name, n)
                    self.facts.fix(('gap base', gap, by_id, group), cell['base'])
                whose = lumps.get(group, [group])
                self.aim(name, sum(true_row[columns[g]]['n'] for g in whose), 'gap')
                if group in lumps and place > 0:
                    self.facts.add({**{self.pair_name(gap, item, 'first only', by_id, g): 1
                                       for g in whose}, name: -1})

    def read_items(self, gap, by_id, shown, truth, lumps):
        """Use, following and both of every item, where charts have a panel for each group."""
        true_rows = {(row['group'], row['item']): row for row in truth['rows']}
        rows = {(row['group'], row['item']): row for row in shown['rows']} if shown else {}
        first = truth['rows'][0]['item']
        items = list(dict.fromkeys(row['item'] for row in truth['rows']))
        groups = list(dict.fromkeys(row['group'] for row in truth['rows']))[1:]
        for item in items:
            key = ANY if item == first else item
            for group in [*groups, *lumps]:
                whose = lumps.get(group, [group])
                names = {w: self.pair_name(gap, key, w, by_id, group) for w in self.PAIR}
                if group in lumps and key != ANY:
                    for which in self.PAIR:
                        self.facts.add({**{self.pair_name(gap, key, which, by_id, g): 1
                                           for g in whose}, names[which]: -1})
                true = {field: sum(get_n(true_rows[g, item][field]) or 0 for g in whose)
                        for field in ('use', 'follow', 'unreached', 'conversion')}
                people = sum(true_rows[g, item]['people'] for g in whose)
                self.read_item(gap, key, by_id, group, names, rows.get((group, item)), true, people)

    def read_item(self, gap, key, by_id, group, names, row, true, people):
        facts = self.facts
        use, follow = (('of item', gap, key, side, by_id, group) for side in ('use', 'follow'))
        facts.add({names['both']: 1, names['first only']: 1, use: -1})
        facts.add({names['both']: 1, names['second only']: 1, follow: -1})
        if row is not None and isinstance(row['people'], int):
            facts.fix(('gap base', gap, by_id, group), row['people'])
        cells = ((use, 'use'), (follow, 'follow'), (names['first only'], 'unreached'),
                 (names['both'], 'conversion'))
        for name, field in cells:
            n = get_n(row[field]) if row is not None else None
            if n is not None:
                facts.fix(name, n)
            if true[field] < people:
                self.aim(name, true[field], 'gap')
        self.aim(names['second only'], true['follow'] - true['conversion'], 'gap')
        self.aim(names['neither'], people - true['use'] - true['follow'] + true['conversion'], 'gap')

    # --- Who is asked what

    TICKED = re.compile(r'^only those who ticked (anything but )?“([^”]*)” in (\S+?)'
                        r'( or were not asked .*)?$')
    SAID = re.compile(r'^only those who said (“.*”) to (\S+)$')

    def read_rule(self, rule):
        """(the deciding question, the answers, whether others are asked, whether also those who
        were not asked that one), or None"""
        ticked, said = self.TICKED.match(rule or ''), self.SAID.match(rule or '')
        if not ticked and not said:
            return None
        gate = self.of.questions.get(ticked[3] if ticked else said[2])
        words = [ticked[2]] if ticked else re.findall('“([^”]*)”', said[1])
        found = [[a for a in gate.counts if a == w or (w.endswith('…') and a.startswith(w[:-1]))]
                 for w in words] if gate else []
        if not found or any(len(answers) != 1 for answers in found):
            return None
        return (gate, [answers[0] for answers in found], bool(ticked and ticked[1]),
                bool(ticked and ticked[4]))

    def read_routes(self):
        """The base of a question in a group: who was asked there, less those who did not answer."""
        for row_id, by_id in self.truth.tables:
            if not self.of.questions[by_id].is_exclusive:
                continue
            question = self.of.questions[row_id]
            n_asked = question.parent['asked']
            rule = self.read_rule(question.parent['asked_rule'])
            for group, size in self.groups_of(by_id).items():
                silent = ('silent', row_id, by_id, group)
                self.facts.bound(silent, 0, n_asked - question.answered)
                terms = {base_name(row_id, by_id, group): 1, silent: 1}
                if n_asked == self.of.json['respondents']:
                    self.facts.add(terms, size)
                elif rule and self.is_told(rule[0].id, by_id):
                    self.add_route(rule, question, by_id, group, terms)
            self.facts.add({('silent', row_id, by_id, g): 1 for g in self.groups_of(by_id)},
                           n_asked - question.answered)

    def is_told(self, gate_id, by_id):
        return (gate_id, by_id) in self.truth.tables or (by_id, gate_id) in self.truth.tables

    def add_route(self, rule, question, by_id, group, terms):
        gate, answers, is_but, with_not_asked = rule
        n_gate = sum(gate.counts[a] for a in answers)
        n_asked = gate.answered - n_gate if is_but else n_gate
        n_others = gate.parent['not_asked'] if with_not_asked else 0
        if n_asked + n_others != question.parent['asked']:
            return
        terms = dict(terms)
        for answer in answers:
            terms[cell_name(gate.id, answer, by_id, group)] = 1 if is_but else -1
        if is_but:
            terms[base_name(gate.id, by_id, group)] = -1
        if with_not_asked:  # not asked that one: the group less its base and who was silent
            terms[base_name(gate.id, by_id, group)] = 1
            terms[('silent', gate.id, by_id, group)] = 1
        self.facts.add(terms, self.groups_of(by_id)[group] if with_not_asked else 0)

    # --- Groups of two groupings

    def read_crossed(self):
        """Where nobody is in two groups at once, what is told of the ones narrows the others."""
        by_ids = sorted({by for _, by in self.truth.tables if self.of.questions[by].is_exclusive})
        row_ids = sorted({row for row, _ in self.truth.tables})
        for i, first in enumerate(by_ids):
            for second in by_ids[i + 1:]:
                if not self.has_shown_zero(first, second):
                    continue
                for row_id in row_ids:
                    if ((row_id, first) in self.truth.tables
                            and (row_id, second) in self.truth.tables):
                        self.add_crossed(row_id, first, second)

    def has_shown_zero(self, first, second):
        for pair in ((first, second), (second, first)):
            _, _, cells = self.of.tables.get(pair, ([], {}, {}))
            if any(n == 0 for n in cells.values()):
                return True
        return False

    def add_crossed(self, row_id, first, second):
        answers = self.truth.tables[row_id, first][0]
        groups = [[g for g in self.groups_of(by)] for by in (first, second)]
        facts = self.facts
        for answer in answers:
            for side, (by, other) in enumerate(((first, second), (second, first))):
                for group in groups[side]:
                    terms = {}
                    for h in groups[1 - side]:
                        pair = (group, h) if side == 0 else (h, group)
                        terms[('crossed', row_id, answer, first, second, *pair)] = 1
                    terms[cell_name(row_id, answer, by, group)] = -1
                    facts.add(terms)
        for g in groups[0]:
            for h in groups[1]:
                both = cell_name(first, g, second, h)
                at = facts.place.get(both)
                if at is not None and facts.most[at] is not None:
                    for answer in answers:
                        facts.bound(('crossed', row_id, answer, first, second, g, h), 0,
                                    facts.most[at])


class Outcome:
    def __init__(self, attack, exposed, given_up):
        self.n_attacked = len(attack.targets)
        self.exposed, self.given_up = exposed, given_up
        self.kinds = defaultdict(int)
        for name in attack.targets:
            self.kinds[attack.kinds[name]] += 1
        self.exposed_kinds = {name: attack.kinds[name] for name in exposed}
        self.values = attack.targets
        self.aimed = attack.kinds


def attack_report(published, truth, solver, knows_kind=True, with_crossed=True, more=None):
    """more: reads further tables into the attack"""
    attack = Attack(published, truth, knows_kind, with_crossed)
    if more is not None:
        more(attack)
    exposed, given_up = find_exposed(attack.facts, attack.targets, solver)
    return Outcome(attack, exposed, given_up)


def load(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)
