# SPDX-License-Identifier: GPL-3.0-or-later
"""What the attacker reads in tables that are there once for each group, for charts with panels: mean
places, stages, targets. They are made of what other tables tell; redraw() knows only those and
comes to the same numbers.

`what` says how a stage or a target is counted: {name of the row: (row question, answers or ANY)}; of an
answer anywhere in a grid, (its row questions, answers).
"""
from attack import ANY, base_name, cell_name, get_n, read_lumps

KINDS = ('rank-by-group', 'ladder-by-group', 'targets-by-group')


def find_members(attack, table, label):
    """The groups behind a label of the table."""
    labels = [la for la, n in attack.of.questions[table['by_question']].counts.items() if n > 0]
    if label in labels:
        return [label]
    return read_lumps(' '.join(table['notes']), [label], labels)[label]


def add_yes(attack, row_id, answers, by_id, members, n):
    """n people of the groups gave one of the answers."""
    question = attack.of.questions[row_id]
    if answers != ANY:
        attack.facts.add({cell_name(row_id, a, by_id, g): 1 for a in answers for g in members}, n)
        return
    nothing = next(a for a, mark in question.marks.items() if mark == 'nothing')
    attack.facts.add({**{base_name(row_id, by_id, g): 1 for g in members},
                      **{cell_name(row_id, nothing, by_id, g): -1 for g in members}}, n)


def add_anywhere(attack, row_ids, answers, by_id, members, n):
    """n people of the groups gave one of the answers in one row of a grid at least."""
    cells = {row_id: [cell_name(row_id, a, by_id, g) for a in answers for g in members]
             for row_id in row_ids}
    for row_id, names in cells.items():
        attack.facts.add({**{name: 1 for name in names},
                          ('elsewhere', row_id, by_id, *members, *answers): 1}, n)
    attack.facts.add({**{name: 1 for names in cells.values() for name in names},
                      ('twice', *row_ids, by_id, *members, *answers): -1}, n)


def read_share(attack, share, row_id, answers, by_id, members, lost=(0, 0)):
    """lost: people of the groups who said yes, and who answered, but are not counted here"""
    if get_n(share) is None:
        return 0
    if isinstance(row_id, list):
        add_anywhere(attack, row_id, answers, by_id, members, share['n'])
        return 1
    add_yes(attack, row_id, answers, by_id, members, share['n'] + lost[0])
    attack.facts.add({base_name(row_id, by_id, g): 1 for g in members}, share['base'] + lost[1])
    return 1


def read_rank(attack, table):
    """Whoever knows a mean and of how many it is knows the sum of their places."""
    n_told, items = 0, {}
    for row in table['rows']:
        if row['group'] == 'All':
            items[row['item']] = f"{table['row_question']}.{len(items) + 1}"
        elif row['mean'].get('value') is not None:  # neither withheld nor of nobody
            members = find_members(attack, table, row['group'])
            row_id, by_id, n = items[row['item']], table['by_question'], row['people']
            places = attack.of.questions[row_id].counts
            cells = {a: [cell_name(row_id, a, by_id, g) for g in members] for a in places}
            attack.facts.add({c: 1 for names in cells.values() for c in names}, n)
            attack.facts.add({c: int(a) for a, names in cells.items() for c in names},
                             round(n * row['mean']['value']))
            n_told += 1
    return n_told


def read_panels(attack, table, what, lost):
    """lost(row name, groups): of a ladder, see read_share()"""
    if table['kind'] == 'rank-by-group':
        return read_rank(attack, table)
    name, n_told = 'stage' if table['kind'] == 'ladder-by-group' else 'what', 0
    for row in table['rows']:
        if row['group'] == 'All' or row[name] not in what:
            continue
        members = find_members(attack, table, row['group'])
        n_told += read_share(attack, row['p'], *what[row[name]], table['by_question'], members,
                             lost(table, row[name], members))
    return n_told


# --- From the tables of answers by group ----------------------------------------------------------

