#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes data/exports/: one SYNTHETIC survey as two dozen exports of survey tools would hold it.

Nobody was asked. 60 invented people answer 8 invented questions; each function below writes these
answers in the shape of one tool: its header rows, technical columns, codes, joints and quotes. The
same bytes come out everywhere: the only source of chance is Random(SEED).random(), whose sequence
Python promises to keep; no clock, no network, no locale, no set order is involved.

usage: make-exports.py [FOLDER]       (default: exports beside this script)
"""
import csv
import io
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

SEED = 1968
N_PEOPLE = 60
GONE_EARLY = (9, 23, 38, 51)  # left after the question on satisfaction

# --- the questionnaire -------------------------------------------------------------------------

Q_MEMBER = 'Are you a member of the association?'
Q_CHANNELS = 'Which of these channels do you use? Select all that apply.'
Q_SATISFIED = 'How satisfied are you with the newsletter?'
Q_AGREE = 'How far do you agree with these statements?'
Q_RANK = 'Put these services in order, 1 for the one that matters most to you.'
Q_YEARS = 'How many years have you worked in the field?'
Q_REGION = 'In which region do you live?'
Q_COMMENT = 'Is there anything else you would like to say?'

MEMBER = ('Yes, as a person', 'Yes, as an institution', 'Not any more', 'Never was')
OTHER = 'Other (please specify)'
NONE = 'None of these'
CHANNELS = ('Email list', 'Website', 'Podcast', 'Local meetings, in person', OTHER, NONE)
SATISFIED = ('Very satisfied', 'Satisfied', 'Neither satisfied nor dissatisfied', 'Dissatisfied',
             'Very dissatisfied')
STATEMENTS = ('The fees are fair', 'My voice is heard', 'I would recommend it')
AGREE = ('Strongly agree', 'Agree', 'Neither agree nor disagree', 'Disagree', 'Strongly disagree')
SERVICES = ('Training', 'Events', 'Advocacy', 'Publications')
REGIONS = ('North', 'South', 'East', 'West', OTHER)

CHANNEL_TEXTS = ('Mastodon', 'A colleague tells me', 'Journal', 'Library display')
REGION_TEXTS = ('Abroad', 'I move a lot')
COMMENTS = (
    'Keep it up.',
    'More training in the evening, please.',
    'Fewer mails; they pile up',
    'The website is "slow" on a phone',
    'Thank you for asking',
    'I miss the regional groups, most of all in winter.',
    'Short surveys like this are fine',
    'Where can I read the results?',
    'Café talks were the best part',
    'Please publish\nthe accounts.',
    'I joined for the journal and stayed for the people',
    'Fees could follow income',
    'The podcast is my favourite',
    'A calendar of all events in one place would help',
    'Why is there no group for students?',
    'I never got an answer to my letter of last year',
    'Nothing to add',
    'Training on copyright, please',
    'Meet online more often',
    'The last meeting was too short for its programme',
    'Let members vote on the topics',
    'I would pay more for fewer trips',
    'Good work of the board',
    'I am new and feel welcome',
    'Archive the talks',
    'The form to join is far too long',
    'Please write in plain words',
    'More for small institutions',
    'Have you thought of a mentor scheme?',
    'See you in spring',
    'I read the mails on the train',
    'It was better ten years ago; it may be better again',
    'Translations would be kind',
    'What happened to the working group on data?',
    'Less paper',
    'I cannot find the minutes',
    'All fine',
)
FIRST = ('Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gil', 'Hana', 'Ida', 'Jon')
LAST = ('Example', 'Sample', 'Specimen', 'Muster', 'Test')


class Chance:
    """All chance of this program."""

    def __init__(self):
        self.random = random.Random(SEED).random

    def below(self, n):
        return int(self.random() * n)

    def pick(self, options, weights):
        at = self.random() * sum(weights)
        for option, weight in zip(options, weights):
            at -= weight
            if at < 0:
                return option
        return options[-1]


def shuffle(chance, items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = chance.below(i + 1)
        items[i], items[j] = items[j], items[i]
    return items


def choose_channels(chance):
    if chance.random() < 0.12:
        return [NONE]
    chosen = [c for c, p in zip(CHANNELS, (0.7, 0.6, 0.25, 0.35, 0.15)) if chance.random() < p]
    return chosen or ['Website']


def make_person(chance, i):
    start = datetime(2024, 3, 4, 8, 0) + timedelta(minutes=97 * i + chance.below(60))
    person = {
        'n': i + 1, 'start': start,
        'end': start + timedelta(seconds=180 + chance.below(600)),
        'ip': f'192.0.2.{i + 1}', 'first': FIRST[i % 10], 'last': LAST[i % 5],
        'email': f'person{i + 1}@example.org',
        'member': chance.pick(MEMBER, (50, 15, 20, 15)),
        'channels': choose_channels(chance),
        'satisfied': chance.pick(SATISFIED, (20, 35, 20, 15, 10)),
        'agree': [chance.pick(AGREE, w) for w in ((10, 30, 30, 20, 10), (15, 30, 20, 20, 15),
                                                  (30, 35, 15, 12, 8))],
        'order': shuffle(chance, SERVICES),
        'years': chance.below(38),
        'region': chance.pick(REGIONS, (30, 25, 20, 20, 5)),
        'comment': COMMENTS[i % len(COMMENTS)] if chance.random() < 0.4 else '',
        'is_partial': i in GONE_EARLY,
    }
    person['channel_text'] = CHANNEL_TEXTS[i % 4] if OTHER in person['channels'] else ''
    if person['is_partial']:
        person.update(agree=['', '', ''], order=[], years='', region='', comment='')
    person['region_text'] = REGION_TEXTS[i % 2] if person['region'] == OTHER else ''
    return person


def make_people():
    chance = Chance()
    return [make_person(chance, i) for i in range(N_PEOPLE)]


# --- pieces that several tools share -----------------------------------------------------------

def rank_of(person, service):
    return person['order'].index(service) + 1 if person['order'] else ''


def place(person, i):
    return person['order'][i] if person['order'] else ''


def ticks(person, yes=None, no=''):
    """One cell for each channel: the label, or @yes, where it is ticked."""
    return [(c if yes is None else yes) if c in person['channels'] else no for c in CHANNELS]


def rest(person):
    """Cells of the last three questions, the write-in beside its choice."""
    return [person['years'], person['region'], person['region_text'], person['comment']]


def render(rows, delimiter=',', end='\r\n', quoting=csv.QUOTE_MINIMAL):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue()


def us_time(time):
    return f'{time.month}/{time.day}/{time.year} {time:%H:%M:%S}'


# --- SurveyMonkey ------------------------------------------------------------------------------

SM_META = ('Respondent ID', 'Collector ID', 'Start Date', 'End Date', 'IP Address',
           'Email Address', 'First Name', 'Last Name', 'Custom Data 1')


def sm_meta(person):
    return [114200000000 + 7919 * person['n'], 425864554, f'{person["start"]:%m/%d/%Y %I:%M:%S %p}',
            f'{person["end"]:%m/%d/%Y %I:%M:%S %p}', person['ip'], person['email'], person['first'],
            person['last'], '']


def sm_header(blocks):
    """Two rows from (wording, items)."""
    top, below = list(SM_META), [''] * len(SM_META)
    for wording, items in blocks:
        top += [wording] + [''] * (len(items) - 1)
        below += items
    return top, below


def sm_condensed_rows(people):
    channels = list(CHANNELS[:4]) + [NONE, OTHER]  # the last column holds the text itself
    top, below = sm_header((
        (Q_MEMBER, ['Response']), (Q_CHANNELS, channels), (Q_SATISFIED, ['Response']),
        (Q_AGREE, list(STATEMENTS)), (Q_RANK, list(SERVICES)),
        (Q_YEARS, ['Open-Ended Response']), (Q_REGION, ['Response', OTHER]),
        (Q_COMMENT, ['Open-Ended Response'])))
    rows = [top, below]
    for p in people:
        cells = [c if c in p['channels'] else '' for c in channels[:5]] + [p['channel_text']]
        rows.append(sm_meta(p) + [p['member']] + cells + [p['satisfied']] + p['agree'] +
                    [rank_of(p, s) for s in SERVICES] + rest(p))
    return rows


def surveymonkey_condensed(people):
    return render(sm_condensed_rows(people))


def surveymonkey_pandas(people):
    """Read and written again by pandas: an index in front, names for blank headers."""
    rows = sm_condensed_rows(people)
    top = [''] + [name or f'Unnamed: {i}' for i, name in enumerate(rows[0])]
    return render([top] + [[i] + row for i, row in enumerate(rows[1:])], end='\n')


def surveymonkey_joined(people):
    """The form in one row: wording and option joined."""
    rows = sm_condensed_rows(people)
    header, wording = [], ''
    for top, below in zip(rows[0], rows[1]):
        wording = top or wording
        plain = below in ('', 'Response', 'Open-Ended Response')
        header.append(wording if plain else f'{wording} - {below}')
    return render([header] + rows[2:])


def one_hot(value, options, numeric):
    return [(i + 1 if numeric else o) if o == value else '' for i, o in enumerate(options)]


def sm_expanded_rows(people, numeric):
    points = [f'{s} - {a}' for s in STATEMENTS for a in AGREE]
    channels = list(CHANNELS[:4]) + [NONE, OTHER]
    top, below = sm_header((
        (Q_MEMBER, list(MEMBER)), (Q_CHANNELS, channels), (Q_SATISFIED, list(SATISFIED)),
        (Q_AGREE, points), (Q_RANK, list(SERVICES)), (Q_YEARS, ['Open-Ended Response']),
        (Q_REGION, list(REGIONS[:4]) + [OTHER]), (Q_COMMENT, ['Open-Ended Response'])))
    rows = [top, below]
    for p in people:
        ticked = [(i + 1 if numeric else c) if c in p['channels'] else ''
                  for i, c in enumerate(channels[:5])] + [p['channel_text']]
        grid = [cell for value in p['agree'] for cell in one_hot(value, AGREE, numeric)]
        rows.append(sm_meta(p) + one_hot(p['member'], MEMBER, numeric) + ticked +
                    one_hot(p['satisfied'], SATISFIED, numeric) + grid +
                    [rank_of(p, s) for s in SERVICES] + [p['years']] +
                    one_hot(p['region'], REGIONS[:4], numeric) + [p['region_text'], p['comment']])
    return rows


def surveymonkey_expanded(people):
    return '\ufeff' + render(sm_expanded_rows(people, False))


def surveymonkey_numeric(people):
    """Numbers for answers, and a row of codes on top."""
    rows = sm_expanded_rows(people, True)
    codes, n = [], 0
    for i, name in enumerate(rows[0]):
        n += i >= len(SM_META) and name != ''
        codes.append(f'q{n}' if i >= len(SM_META) and name else '')
    return render([codes] + rows)


# --- Qualtrics ---------------------------------------------------------------------------------

QX_META = (('StartDate', 'Start Date', 'startDate'), ('EndDate', 'End Date', 'endDate'),
           ('Status', 'Response Type', 'status'), ('IPAddress', 'IP Address', 'ipAddress'),
           ('Progress', 'Progress', 'progress'),
           ('Duration (in seconds)', 'Duration (in seconds)', 'duration'),
           ('Finished', 'Finished', 'finished'), ('RecordedDate', 'Recorded Date', 'recordedDate'),
           ('ResponseId', 'Response ID', '_recordId'),
           ('RecipientLastName', 'Recipient Last Name', 'recipientLastName'),
           ('RecipientFirstName', 'Recipient First Name', 'recipientFirstName'),
           ('RecipientEmail', 'Recipient Email', 'recipientEmail'),
           ('ExternalReference', 'External Data Reference', 'externalDataReference'),
           ('LocationLatitude', 'Location Latitude', 'locationLatitude'),
           ('LocationLongitude', 'Location Longitude', 'locationLongitude'),
           ('DistributionChannel', 'Distribution Channel', 'distributionChannel'),
           ('UserLanguage', 'User Language', 'userLanguage'))
QX_TIMES = ('First Click', 'Last Click', 'Page Submit', 'Click Count')
TRANSLATED = ('Anfangsdatum', 'Enddatum', 'Antworttyp', 'IP-Adresse', 'Fortschritt',
              'Dauer (in Sekunden)', 'Beendet', 'Aufgezeichnetes Datum', 'Antwort-ID',
              'Nachname des Empfängers', 'Vorname des Empfängers', 'E-Mail des Empfängers',
              'Externe Datenreferenz', 'Breitengrad', 'Längengrad', 'Verteilungskanal',
              'Benutzersprache')


def qx_meta(person, status, numeric):
    finished = not person['is_partial']
    token = ''.join('0123456789ABCDEFabcdef'[(person['n'] * k) % 22] for k in range(3, 18))
    return [f'{person["start"]:%Y-%m-%d %H:%M:%S}', f'{person["end"]:%Y-%m-%d %H:%M:%S}', status,
            person['ip'], 100 if finished else 45,
            int((person['end'] - person['start']).total_seconds()),
            int(finished) if numeric else str(finished), f'{person["end"]:%Y-%m-%d %H:%M:%S}',
            f'R_{token}{person["n"]:02d}', person['last'], person['first'], person['email'], '',
            f'{50 + person["n"] / 100:.4f}', f'{7 + person["n"] / 100:.4f}', 'anonymous', 'EN']


def qx_columns(split):
    columns = [(f'Q1_{t}', f'Timing - {t}', f'QID1_{t.upper().replace(" ", "_")}')
               for t in QX_TIMES]
    columns.append(('Q2', Q_MEMBER, 'QID2'))
    if split:
        columns += [(f'Q3_{i + 1}', f'{Q_CHANNELS} - Selected Choice - {c}', f'QID3_{i + 1}')
                    for i, c in enumerate(CHANNELS)]
    else:
        columns.append(('Q3', f'{Q_CHANNELS} - Selected Choice', 'QID3'))
    columns.append(('Q3_5_TEXT', f'{Q_CHANNELS} - {OTHER} - Text', 'QID3_5_TEXT'))
    columns += [(f'Q3_DO_{i + 1}', f'{Q_CHANNELS} - Display Order - {c}', f'QID3_DO_{i + 1}')
                for i, c in enumerate(CHANNELS)]
    columns.append(('Q4', Q_SATISFIED, 'QID4'))
    columns += [(f'Q5_{i + 1}', f'{Q_AGREE} - {s}', f'QID5_{i + 1}')
                for i, s in enumerate(STATEMENTS)]
    columns += [(f'Q6_{i + 1}', f'{Q_RANK} - {s}', f'QID6_{i + 1}')
                for i, s in enumerate(SERVICES)]
    columns += [('Q7', Q_YEARS, 'QID7_TEXT'), ('Q8', f'{Q_REGION} - Selected Choice', 'QID8'),
                ('Q8_5_TEXT', f'{Q_REGION} - {OTHER} - Text', 'QID8_5_TEXT'),
                ('Q9', Q_COMMENT, 'QID9_TEXT')]
    return columns


RECODED = {a: code for a, code in zip(AGREE, (1, 6, 2, 3, 4))}  # what recoding leaves behind


def qx_code(value, options):
    return options.index(value) + 1 if value else ''


def qx_row(person, status, split, numeric):
    times = [f'{1 + person["n"] / 7:.3f}', f'{5 + person["n"] / 3:.3f}',
             f'{9 + person["n"] / 2:.3f}', person['n'] % 9]
    chosen = [CHANNELS.index(c) + 1 if numeric else c for c in person['channels']]
    if split:
        channels = [(str(i + 1) if numeric else c) if c in person['channels'] else ''
                    for i, c in enumerate(CHANNELS)]
        channels = [('1' if numeric and c else c) for c in channels]
    else:
        channels = [','.join(str(c) for c in chosen)]
    member = qx_code(person['member'], MEMBER) if numeric else person['member']
    satisfied = qx_code(person['satisfied'], SATISFIED) if numeric else person['satisfied']
    agree = [RECODED.get(a, '') if numeric else a for a in person['agree']]
    region = qx_code(person['region'], REGIONS) if numeric else person['region']
    order = [1 + (i + person['n']) % 6 for i in range(6)]
    return (qx_meta(person, status, numeric) + times + [member] + channels +
            [person['channel_text']] + order + [satisfied] + agree +
            [rank_of(person, s) for s in SERVICES] +
            [person['years'], region, person['region_text'], person['comment']])


def qualtrics(people, split, numeric, translated=False):
    columns = list(QX_META) + qx_columns(split)
    texts = [c[1] for c in columns]
    if translated:
        texts[:len(TRANSLATED)] = TRANSLATED
    rows = [[c[0] for c in columns], texts, ['{"ImportId":"%s"}' % c[2] for c in columns]]
    for p in people[:2]:  # looked at by the authors, before it was sent out
        rows.append(qx_row(dict(p, comment='test'), 1 if numeric else 'Survey Preview', split,
                           numeric))
    for p in people:
        rows.append(qx_row(p, 0 if numeric else 'IP Address', split, numeric))
    return render(rows, end='\n')


def qualtrics_text(people):
    return qualtrics(people, split=True, numeric=False)


def qualtrics_joined(people):
    return qualtrics(people, split=False, numeric=False, translated=True)


def qualtrics_numeric(people):
    return qualtrics(people, split=True, numeric=True)


def qualtrics_legacy(people):
    meta = ('ResponseID', 'ResponseSet', 'Name', 'ExternalDataReference', 'EmailAddress',
            'IPAddress', 'Status', 'StartDate', 'EndDate', 'Finished')
    names = ([f'V{i + 1}' for i in range(10)] + ['Q1'] + [f'Q2_{i + 1}' for i in range(6)] +
             ['Q2_5_TEXT', 'Q3'] + [f'Q4_{i + 1}' for i in range(3)] +
             [f'Q5_{i + 1}' for i in range(4)] + ['Q6', 'Q7', 'Q7_5_TEXT', 'Q8'])
    texts = (list(meta) + [Q_MEMBER] + [f'{Q_CHANNELS}-{c}' for c in CHANNELS] +
             [f'{Q_CHANNELS}-{OTHER}-TEXT', Q_SATISFIED] + [f'{Q_AGREE}-{s}' for s in STATEMENTS] +
             [f'{Q_RANK}-{s}' for s in SERVICES] +
             [Q_YEARS, Q_REGION, f'{Q_REGION}-{OTHER}-TEXT', Q_COMMENT])
    rows = [names, texts]
    for p in people:
        rows.append([f'R_{p["n"]:02d}abcdef0123456', 'Default Response Set',
                     f'{p["last"]}, {p["first"]}', '', p['email'], p['ip'], 0,
                     f'{p["start"]:%Y-%m-%d %H:%M:%S}', f'{p["end"]:%Y-%m-%d %H:%M:%S}',
                     0 if p['is_partial'] else 1, p['member']] + ticks(p) +
                    [p['channel_text'], p['satisfied']] + p['agree'] +
                    [rank_of(p, s) for s in SERVICES] + rest(p))
    return render(rows, end='\n')


# --- forms -------------------------------------------------------------------------------------

def with_text(person):
    """Forms write the text of "Other" in the place of the option."""
    return [person['channel_text'] if c == OTHER else c for c in person['channels']]


def region_with_text(person):
    return person['region_text'] or person['region']


def google(people, joint, first):
    header = ([first, 'Email Address', Q_MEMBER, Q_CHANNELS, Q_SATISFIED] +
              [f'{Q_AGREE} [{s}]' for s in STATEMENTS] + [f'{Q_RANK} [{s}]' for s in SERVICES] +
              [Q_YEARS, Q_REGION, Q_COMMENT])
    rows = [header]
    for p in people:
        if first == 'Timestamp':
            time = us_time(p['end'])
        else:
            time = f'{p["end"]:%d.%m.%Y %H:%M:%S}'
        rows.append([time, p['email'], p['member'], joint.join(with_text(p)), p['satisfied']] +
                    p['agree'] + [rank_of(p, s) for s in SERVICES] +
                    [p['years'], region_with_text(p), p['comment']])
    return render(rows)


def google_forms(people):
    return google(people, ', ', 'Timestamp')


def google_forms_download(people):
    return google(people, ';', 'Zeitstempel')


def microsoft_forms(people):
    """Saved by a spreadsheet with ';' between the cells, in Windows-1252."""
    rows = [['ID', 'Start time', 'Completion time', 'Email', 'Name', Q_MEMBER, Q_CHANNELS,
             Q_SATISFIED, *STATEMENTS, Q_RANK, Q_YEARS, Q_REGION, Q_COMMENT]]
    for p in people:
        order = ''.join(f'{s};' for s in p['order'])
        rows.append([p['n'], us_time(p['start'])[:-3], us_time(p['end'])[:-3], 'anonymous', '',
                     p['member'], ''.join(f'{c};' for c in with_text(p)), p['satisfied'],
                     *p['agree'], order, p['years'], region_with_text(p), p['comment']])
    return render(rows, delimiter=';').encode('cp1252')


def typeform(people):
    header = (['#', Q_MEMBER] + [c for c in CHANNELS if c != OTHER] + ['Other', Q_SATISFIED] +
              list(STATEMENTS) + [Q_YEARS, Q_REGION, 'Other', Q_COMMENT, 'Start Date (UTC)',
                                  'Submit Date (UTC)', 'Network ID'])
    rows = [header]
    for p in people:
        token = f'{p["n"] * 2654435761 % 2 ** 64:016x}' * 2
        ticked = [c if c in p['channels'] else '' for c in CHANNELS if c != OTHER]
        region = '' if p['region'] == OTHER else p['region']
        rows.append([token, p['member']] + ticked + [p['channel_text'], p['satisfied']] +
                    p['agree'] + [p['years'], region, p['region_text'], p['comment'],
                                  f'{p["start"]:%Y-%m-%d %H:%M:%S}',
                                  f'{p["end"]:%Y-%m-%d %H:%M:%S}', f'{p["n"] * 40503:010x}'])
    return render(rows, end='\n')


def jotform(people):
    rows = [['Submission Date', Q_MEMBER, Q_CHANNELS, Q_SATISFIED] +
            [f'{Q_AGREE} >> {s}' for s in STATEMENTS] + [f'{Q_RANK} >> {s}' for s in SERVICES] +
            [Q_YEARS, Q_REGION, Q_COMMENT, 'Submission ID', 'IP', 'Last Update Date']]
    for p in people:
        rows.append([f'{p["end"]:%Y-%m-%d %H:%M:%S}', p['member'], '\n'.join(with_text(p)),
                     p['satisfied']] + p['agree'] + [rank_of(p, s) for s in SERVICES] +
                    [p['years'], region_with_text(p), p['comment'],
                     5850000000000000000 + 104729 * p['n'], p['ip'], ''])
    return render(rows)


def alchemer(people):
    header = (['Response ID', 'Time Started', 'Date Submitted', 'Status', 'Contact ID',
               'Legacy Comments', 'Comments', 'Language', 'Referer', 'SessionID', 'User Agent',
               'Longitude', 'Latitude', 'Country', 'City', 'State/Region', 'Postal', Q_MEMBER] +
              [f'{c}:{Q_CHANNELS}' for c in CHANNELS[:4]] +
              [f'{NONE}:{Q_CHANNELS}', f'Other - Write In:{Q_CHANNELS}', Q_SATISFIED] +
              [f'{s}:{Q_AGREE}' for s in STATEMENTS] + [f'{s}:{Q_RANK}' for s in SERVICES] +
              [Q_YEARS, Q_REGION, f'Other - Write In:{Q_REGION}', Q_COMMENT])
    rows = [header]
    for p in people:
        ticked = [c if c in p['channels'] else '' for c in list(CHANNELS[:4]) + [NONE]]
        region = 'Other - Write In' if p['region'] == OTHER else p['region']
        rows.append([p['n'], f'{p["start"]:%Y-%m-%d %H:%M:%S}', f'{p["end"]:%Y-%m-%d %H:%M:%S}',
                     'Partial' if p['is_partial'] else 'Complete', '', '', '', 'English', '',
                     f'{1709500000 + p["n"]}_65e5a1b2c3d4e', 'Mozilla/5.0', '7.1', '50.9',
                     'Germany', 'Sampleville', 'NW', '50667', p['member']] + ticked +
                    [p['channel_text'], p['satisfied']] + p['agree'] +
                    [rank_of(p, s) for s in SERVICES] +
                    [p['years'], region, p['region_text'], p['comment']])
    return render(rows)


# --- LimeSurvey --------------------------------------------------------------------------------

def ls_columns():
    """(code, wording) of each column after the technical ones."""
    columns = [('Q1', Q_MEMBER)]
    columns += [(f'Q2[SQ00{i + 1}]', f'{Q_CHANNELS} [{c}]')
                for i, c in enumerate(list(CHANNELS[:4]) + [NONE])]
    columns += [('Q2[other]', f'{Q_CHANNELS} [Other]'), ('Q3', Q_SATISFIED)]
    columns += [(f'Q4[SQ00{i + 1}]', f'{Q_AGREE} [{s}]') for i, s in enumerate(STATEMENTS)]
    columns += [(f'Q5[{i + 1}]', f'{Q_RANK} [Rank {i + 1}]') for i in range(4)]
    return columns + [('Q6', Q_YEARS), ('Q7', Q_REGION), ('Q7[other]', f'{Q_REGION} [Other]'),
                      ('Q8', Q_COMMENT)]


LS_META = (('id', 'Response ID'), ('submitdate', 'Date submitted'), ('lastpage', 'Last page'),
           ('startlanguage', 'Start language'), ('seed', 'Seed'), ('startdate', 'Date started'),
           ('datestamp', 'Date last action'), ('ipaddr', 'IP address'))
LS_TIMES = (('interviewtime', 'Total time'), ('groupTime12', 'Group time: About you'),
            ('Q1Time', 'Question time: Q1'))


def limesurvey(people, name, yes='Yes', delimiter=','):
    columns = list(LS_META) + ls_columns() + list(LS_TIMES)
    rows = [[name(*c) for c in columns]]
    for p in people:
        ticked = [yes if c in p['channels'] else '' for c in list(CHANNELS[:4]) + [NONE]]
        region = 'Other' if p['region'] == OTHER else p['region']
        seconds = (p['end'] - p['start']).total_seconds()
        rows.append([p['n'], '' if p['is_partial'] else f'{p["end"]:%Y-%m-%d %H:%M:%S}',
                     1 if p['is_partial'] else 2, 'en', 123456789 + 31 * p['n'],
                     f'{p["start"]:%Y-%m-%d %H:%M:%S}', f'{p["end"]:%Y-%m-%d %H:%M:%S}', p['ip'],
                     p['member']] + ticked + [p['channel_text'], p['satisfied']] + p['agree'] +
                    [place(p, i) for i in range(4)] +
                    [p['years'], region, p['region_text'], p['comment'], f'{seconds:.2f}',
                     f'{seconds / 3:.2f}', f'{seconds / 9:.2f}'])
    return '\ufeff' + render(rows, delimiter, quoting=csv.QUOTE_ALL) + '\r\n'


def limesurvey_code(people):
    return limesurvey(people, lambda code, text: code, yes='Y')


def limesurvey_text(people):
    return limesurvey(people, lambda code, text: text, delimiter=';')


def limesurvey_both(people):
    return limesurvey(people, lambda code, text: f'{code}. {text}')


# --- REDCap ------------------------------------------------------------------------------------

RC_FIELDS = (('member', Q_MEMBER, MEMBER), ('satisfied', Q_SATISFIED, SATISFIED))


def redcap_raw(people):
    header = (['record_id', 'redcap_survey_identifier', 'about_you_timestamp', 'member'] +
              [f'channels___{i + 1}' for i in range(6)] +
              ['channels_other', 'satisfied', 'about_you_complete'] +
              [f'agree_{i + 1}' for i in range(3)] + [f'rank_{i + 1}' for i in range(4)] +
              ['years', 'region', 'region_other', 'comment', 'contact', 'opinions_complete'])
    rows = [header]
    for p in people:
        region = REGIONS.index(p['region']) + 1 if p['region'] else ''
        contact = '' if p['is_partial'] else p['email']
        rows.append([p['n'], '', f'{p["end"]:%Y-%m-%d %H:%M:%S}', MEMBER.index(p['member']) + 1] +
                    ticks(p, 1, 0) + [p['channel_text'], SATISFIED.index(p['satisfied']) + 1, 2] +
                    [AGREE.index(a) + 1 if a else '' for a in p['agree']] +
                    [rank_of(p, s) for s in SERVICES] +
                    [p['years'], region, p['region_text'], p['comment'], contact,
                     0 if p['is_partial'] else 2])
    return render(rows, end='\n')


def redcap_dictionary(people):
    head = ['Variable / Field Name', 'Form Name', 'Section Header', 'Field Type', 'Field Label',
            'Choices, Calculations, OR Slider Labels', 'Field Note',
            'Text Validation Type OR Show Slider Number', 'Text Validation Min',
            'Text Validation Max', 'Identifier?', 'Branching Logic (Show field only if...)',
            'Required Field?', 'Custom Alignment', 'Question Number (surveys only)',
            'Matrix Group Name', 'Matrix Ranking?', 'Field Annotation']
    rows = [head]

    def choices(options):
        return ' | '.join(f'{i + 1}, {o}' for i, o in enumerate(options))

    def add(name, form, kind, label, options='', section='', check='', matrix='', ranking='',
            identifier=''):
        rows.append([name, form, section, kind, label, options, '', check, '', '', identifier, '',
                     '', '', '', matrix, ranking, ''])

    add('record_id', 'about_you', 'text', 'Record ID')
    add('member', 'about_you', 'radio', Q_MEMBER, choices(MEMBER))
    add('channels', 'about_you', 'checkbox', Q_CHANNELS, choices(CHANNELS))
    add('channels_other', 'about_you', 'text', 'Which other channels?')
    add('satisfied', 'about_you', 'dropdown', Q_SATISFIED, choices(SATISFIED))
    for i, s in enumerate(STATEMENTS):
        add(f'agree_{i + 1}', 'opinions', 'radio', s, choices(AGREE),
            section=Q_AGREE if i == 0 else '', matrix='agreement')
    for i, s in enumerate(SERVICES):
        add(f'rank_{i + 1}', 'opinions', 'radio', s, choices(('1', '2', '3', '4')),
            section=Q_RANK if i == 0 else '', matrix='ranking', ranking='y')
    add('years', 'opinions', 'text', Q_YEARS, check='integer')
    add('region', 'opinions', 'radio', Q_REGION, choices(REGIONS))
    add('region_other', 'opinions', 'text', 'Which other region?')
    add('comment', 'opinions', 'notes', Q_COMMENT)
    add('contact', 'opinions', 'text', 'Where may we write to you?', check='email', identifier='y')
    return render(rows, end='\n')


def redcap_labels(people):
    header = (['Record ID', 'Survey Identifier', 'Survey Timestamp', Q_MEMBER] +
              [f'{Q_CHANNELS} (choice={c})' for c in CHANNELS] +
              ['Which other channels?', Q_SATISFIED, 'Complete?'] + list(STATEMENTS) +
              list(SERVICES) + [Q_YEARS, Q_REGION, 'Which other region?', Q_COMMENT,
                                'Where may we write to you?', 'Complete?'])
    rows = [header]
    for p in people:
        rows.append([p['n'], '', f'{p["end"]:%Y-%m-%d %H:%M:%S}', p['member']] +
                    ticks(p, 'Checked', 'Unchecked') +
                    [p['channel_text'], p['satisfied'], 'Complete'] + p['agree'] +
                    [rank_of(p, s) for s in SERVICES] +
                    [p['years'], p['region'], p['region_text'], p['comment'],
                     '' if p['is_partial'] else p['email'],
                     'Incomplete' if p['is_partial'] else 'Complete'])
    return render(rows, end='\n')


# --- KoboToolbox and SurveyCTO -----------------------------------------------------------------

CODES = ('email_list', 'website', 'podcast', 'meetings', 'other', 'none')


def code_of(channel):
    return CODES[CHANNELS.index(channel)]


def kobo(people):
    """With labels, the group in the names, the joined cell and the split columns."""
    channels = f'about/{Q_CHANNELS}'
    header = (['start', 'end', 'today', 'deviceid', f'about/{Q_MEMBER}', channels] +
              [f'{channels}/{c}' for c in CHANNELS] +
              ['about/Which other channels?', f'about/{Q_SATISFIED}'] +
              [f'views/{s}' for s in STATEMENTS] + [f'order/{s}' for s in SERVICES] +
              [f'about/{Q_YEARS}', f'about/{Q_REGION}', 'about/Which other region?',
               f'about/{Q_COMMENT}', '_id', '_uuid', '_submission_time', '_validation_status',
               '_notes', '_status', '_submitted_by', '__version__', '_tags', '_index'])
    rows = [header]
    for p in people:
        rows.append([f'{p["start"]:%Y-%m-%dT%H:%M:%S.000+01:00}',
                     f'{p["end"]:%Y-%m-%dT%H:%M:%S.000+01:00}', f'{p["start"]:%Y-%m-%d}',
                     f'ee.kobotoolbox.org:{p["n"]:08d}', p['member'], ' '.join(p['channels'])] +
                    ticks(p, 1, 0) + [p['channel_text'], p['satisfied']] + p['agree'] +
                    [rank_of(p, s) for s in SERVICES] + rest(p) +
                    [301000000 + p['n'], f'{p["n"]:08x}-1111-4222-8333-{p["n"] * 7919:012x}',
                     f'{p["end"]:%Y-%m-%dT%H:%M:%S}', '', '', 'submitted_via_web', '',
                     'vAb3xYz9', '', p['n']])
    return '\ufeff' + render(rows, ';', quoting=csv.QUOTE_ALL)


def surveycto(people):
    """Names and codes; the split columns are "channels_website"."""
    header = (['SubmissionDate', 'starttime', 'endtime', 'deviceid', 'member', 'channels'] +
              [f'channels_{c}' for c in CODES] +
              ['channels_text', 'satisfied'] + [f'agree{i + 1}' for i in range(3)] +
              [f'rank_{s.lower()}' for s in SERVICES] +
              ['years', 'region', 'region_text', 'comment', 'instanceID', 'formdef_version', 'KEY'])
    rows = [header]
    for p in people:
        key = f'uuid:{p["n"]:08x}-aaaa-4bbb-8ccc-{p["n"] * 104729:012x}'
        rows.append([f'{p["end"]:%b %d, %Y %I:%M:%S %p}', f'{p["start"]:%b %d, %Y %I:%M:%S %p}',
                     f'{p["end"]:%b %d, %Y %I:%M:%S %p}', f'collect:{p["n"]:016x}', p['member'],
                     ' '.join(code_of(c) for c in p['channels'])] + ticks(p, 1, 0) +
                    [p['channel_text'], p['satisfied']] + p['agree'] +
                    [rank_of(p, s) for s in SERVICES] + rest(p) + [key, '2403010900', key])
    return render(rows, end='\n')


# --- SoSci Survey ------------------------------------------------------------------------------

def sosci(people, labels=False):
    names = (['CASE', 'SERIAL', 'REF', 'QUESTNNR', 'MODE', 'STARTED', 'AB01', 'AB02'] +
             [f'AB02_0{i + 1}' for i in range(6)] + ['AB02_05a', 'AB03'] +
             [f'AB04_0{i + 1}' for i in range(3)] + [f'AB05_0{i + 1}' for i in range(4)] +
             ['AB06_01', 'AB07', 'AB07_05', 'AB08_01', 'TIME001', 'TIME002', 'TIME_SUM', 'MAILSENT',
              'LASTDATA', 'FINISHED', 'Q_VIEWER', 'LASTPAGE', 'MAXPAGE', 'MISSING', 'MISSREL',
              'TIME_RSI', 'DEG_TIME'])
    texts = (['Interview-Nummer', 'Personenkennung', 'Referenz', 'Fragebogen', 'Interview-Modus',
              'Beginn', Q_MEMBER, f'{Q_CHANNELS}: Anzahl'] +
             [f'{Q_CHANNELS}: {c}' for c in CHANNELS] +
             [f'{Q_CHANNELS}: {OTHER} (offen)', Q_SATISFIED] + [f'{Q_AGREE}: {s}' for s in STATEMENTS] +
             [f'{Q_RANK}: {s}' for s in SERVICES] +
             [Q_YEARS, Q_REGION, f'{Q_REGION}: {OTHER}', Q_COMMENT] + ['Verweildauer'] * 3 +
             ['Versand', 'Letzte Antwort', 'Fertig', 'Nur angesehen', 'Letzte Seite', 'Weiteste Seite',
              'Fehlend', 'Fehlend gewichtet', 'Tempo', 'Maluspunkte'])
    rows = [names, texts] if labels else [names]

    def row(p, mode):
        gone = p['is_partial']
        region = REGIONS.index(p['region']) + 1 if p['region'] else ''
        seconds = int((p['end'] - p['start']).total_seconds())
        return ([100 + p['n'], '', '', 'base', mode, f'{p["start"]:%Y-%m-%d %H:%M:%S}',
                 MEMBER.index(p['member']) + 1, len(p['channels'])] + ticks(p, 2, 1) +
                [p['channel_text'], SATISFIED.index(p['satisfied']) + 1] +
                [AGREE.index(a) + 1 if a else '' for a in p['agree']] +
                [rank_of(p, s) for s in SERVICES] +
                [p['years'], region, p['region_text'], p['comment'], 41, '' if gone else 77, seconds,
                 '', f'{p["end"]:%Y-%m-%d %H:%M:%S}', 0 if gone else 1, 0, 1 if gone else 2,
                 1 if gone else 2, 60 if gone else 0, 55 if gone else 0, '1.0', 0])

    rows += [row(p, 'pretest') for p in people[:2]]
    rows += [row(p, 'interview') for p in people]
    return render(rows, '\t', quoting=csv.QUOTE_ALL)


def sosci_labels(people):
    return sosci(people, labels=True).encode('utf-16')


# --- public releases ---------------------------------------------------------------------------

def stack_overflow(people):
    rows = [['ResponseId', 'MainBranch', 'Channels', 'NewsletterSat', 'AgreeFees', 'AgreeVoice',
             'AgreeRecommend', 'RankTraining', 'RankEvents', 'RankAdvocacy', 'RankPublications',
             'YearsField', 'Region', 'Comment']]
    for p in people:
        cells = [p['member'], ';'.join(p['channels']), p['satisfied'], *p['agree'],
                 *[rank_of(p, s) for s in SERVICES], p['years'], p['region'],
                 p['comment'].replace('\n', ' ')]
        rows.append([p['n']] + ['NA' if c == '' else c for c in cells])
    return render(rows, end='\n')


def kaggle(people):
    names = (['Time from Start to Finish (seconds)', 'Q1'] +
             [f'Q2_Part_{i + 1}' for i in range(5)] + ['Q2_OTHER', 'Q3'] +
             [f'Q4_Part_{i + 1}' for i in range(3)] + [f'Q5_Part_{i + 1}' for i in range(4)] +
             ['Q6', 'Q7', 'Q7_OTHER_TEXT', 'Q8'])
    five = list(CHANNELS[:4]) + [NONE]
    texts = (['Duration (in seconds)', Q_MEMBER] +
             [f'{Q_CHANNELS} - Selected Choice - {c}' for c in five] +
             [f'{Q_CHANNELS} - Selected Choice - Other', Q_SATISFIED] +
             [f'{Q_AGREE} - {s}' for s in STATEMENTS] + [f'{Q_RANK} - {s}' for s in SERVICES] +
             [Q_YEARS, f'{Q_REGION} - Selected Choice', f'{Q_REGION} - Other - Text', Q_COMMENT])
    rows = [names, texts]
    for p in people:
        ticked = [c if c in p['channels'] else '' for c in five]
        ticked.append('Other' if OTHER in p['channels'] else '')
        rows.append([int((p['end'] - p['start']).total_seconds()), p['member']] + ticked +
                    [p['satisfied']] + p['agree'] + [rank_of(p, s) for s in SERVICES] +
                    [p['years'], p['region'], p['n'] if p['region_text'] else -1, p['comment']])
    return render(rows, end='\n')


def plain(people):
    rows = [[Q_MEMBER] + [f'{Q_CHANNELS} - {c}' for c in CHANNELS] + [Q_SATISFIED] +
            [f'{Q_AGREE}: {s}' for s in STATEMENTS] + [f'{Q_RANK}: {s}' for s in SERVICES] +
            [Q_YEARS, Q_REGION, Q_COMMENT]]
    for p in people:
        rows.append([p['member']] + ticks(p, 'x') + [p['satisfied']] + p['agree'] +
                    [rank_of(p, s) for s in SERVICES] + [p['years'], p['region'], p['comment']])
    return render(rows, end='\n')


FILES = {
    'alchemer.csv': alchemer, 'google-forms.csv': google_forms,
    'google-forms-download.csv': google_forms_download, 'jotform.csv': jotform,
    'kaggle.csv': kaggle, 'kobo.csv': kobo, 'limesurvey-both.csv': limesurvey_both,
    'limesurvey-code.csv': limesurvey_code, 'limesurvey-text.csv': limesurvey_text,
    'microsoft-forms.csv': microsoft_forms, 'plain.csv': plain,
    'qualtrics-joined.csv': qualtrics_joined, 'qualtrics-legacy.csv': qualtrics_legacy,
    'qualtrics-numeric.csv': qualtrics_numeric, 'qualtrics-text.csv': qualtrics_text,
    'redcap-labels.csv': redcap_labels, 'redcap-raw-dictionary.csv': redcap_dictionary,
    'redcap-raw.csv': redcap_raw, 'sosci-labels.csv': sosci_labels, 'sosci.csv': sosci,
    'stack-overflow.csv': stack_overflow, 'surveycto.csv': surveycto,
    'surveymonkey-condensed.csv': surveymonkey_condensed,
    'surveymonkey-expanded.csv': surveymonkey_expanded,
    'surveymonkey-joined.csv': surveymonkey_joined,
    'surveymonkey-numeric.csv': surveymonkey_numeric,
    'surveymonkey-pandas.csv': surveymonkey_pandas, 'typeform.csv': typeform,
}


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).resolve().parent / 'exports')
    people = make_people()

    folder.mkdir(parents=True, exist_ok=True)
    for name, write in FILES.items():
        text = write(people)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode('utf-8'))


if __name__ == '__main__':
    main()
