#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attacks on published reports: test_attack.py SURVEYSTAT SOLVE-CELLS WRITE-RESULTS [CASE ...]

The sample as the program publishes it, random surveys, and the real surveys in ../shared/data beside
the project or where SVY_SHARED_DATA says (skipped without them). See attack.py."""
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent / 'support')]
import tap  # noqa: E402
from attack import ANY, NONE, attack_report, load  # noqa: E402
from crossings import find_loose_residuals, is_crossing, read_crossings  # noqa: E402
from curves import compare_curves  # noqa: E402
from others import (attack_combinations, read_drivers, read_ladder, read_targets,  # noqa: E402
                    read_weighted)
from panels import (KINDS as PANELS, compare_rank, compare_scale, compare_targets,  # noqa: E402
                    read_panels)
from quantiles import read_quantiles  # noqa: E402

PROGRAM, SOLVER, WRITER = (str(Path(argument).resolve()) for argument in sys.argv[1:4])
ONLY = sys.argv[4:]  # names of cases
PLACES = [os.environ.get('SVY_SHARED_DATA', ''), str(ROOT.parent / 'shared' / 'data')]
SHARED = ['food-world-cup', 'starwars', 'thanksgiving-2015', 'comma-survey', 'masculinity-raw',
          'jupyter-2020', 'ospo-2023', 'cncf-cloudnative-2019']
MANY_TABLES = ('ospo-2023', 'cncf-cloudnative-2019')  # crossed groups would take minutes
N_SURVEYS, SEED = 100, 20141
N_TEETH = 10  # surveys in which what hides others is shown


# --- Random surveys ----------------------------------------------------------------------------

ROLES = ['Librarian', 'Staff', 'Student', 'Trustee', 'Volunteer']
DRINKS = ['Tea', 'Coffee', 'Water', 'Juice']
MEDIA = ['Facebook', 'Twitter', 'LinkedIn']
HEADER = (['What is your role?', 'Type of member', 'Years of service', 'Do you come to meetings?',
           'What do you drink there?', 'What do you drink at work?']
          + [f'Which media do you use? [{m}]' for m in [*MEDIA, 'None of these']]
          + [f'On which do you follow us? [{m}]' for m in [*MEDIA, 'None of these']])
PLAN = ('[survey]\nsampling = open-link\n[segments]\nquestions = What is your role?, '
        'Type of member, Years of service\n[gap]\nuse = Which media do you use?\n'
        'follow = On which do you follow us?\n')


def pick(rng, answers, rare):
    for answer in answers[:-1]:
        if rng.random() > rare:
            return answer
    return answers[-1]


def make_person(rng, role, rare, style):
    """style: how often people say nothing, whether kinds are made of roles, who is asked what"""
    kind = 'Paid' if role < 2 else 'Unpaid'
    if style['straddles'] and role == 1 and rng.random() < 0.3:
        kind = 'Unpaid'
    years = pick(rng, ['1-4', '5-9', '10 or more'], 0.55)
    comes = 'Yes' if rng.random() > rare / 2 else 'No'
    drink = pick(rng, DRINKS, rare) if comes == 'Yes' else ''
    use = [rng.random() < 0.3 + 0.2 * m for m in range(len(MEDIA))]
    follow = [u and rng.random() < rare * (m + 1) / 3 for m, u in enumerate(use)]
    is_asked = any(use) or not style['is_routed']
    row = [ROLES[role], kind, years, comes, drink, pick(rng, DRINKS, rare)]
    row = [cell if not cell or rng.random() >= style['silence'] else '' for cell in row]
    row += ['x' if u else '' for u in use] + ['' if any(use) else 'x']
    row += ['x' if f else '' for f in follow] + ['x' if is_asked and not any(follow) else '']
    return row


def write_survey(folder, rng, times=1):
    rare = 0.15 + 0.3 * rng.random()
    style = {'silence': rng.choice([0, 0, 0.01, 0.04]), 'straddles': rng.random() < 0.5,
             'is_routed': rng.random() < 0.5}
    folder.mkdir()
    with open(folder / 'survey.csv', 'w', newline='', encoding='utf-8') as file:
        out = csv.writer(file, lineterminator='\n')
        out.writerow(HEADER)
        for role in range(len(ROLES)):
            least, most = (4, 16) if role >= 3 else (14, 90 if role == 0 else 40)
            for _ in range(times * rng.randrange(least, most)):
                out.writerow(make_person(rng, role, rare, style))
    (folder / 'survey-plan.ini').write_text(PLAN, encoding='utf-8')
    return folder / 'survey.csv'


def write_results(paths):
    """results.json with and without small numbers, beside each path or in @folder"""
    arguments = []
    for path, folder in paths:
        for min_cell in ('0', '1'):
            arguments += [min_cell, str(path), str(folder / f'results-{min_cell}.json')]
    subprocess.run([WRITER, *arguments], check=True, capture_output=True)


def load_both(folder):
    return load(folder / 'results-0.json'), load(folder / 'results-1.json')


# --- Surveys with further tables -------------------------------------------------------------------

N_OTHERS = 40
MORE = ('[targets]\nfile = survey-targets.csv\n'
        '[drivers]\noutcome = What do you drink at work?: {answer}\npredictors = {by}\n'
        '[ladder]\nstages = {by}: {group}, What do you drink at work?: {answer}\n')
IDS = {'What is your role?': 'q1', 'Type of member': 'q2', 'Years of service': 'q3'}


def write_more(folder, rng):
    """A survey with a weight column, and a plan with a model, targets and a ladder; returns
    (path, what the plan says, {role: weight})"""
    path = write_survey(folder, rng)
    with open(path, newline='', encoding='utf-8') as file:
        rows = list(csv.reader(file))
    weights = {role: round(rng.uniform(0.5, 2), 3) for role in [*ROLES, '']}
    by = rng.choice(sorted(IDS))
    place, answer = rows[0].index(by), rng.choice(DRINKS[:3])
    groups = sorted({row[place] for row in rows[1:]} - {''})
    group = rng.choice(groups)
    for name, heading, weigh in (('own', 'weight', lambda row: round(rng.uniform(0.3, 3), 3)),
                                 ('role', 'weight', lambda row: weights[row[0]])):
        with open(folder / f'{name}.csv', 'w', newline='', encoding='utf-8') as file:
            out = csv.writer(file, lineterminator='\n')
            out.writerow([*rows[0], heading])
            out.writerows([*row, weigh(row)] for row in rows[1:])
        (folder / f'{name}-plan.ini').write_text(PLAN + '[weights]\ncolumn = weight\n',
                                                 encoding='utf-8')
    lines = {f'{by}: {g}': ('q6', [answer], IDS[by], [g]) for g in groups}
    with open(folder / 'survey-targets.csv', 'w', newline='', encoding='utf-8') as file:
        out = csv.writer(file, lineterminator='\n')
        out.writerow(['question', 'answer', 'target', 'base', 'name'])
        out.writerows(['What do you drink at work?', answer, '50%', name, name] for name in lines)
    (folder / 'survey-plan.ini').write_text(
        PLAN + MORE.format(answer=answer, by=by, group=group), encoding='utf-8')
    return path, {'answer': answer, 'by': IDS[by], 'group': group, 'lines': lines}, weights


def read_more(what, kinds, tables):
    """A reader of the further tables of @kinds in @tables; counts what was told"""
    told = dict.fromkeys(kinds, 0)

    def read(attack):
        for table in tables:
            if table['kind'] not in kinds:
                continue
            if table['kind'] == 'drivers':
                n = read_drivers(attack, table, 'q6', [what['answer']], what['by'])
            elif table['kind'] == 'targets':
                n = read_targets(attack, table, what['lines'])
            else:
                n = read_ladder(attack, table, 'q6', [what['answer']], what['by'], what['group'])
            told[table['kind']] += n
    return told, read


def attack_more(place, what, kinds, is_open):
    """With @is_open, the tables of @kinds as they are when nothing is withheld"""
    published, truth = load_both(place)
    told, read = read_more(what, kinds, (truth if is_open else published)['tables'])
    return told, attack_report(published, truth, SOLVER, more=read)


def check_others(folder):
    """Models, targets and ladders: safe as published; and telling when nothing in them is withheld."""
    rng, faults = random.Random(SEED + 1), []
    surveys = [write_more(folder / f'more-{i}', rng) for i in range(N_OTHERS)]
    write_results([(path, path.parent) for path, _, _ in surveys])
    for kind in ('drivers', 'targets', 'ladder'):
        n_told = n_open = n_found = 0
        for path, what, _ in surveys:
            told, outcome = attack_more(path.parent, what, [kind], False)
            faults += word(outcome, f'{kind}, {path.parent.name}: ')
            n_told += told[kind]
            told, outcome = attack_more(path.parent, what, [kind], True)
            n_open += told[kind]
            n_found += len(outcome.exposed)
        print(f'# {kind}: {n_told} numbers of groups told; of all {n_open}, {n_found} small numbers '
              'would come out')
        if n_told == 0 or n_found == 0:
            faults.append(f'{kind}: {n_told} told, {n_found} found: the attacker is blind')
    return faults


def check_weighted(folder):
    """Weighted beside unweighted shares: safe from who does not know the weights of people; who
    knows them, as when they follow from a question, finds small numbers: METHODS.md says so."""
    rng, faults, n, n_known = random.Random(SEED + 2), [], 0, 0
    for i in range(N_TEETH):
        path, _, weights = write_more(folder / f'weights-{i}', rng)
        for name, known in (('own', None), ('role', {'q1': weights})):
            place = path.parent / name
            place.mkdir()
            write_results([(path.parent / f'{name}.csv', place)])

            def read(attack, known=known):
                read_weighted(attack, 0.3, 3, known)
            outcome = attack_report(*load_both(place), SOLVER, more=read)
            n += outcome.n_attacked if known is None else 0
            n_known += len(outcome.exposed) if known is not None else 0
            if known is None:
                faults += word(outcome, f'weights-{i}: ')
    print(f'# weighted: {n} small numbers attacked; {n_known} come out when weights are known')
    return faults if n > 100 and n_known > 0 else [*faults, f'{n} attacked, {n_known} known']


def write_choices(folder, rng):
    """One select-all of three to six options, some of which few people choose together"""
    options = [*MEDIA, 'Reddit', 'Flickr', 'Tumblr'][:rng.randrange(3, 7)]
    often = [rng.choice([0.1, 0.3, 0.6]) for _ in options]
    folder.mkdir()
    with open(folder / 'survey.csv', 'w', newline='', encoding='utf-8') as file:
        out = csv.writer(file, lineterminator='\n')
        out.writerow(f'Which media do you use? [{o}]' for o in [*options, 'None of these'])
        for _ in range(rng.randrange(50, 150)):
            ticks = [rng.random() < p for p in often]
            out.writerow(['x' if t else '' for t in [*ticks, not any(ticks)]])
    (folder / 'survey-plan.ini').write_text('[survey]\nsampling = open-link\n', encoding='utf-8')
    return folder / 'survey.csv'


def open_sets(published, truth):
    """The overlap as published, combinations and sets as they are when nothing is withheld"""
    tables = [t for t in published['tables'] if t['kind'] not in ('combinations', 'coverage')]
    return {**published, 'tables': tables + [t for t in truth['tables']
                                             if t['kind'] in ('combinations', 'coverage')]}


def check_combinations(folder):
    """Pairs of options that few chose together, from combinations and sets of options."""
    rng, faults, n, n_found = random.Random(SEED + 3), [], 0, 0
    paths = [write_choices(folder / f'choices-{i}', rng) for i in range(N_SURVEYS)]
    write_results([(path, path.parent) for path in paths])
    for path in paths:
        published, truth = load_both(path.parent)
        n_pairs, exposed = attack_combinations(published, truth, 'q1', SOLVER)
        n += n_pairs
        faults += [f'{path.parent.name}: {pair} comes out' for pair in exposed]
        n_found += len(attack_combinations(open_sets(published, truth), truth, 'q1', SOLVER)[1])
    print(f'# combinations: {n} pairs attacked; {n_found} would come out')
    return faults if n > 50 and n_found > 10 else [*faults, f'{n} pairs, {n_found} found']


# --- Groups of two questions at once ---------------------------------------------------------------

N_CROSSED = 60


def write_crossed(folder, rng):
    """A survey whose plan draws some question by one other in panels of a third"""
    path = write_survey(folder, rng, rng.choice([1, 2, 4, 8]))
    each, by = rng.sample(['q1', 'q2', 'q3'], 2)
    orders = [f'heatmap {question} by {by} each {each}'
              for question in rng.sample(['q4', 'q5', 'q6', 'q7', 'q8'], 2)]
    plan = folder / 'survey-plan.ini'
    plan.write_text(PLAN + f'[charts]\ndraw = {", ".join(orders)}\n', encoding='utf-8')
    return path


def attack_crossed(published, truth, tables):
    """(numbers told, Outcome) with the crossed tables of @tables"""
    told = []

    def read(attack):
        told.append(read_crossings(attack, tables, truth))
    outcome = attack_report(published, truth, SOLVER, more=read)
    return told[0], outcome


def open_crossed(published, truth):
    """What hides other numbers of a crossed table, shown, where no groups were put together"""
    tables = json.loads(json.dumps(published['tables']))
    true = {t['id']: t for t in truth['tables'] if is_crossing(t)}
    for table in filter(is_crossing, tables):
        keys = {c['heading']: c['key'] for c in true[table['id']]['columns']}
        rows = {row['answer']: row for row in true[table['id']]['rows']}
        for row in table['rows']:
            for column in table['columns']:
                cell = rows.get(row['answer'], {}).get(keys.get(column['heading']))
                if column['key'].startswith('group-') and cell is not None and \
                        cell['n'] >= published['min_cell'] and column.get('base') is not None:
                    row[column['key']] = cell
    return tables


def check_crossings(folder):
    """Crossed groups beside the groups of each question: safe as published; and telling when what
    hides small numbers is shown."""
    rng, faults, n, n_told, n_open, n_found = random.Random(SEED + 7), [], 0, 0, 0, 0
    paths = [write_crossed(folder / f'crossed-{i}', rng) for i in range(N_CROSSED)]
    write_results([(path, path.parent) for path in paths])
    for path in paths:
        published, truth = load_both(path.parent)
        _, before = attack_crossed(published, truth, [])  # who is in one group alone is granted
        told, outcome = attack_crossed(published, truth, published['tables'])
        outcome.exposed = [name for name in outcome.exposed if name not in before.exposed]
        faults += word(outcome, f'{path.parent.name}: ')
        faults += find_loose_residuals(published)
        n_told += told
        n += sum(kind == 'crossed' for kind in outcome.aimed.values())
        told, outcome = attack_crossed(published, truth, open_crossed(published, truth))
        n_open += told
        n_found += len(set(outcome.exposed) - set(before.exposed))
    print(f'# crossed: {n} small numbers of crossed groups attacked, {n_told} numbers told; of '
          f'{n_open}, {n_found} small ones would come out')
    return faults if n > 1000 and n_told > 500 and n_found > 50 else [
        *faults, f'{n} attacked, {n_told} told, {n_found} found: the attacker is blind']


# --- Numbers by group ------------------------------------------------------------------------------

N_NUMBERS, N_PICTURES = 60, 20
NUMBERS_HEADER = ['What is your role?', 'Type of member', 'How many years?']
NUMBERS_PLAN = ('[survey]\nsampling = open-link\n[segments]\n'
                'questions = What is your role?, Type of member\n')


def write_numbers(folder, rng, times=1):
    """Whole or halved numbers, often the same or far apart, more or fewer in some roles; returns
    (path, {question that makes groups: [(group, number)]})"""
    draw = rng.choice([lambda shift: rng.expovariate(1 / (4 + 3 * shift)),
                       lambda shift: rng.gauss(20 + 3 * shift, 6),
                       lambda shift: rng.uniform(0, 60 + 10 * shift),
                       lambda shift: rng.lognormvariate(2 + shift / 4, 1)])
    step, silence = rng.choice([1, 1, 0.5, 5]), rng.choice([0, 0, 0.03])
    rows = []
    for role, label in enumerate(ROLES):
        least, most = (4, 16) if role >= 3 else (14, 130 if role == 0 else 50)
        for _ in range(times * rng.randrange(least, most)):
            row = [label, 'Paid' if role < 2 else 'Unpaid']
            row = [cell if rng.random() >= silence else '' for cell in row]
            rows.append([*row, round(draw(role) / step) * step if rng.random() >= silence else ''])
    folder.mkdir()
    with open(folder / 'survey.csv', 'w', newline='', encoding='utf-8') as file:
        out = csv.writer(file, lineterminator='\n')
        out.writerows([NUMBERS_HEADER, *rows])
    (folder / 'survey-plan.ini').write_text(NUMBERS_PLAN, encoding='utf-8')
    people = {f'q{i + 1}': [(row[i] or NONE, row[2]) for row in rows if row[2] != '']
              for i in range(2)}
    return folder / 'survey.csv', people


def list_quantiles(report):
    return [t for t in report['tables'] if t['kind'] == 'numbers-by-group']


def open_quantiles(published, truth):
    """The tables of published with the quantiles of its groups as they are"""
    tables = json.loads(json.dumps(list_quantiles(published)))
    rows = {(t['id'], row['group']): row for t in list_quantiles(truth) for row in t['rows']}
    for table in tables:
        table['rows'] = [{**rows.get((table['id'], row['group']), row), 'n': row['n']}
                         for row in table['rows']]
    return tables


def attack_quantiles(published, truth, people, tables):
    """(quantiles and limits told, Outcome)"""
    told = []

    def read(attack):
        told.append(read_quantiles(attack, 'q3', people, tables))
    outcome = attack_report(published, truth, SOLVER, more=read)
    return told[0], outcome


def check_numbers(folder):
    """Quantiles tell no small number that follows from nothing else."""
    rng, faults, n_told, n, n_open, n_found = random.Random(SEED + 4), [], 0, 0, 0, 0
    surveys = [write_numbers(folder / f'numbers-{i}', rng) for i in range(N_NUMBERS)]
    write_results([(path, path.parent) for path, _ in surveys])
    for path, people in surveys:
        published, truth = load_both(path.parent)
        people = {by: people[by] for by in people
                  if any(t['id'] == f'segments-q3-by-{by}' for t in truth['tables'])}
        if not people:
            continue
        _, before = attack_quantiles(published, truth, people, [])
        told, outcome = attack_quantiles(published, truth, people, list_quantiles(published))
        outcome.exposed = [name for name in outcome.exposed if name not in before.exposed]
        faults += word(outcome, f'{path.parent.name}: ')
        n_told += told
        n += outcome.n_attacked
        told, outcome = attack_quantiles(published, truth, people, open_quantiles(published, truth))
        n_open += told
        n_found += len(set(outcome.exposed) - set(before.exposed))
    print(f'# numbers: {n} small numbers attacked with {n_told} quantiles and limits of groups; of '
          f'{n_open}, {n_found} would come out')
    return faults if n_told > 100 and n_found > 10 else [*faults, f'{n_told} told, {n_found} found']


N_CURVES = 40


def list_labels(truth):
    """The intervals of numbers, none put together"""
    return [row['answer'] for t in truth['tables'] if t['kind'] == 'segments'
            and t['row_question'] == 'q3' for row in t['rows']]


def move_one(path, rng):
    """The same survey, but one person gave the number of a neighbour in order; returns its folder"""
    with open(path, newline='', encoding='utf-8') as file:
        rows = list(csv.reader(file))
    numbers = sorted({float(row[2]) for row in rows[1:] if row[2]})
    person = rng.choice([row for row in rows[1:] if row[2]])
    at = numbers.index(float(person[2]))
    person[2] = numbers[at + 1 if at + 1 < len(numbers) else at - 1]
    folder = path.parent / 'moved'
    folder.mkdir()
    with open(folder / 'survey.csv', 'w', newline='', encoding='utf-8') as file:
        csv.writer(file, lineterminator='\n').writerows(rows)
    (folder / 'survey-plan.ini').write_text(NUMBERS_PLAN, encoding='utf-8')
    return folder / 'survey.csv'


def weigh(path, rng):
    """The same survey with weights"""
    with open(path, newline='', encoding='utf-8') as file:
        rows = list(csv.reader(file))
    folder = path.parent / 'weighted'
    folder.mkdir()
    with open(folder / 'survey.csv', 'w', newline='', encoding='utf-8') as file:
        csv.writer(file, lineterminator='\n').writerows(
            [[*rows[0], 'weight'], *([*row, round(rng.uniform(0.4, 2.5), 2)] for row in rows[1:])])
    (folder / 'survey-plan.ini').write_text(NUMBERS_PLAN + '[weights]\ncolumn = weight\n',
                                            encoding='utf-8')
    return folder / 'survey.csv'


def tell_quantiles(report):
    """What is told of numbers, without the curves"""
    return json.dumps([{k: v for k, v in t.items() if k != 'curves'} for t in report['tables']
                       if t['kind'] in ('numbers-by-group', 'segments', 'bins')])


def tell_curves(report):
    return json.dumps([t.get('curves') for t in list_quantiles(report)])


def check_curves(folder):
    """Curves follow from the tables of their report. Of two surveys that differ in one person's number
    the curves differ only where the tables do; those of the numbers themselves nearly always."""
    rng, faults, n_curves, n_same, n_raw, n_both = random.Random(SEED + 6), [], 0, 0, 0, 0
    surveys = [write_numbers(folder / f'curves-{i}', rng, 4)[0] for i in range(N_CURVES)]
    moved = [move_one(path, rng) for path in surveys]
    weighted = [weigh(path, rng) for path in surveys[:N_TEETH]]
    write_results([(path, path.parent) for path in surveys + moved + weighted])
    for path in surveys + weighted:
        published, truth = load_both(path.parent)
        for table in list_quantiles(published):
            faults += compare_curves(published, table, list_labels(truth))
            n_curves += len(table.get('curves', {}).get('rows', []))
    for path, other in zip(surveys, moved):
        published, truth = load_both(path.parent)
        other_published, other_truth = load_both(other.parent)
        if list_quantiles(published) and \
                tell_quantiles(published) == tell_quantiles(other_published):
            n_both += 1
            n_same += tell_curves(published) == tell_curves(other_published)
            n_raw += tell_curves(truth) == tell_curves(other_truth)
    print(f'# curves: {n_curves} follow from their tables; one person moved: of {n_both} pairs with '
          f'the same tables {n_same} have the same curves; of the numbers themselves {n_raw} would')
    if n_same < n_both:
        faults.append('a curve tells the number of a person')
    if n_curves < 60 or n_both < 10 or n_raw > n_both / 2:
        faults.append('the attacker is blind')
    return faults[:20]


def list_told(published):
    """{group: numbers that the tables tell of it}; those of everybody are told of every group"""
    told = defaultdict(set)
    for table in published['tables']:
        if table['kind'] in ('numeric', 'bins'):
            rows = [('All', row) for row in table['rows']]
        elif table['kind'] == 'numbers-by-group':
            rows = [(row['group'], row) for row in table['rows']]
        else:
            continue
        for group, row in rows:
            for cell in row.values():
                for key in ('value', 'lo', 'hi'):
                    value = cell.get(key) if isinstance(cell, dict) else cell
                    if isinstance(value, (int, float)):
                        told[group] |= {value, 100 * value}
            ends = [float(n) for n in re.findall(r'[\d.]+', row.get('bin', ''))]
            told[group] |= {*ends, *(n + 1 for n in ends)}  # "5 to 9" ends before 10
        for curve in table.get('curves', {}).get('rows', []):  # of which check_curves() sees
            told[curve['group']] |= {curve['from'], curve['to'], *curve['density']}
    return told


def find_untold(text, told):
    """Numbers in words that are none of those told, rounded"""
    for word in re.findall(r'\d[\d,]*(?:\.\d+)?', text.replace('95% interval', '')):
        number = float(word.replace(',', ''))
        half = 0.5001 * 10 ** -len(word.partition('.')[2])
        if not any(abs(number - value) <= half for value in told):
            yield word


def check_chart(stem, told):
    """A chart's CSV and words hold numbers that the tables tell of the same group only."""
    with open(stem.with_suffix('.csv'), newline='', encoding='utf-8-sig') as file:
        for row in csv.DictReader(file):
            for key, cell in row.items():
                group = row['label'] if row['label'] in told else 'All'
                if key not in ('label', 'method') and cell and \
                        not any(abs(float(cell) - value) < 1e-9 for value in told[group]):
                    yield f'{stem.name}.csv tells {key} of {row["label"]}: {cell}'
    # the first paragraphs; those after the groups are notes of the tables
    parts = stem.with_suffix('.alt.txt').read_text(encoding='utf-8').split('\n\n')
    for line in parts[2].split('\n'):
        group = next((g for g in told if line.startswith(f'{g}: ')), 'All')
        for word in find_untold(line.removeprefix(f'{group}: '), told[group]):
            yield f'{stem.name}.alt.txt: {word} in “{line}”'
    whole = set.union(*told.values(), {95, 5, len(told) - 1, len(parts[2].split('\n'))})
    for word in find_untold('\n'.join(parts[:2]), whole):
        yield f'{stem.name}.alt.txt: {word}'


