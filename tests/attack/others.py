# SPDX-License-Identifier: GPL-3.0-or-later
"""What the attacker reads in tables that are not of the kind "question by groups": models, targets,
ladders, weighted shares; and combinations, which are a system of their own.

Each function adds facts to an Attack. `what` says what the plan says: {(row question, answers)}.
"""
import itertools
import re

from attack import Facts, base_name, cell_name, find_exposed, get_n, read_lumps


def find_members(attack, row_id, by_id, label):
    """The groups behind a label that may be of groups put together, or of several pooled."""
    labels = [la for la, n in attack.of.questions[by_id].counts.items() if n > 0]
    if label in labels:
        return [label]
    notes = attack.of.notes.get((row_id, by_id), '')
    if f'“{label}” is “' in notes:
        return read_lumps(notes, [label], labels)[label]
    for cut in re.finditer(' or ', label):
        parts = [find_members(attack, row_id, by_id, part)
                 for part in (label[:cut.start()], label[cut.end():])]
        if all(parts):
            return parts[0] + parts[1]
    return []


def add_group_count(attack, row_id, answers, by_id, members, n, base):
    """n of base people of a group gave one of the answers."""
    attack.facts.add({base_name(row_id, by_id, g): 1 for g in members}, base)
    attack.facts.add({cell_name(row_id, a, by_id, g): 1 for a in answers for g in members}, n)


# --- Drivers -------------------------------------------------------------------------------------

def solve_model(sizes, ratios, n_yes, is_firth):
    """How many of each group said yes, in a model of one question: its fitted shares are the
    observed ones (with Firth's method those of half a person more on each side)."""
    extra = 0.5 if is_firth else 0

    def expect(odds):
        return [(n + 2 * extra) * odds * r / (1 + odds * r) - extra for n, r in zip(sizes, ratios)]
    low, high = 1e-12, 1e12
    for _ in range(400):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if sum(expect(middle)) < n_yes else (low, middle)
    return expect(low)


def read_drivers(attack, table, row_id, answers, by_id):
    """One predictor: odds ratios, sizes of groups and the number of all who said yes are enough."""
    n_people, n_yes = (int(word.replace(',', '')) for word in
                       re.match(r'([\d,]+) people .* ([\d,]+) of them', table['base_rule']).groups())
    rows = [row for row in table['rows']]
    ratios = [row['odds-ratio'].get('value') for row in rows]
    if not rows or None in ratios or 0 in ratios:
        return 0
    sizes = [row['people'] for row in rows]
    groups = [find_members(attack, row_id, by_id, row['group'].split(': ', 1)[1]) for row in rows]
    reference = find_members(attack, row_id, by_id, rows[0]['reference'])
    yes = solve_model([*sizes, n_people - sum(sizes)], [*ratios, 1], n_yes,
                      'Firth' in table['method'])
    n_told = 0
    for members, size, n in zip([*groups, reference], [*sizes, n_people - sum(sizes)], yes):
        if members and abs(n - round(n)) < 1e-3:
            add_group_count(attack, row_id, answers, by_id, members, round(n), size)
            n_told += 1
    return n_told


# --- Targets and ladders ---------------------------------------------------------------------------

def read_targets(attack, table, lines):
    """lines: {name of a line: (row question, answers, by question, groups)}"""
    n_told = 0
    for row in table['rows']:
        share = row['p']
        if row['what'] in lines and get_n(share) is not None:
            row_id, answers, by_id, groups = lines[row['what']]
            add_group_count(attack, row_id, answers, by_id, groups, share['n'], share['base'])
            n_told += 1
    return n_told


def read_ladder(attack, table, row_id, answers, by_id, group):
    """A ladder of two stages, the first of which is an answer that makes a group."""
    step = table['rows'][1]['step']
    if get_n(step) is None:
        return 0
    add_group_count(attack, row_id, answers, by_id, [group], step['n'], step['base'])
    return 1


# --- Weights ---------------------------------------------------------------------------------------

def read_weighted(attack, least, most, known=None):
    """Weighted shares beside people. The attacker knows the least and the largest weight; with
    @known, {group: weight} of one question, all of them."""
    for (row_id, by_id), (answers, true_bases, _) in attack.truth.tables.items():
        table = attack.of.by_id.get(f'segments-{row_id}-by-{by_id}')
        if table is None or not attack.of.questions[by_id].is_exclusive:
            continue
        question = attack.of.questions[row_id]
        everybody = attack.of.json['respondents']
        if (question.is_exclusive and question.answered == everybody
                and attack.of.questions[by_id].answered == everybody):
            add_weighted_table(attack, table, row_id, by_id, answers, list(true_bases), least, most,
                               known.get(by_id) if known else None)


