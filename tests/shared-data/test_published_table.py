#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A published weighted table, cell by cell.

usage: test_published_table.py SURVEYSTAT

masculinity-published.csv is the table that was printed of masculinity-raw.csv: 1,820 percentages of
all adult men and of nine groups of them. The recipe, found by trying:

- people count by the column "weight";
- the base is everybody who was asked: "No answer" is an answer like the others, and who ticked
  nothing of a select-all is in its base; who was routed past a question ("NA") is not;
- percentages are rounded to the nearest whole number, halves up;
- groups are the answers to age3, race2, kids and orientation, each with its own base.

So the codebook that the program writes is used with one change: "No answer" becomes a level of each
question instead of a missing answer. The figures are those of results.json with these four questions
as segments; the rows of age3 itself, which as a segment has no table by itself, are of the table
command. Small numbers are shown (--min-cell 1), as they were in print.

The files are in ../shared/data beside the project, or where SVY_SHARED_DATA says; without them the
test is skipped.
"""
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PLACES = [os.environ.get('SVY_SHARED_DATA', ''),
          str(Path(__file__).resolve().parents[2].parent / 'shared' / 'data')]
RAW, PUBLISHED = 'masculinity-raw.csv', 'masculinity-published.csv'
GROUPINGS = ['age3', 'race2', 'kids', 'orientation']
OPTIONS = ['--weight', 'weight', '--min-cell', '1', '-q']

# The blocks of the published table in its order, by the names of their columns in the file.
BLOCKS = (['q0001', 'q0002', 'q0004', 'q0005'] + [f'q0007.{i}' for i in range(1, 12)] +
          ['q0008', 'q0009', 'q0010', 'q0011', 'q0012', 'q0013', 'q0014', 'q0015', 'q0017', 'q0018',
           'q0019', 'q0020', 'q0021', 'q0022', 'q0024', 'q0025', 'q0026', 'q0028', 'q0029', 'age3'])


def find_folder():
    for place in PLACES:
        if place and Path(place, RAW).is_file() and Path(place, PUBLISHED).is_file():
            return place
    return None


def run(*command):
    return subprocess.run(command, check=True, capture_output=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8')).stdout


def drop(cell, what):
    return ' | '.join(part for part in cell.split(' | ') if part not in (what, ''))


def write_codebook(program, raw, path):
    """The program's own codebook with "No answer" as an answer. Returns {wording: id}."""
    run(program, 'codebook', raw, '-o', path, '--force', '-q')
    with open(path, encoding='utf-8', newline='') as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if 'No answer' in row['missing'].split(' | '):
            row['missing'] = drop(row['missing'], 'No answer')
            row['apart'] = drop(row['apart'], 'No answer=no-answer')
            row['levels'] += ' | No answer'
    with open(path, 'w', encoding='utf-8', newline='') as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return {row['text']: row['question'] for row in rows}


def read_published(path):
    """[(block, answer, group or '', whole per cent)]"""
    with open(path, encoding='utf-8', newline='') as file:
        rows = list(csv.reader(file))
    groups = [''] + rows[1][3:]
    cells, block = [], -1
    for row in rows[2:]:
        block += row[0] != ''
        cells += [(BLOCKS[block], row[1], group, int(text[:-1]))
                  for group, text in zip(groups, row[2:]) if row[1] and text]
    return cells


def fold(text):
    return re.sub(r'[^a-z0-9]', '', text.lower())


def collect(tables, figures):
    """{(id of the row, group or '', answer): share} from tables by group."""
    for table in tables:
        if table['kind'] != 'segments':
            continue
        for column in table['columns'][1:]:
            group = '' if column['key'] == 'all' else column['heading']
            for row in table['rows']:
                key = (table['row_question'], table['by_question'], group, fold(row['answer']))
                figures[key] = row[column['key']].get('value')


def compute(program, folder, work):
    raw, book, plan = f'{folder}/{RAW}', f'{work}/book.csv', f'{work}/plan.ini'
    ids = write_codebook(program, raw, book)
    Path(plan).write_text(f'[segments]\nquestions = {", ".join(ids[g] for g in GROUPINGS)}\n')
    common = ['--codebook', book, *OPTIONS]
    run(program, 'analyze', raw, '--plan', plan, '-o', f'{work}/out', '--format', 'png', *common)
    figures = {}
    collect(json.loads(Path(work, 'out/results.json').read_text(encoding='utf-8'))['tables'], figures)
    page = run(program, 'table', raw, ids['age3'], *[ids[g] for g in GROUPINGS], '--format', 'json',
               *common)
    collect(json.loads(page)['tables'], figures)
    return ids, figures


def round_half_up(share):
    return int(100 * share + 0.5)


def compare(cells, ids, figures):
    """The cells that are not as printed."""
    by_group = {key[2]: key[1] for key in figures if key[2]}
    faults = []
    for block, answer, group, printed in cells:
        name, _, row = block.partition('.')
        question = ids[name] + (f'.{row}' if row else '')
        keys = [key for key in figures if key[0] == question and key[2] == group and
                key[3] == fold(answer) and (not group or key[1] == by_group[group])]
        found = {round_half_up(figures[key]) for key in keys if figures[key] is not None}
        if found != {printed}:
            faults.append(f'{block}, {answer}, {group or "all"}: printed {printed}%, got {found}')
    return faults


def main():
    folder = find_folder()
    if folder is None:
        print('1..0 # SKIP no folder of shared data')
        return 0
    with tempfile.TemporaryDirectory() as work:
        ids, figures = compute(sys.argv[1], folder, work)
    cells = read_published(f'{folder}/{PUBLISHED}')
    faults = compare(cells, ids, figures)
    print('1..2')
    print(f'{"ok" if len(cells) == 1820 else "not ok"} 1 the published table has 1,820 percentages')
    print(f'{"not ok" if faults else "ok"} 2 {len(cells) - len(faults)} of {len(cells)} are as printed')
    for fault in faults[:20]:
        print(f'# {fault}')
    return int(bool(faults) or len(cells) != 1820)


if __name__ == '__main__':
    sys.exit(main())