def check_pictures(folder):
    """Boxes, ridgelines and histograms of reports"""
    rng, faults, n_charts, n_silent = random.Random(SEED + 5), [], 0, 0
    for i in range(N_PICTURES):
        path, _ = write_numbers(folder / f'pictures-{i}', rng)
        write_results([(path, path.parent)])
        tables = list_quantiles(load_both(path.parent)[0])
        orders = [f'{kind} q3 by {t["by_question"]}' for t in tables
                  for kind in ('box', 'ridgeline')] + ['histogram q3']
        path.with_name('survey-plan.ini').write_text(
            NUMBERS_PLAN + f'[charts]\ndraw = {", ".join(orders)}\n', encoding='utf-8')
        subprocess.run([PROGRAM, 'analyze', str(path), '-q', '-o', str(path.parent / 'out'),
                        '--format', 'svg'], check=True, capture_output=True)
        report = load(path.parent / 'out' / 'results.json')
        charts = sorted((path.parent / 'out' / 'charts').glob('*.csv'))
        if len(charts) != len(orders):
            faults.append(f'{len(charts)} charts of {len(orders)}')
        for number, chart in enumerate(charts):
            kept = [t for t in report['tables'] if t['kind'] != 'numbers-by-group'
                    or orders[number].endswith(f' q3 by {t["by_question"]}')]
            told = list_told({'tables': kept})
            faults += check_chart(chart.with_suffix(''), told)
            n_silent += not any(check_chart(chart.with_suffix(''), dict.fromkeys(told, set())))
        n_charts += len(charts)
    print(f'# pictures: {n_charts} boxes, ridgelines and histograms')
    if n_charts <= N_PICTURES or n_silent > 0:
        faults.insert(0, f'{n_charts} charts, {n_silent} of them without a number')
    return faults[:20]


