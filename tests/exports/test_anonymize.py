#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""surveystat anonymize: what it writes is read again with the same questions, bases and counts for
what stayed; what names people is not in it, and each column is listed with the reason.

usage: test_anonymize.py SURVEYSTAT
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests' / 'support'))
import tap  # noqa: E402

EXPORTS = ROOT / 'data' / 'exports'
SURVEYSTAT = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else None
LISTED = re.compile(r"^  column (\d+), '.*': (kept|blanked|replaced|coarsened), (.+)$", re.M)

# In each of these files it is a person's: e-mail, address of a computer, name, place.
PERSONAL = re.compile(r'^(e-?mail( ?address)?|ip.?address|ip|ipaddr|ip-adresse|name|first name|last name|'
                      r'recipient.*|.* des empfängers|.*latitude|.*longitude|breitengrad|'
                      r'längengrad|where may we write to you\?|contact_email)$', re.I)
# The last question of the invented survey.
COMMENT = 'Is there anything else you would like to say?'


def run(*arguments):
    return subprocess.run([SURVEYSTAT, *arguments], capture_output=True, text=True,
                          env={**os.environ, 'LC_ALL': 'C.UTF-8'}, check=False)


def inspect(path, *options):
    done = run('inspect', path, '--format', 'json', *options)
    if done.returncode != 0:
        raise AssertionError(f'exit {done.returncode}: {done.stderr}')
    return json.loads(done.stdout)


def anonymize(path, output, *options):
    """The list of (way, reason), one for each column."""
    done = run('anonymize', path, '-o', output, '--force', *options)
    if done.returncode != 0:
        raise AssertionError(f'exit {done.returncode}: {done.stderr}')
    found = sorted((int(number), way, reason) for number, way, reason in LISTED.findall(done.stdout))
    if [number for number, _, _ in found] != list(range(1, len(found) + 1)):
        raise AssertionError(f'not every column is listed once: {done.stdout}')
    return [(way, reason) for _, way, reason in found]


def read_cells(path, n_header_rows):
    data = Path(path).read_bytes()
    for encoding in ('utf-16' if data[:2] == b'\xff\xfe' else 'utf-8-sig', 'windows-1252'):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    head = text.split('\n', 1)[0]
    delimiter = max(',;\t', key=head.count)
    rows = list(csv.reader(io.StringIO(text, newline=''), delimiter=delimiter))
    return rows[:n_header_rows], [row for row in rows[n_header_rows:] if row]


def counts_of(options):
    return sorted((option['label'], option['count']) for option in options)


def shape(question):
    """Rows of a ranking by places come in the order in which they are met."""
    return {'id': question['id'], 'text': question['text'], 'type': question['type'],
            'answered': question['answered'], 'base': question['base_rule'],
            'columns': question['columns'], 'options': counts_of(question['options']),
            'rows': sorted((row['label'], row['answered'], counts_of(row['options']))
                           for row in question.get('rows', []))}


class ExportsTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def check_questions(self, before, after, ways):
        self.assertEqual(len(after['questions']), len(before['questions']))
        for old, new in zip(before['questions'], after['questions']):
            with self.subTest(question=old['text']):
                went = all(ways[column][0] == 'blanked' for column in old['columns'])
                if went:
                    self.assertEqual((new['columns'], new['answered']), (old['columns'], 0))
                elif not old['meta']:
                    self.assertEqual(shape(new), shape(old))

    def check_cells(self, source, output, n_header_rows, ways):
        """Nothing of a column that was blanked is left, wherever it stands."""
        head, old = read_cells(source, n_header_rows)
        new_head, new = read_cells(output, n_header_rows)
        self.assertEqual([[cell.strip() for cell in row] for row in new_head],
                         [[cell.strip() for cell in row] for row in head])
        self.assertLessEqual(len(new), len(old))
        gone = {cell.strip() for row in old for i, cell in enumerate(row) if ways[i][0] == 'blanked'}
        stays = {cell.strip() for row in old for i, cell in enumerate(row) if ways[i][0] != 'blanked'}
        left = {cell.strip() for row in new for cell in row}
        self.assertEqual(sorted(cell for cell in (gone - stays) & left if len(cell) > 3), [])
        text = output.read_text(encoding='utf-8')
        for word in ('example.org', '192.0.2.'):
            self.assertNotIn(word, text)
        return head

    def check_file(self, name, *options):
        source, output = EXPORTS / name, self.folder / 'open.csv'
        before = inspect(source)
        ways = anonymize(source, output)
        after = inspect(output, *options)
        self.assertEqual((after['exporter'], after['header_rows'], after['respondents']),
                         (before['exporter'], before['header_rows'], before['respondents']))
        self.check_questions(before, after, ways)
        head = self.check_cells(source, output, before['header_rows'], ways)
        for i, way in enumerate(ways):
            names = [row[i].strip() for row in head]
            if any(PERSONAL.match(cell) for cell in names) or COMMENT in names[-1:]:
                self.assertEqual(way[0], 'blanked', names)
        for question in before['questions']:
            for column in question['columns']:
                if question['personal']:
                    self.assertIn(ways[column][0], ('blanked', 'replaced'), question['text'])

    def test_dates_have_no_time(self):
        for name in ('surveymonkey-condensed.csv', 'qualtrics-text.csv', 'limesurvey-code.csv',
                     'google-forms.csv', 'kobo.csv', 'typeform.csv'):
            with self.subTest(file=name):
                output = self.folder / 'open.csv'
                ways = anonymize(EXPORTS / name, output)
                self.assertIn('coarsened', [way for way, _ in ways])
                _, rows = read_cells(output, 0)
                days = [row[i] for row in rows for i, way in enumerate(ways)
                        if way[0] == 'coarsened']
                self.assertEqual([day for day in days if re.search(r'\d\d?:\d\d', day)], [])
                self.assertGreaterEqual(sum(re.search(r'20\d\d', day) is not None for day in days), 60)


