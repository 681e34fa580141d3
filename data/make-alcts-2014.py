#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes data/alcts-2014.csv: a SYNTHETIC survey of 850 people, shaped as SurveyMonkey exports it.

Nobody was asked. The totals are fixed in the tables below (README.md says which of them were
published, calculated or invented); chance only decides which invented person gets which answer.
The same bytes come out everywhere: the only source of chance is Random(SEED).random(), whose
sequence Python promises to keep; no clock, no network, no locale, no set order is involved.

usage: make-alcts-2014.py [OUT.csv]       (default: alcts-2014.csv beside this script)
"""
import random
import sys
from datetime import datetime, timedelta
from pathlib import Path

SEED = 2014
FORCED = 1e6  # a weight so high that the person is taken first and keeps the option

# --- the totals: (member, non-member, student) -------------------------------------------------

SEGMENTS = ('Member', 'Not a member, but working in the profession', 'MLIS student')
MEMBER, NON_MEMBER, STUDENT = SEGMENTS
PEOPLE = (365, 325, 160)
ANY_USE = (331, 294, 153)
ANY_FOLLOW = (118, 44, 27)

USE = {
    'Facebook': (299, 268, 124),
    'Twitter': (150, 125, 94),
    'LinkedIn': (161, 134, 84),
    'Google+': (84, 72, 40),
    'YouTube': (91, 84, 52),
    'Pinterest': (118, 114, 62),
    'Tumblr': (47, 52, 59),
    'Instagram': (66, 71, 60),
    'Flickr': (62, 42, 17),
}
FOLLOW = {  # no account on Pinterest, Tumblr and Instagram: no such option
    'Facebook': (62, 24, 13),
    'Twitter': (68, 22, 17),
    'LinkedIn': (16, 4, 3),
    'Google+': (5, 1, 1),
    'YouTube': (19, 6, 3),
    'Flickr': (8, 1, 0),
}
FREQUENCIES = ('Daily', 'Weekly', 'Less often')
FREQUENCY_SHARES = {  # per cent of the users of the platform
    'Facebook': (63, 22, 14),
    'Twitter': (46, 21, 32),
    'LinkedIn': (13, 34, 52),
    'Google+': (12, 26, 62),
    'YouTube': (30, 40, 30),
    'Pinterest': (23, 30, 45),
    'Tumblr': (35, 26, 39),
    'Instagram': (57, 20, 22),
    'Flickr': (6, 22, 72),
}

ROLES = ('Librarian', 'Library staff', 'Student', 'Other (please specify)')
OTHER = ROLES[3]
ROLE_COUNTS = ((296, 49, 0, 20), (209, 96, 0, 20), (0, 22, 138, 0))
YEARS = ('Less than 1 year', '1-4 years', '5-9 years', '10-19 years', '20 years or more')
YEAR_COUNTS = ((8, 70, 84, 113, 90), (14, 83, 84, 90, 54), (104, 48, 8, 0, 0))
LIBRARIES = ('Academic', 'Public', 'School', 'Special or government', 'Vendor, consortium or other',
             'Not working in a library')
LIBRARY_COUNTS = ((243, 64, 6, 31, 16, 5), (152, 108, 16, 30, 13, 6), (52, 39, 7, 10, 4, 48))
CHANNELS = ('Email list', 'Facebook group', 'Twitter', 'Tumblr', 'A colleague or other')
CHANNEL_COUNTS = ((245, 50, 34, 10, 26), (190, 60, 34, 16, 25), (60, 38, 28, 24, 10))
CHANNEL_PLATFORM = {'Facebook group': 'Facebook', 'Twitter': 'Twitter', 'Tumblr': 'Tumblr'}

CONTENT_ANSWERED = 640
CONTENT = {
    'Current trends in the field': 538,
    'Continuing education': 493,
    'Networking with peers': 422,
    'Research and scholarship news': 410,
    'Job ads': 390,
    'Fun content': 352,
    'Association news': 339,
    'Live event coverage': 333,
    'Special themes': 256,
    'Photos': 198,
}
CONTENT_NONE = 9

BARRIERS_ANSWERED = 612  # of the 661 who follow nothing
BARRIER_OTHER = 34  # of these, wrote something in
BARRIERS = {
    'I did not know that ALCTS has accounts': 231,
    'There are too many accounts to keep track of': 118,
    'I prefer email lists': 287,
    'I keep social media for my personal life': 176,
    'The posts are not relevant to my work': 69,
    'The accounts look inactive': 74,
    'My employer blocks access': 41,
}

AGREEMENT = ('Strongly agree', 'Agree', 'Neither agree nor disagree', 'Disagree',
             'Strongly disagree')
STATEMENTS = {  # weights of the five answers, before the person's own leaning
    'Social media matter for my professional life': (19, 38, 22, 14, 7),
    'ALCTS should be where its members already are': (31, 43, 20, 4, 2),
    'One account on each medium would be enough': (27, 36, 26, 9, 2),
    'I would rather get news from an email list': (22, 33, 21, 17, 7),
    'Social media make it easier to take part without travelling': (16, 37, 29, 13, 5),
}
AGAINST_THE_GRAIN = 'I would rather get news from an email list'
GONE_EARLY = 26  # left after the question on following

# --- the wording -------------------------------------------------------------------------------

META = ('Respondent ID', 'Collector ID', 'Start Date', 'End Date', 'IP Address', 'Email Address',
        'First Name', 'Last Name', 'Custom Data 1')
Q_MEMBER = 'Are you a member of ALCTS?'
Q_ROLE = 'What is your role?'
Q_YEARS = 'How many years have you worked in the profession?'
Q_LIBRARY = 'What type of library do you work in?'
Q_CHANNEL = 'How did you hear about this survey?'
Q_USE = 'Which of these do you use?'
Q_FREQUENCY = 'How often do you use them?'
Q_FOLLOW = 'On which do you follow any account of ALCTS?'
Q_CONTENT = 'Which kinds of content from an association do you value?'
Q_BARRIERS = 'What has kept you from following ALCTS?'
Q_AGREEMENT = 'How far do you agree with these statements?'
Q_COMFORT = 'How comfortable are you with social media, from 1 (not at all) to 5 (very)?'
Q_COMMENT = 'Is there anything else you would like to say?'
USE_NONE = 'I use none of these'
FOLLOW_NONE = 'I follow none of them'
CONTENT_NONE_LABEL = 'None of these'

ROLE_WRITE_INS = ('Archivist', 'Consultant', 'Retired', 'Library school faculty', 'Vendor trainer',
                  'Systems analyst', 'Library director', 'Book conservator', 'Metadata developer',
                  'Between jobs', 'Museum registrar', 'Freelance indexer', 'Dean',
                  'Publisher, sales', 'IT support')
BARRIER_WRITE_INS = ('No time', 'Too much noise on social media', 'Just never thought of it',
                     'I read the website instead', 'Privacy', 'I follow people, not organizations',
                     'I only joined last month', 'My feed is full already', 'I get the newsletter',
                     'A colleague forwards what matters', 'Slow connection at work',
                     'I could not find the accounts', 'Not sure which division is mine')

# (who may say it, what): all invented for this file. The odd ones are wanted: commas, quotes, line
# ends, accents, and beginnings that a spreadsheet would take for a formula.
COMMENTS = (
    ('any', 'Please keep it short.'),
    ('any', 'One good account beats six quiet ones.'),
    ('unreached', 'I never know which account is the official one, so I end up following none.'),
    ('any', 'Handles should look alike. I cannot guess them.'),
    ('any', 'Post the slides, not only the photos.'),
    ('any', 'More on e-resources, please, and less on conference logistics.'),
    ('any', 'Tell us what changed in the rules, in one line, with a link.'),
    ('any', 'I would like a "question of the week" for catalogers.'),
    ('any', 'My boss calls social media "that toy", so I read at home.'),
    ('any', 'Thank you for asking!'),
    ('any', 'Nothing to add.'),
    ('any', 'Web seminars are what I come for; announce them everywhere, and early.'),
    ('any', 'Preservation Week is the one thing my non-library friends have heard of.'),
    ('any', 'I <3 before-and-after pictures from the repair bench & the stories behind them.'),
    ('any', 'Introduce the people on the committees. I only see names.'),
    ('any', 'A monthly round-up would do.'),
    ('any', 'Could events be listed with their time zone?'),
    ('any', 'Say it once. I get the same text by five routes.'),
    ('any', 'First, fewer accounts.\r\nSecond, more posts on each.'),
    ('any', 'Acquisitions is always forgotten.'),
    ('any', 'Serials too.'),
    ('any', 'I work nights, so live coverage reaches me the next day; a summary would help.'),
    ('any', 'Please add alternative text to pictures.'),
    ('any', 'What I miss is answers. Questions under your posts stay open for weeks.'),
    ('unreached', 'We follow each other, colleague to colleague; the association is not in it.'),
    ('any', '+1 for trivia on Fridays'),
    ('any', '- fewer reminders\r\n- more photos\r\n- someone who replies'),
    ('any', 'The café at the conference was where I heard of your accounts.'),
    ('any', 'A résumé clinic by chat would be a reason to join.'),
    ('any', 'Please do not ask me to "like" things.'),
    ('any', 'Budget is tight, travel is gone; online is all I have.'),
    ('any', 'Metadata news from outside the US would be welcome.'),
    ('any', 'Mentoring.'),
    ('any', 'It depends on who writes. Let the interns do it, they are funny.'),
    ('any', 'A calendar I can subscribe to, please.'),
    ('any', 'I had to look up what the letters of ALCTS stand for.'),
    ('any', 'Short videos on binding, mending, labelling: yes!'),
    ('any', 'Our library has a policy, three pages long, on who may post. It ended the matter.'),
    ('any', 'Good luck with your project.'),
    ('nobody', 'I do not use any of these and do not plan to.'),
    ('nobody', 'Please do not give up the email lists.'),
    ('nobody', 'I value my privacy, and so should you.'),
    ('nobody', 'The list is enough for me.'),
    ('nobody', 'All of it is blocked at our reference desk, even the videos.'),
    ('nobody', 'I closed my accounts last year and have not missed a thing.'),
    ('user', 'I keep one account for family, another for work, and a third for the news.'),
    ('user', 'I look at everything and post nothing.'),
    ('Pinterest', 'I use Pinterest for displays; why are you not there?'),
    ('unreached', 'Work stays at work.'),
    ('unreached', 'Found out about your page from this very survey.'),
    ('unreached', 'I thought the page was closed: the newest post I saw was from last summer.'),
    ('user', 'Hashtags help me more than accounts.'),
    ('user', 'My feed hides your posts unless I go and look for them.'),
    ('user', 'If you post it, I will pass it on.'),
    ('Twitter', 'Lists for discussion, Twitter for news. That is how I divide it.'),
    ('unreached', 'I did not know there was anything to follow!'),
    ('user', 'Tag other libraries. That is how I find new ones.'),
    ('unreached', 'Too many notifications already, sorry.'),
    ('user', 'Ask us to send in pictures of the worst book repair with tape.'),
    ('unreached', 'I would follow if there was a human being behind it.'),
    ('follower', '@ALCTS saved me a morning once: someone replied within minutes.'),
    ('follower', 'I followed during the conference, then it went quiet.'),
    ('follower', 'Keep the live posts from meetings. They are the next best thing to being there.'),
    ('follower', 'The continuing education account is the useful one.'),
    ('follower', 'I share your job ads with my students every week.'),
    ('follower', 'Two of your accounts posted the same thing, with different dates.'),
    ('follower', 'Nicely done so far, "steady" is the word.'),
    ('follower', 'I would gladly help out for a year.'),
    ('follower', 'Pictures get shared, plain text does not. Just look at Preservation Week.'),
    ('follower', 'Half of the accounts that I follow are asleep.'),
    ('student', 'Job ads for beginners, please!'),
    ('Tumblr', 'Nobody mentioned ALCTS to me. I found it on Tumblr.'),
    ('student', 'I would like to know what a working day in technical services looks like.'),
    ('student', 'Is there a student rate? I could not find it.'),
    ('student', 'Cataloging class is fun and nobody believes me.'),
    ('student', 'Be on Instagram. My whole cohort is.'),
    ('student', 'Which committees take students?'),
    ('student', 'I am too shy to write to a list with thousands of readers, but I would comment.'),
    ('student', 'Naïve question, perhaps: who reads these answers?'),
    ('student', 'GIFs. "Serious" accounts can have them too.'),
)

FIRST_NAMES = ('Ada', 'Bea', 'Cleo', 'Dov', 'Edda', 'Finn', 'Gus', 'Hope', 'Inés', 'Jun', 'Kit',
               'Lou')
LAST_NAMES = ('Alder', 'Bramble', 'Clover', 'Dogwood', 'Elder', 'Fern', 'Gorse', 'Hazel', 'Juniper',
              'Larch', 'Maple', "O'Rowan")

# --- chance ------------------------------------------------------------------------------------


def shuffled(rng, items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = int(rng.random() * (i + 1))
        items[i], items[j] = items[j], items[i]
    return items


def draw(rng, options, weights):
    """One of the options, with probabilities in proportion to the weights."""
    left = rng.random() * sum(weights)
    for option, weight in zip(options, weights):
        left -= weight
        if left < 0:
            return option
    return options[-1]


def pick(rng, people, n, weight):
    """Exactly n people, likelier with a higher weight, never with weight 0."""
    keyed = [(rng.random() / weight(p), p['number'], p) for p in people if weight(p) > 0]
    assert len(keyed) >= n, f'{n} wanted, {len(keyed)} can be had'
    keyed.sort(key=lambda item: item[:2])  # division only: the same order on every machine
    return [p for _, _, p in keyed[:n]]


def deal(rng, people, field, options, counts):
    """Gives each of the people one option, each option exactly as often as counted."""
    cards = [o for o, n in zip(options, counts) for _ in range(n)]
    assert len(cards) == len(people)
    for person, card in zip(people, shuffled(rng, cards)):
        person[field] = card


def allot(rng, people, field, wanted, weight):
    """Select-all: each option goes to exactly as many people as wanted, and nobody gets none."""
    for person in people:
        person[field] = []
    for option, n in wanted.items():
        for person in pick(rng, people, n, lambda p: weight(p, option)):
            person[field].append(option)

    for person in people:
        if not person[field]:
            take_over_one(rng, people, field, person, wanted, weight)


def take_over_one(rng, people, field, person, wanted, weight):
    """Somebody with two options or more hands one on to a person who has none."""
    options = [o for o in wanted if weight(person, o) * wanted[o] > 0]
    for option in pick_order(rng, options, lambda o: weight(person, o) * wanted[o]):
        givers = [p for p in people if option in p[field] and len(p[field]) > 1
                  and weight(p, option) < FORCED]
        if givers:
            giver = givers[int(rng.random() * len(givers))]
            giver[field].remove(option)
            person[field].append(option)
            return
    raise AssertionError(f'nobody can hand on an option of {field}')


def pick_order(rng, options, weight):
    keyed = [(rng.random() / weight(o), i, o) for i, o in enumerate(options)]
    return [o for _, _, o in sorted(keyed)]


def blank(rng, people, field, n):
    for person in pick(rng, people, n, lambda p: 1 if p[field] else 0):
        person[field] = ''


# --- the people --------------------------------------------------------------------------------


def make_people(rng):
    """Who they are: segment, role, years, library, how they came, how active they are."""
    people = []
    for s, segment in enumerate(SEGMENTS):
        group = [{'number': len(people) + i, 'segment': segment, 'role_text': '', 'comment': ''}
                 for i in range(PEOPLE[s])]
        deal(rng, group, 'role', ROLES, ROLE_COUNTS[s])
        deal(rng, group, 'years', YEARS, YEAR_COUNTS[s])
        deal(rng, group, 'library', LIBRARIES, LIBRARY_COUNTS[s])
        deal(rng, group, 'channel', CHANNELS, CHANNEL_COUNTS[s])
        people += group

    for person in people:
        person['activity'] = 0.4 + 1.2 * rng.random()
        if person['role'] == OTHER:
            person['role_text'] = draw(rng, ROLE_WRITE_INS, [1] * len(ROLE_WRITE_INS))
    return people


def is_new(person):
    return person['years'] in YEARS[:2]


def user_weight(person):
    """Who uses any platform: surely those who were reached there; the long-serving a bit less."""
    if person['channel'] in CHANNEL_PLATFORM:
        return FORCED
    return person['activity'] * (0.6 if person['years'] == YEARS[4] else 1.0)


def platform_weight(person, platform):
    if CHANNEL_PLATFORM.get(person['channel']) == platform:
        return FORCED

    weight = person['activity']
    if platform in ('Tumblr', 'Instagram'):
        weight *= 2.5 if is_new(person) else 1.0
    if platform == 'Twitter':
        weight *= 1.6 if is_new(person) else 1.0
    if platform == 'Twitter' and person['channel'] == 'Tumblr':
        weight *= 1.5
    if platform in ('Pinterest', 'Facebook') and person['library'] in ('Public', 'School'):
        weight *= 1.5
    if platform == 'LinkedIn' and person['library'] in LIBRARIES[3:5]:
        weight *= 1.8
    return weight


def choose_platforms(rng, people):
    for person in people:
        person['use'] = []
    for s, segment in enumerate(SEGMENTS):
        group = [p for p in people if p['segment'] == segment]
        users = pick(rng, group, ANY_USE[s], user_weight)
        allot(rng, users, 'use', {m: n[s] for m, n in USE.items()}, platform_weight)


def follower_weight(person):
    """Followers are found among those who use several media where there is an account."""
    weight = sum(1 for medium in person['use'] if medium in FOLLOW)
    return weight * (2.0 if person['channel'] == 'Twitter' else 1.0)


def follow_weight(person, medium):
    if medium not in person['use']:
        return 0
    return 3.0 if CHANNEL_PLATFORM.get(person['channel']) == medium else 1.0


def choose_follows(rng, people):
    for person in people:
        person['follow'] = []
    for s, segment in enumerate(SEGMENTS):
        group = [p for p in people if p['segment'] == segment]
        followers = pick(rng, group, ANY_FOLLOW[s], follower_weight)
        allot(rng, followers, 'follow', {m: n[s] for m, n in FOLLOW.items()}, follow_weight)


def split(total, shares):
    """Whole numbers in proportion to the shares that sum to the total (largest remainder)."""
    exact = [total * share / sum(shares) for share in shares]
    counts = [int(x) for x in exact]
    by_remainder = sorted(range(len(shares)), key=lambda i: (counts[i] - exact[i], i))
    for i in by_remainder[:total - sum(counts)]:
        counts[i] += 1
    return counts


def choose_frequencies(rng, people):
    """The more active, and those who follow ALCTS there, are there more often."""
    for person in people:
        person['frequency'] = {}
    for medium, shares in FREQUENCY_SHARES.items():
        users = [p for p in people if medium in p['use']]
        ranked = pick(rng, users, len(users),
                      lambda p: p['activity'] * (2.0 if medium in p['follow'] else 1.0))
        counts = split(len(users), shares)
        words = [w for w, n in zip(FREQUENCIES, counts) for _ in range(n)]
        for person, word in zip(ranked, words):
            person['frequency'][medium] = word


def content_weight(person, kind):
    weight = 1.0
    if kind == 'Job ads':
        weight = 2.5 if person['segment'] == STUDENT else 1.0
    if kind in ('Association news', 'Live event coverage', 'Special themes'):
        weight = 1.6 if person['follow'] else 1.0
    if kind == 'Continuing education':
        weight = 1.5 if person['segment'] != STUDENT else 1.0
    if kind in ('Fun content', 'Photos'):
        weight = 1.5 if {'Tumblr', 'Instagram', 'Pinterest'} & set(person['use']) else 1.0
    return weight


def choose_content(rng, people):
    for person in people:
        person['content'] = []
    staying = [p for p in people if not p['is_gone']]
    answering = pick(rng, staying, CONTENT_ANSWERED, lambda p: 2.0 if p['use'] else 0.7)
    nothing = pick(rng, answering, CONTENT_NONE, lambda p: 0.2 if p['follow'] else 1.0)
    allot(rng, [p for p in answering if p not in nothing], 'content', CONTENT, content_weight)
    for person in nothing:
        person['content'] = [CONTENT_NONE_LABEL]


def barrier_weight(person, barrier):
    weight = 1.0
    if barrier == 'I did not know that ALCTS has accounts':
        weight = 0.7 if person['segment'] == MEMBER else 1.6
    if barrier == 'I prefer email lists':
        weight = 0.7 if person['use'] else 3.0
        weight *= 1.5 if person['channel'] == 'Email list' else 1.0
    if barrier in ('I keep social media for my personal life', 'The accounts look inactive'):
        weight = 1.0 if person['use'] else 0.1
    return weight


def choose_barriers(rng, people):
    for person in people:
        person['barriers'] = []
        person['barrier_text'] = ''
    asked = [p for p in people if not p['follow'] and not p['is_gone']]
    answering = pick(rng, asked, BARRIERS_ANSWERED, lambda p: 1.0)
    allot(rng, answering, 'barriers', BARRIERS, barrier_weight)

    for person in pick(rng, answering, BARRIER_OTHER, lambda p: 1.0):  # beside other reasons
        person['barrier_text'] = draw(rng, BARRIER_WRITE_INS, [1] * len(BARRIER_WRITE_INS))


def choose_opinions(rng, people):
    """Agreement and self-rating lean with the number of platforms used."""
    for person in people:
        lean = (len(person['use']) - 3) * 0.12
        person['agreement'] = {}
        for statement, weights in STATEMENTS.items():
            tilt = -lean if statement == AGAINST_THE_GRAIN else lean
            tilted = [max(w * (1 + tilt * (2 - i)), 0.5) for i, w in enumerate(weights)]
            answer = draw(rng, AGREEMENT, tilted)
            is_left_out = person['is_gone'] or rng.random() < 0.008
            person['agreement'][statement] = '' if is_left_out else answer

        comfort = 1.3 + 0.45 * len(person['use']) + 2.2 * rng.random()
        comfort += 0.4 if is_new(person) else 0.0
        person['comfort'] = '' if person['is_gone'] else str(max(1, min(5, int(comfort))))
    for person in pick(rng, people, 6, lambda p: 0 if p['is_gone'] else 1):
        person['agreement'] = dict.fromkeys(STATEMENTS, '')
    blank(rng, people, 'comfort', 9)


def may_say(person, who):
    uses, follows = bool(person['use']), bool(person['follow'])
    rules = {'any': True, 'nobody': not uses, 'user': uses, 'follower': follows,
             'unreached': uses and not follows, 'student': person['segment'] == STUDENT}
    return rules[who] if who in rules else who in person['use']


def choose_comments(rng, people):
    choosy_first = (*USE, 'nobody', 'student', 'follower', 'unreached', 'user', 'any')
    for who in choosy_first:
        texts = shuffled(rng, [text for w, text in COMMENTS if w == who])
        speakers = pick(rng, people, len(texts), lambda p: 1 if may_say(p, who)
                        and not p['comment'] and not p['is_gone'] else 0)
        for person, text in zip(speakers, texts):
            person['comment'] = text


# --- what SurveyMonkey adds --------------------------------------------------------------------

OPENED = datetime(2014, 2, 17)
COLLECTORS = {'Email list': '51400117', 'Facebook group': '51400236', 'Twitter': '51400354',
              'Tumblr': '51400471', 'A colleague or other': '51400117'}


def stamp(moment):
    """03/14/2014 09:41:22 AM, written by hand because %p follows the locale."""
    hour = moment.hour % 12 or 12
    half = 'AM' if moment.hour < 12 else 'PM'
    return (f'{moment.month:02}/{moment.day:02}/{moment.year} '
            f'{hour:02}:{moment.minute:02}:{moment.second:02} {half}')


def add_visit(rng, person):
    """Most come in the days after the call, a third after the reminder two weeks later."""
    is_reminded = rng.random() < 0.35
    day = (14 if is_reminded else 0) + int(14 * rng.random() * rng.random())
    second = int((7 + 15 * (rng.random() + rng.random()) / 2) * 3600)
    seconds_taken = 150 + int(rng.random() * 420) + int(rng.random() * rng.random() * 900)

    person['start'] = OPENED + timedelta(days=day, seconds=second)
    person['end'] = person['start'] + timedelta(
        seconds=seconds_taken // 3 if person['is_gone'] else seconds_taken)
    person['ip'] = f'192.0.2.{1 + int(rng.random() * 254)}'
    person['collector'] = COLLECTORS[person['channel']]


def add_names(rng, people):
    for person in people:
        person.update(email='', first='', last='')
    for i, person in enumerate(pick(rng, people, 516, lambda p: 1)):
        person['email'] = f'reader{i + 1:03}@example.org'
    for person in pick(rng, people, 44, lambda p: 1 if p['email'] else 0):
        person['first'] = draw(rng, FIRST_NAMES, [1] * len(FIRST_NAMES))
        person['last'] = draw(rng, LAST_NAMES, [1] * len(LAST_NAMES))


def add_ids(rng, people):
    """Numbers rise with the time of the answer, as they do in the service."""
    number = 31400000000
    for person in sorted(people, key=lambda p: (p['start'], p['number'])):
        number += 1 + int(rng.random() * 90000)
        person['id'] = str(number)


def leave_gaps(rng, people):
    """A few questions were passed over. Nothing is counted by these, so it comes last."""
    answered_role = [p for p in people if p['role'] != OTHER]
    blank(rng, answered_role, 'role', 3)
    blank(rng, people, 'years', 6)
    blank(rng, people, 'library', 8)
    blank(rng, people, 'channel', 4)


def make_survey():
    rng = random.Random(SEED)
    people = make_people(rng)
    choose_platforms(rng, people)
    choose_follows(rng, people)
    choose_frequencies(rng, people)

    gone = pick(rng, people, GONE_EARLY, lambda p: 0 if p['follow'] else 1)
    for person in people:
        person['is_gone'] = person in gone
    choose_content(rng, people)
    choose_barriers(rng, people)
    choose_opinions(rng, people)
    choose_comments(rng, people)

    for person in people:
        add_visit(rng, person)
    add_names(rng, people)
    add_ids(rng, people)
    leave_gaps(rng, people)
    return sorted(people, key=lambda p: p['id'], reverse=True)  # newest first, as exported


# --- checks ------------------------------------------------------------------------------------


def check_counts(people):
    for s, segment in enumerate(SEGMENTS):
        group = [p for p in people if p['segment'] == segment]
        assert len(group) == PEOPLE[s]
        assert sum(1 for p in group if p['use']) == ANY_USE[s]
        assert sum(1 for p in group if p['follow']) == ANY_FOLLOW[s]
        for medium, counts in USE.items():
            assert sum(medium in p['use'] for p in group) == counts[s], (segment, medium)
        for medium, counts in FOLLOW.items():
            assert sum(medium in p['follow'] for p in group) == counts[s], (segment, medium)

    assert len(people) == 850 and len({p['id'] for p in people}) == 850
    assert sum(ANY_USE) == 778 and sum(ANY_FOLLOW) == 189
    assert sum(sum(n) for n in USE.values()) == 2632
    assert sum(sum(n) for n in FOLLOW.values()) == 273


def check_sense(people):
    for person in people:
        assert set(person['follow']) <= set(person['use'])
        assert set(person['frequency']) == set(person['use'])
        assert len(set(person['use'])) == len(person['use'])
        assert len(set(person['follow'])) == len(person['follow'])
        assert person['start'] < person['end']
        assert OPENED <= person['start'] and person['end'] < OPENED + timedelta(days=28)
        medium = CHANNEL_PLATFORM.get(person['channel'])
        assert medium is None or medium in person['use']

    for field, wanted, base in (('content', CONTENT, CONTENT_ANSWERED),
                                ('barriers', BARRIERS, BARRIERS_ANSWERED)):
        assert sum(1 for p in people if p[field]) == base
        for option, n in wanted.items():
            assert sum(option in p[field] for p in people) == n, option
    assert CONTENT['Live event coverage'] / CONTENT_ANSWERED * 1000 // 1 == 520
    assert CONTENT['Special themes'] / CONTENT_ANSWERED == 0.4
    assert sum(1 for p in people if p['comment']) == len(COMMENTS) == 80


# --- the file ----------------------------------------------------------------------------------


def header():
    """Two rows: the question over its first column only, and what each column holds."""
    blocks = [(Q_MEMBER, ['Response']), (Q_ROLE, ['Response', OTHER]), (Q_YEARS, ['Response']),
              (Q_LIBRARY, ['Response']), (Q_CHANNEL, ['Response']), (Q_USE, [*USE, USE_NONE]),
              (Q_FREQUENCY, [*USE]), (Q_FOLLOW, [*FOLLOW, FOLLOW_NONE]),
              (Q_CONTENT, [*CONTENT, CONTENT_NONE_LABEL]), (Q_BARRIERS, [*BARRIERS, OTHER]),
              (Q_AGREEMENT, [*STATEMENTS]), (Q_COMFORT, ['Response']),
              (Q_COMMENT, ['Open-Ended Response'])]
    first, second = list(META), [''] * len(META)
    for question, labels in blocks:
        first += [question] + [''] * (len(labels) - 1)
        second += labels
    return [first, second]


def ticks(options, chosen):
    return [option if option in chosen else '' for option in options]


def row(person):
    uses = person['use'] or [USE_NONE]
    follows = (person['follow'] or [FOLLOW_NONE]) if person['use'] else []  # skip logic
    return [person['id'], person['collector'], stamp(person['start']), stamp(person['end']),
            person['ip'], person['email'], person['first'], person['last'], '',
            person['segment'], person['role'], person['role_text'], person['years'],
            person['library'], person['channel'],
            *ticks([*USE, USE_NONE], uses),
            *[person['frequency'].get(medium, '') for medium in USE],
            *ticks([*FOLLOW, FOLLOW_NONE], follows),
            *ticks([*CONTENT, CONTENT_NONE_LABEL], person['content']),
            *ticks(BARRIERS, person['barriers']), person['barrier_text'],
            *[person['agreement'][statement] for statement in STATEMENTS],
            person['comfort'], person['comment']]


def csv_line(cells):
    """Our own six lines, because the csv module's choice of what to quote has changed over time."""
    quoted = []
    for cell in cells:
        needs_quotes = any(c in cell for c in ',"\r\n')
        quoted.append('"' + cell.replace('"', '""') + '"' if needs_quotes else cell)
    return ','.join(quoted) + '\r\n'


def main():
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name('alcts-2014.csv')
    people = make_survey()
    check_counts(people)
    check_sense(people)

    rows = header() + [row(p) for p in people]
    assert len({len(r) for r in rows}) == 1
    out.write_bytes(''.join(csv_line(r) for r in rows).encode('utf-8'))


if __name__ == '__main__':
    main()