# --- Tables for panels -------------------------------------------------------------------------------

N_PANELS = 60
KNOWN = ['Never heard of it', 'Heard of it', 'Have been there', 'Go there often']
PANELS_HEADER = (['What is your role?', 'Type of member', 'How well do you know the library?',
                  'What do you drink there?'] + [f'Please rank these [{d}]' for d in DRINKS[:3]]
                 + [f'Which media do you use? [{m}]' for m in [*MEDIA, 'None of these']]
                 + [f'How often do you come? [{t}]' for t in ('Mornings', 'Noon', 'Evenings')])
OFTEN = ['Daily', 'Weekly', 'Never']
PANELS_PLAN = ('[survey]\nsampling = open-link\n[segments]\n'
               'questions = What is your role?, Type of member\n'
               '[ladder]\nnested = no\n'
               'stages = Which media do you use?: any, What do you drink there?: Tea | Coffee\n'
               '[targets]\nfile = survey-targets.csv\n')
PANELS_TARGETS = [['What do you drink there?', 'Tea', '50%', 'tea'],
                  ['What do you drink there?', 'Tea | Coffee', '50%', 'hot'],
                  ['How well do you know the library?', ' | '.join(KNOWN[2:]), '50%', 'been'],
                  ['Which media do you use?', 'any', '50%', 'media'],
                  ['How often do you come?', 'Daily', '50%', 'daily']]
