#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""data/exports/: one invented survey in the shape of all survey tools. surveystat must find the tool,
the header rows, and the same questions, types, bases and counts in all of them.

What a format does not hold is listed with its file, with the reason; everything else must be equal.

usage: test_exports.py SURVEYSTAT
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'support'))
import tap  # noqa: E402

EXPORTS = ROOT / 'data' / 'exports'
SHARED = ROOT.parent / 'shared' / 'data'
SURVEYSTAT = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None

# --- what a careful person counts (test_truth counts it once more) ---------------------------------

AGREE = ('Strongly agree', 'Agree', 'Neither agree nor disagree', 'Disagree', 'Strongly disagree')
TRUTH = {
    'member': ('Are you a member of the association?', 'single', 60,
               {'Yes, as a person': 31, 'Yes, as an institution': 12, 'Not any more': 11,
                'Never was': 6}),
    'channels': ('Which of these channels do you use? Select all that apply.', 'multi', 60,
                 {'Email list': 37, 'Website': 34, 'Podcast': 16, 'Local meetings, in person': 21,
                  'Other': 6, 'None of these': 6}),
    'satisfied': ('How satisfied are you with the newsletter?', 'likert', 60,
                  {'Very satisfied': 8, 'Satisfied': 18, 'Neither satisfied nor dissatisfied': 20,
                   'Dissatisfied': 6, 'Very dissatisfied': 8}),
    'agree': ('How far do you agree with these statements?', 'grid', 56,
              {'The fees are fair': dict(zip(AGREE, (6, 17, 18, 12, 3))),
               'My voice is heard': dict(zip(AGREE, (9, 18, 11, 7, 11))),
               'I would recommend it': dict(zip(AGREE, (18, 24, 6, 5, 3)))}),
    'rank': ('Put these services in order, 1 for the one that matters most to you.', 'rank', 56,
             {'Training': dict(zip('1234', (16, 19, 12, 9))),
              'Events': dict(zip('1234', (14, 13, 10, 19))),
              'Advocacy': dict(zip('1234', (11, 16, 12, 17))),
              'Publications': dict(zip('1234', (15, 8, 22, 11)))}),
    'years': ('How many years have you worked in the field?', 'numeric', 56, None),
    'region': ('In which region do you live?', 'single', 56,
               {'North': 17, 'South': 11, 'East': 10, 'West': 16, 'Other': 2}),
    'comment': ('Is there anything else you would like to say?', 'text', 19, None),
}
ORDER = list(TRUTH)

# --- what each format does not hold ----------------------------------------------------------------

NO_WORDING = 'the export has names of variables, no wordings'
NO_GRID = 'nothing in the header says that the rows belong together: each is a question of its own'
CODES = 'the export has numbers and no labels'
TEXT_FOR_OTHER = 'the text of "Other" stands in the place of the option'
NO_WRITE_IN = 'the text beside "Other" is a question of its own'
ONE_CELL = 'the whole ranking stands in one cell'
NOT_ASKED = 'the tool has no such question'


@dataclass
class File:
    exporter: str
    header_rows: int
    losses: dict = field(default_factory=dict)  # question, or 'all' -> reason
    n_texts: int = 0  # questions that hold only the texts beside "Other"