def add_weighted_table(attack, table, row_id, by_id, answers, groups, least, most, known):
    facts = attack.facts
    keys = {c['heading']: c['key'] for c in table['columns']}
    whole = ('weight of all', row_id, by_id)
    facts.add_real(whole)

    def bind(name, weighted, factor=None):
        facts.add_real(weighted)
        if factor is not None:
            facts.add({weighted: 1, name: -factor})
            return
        for place, (bound, sign) in enumerate(((least, 1), (most, -1))):
            slack = ('slack', place, weighted)
            facts.add_real(slack)
            facts.add({weighted: sign, name: -sign * bound, slack: -1})
    for group in groups:
        base = base_name(row_id, by_id, group)
        bind(base, ('weight', base), known.get(group) if known else None)
        for answer in answers:
            cell = cell_name(row_id, answer, by_id, group)
            bind(cell, ('weight', cell), known.get(group) if known else None)
        facts.add({**{('weight', cell_name(row_id, a, by_id, group)): 1 for a in answers},
                   ('weight', base): -1})
    facts.add({**{('weight', base_name(row_id, by_id, g)): 1 for g in groups}, whole: -1})
    rows = {row['answer']: row for row in table['rows']}
    for answer in answers:
        if answer not in rows:
            continue
        cells = {g: ('weight', cell_name(row_id, answer, by_id, g)) for g in groups}
        facts.add({**{name: 1 for name in cells.values()}, whole: -rows[answer]['all']['value']})
        for group, name in cells.items():
            cell = rows[answer].get(keys.get(group))
            if cell is not None and cell.get('value') is not None:
                facts.add({name: 1, ('weight', base_name(row_id, by_id, group)): -cell['value']})


# --- Combinations ----------------------------------------------------------------------------------

def split_labels(text, options):
    """“A”, “B” and “C” -> the options of these names; None where the text is cut"""
    if '…' in text:
        return None
    return frozenset(o for o in options if f'“{o}”' in text)


def attack_combinations(published, truth, question_id, solver, most_options=7):
    """(pairs attacked, pairs that come out) of a select-all: everybody has one set of options."""
    tables = {t['kind']: t for t in published['tables'] if t.get('row_question') == question_id}
    true = {t['kind']: t for t in truth['tables'] if t.get('row_question') == question_id}
    if 'overlap' not in tables:
        return 0, []
    rows = tables['overlap']['rows']
    options = [row['option'] for row in rows]
    if len(options) > most_options:
        return 0, []
    facts, targets = Facts(), {}
    sets = [frozenset(s) for k in range(1, len(options) + 1)
            for s in itertools.combinations(options, k)]
    for row in rows:
        facts.add({('set', s): 1 for s in sets if row['option'] in s}, row['n'])
    is_hidden = [all(get_n(row[f'option-{j + 1}']) is None for j in range(len(options)) if j != i)
                 for i, row in enumerate(rows)]
    for i, j in itertools.combinations(range(len(options)), 2):
        pair = ('pair', options[i], options[j])
        facts.add({**{('set', s): 1 for s in sets if {options[i], options[j]} <= s}, pair: -1})
        shown = get_n(rows[i][f'option-{j + 1}'])
        if shown is not None:
            facts.fix(pair, shown)
            continue
        n = true['overlap']['rows'][i][f'option-{j + 1}']['n']
        if not is_hidden[i] and not is_hidden[j]:
            facts.bound(pair, 1, published['min_cell'] - 1)
        if 0 < n < published['min_cell']:
            targets[pair] = n
    read_sets(tables, sets, options, facts)
    exposed, given_up = find_exposed(facts, targets, solver)
    return len(targets), [*exposed, *given_up]


def read_sets(tables, sets, options, facts):
    listed = []
    for row in tables.get('combinations', {'rows': []})['rows']:
        name = split_labels(row['combination'], options)
        facts.add({('set', s): 1 for s in sets}, row['p']['base'])
        if name:
            facts.fix(('set', name), row['p']['n'])
        if name or name is None:
            listed.append(name)
        elif None not in listed:
            facts.add({('set', s): 1 for s in sets if s not in listed}, row['p']['n'])
    for row in tables.get('coverage', {'rows': []})['rows']:
        reached = row['reached']
        name = split_labels(row['set'], options)
        if get_n(reached) is not None and name is not None:
            facts.add({('set', s): 1 for s in sets}, reached['base'])
            facts.add({('set', s): 1 for s in sets if s & name}, reached['n'])