PANELS_WHAT = {'tea': ('q4', ['Tea']), 'hot': ('q4', ['Tea', 'Coffee']), 'been': ('q3', KNOWN[2:]),
               'media': ('q6', ANY), 'daily': (['q7.1', 'q7.2', 'q7.3'], ['Daily'])}
FIELDS = 'column,header,question,text,type,role,item,mark,base,use,clear,levels,apart,reason'


def write_book(path):
    """A codebook: the third question is a scale"""
    names = ['q1', 'q2', 'q3', 'q4', *['q5'] * 3, *['q6'] * 4, *['q7'] * 3]
    types = ['single', 'single', 'likert', 'single', *['rank'] * 3, *['multi'] * 4, *['grid'] * 3]
    levels = {'likert': ' | '.join(KNOWN), 'grid': ' | '.join(OFTEN)}
    with open(path, 'w', newline='', encoding='utf-8') as file:
        out = csv.writer(file, lineterminator='\n')
        out.writerow(FIELDS.split(','))
        for i, header in enumerate(PANELS_HEADER):
            text, _, item = header.rstrip(']').partition(' [')
            role = {'rank': 'row', 'grid': 'row', 'multi': 'option'}.get(types[i], 'answer')
            mark = 'none' if item == 'None of these' else ''
            out.writerow([i + 1, header, names[i], text, types[i], role, item, mark, 'answered',
                          'opinion', '', levels.get(types[i], ''), '', ''])