FILES = {
    'plain.csv': File('plain', 1),
    'surveymonkey-condensed.csv': File('surveymonkey', 2),
    'surveymonkey-pandas.csv': File('surveymonkey', 2),
    'surveymonkey-joined.csv': File('surveymonkey', 1),
    'surveymonkey-expanded.csv': File('surveymonkey', 2),
    'surveymonkey-numeric.csv': File('surveymonkey', 3),
    'qualtrics-text.csv': File('qualtrics', 3),
    'qualtrics-joined.csv': File('qualtrics', 3),
    'qualtrics-legacy.csv': File('qualtrics', 2),
    'qualtrics-numeric.csv': File('qualtrics', 3, {q: CODES for q in
                                                   ('member', 'satisfied', 'agree', 'region')}),
    'google-forms.csv': File('google-forms', 1, {'channels': TEXT_FOR_OTHER,
                                                 'region': TEXT_FOR_OTHER}),
    'google-forms-download.csv': File('google-forms', 1, {'channels': TEXT_FOR_OTHER,
                                                          'region': TEXT_FOR_OTHER}),
    'jotform.csv': File('jotform', 1, {'channels': TEXT_FOR_OTHER, 'region': TEXT_FOR_OTHER}),
    'microsoft-forms.csv': File('microsoft-forms', 1,
                                {'channels': TEXT_FOR_OTHER, 'region': TEXT_FOR_OTHER,
                                 'agree': NO_GRID, 'rank': ONE_CELL}),
    'limesurvey-text.csv': File('limesurvey', 1),
    'limesurvey-both.csv': File('limesurvey', 1),
    'limesurvey-code.csv': File('limesurvey', 1, {'all': NO_WORDING}),
    'redcap-raw.csv': File('redcap', 1, n_texts=2),
    'redcap-labels.csv': File('redcap', 1, {'agree': NO_GRID, 'rank': NO_GRID}, n_texts=2),
    'kobo.csv': File('kobo', 1, {'agree': NO_GRID, 'rank': NO_GRID}, n_texts=2),
    'surveycto.csv': File('kobo', 1, {'all': NO_WORDING, 'agree': NO_GRID, 'rank': NO_GRID},
                          n_texts=2),
    'alchemer.csv': File('alchemer', 1),
    'typeform.csv': File('typeform', 1, {'all': NO_WORDING, 'agree': NO_GRID, 'rank': NOT_ASKED}),
    'sosci.csv': File('sosci', 1, {'all': NO_WORDING, 'member': CODES, 'satisfied': CODES,
                                   'agree': CODES, 'region': CODES}),
    'sosci-labels.csv': File('sosci', 2, {'member': CODES, 'satisfied': CODES, 'agree': CODES,
                                          'region': CODES}),
    'stack-overflow.csv': File('stack-overflow', 1, {'all': NO_WORDING, 'agree': NO_GRID,
                                                     'rank': NO_GRID}),
    'kaggle.csv': File('kaggle', 2),
}
NOT_RESPONSES = {'redcap-raw-dictionary.csv'}

# Columns that name people must be technical and personal in every file that has them.
PERSONAL = ('example.org', '192.0.2.')


def inspect(path, *options):
    run = subprocess.run([SURVEYSTAT, 'inspect', path, '--format', 'json', *options],
                         capture_output=True, text=True,
                         env={**os.environ, 'LC_ALL': 'C.UTF-8'}, check=False)
    if run.returncode != 0:
        raise AssertionError(f'exit {run.returncode}: {run.stderr}')
    return json.loads(run.stdout)


def fold(label):
    """The words for "Other" differ between tools."""
    return 'Other' if label.lower().startswith('other') else label


def counts_of(options):
    return {fold(o['label']): o['count'] for o in options if o['count'] > 0}


