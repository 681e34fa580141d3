#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real surveys, read without any configuration, against what a person reads in them.

usage: test_shared_data.py SURVEYSTAT

The files are in ../shared/data beside the project, or where SVY_SHARED_DATA says; without them the
test is skipped. The tables below were typed from looking at the files and from counting their cells
with a spreadsheet's means, not from what the program prints.

A line is (columns, type, answered, {option: people}); columns from 0, "3-8" is one question, "3-8/2"
one of every second column. A type
"single/likert" leaves it open whether the order of the answers was recognised. People are checked
for the options named; None leaves the number out.
"""
import csv
import html
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PLACES = [os.environ.get('SVY_SHARED_DATA', ''),
          str(Path(__file__).resolve().parents[2].parent / 'shared' / 'data')]

CLOSED = 'single/likert'
YES_NO = lambda yes, no: {'Yes': yes, 'No': no}

THANKSGIVING = [
    ('0', 'id', 1058, {}),
    ('1', 'single', 1058, YES_NO(980, 78)),
    ('2-3', 'single', 974, {'Turkey': 859, 'Ham/Pork': 29, 'Other (please specify)': 35}),
    ('4-5', 'single', 974, {'Baked': 481, "I don't know": 17}),
    ('6-7', 'single', 974, {'Bread-based': 836, 'None': 60}),
    ('8-9', 'single', 974, {'Canned': 502, 'None': 146}),
    ('10', 'single', 974, YES_NO(892, 82)),
    ('11-25', 'multi', 964, {'Brussel sprouts': 155, 'Mashed potatoes': 817,
                             'Other (please specify)': 111}),
    ('26-38', 'multi', 964, {'Pumpkin': 729, 'None': 40, 'Other (please specify)': 71}),
    ('39-50', 'multi', 964, {'Ice cream': 266, 'None': 295, 'Other (please specify)': 134}),
    ('51', 'single', 959, YES_NO(624, 335)),
    ('52', 'single', 951, {}),
    ('53', 'multi', 502, {"Macy's Parade": 502}),
    ('54', CLOSED, 951, {'10 or younger': 518, '12': 82, '21 or older': 165}),
    ('55', 'single', 951, YES_NO(357, 594)),
    ('56', 'single', 951, YES_NO(268, 683)),
    ('57', 'single', 951, YES_NO(224, 727)),
    ('58', 'single', 951, YES_NO(70, 881)),
    ('59', 'single', 70, {'Yes': 43, 'No': 20, "Doesn't apply": 7}),
    ('60', 'single', 948, {'Suburban': 496, 'Urban': 236, 'Rural': 216}),
    ('61', CLOSED, 1025, {'18 - 29': 216, '60+': 264}),
    ('62', 'single', 1025, {'Female': 544, 'Male': 481}),
    ('63', CLOSED, 1025, {'$25,000 to $49,999': 180, 'Prefer not to answer': 136}),
    ('64', 'single', 999, {'South Atlantic': 214}),
]

FOOD = [
    ('0', 'id', 1373, {}),
    ('1', CLOSED, 1373, {'Expert': 27, 'Intermediate': 609}),
    ('2', 'likert', 1373, {'A lot': 438, 'Some': 651, 'Not much': 200, 'Not at all': 84}),
    ('3-42', 'grid', 1290, {}),
    ('43', 'single', 1239, {'Female': 660, 'Male': 579}),
    ('44', CLOSED, 1239, {'18-29': 262, '> 60': 325}),
    ('45', CLOSED, 954, {'$150,000+': 125}),
    ('46', CLOSED, 1228, {'Bachelor degree': 386}),
    ('47', 'single', 1229, {'Pacific': 215}),
]

COMMA = [
    ('0', 'id', 1129, {}),
    ('1', 'single', 1129, {"It's important for a person to be honest, kind, and loyal.": 641,
                           "It's important for a person to be honest, kind and loyal.": 488}),
    ('2', 'single', 1099, YES_NO(655, 444)),
    ('3', 'likert', 1099, {'Some': 414, 'A lot': 291, 'Not much': 268, 'Not at all': 126}),
    ('4', 'single', 1093, {}),
    ('5', 'single', 1091, YES_NO(544, 547)),
    ('6', 'likert', 1091, {'Not much': 403, 'Some': 352}),
    ('7', 'likert', 1059, {'Very important': 688, 'Very unimportant': 5}),
    ('8', 'single', 1037, {'Female': 548, 'Male': 489}),
    ('9', CLOSED, 1037, {'45-60': 290}),
    ('10', CLOSED, 836, {'$50,000 - $99,999': 290}),
    ('11', CLOSED, 1026, {'Bachelor degree': 344}),
    ('12', 'single', 1027, {'Pacific': 180, 'Mountain': 87}),
]

MIDWEST = [
    ('0', 'id', 2778, {}),
    ('1', 'text', 2778, {}),
    ('2-5', CLOSED, 2778, {'A lot': 770, 'Some': 587, 'Not much': 346, 'Not at all': 1075}),
    ('6-25', 'multi', 2778, {'Illinois': 1954, 'West Virginia': 114, 'Wyoming': 523}),
    ('26', 'text', 2524, {}),
    ('27-28', 'single', 2503, {'Male': 1173, 'Female': 1330}),
    ('29-33', CLOSED, 2503, {'18-29': 527, '30-44': 634, '45-60': 705, '> 60': 637}),
    ('34-38', CLOSED, 2435, {'$150,000+': 687}),
    ('39-43', CLOSED, 2473, {'Some college': 786, 'Graduate degree': 648}),
    ('44-52', 'single', 2494, {'New England': 94, 'East North Central': 758}),
]

DASK_2019 = [
    ('0', 'date', 259, {}),
    ('1', 'multi', 256, {'DataFrame': 189, 'Delayed': 151, 'Array': 140, 'Bag': 49}),
    ('2', 'multi', 254, {'Batch: I submit scripts that run in the future': 162}),
    ('3', 'multi', 255, {'Personal laptop': 191, 'Cluster with 100+ machines': 48}),
    ('4', 'single', 258, {'Occasionally': 128, 'I use Dask all the time, even when I sleep': 24}),
    ('5', 'multi', 255, {'Documentation': 247, 'Tutorial': 127,
                         'GitHub issue trackers (raising a new issue)': 59}),
    ('6', 'single', 252, {'New features': 49}),
    ('7', 'single', 253, YES_NO(209, 44)),
    ('8-17', 'grid', 258, {}),
    ('18', 'single', 258, {}),
    ('19', 'multi', 209, {'SSH': 98, "I don't know, someone else does this for me": 16,
                          'HPC resource manager (SLURM, PBS, SGE, LSF or similar)': 61}),
    ('20', 'multi', 186, {'Amazon Web Services (AWS)': 117, 'Microsoft Azure': 37}),
    ('21', 'text', 165, {}),
    ('22', CLOSED, 255, {}),
    ('23', 'single', 256, {'I use Dask mostly on my own': 117}),
]

DASK_2020 = [
    ('0', 'date', 239, {}),
    ('1', 'single', 239, {'Occasionally': 113}),
    ('2', 'multi', 235, {'DataFrame': 179, 'RAPIDS': 38, 'XGBoost': 32, 'Prefect': 24}),
    ('3', 'multi', 236, {}),
    ('4', 'multi', 237, {'Personal laptop': 175, 'Large workstation': 121}),
    ('5', 'multi', 233, {'Documentation': 224, 'Gitter chat': 24, 'YouTube channel': 61}),
    ('6', 'single', 231, {'Bug fixes': 27}),
    ('7', 'single', 232, YES_NO(191, 41)),
    ('8-17', 'grid', 234, {}),
    ('18', 'multi', 193, {'SSH': 86, "I don't know, someone else does this for me": 13}),
    ('19', 'multi', 136, {'dask-jobqueue': 45, "Dask's docker image at daskdev/dask": 35}),
    ('20', 'multi', 165, {'Amazon Web Services (AWS)': 107}),
    ('21', 'text', 175, {}),
    ('22', CLOSED, 232, {}),
    ('23', 'multi', 232, {'Through a web browser': 164, 'With the Dask JupyterLab extension': 86,
                          'What dashboard?': 37}),
    ('24', 'single', 235, {'I use Dask mostly on my own': 122}),
]

JUPYTER_2016 = [
    ('0', 'date', 125, {}), ('1', 'text', 108, {}), ('2', 'text', 113, {}), ('3', 'text', 61, {}),
    ('4', 'text', 67, {}), ('5', 'text', 88, {}),
    ('6', 'single', 125, {'Every year': 69, 'Once': 10}),
    ('7', CLOSED, 125, {'Less than 10': 9, '10 - 25': 50, 'More than 500': 6}),
    ('8', 'multi', 125, {'Graduate': 37, 'MOOC': 4,
                         'Mixed (conferences, workshops, Software Carpentry style events, etc.)':
                         14}),
    ('9', CLOSED, 125, {'Complete novice (no experience)': 53}),
    ('10', 'multi', 125, {'Computer science': 49, 'Physics': 31, 'Statistics': 17}),
    ('11', 'text', 99, {}),
    ('12', 'multi', 125, {'Jupyter notebook': 123, 'nbconvert': 32, 'nbgrader': 13}),
    ('13', 'text', 50, {}),
    ('14', 'single', 125, {'They have it installed on their own computers': 49, 'JupyterHub': 22}),
    ('15', 'multi', 125, {'Python 3': 88, 'Python 2': 55, 'R': 11}),
    ('16', 'multi', 111, {'IPyKernel': 100, 'SageMath': 6}),
    ('17', 'multi', 115, {'In-class exercises': 84, 'Exams': 18}),
    ('18', 'multi', 110, {'Manually graded coding exercises': 75,
                          'Ungraded written answers (prose)': 22}),
    ('19', 'multi', 106, {'By hand': 66, 'N/A': 26, 'nbgrader': 14, 'Peer grading': 6}),
    ('20', 'multi', 108, {'Correctness': 83, 'Clarity': 47, 'Style': 31}),
    ('21', 'text', 28, {}), ('22', 'text', 59, {}), ('23', 'text', 36, {}), ('24', 'text', 49, {}),
]

JUPYTER_2020 = [
    ('0', 'id', 1135, {}),
    ('1', CLOSED, 1135, {'Weekly.': 294, 'Monthly.': 129}),
    ('2', CLOSED, 1135, {'2+ years.': 822, 'Less than 6 months.': 62}),
    ('3-21', 'multi', 1134, {'Python.': 1122, 'Rust.': 9}),
    ('22-35', 'multi', 1108, {'Data scientist.': 538, 'Tutor/ teaching assistant.': 37}),
    ('36-48', 'multi', 1128, {'JupyterLab.': 624, 'Jupyter Notebook - Classic.': 500, 'Vim.': 186}),
    ('49-64', 'multi', 1126, {'Google Colab.': 326}),
    ('65-97/3', 'grid', 1135, {}), ('66-97/3', 'grid', 1135, {}), ('67-97/3', 'grid', 1135, {}),
    ('98-111', 'multi', 1130, {'SQL - embedded (e.g. SQLite).': 87}),
    ('112-125', 'multi', 1129, {'Images.': 298}),
    ('126-131', 'grid', 1135, {}),
    ('132-141', 'multi', 1121, {'Regression; predict a numeric output.': 718}),
    ('142-153', 'multi', 1075, {'Klipfolio.': 3}),
    ('154-158', 'grid', 1135, {}),
    ('159-178', 'multi', 1127, {'Cluster - Dask.': 112, 'CWL, Nextflow, and/ or WDL.': 6}),
    ('179-185', 'grid', 1106, {}),
    ('186', 'numeric/single/likert', 1135, {}),
    ('187-197', 'multi', 1130, {'Share knowledge.': 749}),
    ('198', CLOSED, 1135, {'2+ years.': 401}),
    ('199', CLOSED, 1135, {'Weekly.': 279}),
    ('200', 'single', 1135, {'We work on different projects.': 179}),
    ('201-206', 'grid', 1135, {}),
    ('207-215', 'grid', 1135, {}),
]

CNCF = [
    ('0', 'single', 1337, {'Europe': 516, 'South and Central America': 46}),
    ('1', CLOSED, 1337, {'>5000': 399, '10-49': 169}),
    ('2-3', 'single', 1337, {'Software': 297}),
    ('4-26', 'multi', 1337, {'Software Architect': 552, 'Other (please specify)': 109}),
    ('27-28', 'single', 1337, {'Systems Admin': 215}),
    ('29', CLOSED, 1337, {'N/A': 83}), ('30', CLOSED, 1337, {'Ad Hoc': 308}),
    ('31', 'single', 1337, {'Hybrid': 553}),
    ('32-35', 'multi', 1337, {'Public Cloud': 831, 'Other (please specify)': 17}),
    ('36-42', 'grid', 1317, {}), ('43-61', 'grid', 1249, {}), ('62-79', 'grid', 933, {}),
    ('80-118', 'grid', 1221, {}), ('119-126', 'grid', 1060, {}), ('127-130', 'grid', 1337, {}),
    ('131', CLOSED, 1337, {'<50': 230, 'None': 27}), ('132', CLOSED, 1337, {'5000+': 203}),
    ('133-242', 'multi', 1337, {'kops': 210, 'Kingsoft Container Engine': 0,
                                'Other (please specify) or enter None': 117}),
    ('243', CLOSED, 1337, {'2-5': 517, 'I do not use Kubernetes': 140}),
    ('244-248', 'multi', None, {'Namespaces': 1009}),
    ('249-253', 'multi', None, {'Namespaces': 780}),
    ('254-267', 'multi', None, {'Complexity': 502}),
    ('268-271', 'multi', 1337, {'No': 475}),
    ('272-290', 'multi', 941, {'AWS Lambda': 432}),
    ('291-305', 'multi', None, {'Knative': 130}),
    ('306-308', 'grid', 1337, {}),
    ('309-323', 'multi', 1337, {'NGINX': 829, 'None': 176}),
    ('324-330', 'multi', None, {'Databases': 280}),
    ('331-337', 'multi', None, {'I was not aware of them': 93}),
    ('338', 'text', 68, {}),
    ('339-377', 'multi', None, {'Jenkins': 769, 'WaveMaker HyScale': 0}),
    ('378-385', 'multi', None, {'Minikube': 515}),
    ('386-387', 'single', 1337, {'Helm': 825}),
    ('388-395', 'grid', 1337, {}),
    ('396-410', 'multi', 1337, {'Twitter': 532}),
    ('411', CLOSED, 1337, {'Absolutely': 582}),
    ('412-419', 'grid', 1262, {}),
    *[(str(c), 'text', None, {}) for c in range(420, 425)],
    ('425', 'likert', 1252, {'Very Positive': 725}),
    ('426', 'single', 1274, {}),
]

OSPO = [
    ('5-11', 'multi', 489, {'Not involved in open source': 0}),
    ('12-16', 'single', 489, {'I am a real person': 489}),
    ('17-23', 'single', 489, {'Marketing / PR': 5, 'Other': 41}),
    ('24-32', CLOSED, 489, {"Don't know or not sure": 6, '1,000 to 9,999': 146}),
    ('33-38', 'single', 489, {"Don't know or not sure": 4, 'Africa': 19}),
    ('39-49', 'single', 489, {'Other entity (please specify)': 5}),
    ('50-72', 'single', 489, {'Agriculture': 5}),
    ('73-91', 'grid', 489, {}),
    ('92-95', 'single', 478, {}),
    ('164-179', 'multi', 241, {"Don't know or not sure": 4, 'Cost savings': None}),
    ('211-216', CLOSED, 242, {'Somewhat critical': 74}),
    ('217-228', 'grid', 243, {}),
    ('346-387', 'grid', 363, {}),
    ('388-395', CLOSED, 363, {'1-5': 87, '0': 63}),
]

FILES = {
    'thanksgiving-2015.csv': (1058, THANKSGIVING),
    'food-world-cup.csv': (1373, FOOD),
    'comma-survey.csv': (1129, COMMA),
    'region-midwest.csv': (2778, MIDWEST),
    'dask-2019.csv': (259, DASK_2019),
    'dask-2020.csv': (239, DASK_2020),
    'jupyter-2016-edu.csv': (125, JUPYTER_2016),
    'jupyter-2020.csv': (1135, JUPYTER_2020),
    'cncf-cloudnative-2019.csv': (1337, CNCF),
}
THREE_HEADER_ROWS = {'ospo-2023.csv': (489, OSPO)}

# (file, first column of the grid, row, {point: people}): one row of each grid read cell by cell.
ROWS = [
    ('food-world-cup.csv', 3, 'Italy', {'1': 3, '2': 5, '3': 144, '4': 438, '5': 607, 'N/A': 67}),
    ('dask-2019.csv', 8, 'GPUs', {'Critical to me': 85, 'Somewhat useful': 115,
                                  'Not relevant for me': 49}),
    ('jupyter-2020.csv', 66, 'Writing a software package.', {'Yes.': 160, 'No.': 267,
                                                             'Neutral.': 197}),
    ('jupyter-2020.csv', 67, 'Visualize data in charts, plots, or dashboards.',
     {'Yes.': 462, 'Does not apply.': 81}),
    ('cncf-cloudnative-2019.csv', 36, 'Kubernetes', {'Using in Production': 1019,
                                                     'Evaluating': 280, 'N/A': 4}),
    ('cncf-cloudnative-2019.csv', 412, 'I have not heard anything about CNCF', {'1': 708, '5': 68}),
]


def fold(text):
    return ' '.join(html.unescape(str(text)).replace('\u00a0', ' ').split()).casefold()


def find_folder():
    for place in PLACES:
        if place and os.path.isdir(place):
            return place
    return None


def inspect(program, path):
    run = subprocess.run([program, 'inspect', path, '--no-auto', '--format', 'json'],
                         capture_output=True, text=True, check=False)
    if run.returncode != 0:
        raise ValueError(run.stderr.strip())
    return json.loads(run.stdout)


def expand(columns):
    span, _, step = columns.partition('/')
    first, _, last = span.partition('-')
    return list(range(int(first), int(last or first) + 1, int(step or 1)))


def count_options(options):
    counts = {}
    for option in options:
        counts[fold(option['label'])] = counts.get(fold(option['label']), 0) + option['count']
    return counts


def compare_counts(options, expected):
    counts = count_options(options)
    for label, people in expected.items():
        if people is not None and counts.get(fold(label), 0) != people:
            yield f'{label}: {counts.get(fold(label))} people, expected {people}'


def compare_question(found, columns, types, answered, options):
    question = found.get(tuple(expand(columns)))
    if question is None:
        yield 'is not one question'
        return
    if question['type'] not in types.split('/'):
        yield f'is {question["type"]}, expected {types} ({question["reason"]})'
    if answered is not None and question['answered'] != answered:
        yield f'{question["answered"]} answered, expected {answered}'
    yield from compare_counts(question['options'], options)


def compare_file(program, path, people, table):
    result = inspect(program, path)
    found = {tuple(q['columns']): q for q in result['questions']}
    if result['respondents'] != people:
        yield f'{result["respondents"]} respondents, expected {people}'
    for columns, types, answered, options in table:
        for fault in compare_question(found, columns, types, answered, options):
            yield f'columns {columns}: {fault}'


def compare_row(program, path, column, label, expected):
    for question in inspect(program, path)['questions']:
        if question['columns'][0] != column:
            continue
        for row in question.get('rows', []):
            if fold(row['label']) == fold(label):
                yield from compare_counts(row['options'], expected)
                return
    yield f'there is no row {label}'


# What the file calls q0007_0001 to _0011; only the questionnaire has the wordings.
MASCULINITY_ROWS = ['Ask a friend for professional advice', 'Ask a friend for personal advice',
                    'Express physical affection to male friends', 'Cry', 'Get in a physical fight',
                    'Have sexual relations with women', 'Have sexual relations with men',
                    'Watch sports of any kind', 'Work out', 'See a therapist',
                    'Feel lonely or isolated']


def name_rows(program, path, book):
    """A codebook of the file in which somebody wrote the wordings of one grid."""
    run = subprocess.run([program, 'codebook', '--no-auto', path], capture_output=True, text=True,
                         check=True)
    rows = list(csv.reader(run.stdout.splitlines(keepends=True)))
    item, header = rows[0].index('item'), rows[0].index('header')
    grid = [row for row in rows if row[header].startswith('q0007_')]
    for row, label in zip(grid, MASCULINITY_ROWS):
        row[item] = label
    with open(book, 'w', encoding='utf-8', newline='') as file:
        csv.writer(file).writerows(rows)


def compare_named(program, path):
    """Wordings by codebook; people without an answer apart from the answers, in each row too."""
    with tempfile.TemporaryDirectory() as folder:
        name_rows(program, path, f'{folder}/book.csv')
        run = subprocess.run([program, 'inspect', path, '-c', f'{folder}/book.csv', '--format', 'json'],
                             capture_output=True, text=True, check=True)
    grid = next(q for q in json.loads(run.stdout)['questions'] if q['columns'][0] == 12)
    rows = {row['label']: row for row in grid['rows']}
    if list(rows) != MASCULINITY_ROWS:
        yield f'rows {list(rows)}'
        return
    if (grid['answered'], grid['no_answer']) != (1611, 4):
        yield f'{grid["answered"]} answered, {grid["no_answer"]} gave no answer, expected 1611 and 4'
    if (rows['Cry']['answered'], rows['Cry']['no_answer']) != (1524, 91):
        yield f'Cry: {rows["Cry"]["answered"]} answered, {rows["Cry"]["no_answer"]} gave no answer'
    yield from compare_counts(rows['Cry']['options'], {'Rarely': 684, 'Sometimes': 525, 'Often': 65})


def report(number, name, faults):
    faults = list(faults)
    print(f'{"not ok" if faults else "ok"} {number} {name}')
    for fault in faults:
        print(f'# {fault}')
    return bool(faults)


def main():
    folder = find_folder()
    if folder is None:
        print('1..0 # SKIP no folder of shared data')
        return 0
    program = sys.argv[1]
    cases = [(name, compare_file(program, f'{folder}/{name}', *FILES[name])) for name in FILES]
    cases += [(f'{name} row {label}', compare_row(program, f'{folder}/{name}', column, label, points))
              for name, column, label, points in ROWS]
    cases.append(('masculinity-raw.csv with the wordings of its rows',
                  compare_named(program, f'{folder}/masculinity-raw.csv')))
    for name, expected in THREE_HEADER_ROWS.items():
        if inspect(program, f'{folder}/{name}')['header_rows'] == 3:
            cases.append((name, compare_file(program, f'{folder}/{name}', *expected)))
    print(f'1..{len(cases)}')
    return int(any([report(i + 1, name, faults) for i, (name, faults) in enumerate(cases)]))


if __name__ == '__main__':
    sys.exit(main())