def write_panels(folder, rng):
    """Roles differ in what they know, rank and use; returns (path, its rows)"""
    rare, silence = 0.15 + 0.3 * rng.random(), rng.choice([0, 0, 0.02])
    rows = []
    for role, label in enumerate(ROLES):
        least, most = (4, 16) if role >= 3 else (14, 130 if role == 0 else 60)
        for _ in range(rng.randrange(least, most)):
            order = sorted(range(1, 4), key=lambda p, role=role: rng.random() + p * 0.2 * role)
            use = [rng.random() < 0.25 + 0.1 * role for _ in MEDIA]
            row = [label, 'Paid' if role < 2 else 'Unpaid', pick(rng, KNOWN[::-1], 0.6),
                   pick(rng, DRINKS, rare)]
            row = [cell if rng.random() >= silence else '' for cell in row]
            row += order if rng.random() >= silence else [''] * 3
            row += [*('x' if u else '' for u in use), '' if any(use) else 'x']
            rows.append([*row, *(pick(rng, OFTEN if rng.random() < often else OFTEN[::-1],
                                      0.2 + 0.1 * role) for often in (0.1, 0.4, 0.8))])
    folder.mkdir()
    with open(folder / 'survey.csv', 'w', newline='', encoding='utf-8') as file:
        csv.writer(file, lineterminator='\n').writerows([PANELS_HEADER, *rows])
    with open(folder / 'survey-targets.csv', 'w', newline='', encoding='utf-8') as file:
        csv.writer(file, lineterminator='\n').writerows(
            [['question', 'answer', 'target', 'name'], *PANELS_TARGETS])
    write_book(folder / 'survey-codebook.csv')
    (folder / 'survey-plan.ini').write_text(PANELS_PLAN, encoding='utf-8')
    return folder / 'survey.csv', rows