def find_column(table, group):
    return next((c for c in table['columns'] if c['heading'] == group
                 and c['key'].startswith('group-')), {})


def sum_shown(table, group, answers, labels):
    """How many gave one of the answers, from shown cells: those, or what the others leave. labels: of
    all answers by themselves"""
    column = find_column(table, group)
    if 'base' not in column:
        return None
    names = [row['answer'] for row in table['rows'] if not row['answer'].endswith(' (net)')]
    lumps = read_lumps(' '.join(table['notes']), set(names) - set(labels), labels)
    inside, outside = [], []
    for row in table['rows']:
        whose = set(lumps.get(row['answer'], [row['answer']]))
        if whose & set(answers) and whose - set(answers):
            return None
        (inside if whose & set(answers) else outside).append(get_n(row[column['key']]))
    if None not in inside:
        return sum(inside)
    return column['base'] - sum(outside) if None not in outside else None


def redraw_rank(report, table):
    """{(group, item): (people, mean)} as far as all places are told"""
    drawn, items = {}, {}
    for row in table['rows']:
        if row['group'] == 'All':
            items[row['item']] = f"segments-{table['row_question']}.{len(items) + 1}-by-"
            continue
        source = report.get(items[row['item']] + table['by_question'])
        column = find_column(source, row['group']) if source else {}
        counts = {r['answer']: get_n(r[column['key']]) for r in source['rows']} if column else {}
        if counts and None not in counts.values() and all(a.isdigit() for a in counts):
            n = sum(counts.values())
            drawn[row['group'], row['item']] = (n, sum(int(a) * k for a, k in counts.items()) / n)
    return drawn


def compare_rank(report, table):
    """Differences between the means of a table and those that its report leads to, in words"""
    drawn, items = redraw_rank(report, table), [r['item'] for r in table['rows'] if
                                                r['group'] == 'All']
    for row in table['rows']:
        key = (row['group'], row['item'])
        source = f"segments-{table['row_question']}.{items.index(row['item']) + 1}-by-"
        if row['group'] == 'All' or source + table['by_question'] not in report:
            continue  # no table: one group alone can be told of
        is_told = row['mean'].get('status') != 'withheld'
        if is_told != (key in drawn):
            yield f'{table["id"]}: {key} is {"" if is_told else "not "}told'
        elif is_told and (row['people'] != drawn[key][0]
                          or row['mean']['value'] is not None  # all at one place
                          and abs(row['mean']['value'] - drawn[key][1]) > 1e-9):
            yield f'{table["id"]}: {key} is not what the tables tell'


def compare_scale(report, table, points):
    """The same of a ladder of the points of a scale, lowest first"""
    source = report.get(f'segments-{table["id"].removeprefix("ladder-")}')
    stages = [row['stage'] for row in table['rows'] if row['group'] == 'All']
    for row in table['rows']:
        if row['group'] == 'All':
            continue
        wanted = points[1 + stages.index(row['stage']):]
        n = sum_shown(source, row['group'], wanted, points) if source else None
        if get_n(row['p']) != n or (n is not None and row['p']['base'] != find_column(
                source, row['group'])['base']):
            yield f'{table["id"]}: {row["group"]}, {row["stage"]}: {row["p"]}, the table tells {n}'


def compare_targets(report, table, what, labels):
    """The same of targets that are of whoever answered their question; labels: of its answers"""
    for row in table['rows']:
        if row['group'] == 'All':
            continue
        if row['what'] not in what:
            continue
        row_id, answers = what[row['what']]
        source = report.get(f'segments-{row_id}-by-{table["by_question"]}')
        if source is None:  # one group alone can be told of: there is no table
            continue
        n = sum_shown(source, row['group'], answers, labels[row_id])
        if get_n(row['p']) is not None and (n is None or row['p']['n'] != n):
            yield f'{table["id"]}: {row["group"]}, {row["what"]}: {row["p"]}, the table tells {n}'