class ExportsTest(unittest.TestCase):
    def check_options(self, options, counts, reason):
        got = counts_of(options)
        if reason == CODES:
            self.assertEqual(sorted(got.values()), sorted(counts.values()))
        elif reason == TEXT_FOR_OTHER:
            known = {label: n for label, n in counts.items() if label != 'Other'}
            self.assertEqual({label: got.get(label) for label in known}, known)
        else:
            self.assertEqual(got, counts)

    def check_rows(self, rows, truth, reason, has_labels):
        self.assertEqual(len(rows), len(truth))
        by_counts = sorted(sorted(counts_of(r['options']).values()) for r in rows)
        self.assertEqual(by_counts, sorted(sorted(c.values()) for c in truth.values()))
        if has_labels:
            self.assertEqual({r['label'] for r in rows}, set(truth))
            for row in rows:
                self.check_options(row['options'], truth[row['label']], reason)

    def check_question(self, question, name, reason, has_wording):
        text, kind, base, counts = TRUTH[name]
        kinds = {'single', 'likert'} if reason == CODES and kind in ('single', 'likert') else {kind}

        self.assertIn(question['type'], kinds)
        self.assertEqual(question['answered'], base)
        if has_wording:
            self.assertEqual(question['text'], text)
        if kind in ('grid', 'rank'):
            self.check_rows(question['rows'], counts, reason, has_wording)
        elif counts is not None and not has_wording and kind == 'multi':
            self.assertEqual(sorted(counts_of(question['options']).values()),
                             sorted(counts.values()))
        elif counts is not None:
            self.check_options(question['options'], counts, reason)

    def check_split(self, questions, name):
        """Rows that stand alone: each has the counts of its row."""
        truth = TRUTH[name][3]
        for question, counts in zip(questions, truth.values()):
            self.assertEqual(question['type'], 'likert')
            self.assertEqual(question['answered'], TRUTH[name][2])
            self.assertEqual(counts_of(question['options']), counts)

    def check_all(self, questions, file):
        has_wording = 'all' not in file.losses
        for name in ORDER:
            reason = file.losses.get(name)
            if reason == NOT_ASKED:
                continue
            if reason == NO_GRID:
                n_rows = len(TRUTH[name][3])
                self.check_split(questions[:n_rows], name)
                del questions[:n_rows]
                continue
            question = questions.pop(0)
            if reason != ONE_CELL:
                with self.subTest(question=name):
                    self.check_question(question, name, reason, has_wording)
        self.assertEqual([q['text'] for q in questions], [])

    def check_file(self, name, *options):
        file, got = FILES[name], inspect(EXPORTS / name, *options)
        self.assertEqual((got['exporter'], got['header_rows'], got['respondents']),
                         (file.exporter, file.header_rows, 60))
        questions = [q for q in got['questions'] if not q['meta']]
        texts = [q for q in questions if q['answered'] in (2, 6)]
        self.assertEqual(len(texts), file.n_texts, NO_WRITE_IN)
        self.check_all([q for q in questions if q not in texts], file)
        return got

    def check_columns(self, got):
        """Every column belongs to one question; what names people is technical."""
        columns = sorted(c for q in got['questions'] for c in q['columns'])
        self.assertEqual(columns, list(range(len(columns))))

    def test_records_that_are_no_responses(self):
        for name in FILES:
            with self.subTest(file=name):
                left_out = [f for f in inspect(EXPORTS / name)['findings']
                            if f['code'] == 'left-out']
                has_tests = name.startswith('sosci') or (name.startswith('qualtrics') and
                                                         name != 'qualtrics-legacy.csv')
                self.assertEqual(len(left_out), 1 if has_tests else 0)
                for finding in left_out:
                    self.assertEqual(finding['n'], 2)

    def test_personal_columns_are_technical(self):
        for name in FILES:
            got = inspect(EXPORTS / name)
            text = (EXPORTS / name).read_bytes()
            encoding = 'utf-16' if name == 'sosci-labels.csv' else 'utf-8-sig'
            rows = list(csv.reader(text.decode(encoding, 'replace').splitlines(keepends=True),
                                   delimiter=got['delimiter']))
            opinions = {c for q in got['questions'] if not q['meta'] for c in q['columns']}
            found = {i for row in rows[3:] for i, cell in enumerate(row)
                     if any(word in cell for word in PERSONAL)}
            with self.subTest(file=name):
                self.assertEqual(found & opinions, set())

    def test_every_file_is_listed(self):
        self.assertEqual({p.name for p in EXPORTS.glob('*.csv')}, set(FILES) | NOT_RESPONSES)

    def test_generator_writes_the_same_bytes(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, ROOT / 'data' / 'make-exports.py', folder], check=True)
            for path in sorted(EXPORTS.glob('*.csv')):
                with self.subTest(file=path.name):
                    self.assertEqual((Path(folder) / path.name).read_bytes(), path.read_bytes())

    def test_truth(self):
        """The counts above, from the plain file, without surveystat."""
        with open(EXPORTS / 'plain.csv', encoding='utf-8', newline='') as file:
            header, *rows = csv.reader(file)
        for name in ORDER:
            text, _, base, counts = TRUTH[name]
            columns = [i for i, h in enumerate(header) if h.startswith(text)]
            answered = sum(any(row[i] for i in columns) for row in rows)
            self.assertEqual(answered, base, name)
            for i in columns if counts else ():
                cells = [fold(row[i]) for row in rows if row[i]]
                item = fold(header[i][len(text) + 2:].strip())
                got = len(cells) if name == 'channels' else {c: cells.count(c) for c in set(cells)}
                self.assertEqual(got, counts[item] if item else counts, header[i])

    def test_dictionary_by_name_is_the_one_beside(self):
        raw = EXPORTS / 'redcap-raw.csv'
        named = inspect(raw, '--no-auto', '--dictionary', EXPORTS / 'redcap-raw-dictionary.csv')
        self.assertEqual(named['questions'], inspect(raw)['questions'])
        bare = inspect(raw, '--no-auto')
        self.assertIn('member', [q['text'] for q in bare['questions']])

    def test_dictionary_is_no_file_of_records(self):
        run = subprocess.run([SURVEYSTAT, 'inspect', EXPORTS / 'redcap-raw-dictionary.csv'],
                             capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 1)
        self.assertIn('data dictionary of a REDCap project', run.stderr)