def count_lost(rows):
    """How many of some groups said yes at a stage, or answered its question, and are not in the
    ladder, since another stage is not known of them: the attacker is told."""
    def lost(table, name, members):
        if not table['id'].startswith('ladder-1'):
            return (0, 0)
        by = int(table['by_question'][1:]) - 1
        stages = [row['stage'] for row in table['rows'] if row['group'] == 'All']
        yes = known = 0
        for row in rows:
            uses = any(row[7:10])
            if row[by] in members and uses and not row[3]:
                yes += stages.index(name) == 0
                known += stages.index(name) == 0
            elif row[by] in members and not uses and not row[3]:
                known -= stages.index(name) > 0  # in the ladder without an answer
        return (yes, known)
    return lost


def read_all_panels(tables, rows):
    """A reader of the tables for panels; counts what was told of each kind"""
    told = dict.fromkeys(PANELS, 0)

    def read(attack):
        for table in tables:
            if table['kind'] not in PANELS:
                continue
            what = PANELS_WHAT
            if table['kind'] == 'ladder-by-group':
                stages = [row['stage'] for row in table['rows'] if row['group'] == 'All']
                is_scale = table['id'].startswith('ladder-q')
                what = ({stage: ('q3', KNOWN[i + 1:]) for i, stage in enumerate(stages)} if is_scale
                        else dict(zip(stages, [('q6', ANY), ('q4', ['Tea', 'Coffee'])])))
            told[table['kind']] += read_panels(attack, table, what, count_lost(rows))
    return told, read