def add_file_test(name):
    options = ['--dictionary', EXPORTS / 'redcap-raw-dictionary.csv'] * (name == 'redcap-raw.csv')

    def test(self):
        self.check_file(name, *options)
    setattr(ExportsTest, 'test_' + re.sub(r'\W', '_', name[:-4]), test)


class ShapesTest(unittest.TestCase):
    """The same answers, whatever the file looks like."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def check_again(self, data, *options):
        source, output = self.folder / 'in.csv', self.folder / 'open.csv'
        source.write_bytes(data)
        before = inspect(source, *options)
        ways = anonymize(source, output, *options)
        after = inspect(output)
        self.assertEqual([shape(q) for q, way in zip(after['questions'], ways) if way[0] == 'kept'],
                         [shape(q) for q, way in zip(before['questions'], ways) if way[0] == 'kept'])
        self.assertEqual(after['respondents'], before['respondents'])
        return after['questions'], ways, output.read_text(encoding='utf-8')

    ROWS = [('Rôle', 'Stunden', 'Zufrieden?', 'E-Mail'),
            *[('Bibliothécaire' if i % 3 else 'Directeur', f'{i % 7},{i % 10}', str(i % 5 - 2),
               f'p{i}@example.org') for i in range(40)]]

    def write(self, delimiter):
        return ''.join(delimiter.join(row) + '\r\n' for row in self.ROWS)

    def check_rows(self, data, *options):
        questions, ways, text = self.check_again(data, *options)
        self.assertEqual([way for way, _ in ways], ['kept', 'kept', 'kept', 'blanked'])
        self.assertEqual(counts_of(questions[0]['options']),
                         [('Bibliothécaire', 26), ('Directeur', 14)])
        for question in questions[1:3]:
            self.assertEqual((question['type'], question['answered']), ('numeric', 40))
        numbers = sorted(tuple(line.split(',')[1:3]) for line in text.split('\n')[1:] if line)
        self.assertEqual(numbers, sorted((f'{hours:g}', satisfied) for hours, satisfied in
                                         ((float(row[1].replace(',', '.')), row[2])
                                          for row in self.ROWS[1:])))
        self.assertNotIn('example.org', text)

    def test_semicolons_and_decimal_commas(self):
        self.check_rows(self.write(';').encode('utf-8'))

    def test_windows_1252(self):
        self.check_rows(self.write(';').encode('windows-1252'))

    def test_named_encoding_and_delimiter(self):
        data = self.write(';').encode('mac-roman')
        self.check_rows(data, '--encoding', 'macroman', '--delimiter', ';')

    def test_utf_16_and_tabs(self):
        self.check_rows(self.write('\t').encode('utf-16'))

    def test_title_above_the_header(self):
        self.check_rows(b'Survey of the members\r\n\r\n' + self.write(';').encode('utf-8'))

    def test_skipped_lines(self):
        self.check_rows(b'a;b;c;d\r\n' + self.write(';').encode('utf-8'), '--skip', '1')

    def test_opened_with_the_wrong_delimiter(self):
        lines = ['Role,Hours,"Why, then?"', *[f'Librarian,{i % 7},"well, {i}"' for i in range(30)]]
        damaged = ''.join('"' + line.replace('"', '""') + '";;\r\n' for line in lines)
        _, ways, text = self.check_again(damaged.encode('utf-8'))
        self.assertEqual([way for way, _ in ways], ['kept', 'kept', 'blanked'])
        self.assertEqual(text.split('\n')[0], 'Role,Hours,"Why, then?"')

    def test_answers_that_look_like_formulas(self):
        """Harmless in a spreadsheet, and the same labels when read again."""
        labels = ['=Yes', '@home', '+ very good', "'quoted'", 'No']
        data = '+ Which?,B\n' + ''.join(f'{labels[i % 5]},x{i % 3}\n' for i in range(40))
        questions, _, text = self.check_again(data.encode('utf-8'))
        self.assertEqual(questions[0]['text'], '+ Which?')
        self.assertEqual(counts_of(questions[0]['options']), sorted((label, 8) for label in labels))
        self.assertEqual(text.split('\n')[0], "'+ Which?,B")
        for line in text.split('\n'):
            self.assertNotIn(line[:1], ('=', '+', '@', '-'))
        again = self.folder / 'again.csv'
        anonymize(self.folder / 'open.csv', again)
        self.assertEqual(again.read_text(encoding='utf-8'), text)

    def test_what_no_rule_knows_is_blank(self):
        data = ('Start time,Role,Remark\n' + ''.join(f'2024-03-{i % 9 + 1:02} 10:{i}:00,A{i % 2},'
                                                     f'my remark {i}\n' for i in range(10, 40))
                + 'ask Ann at 10:30,A1,no\n')
        _, ways, text = self.check_again(data.encode('utf-8'))
        self.assertEqual([way for way, _ in ways], ['coarsened', 'kept', 'blanked'])
        self.assertNotIn('Ann', text)
        self.assertNotIn('remark 1', text)


if __name__ == '__main__':
    for path in sorted(EXPORTS.glob('*.csv')):
        if not path.name.endswith('-dictionary.csv'):
            add_file_test(path.name)
    sys.argv[1:] = []
    tap.run_unittest()