def add_file_test(name):
    def test(self):
        self.check_columns(self.check_file(name))

    setattr(ExportsTest, f'test_{name.replace("-", "_").replace(".csv", "")}', test)


for file_name in FILES:
    add_file_test(file_name)


# --- files of the real world ---------------------------------------------------------------------

REAL = {
    'starwars.csv': ('surveymonkey', 2), 'region-midwest.csv': ('surveymonkey', 2),
    'cncf-cloudnative-2019.csv': ('surveymonkey', 2), 'ospo-2023.csv': ('surveymonkey', 3),
    'thanksgiving-2015.csv': ('surveymonkey', 1), 'food-world-cup.csv': ('surveymonkey', 1),
    'comma-survey.csv': ('surveymonkey', 1), 'jupyter-2020.csv': ('surveymonkey', 1),
    'masculinity-raw.csv': ('surveymonkey', 1), 'dask-2019.csv': ('google-forms', 1),
    'dask-2020.csv': ('google-forms', 1), 'jupyter-2016-edu.csv': ('google-forms', 1),
    'qualtrics-pkg-sample.csv': ('qualtrics', 3), 'redcap-checkboxes.csv': ('redcap', 1),
}
REFUSED = {'cncf-strimzi-2020-summary.csv': 'summary of answers',
           'masculinity-published.csv': 'table of percentages',
           'redcap-checkboxes-dictionary.csv': 'data dictionary'}


@unittest.skipUnless(SHARED.is_dir(), 'the folder of real files is not here')
class RealFilesTest(unittest.TestCase):
    def test_exporter_and_header_rows(self):
        for name, expected in REAL.items():
            with self.subTest(file=name):
                got = inspect(SHARED / name)
                self.assertEqual((got['exporter'], got['header_rows']), expected)

    def test_files_without_responses(self):
        for name, words in REFUSED.items():
            with self.subTest(file=name):
                run = subprocess.run([SURVEYSTAT, 'inspect', SHARED / name], capture_output=True,
                                     text=True, check=False)
                self.assertEqual(run.returncode, 1)
                self.assertIn(words, run.stderr)

    def test_redcap_dictionary_and_untouched_record(self):
        questions = {q['text']: q for q in inspect(SHARED / 'redcap-checkboxes.csv')['questions']}
        one = questions['check one']
        self.assertEqual((one['type'], one['answered']), ('multi', 3))
        self.assertEqual(counts_of(one['options']), {'one': 2, 'two': 1, 'three': 1, 'four': 1})


if __name__ == '__main__':
    sys.argv[1:] = []
    tap.run_unittest()