def compare_panels(published):
    """Means, stages of a scale and targets are what the tables of answers by group lead to."""
    by_id = {t['id']: t for t in published['tables']}
    for table in published['tables']:
        if table['kind'] == 'rank-by-group':
            yield from compare_rank(by_id, table)
        elif table['kind'] == 'targets-by-group':
            yield from compare_targets(by_id, table, {k: v for k, v in PANELS_WHAT.items()
                                                      if v[1] != ANY and isinstance(v[0], str)},
                                       {'q3': KNOWN, 'q4': DRINKS})
        elif table['kind'] == 'ladder-by-group' and table['id'].startswith('ladder-q'):
            yield from compare_scale(by_id, table, KNOWN)


def check_panels(folder):
    """Tables for panels: made of what is told; and telling when nothing in them is withheld."""
    rng, faults, n = random.Random(SEED + 7), [], 0
    told, is_open = dict.fromkeys(PANELS, 0), dict.fromkeys(PANELS, 0)
    found = dict.fromkeys(PANELS, 0)
    surveys = [write_panels(folder / f'panels-{i}', rng) for i in range(N_PANELS)]
    write_results([(path, path.parent) for path, _ in surveys])
    for path, rows in surveys:
        published, truth = load_both(path.parent)
        faults += [f'{path.parent.name}: {fault}' for fault in compare_panels(published)]
        counts, read = read_all_panels(published['tables'], rows)
        outcome = attack_report(published, truth, SOLVER, more=read)
        faults += word(outcome, f'{path.parent.name}: ')
        n += outcome.n_attacked
        for kind in PANELS:
            told[kind] += counts[kind]
            open_counts, read = read_all_panels(
                [t for t in truth['tables'] if t['kind'] == kind], rows)
            found[kind] += len(attack_report(published, truth, SOLVER, more=read).exposed)
            is_open[kind] += open_counts[kind]
    for kind in PANELS:
        print(f'# {kind}: {told[kind]} numbers of groups told; of all {is_open[kind]}, '
              f'{found[kind]} small numbers would come out')
        if told[kind] == 0 or found[kind] == 0:
            faults.append(f'{kind}: {told[kind]} told, {found[kind]} found: the attacker is blind')
    print(f'# panels: {n} small numbers attacked')
    return faults[:20]


# --- Cases ---------------------------------------------------------------------------------------

def word(outcome, title=''):
    return [f'{title}{name} ({outcome.values[name]}) comes out' for name in outcome.exposed[:5]] + [
        f'{title}{name}: no answer from the solver' for name in outcome.given_up[:5]]


def tell(outcome, title):
    kinds = ', '.join(f'{n} of kind {kind}' for kind, n in sorted(outcome.kinds.items()))
    print(f'# {title}: {outcome.n_attacked} small numbers attacked ({kinds or "none"}), '
          f'{len(outcome.exposed)} come out')


def check_surveys(folder):
    """Told of the kind of each withheld number, and not."""
    rng = random.Random(SEED)
    faults, n = [], 0
    paths = [(write_survey(folder / str(i), rng), folder / str(i)) for i in range(N_SURVEYS)]
    write_results(paths)
    for _, place in paths:
        for knows_kind in (True, False):
            outcome = attack_report(*load_both(place), SOLVER, knows_kind)
            faults += word(outcome, f'survey {place.name}: ')
            n += outcome.n_attacked if knows_kind else 0
    print(f'# {N_SURVEYS} surveys: {n} small numbers attacked')
    return faults if n > 1000 else [*faults, f'only {n} small numbers']


def find_withheld(report):
    """(table, row, column key) of groups"""
    for table in report['tables']:
        if table['kind'] == 'segments':
            for row in table['rows']:
                for key, cell in row.items():
                    if key.startswith('group-') and cell.get('status') == 'withheld':
                        yield table, row, key


def check_teeth(folder):
    """When the numbers that hide others are shown, the attacker must find those."""
    n_shown = n_found = 0
    for place in range(N_TEETH):
        published, truth = load_both(folder / str(place))
        true_cells = {(t['id'], c['heading'], row['answer']): row[c['key']]
                      for t in truth['tables'] if t['kind'] == 'segments'
                      for row in t['rows'] for c in t['columns'] if c['key'].startswith('group-')}
        for table, row, key in list(find_withheld(published)):
            heading = next(c['heading'] for c in table['columns'] if c['key'] == key)
            true = true_cells.get((table['id'], heading, row['answer']))
            if true is not None and true['n'] >= published['min_cell']:
                row[key] = true
                n_shown += 1
        n_found += len(attack_report(published, truth, SOLVER).exposed)
    print(f'# {n_found} small numbers come out when {n_shown} that hide them are shown')
    return [] if n_found > n_shown / 4 else [f'{n_found} for {n_shown}: the attacker is blind']


def check_tables(report, folder):
    """CSV and Markdown tell nothing of what JSON withholds."""
    withheld = set()
    for table, row, key in find_withheld(report):
        heading = next(c['heading'] for c in table['columns'] if c['key'] == key)
        withheld.add((table['id'], row['answer'], heading))
    n = 0
    for path in sorted((folder / 'tables').glob('*segments-*.csv')):
        with open(path, newline='', encoding='utf-8-sig') as file:
            for line in csv.DictReader(file):
                if (line['table'], line['row'], line['column']) not in withheld:
                    continue
                n += 1
                told = [k for k in ('n', 'value', 'lo', 'hi', 'residual', 'above') if line[k]]
                if told or line['status'] != 'withheld':
                    yield f'{path.name}: {line["row"]}, {line["column"]} tells {told}'
    if n != len(withheld):
        yield f'{n} withheld cells in CSV, {len(withheld)} in JSON'
    yield from check_markdown(report, (folder / 'report.md').read_text(encoding='utf-8'))


def check_markdown(report, text):
    sections = {re.sub(r'\\(.)', r'\1', part.split('\n', 1)[0]): part
                for part in re.split(r'^#+ ', text, flags=re.M)}
    for table in report['tables']:
        if table['kind'] != 'segments' or table['title'] not in sections:
            continue
        n_json = sum(1 for t, _, _ in find_withheld({'tables': [table]}) if t is table)
        lines = [line for line in sections[table['title']].split('\n')
                 if line.startswith('| ') and not line.startswith('| *')]
        n_md = sum(line.split(' | ').count('withheld') + line.endswith(' | withheld |')
                   for line in lines)
        if n_json != n_md:
            yield f'report.md: {table["title"]}: {n_md} cells withheld, {n_json} in JSON'


def check_sample(folder):
    reports = []
    for min_cell in ('5', '1'):
        out = folder / f'sample-{min_cell}'
        subprocess.run([PROGRAM, 'analyze', str(ROOT / 'data' / 'alcts-2014.csv'), '-q', '-o',
                        str(out), '--format', 'png', '--min-cell', min_cell], check=True,
                       capture_output=True)
        reports.append(load(out / 'results.json'))
    outcome = attack_report(*reports, SOLVER)
    tell(outcome, 'sample')
    faults = word(outcome) + list(check_tables(reports[0], folder / 'sample-5'))
    return faults if outcome.n_attacked > 100 else [*faults, 'too few small numbers']


def check_shared(path, folder):
    place = folder / path.stem
    place.mkdir()
    write_results([(path, place)])
    published, truth = load_both(place)
    outcome = attack_report(published, truth, SOLVER, with_crossed=path.stem not in MANY_TABLES)
    tell(outcome, path.stem)
    faults = word(outcome)
    for table in published['tables']:
        if table['kind'] == 'overlap':
            _, exposed = attack_combinations(published, truth, table['row_question'], SOLVER)
            faults += [f'{pair} comes out' for pair in exposed]
    return faults


def main():
    report = tap.Tap()
    shared = next((Path(p) for p in PLACES if p and (Path(p) / 'food-world-cup.csv').is_file()), None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cases = [('surveys', check_surveys), ('teeth', check_teeth), ('sample', check_sample),
                 ('others', check_others), ('weighted', check_weighted),
                 ('combinations', check_combinations), ('crossings', check_crossings),
                 ('numbers', check_numbers), ('curves', check_curves),
                 ('pictures', check_pictures), ('panels', check_panels)]
        cases = [case for case in cases if case[0] in ONLY or not ONLY]
        for title, check in cases:
            report.report(title, '\n'.join(check(folder)) or None)
        for stem in SHARED if not ONLY else []:
            if shared is None or not (shared / f'{stem}.csv').is_file():
                report.report(stem, skipped='the shared data are not here')
            else:
                report.report(stem, '\n'.join(check_shared(shared / f'{stem}.csv', folder)) or None)
    return report.finish()


if __name__ == '__main__':
    sys.exit(main())
