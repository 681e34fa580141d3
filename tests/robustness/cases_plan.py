# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases 70-77: the plan (INI) and the codebook (CSV). in.csv itself is in order."""
import csv
import io
import re

import survey
from harness import (Box, accept, check_run, compare_stock, expect_counts, refuse,
                     take_stock)

GOOD_PLAN = "[survey]\ntitle = Members\nsampling = open-link\n"
FIRST_COLUMNS = ["column", "header", "question", "text", "type", "role", "item"]


def plan_is_read(plan):
    return accept(survey.make(), args=["-p", "my.ini"], files={"my.ini": plan}, is_silent=True)


def plan_is_refused(plan, status, *patterns, **how):
    return refuse(survey.make(), status, *patterns, args=["-p", "my.ini"], files={"my.ini": plan},
                  **how)


def make_book():
    """The codebook of survey.make() as rows."""
    with Box() as box:
        box.put("in.csv", survey.make())
        _, text, _ = box.run("codebook", "in.csv")
        return list(csv.reader(io.StringIO(text)))


def spoil_book(edit, *patterns, status=1, data=None):
    """A case: the codebook after @edit has changed its rows in place, or returned others."""
    def run_case():
        rows = make_book()
        numbers = {name: str(i + 1) for i, name in enumerate(rows[0])}
        places = [re.sub("<([a-z]+)>", lambda match: numbers[match.group(1)], pattern)
                  for pattern in patterns]
        rows = edit(rows) or rows
        return refuse(data or survey.make(), status, *places, args=["-c", "my.csv"],
                      files={"my.csv": survey.format_rows(rows)})()
    return run_case


def set_field(row, name, text):
    def edit(rows):
        rows[row][rows[0].index(name)] = text
    return edit


def book_as(encode):
    """The codebook in another form of bytes, that is understood all the same."""
    def run_case():
        return accept(survey.make(), args=["-c", "my.csv"], is_silent=True,
                      files={"my.csv": encode(survey.format_rows(make_book()))})()
    return run_case


def append_row(row):
    def edit(rows):
        rows.append(row or list(rows[3]))
    return edit


def drop_row(number):
    def edit(rows):
        del rows[number]
    return edit


def nothing_is_run():
    """What looks like a command or a path is a title."""
    with Box() as box:
        box.put("in.csv", survey.make())
        box.put("my.ini", "[survey]\ntitle = $(touch hit) ${HOME} `touch hit` /etc/passwd %s\n")
        fault = check_run(box.run("analyze", "in.csv", "-p", "my.ini", "--format", "png"), 0)
        report = (box.work / "in-report" / "report.md").read_text()
        if "touch hit" not in report or "${HOME}" not in report.replace("\\", ""):
            return "the title is not as it was written"
        if (box.work / "hit").exists() or str(box.top) in report or "root:" in report:
            return "the title was carried out"
        return fault


def companions_are_refused():
    """A codebook and a plan that lie beside the file are held to the same rules."""
    for name, text, place in (("in-plan.ini", "[survey]\nlable = x\n", r"^in-plan\.ini:2: error"),
                              ("in-codebook.csv", "a,b\n1,2\n", r"^in-codebook\.csv:1: error")):
        with Box() as box:
            box.put("in.csv", survey.make())
            box.put(name, text)
            box.put_prior()
            before = take_stock(box.work)
            fault = check_run(box.run("analyze", "in.csv"), 1, [place, "Nothing was written"])
            fault = fault or compare_stock(before, take_stock(box.work))
            fault = fault or check_run(box.run("inspect", "--no-auto", "in.csv"), 0)
            if fault is not None:
                return fault
    return None


def out_of_range(section, key, *values):
    """A case: each of these values is refused with its line and what is allowed."""
    def run_case():
        for value in values:
            fault = plan_is_refused(f"[{section}]\n\n{key} = {value}\n", 1,
                                    rf"^my\.ini:3: error: '{key}' must be ")()
            if fault is not None:
                return f"{key} = {value}: {fault}"
        return None
    return run_case


def level_without_answers():
    """A level that nobody chose is shown with 0."""
    rows = make_book()
    rows[2][rows[0].index("levels")] += " | Archivist"
    return accept(survey.make(), args=["-c", "my.csv"],
                  files={"my.csv": survey.format_rows(rows)},
                  look=expect_counts("What is your role?", Librarian=10, Archivist=0))()


def place(*more):
    return r"^my\.csv:" + ":".join(str(part) for part in more) + ": error: "


CASES = {
    "70-plan-with-mark": plan_is_read(b"\xef\xbb\xbf" + GOOD_PLAN.encode()),
    "70-plan-crlf": plan_is_read(GOOD_PLAN.replace("\n", "\r\n")),
    "70-plan-comments": plan_is_read("; one\n# two\n" + GOOD_PLAN + "  # three\n; four = 4\n"),
    "70-plan-empty": plan_is_read(""),
    "70-codebook-with-mark": book_as(lambda text: b"\xef\xbb\xbf" + text.encode()),
    "70-codebook-crlf": book_as(lambda text: text.replace("\n", "\r\n")),
    "70-codebook-semicolons": book_as(lambda text: survey.format_rows(
        csv.reader(io.StringIO(text)), ";")),
    "70-codebook-utf-16": book_as(lambda text: text.encode("utf-16")),
    "71-plan-utf-16": plan_is_refused(GOOD_PLAN.encode("utf-16"), 1,
                                      r"^my\.ini:1: error: the file is UTF-16"),
    "71-plan-latin-1": plan_is_refused("[survey]\n\ntitle = Café\n".encode("latin-1"), 1,
                                       r"^my\.ini:3: error: the file is not UTF-8"),
    "71-plan-nul": plan_is_refused(b"[survey]\ntitle = a\0b\n", 1,
                                   r"^my\.ini:2: error: the file holds NUL bytes"),
    "71-plan-binary": plan_is_refused(bytes(range(256)) * 8, 1, r"^my\.ini:1: error: "),
    "71-plan-is-the-data": plan_is_refused(survey.make(), 1,
                                           r"^my\.ini:1:1: error: .*It looks like a table"),
    "71-codebook-is-the-data": refuse(survey.make(), 1, r"^in\.csv:1: error: this is no codebook",
                                      args=["-c", "in.csv"]),
    "71-codebook-is-no-text": refuse(survey.make(), 1, r"^my\.csv: error: this is a zip archive",
                                     args=["-c", "my.csv"], files={"my.csv": b"PK\x03\x04abc"}),
    "71-codebook-nul": refuse(survey.make(), 1, r"^my\.csv:2:3: error: a NUL byte",
                              args=["-c", "my.csv"],
                              files={"my.csv": ",".join(FIRST_COLUMNS) + "\n1,x,a\0b\n"}),
    "71-codebook-empty": refuse(survey.make(), 1, r"^my\.csv: error: the codebook holds no data",
                                args=["-c", "my.csv"], files={"my.csv": ""}),
    "72-plan-double-section": plan_is_refused(
        "[survey]\ntitle = a\n[report]\n[survey]\n", 1,
        r"^my\.ini:4:1: error: the section 'survey' stands in line 1 already"),
    "72-plan-double-key": plan_is_refused(
        "[survey]\ntitle = a\n\n  title = b\n", 1,
        r"^my\.ini:4:3: error: the key 'title' stands in line 2 already"),
    "72-plan-key-outside": plan_is_refused("title = a\n", 1, r"^my\.ini:1:1: error: a key stands "
                                           "before any section"),
    "72-plan-open-section": plan_is_refused("[survey\n", 1, r"^my\.ini:1:8: error: .*no closing"),
    "72-plan-no-equals": plan_is_refused("[survey]\ntitle\n", 1,
                                         r"^my\.ini:2:1: error: neither a section nor a key"),
    "72-codebook-column-twice": spoil_book(append_row(None), place(10, 1) +
                                           "column 3 is described twice"),
    "72-codebook-question-with-two-types": spoil_book(
        lambda rows: [row if i != 4 else row[:2] + rows[3][2:4] + ["text"] + row[5:]
                      for i, row in enumerate(rows)],
        place(5, 5) + "question q3 is single above and text here"),
    "72-codebook-short-row": spoil_book(lambda rows: rows[:2] + [rows[2][:5]] + rows[3:],
                                        place(3, "<use>") + "unknown use, got ''"),
    "72-codebook-lacks-fields": refuse(
        survey.make(), 1, r"^my\.csv:1: error: this is no codebook: it has no column",
        args=["-c", "my.csv"], files={"my.csv": ",".join(FIRST_COLUMNS) + "\n1,x\n"}),
    "73-plan-near-miss": plan_is_refused("[survey]\nlable = a\ntitel = b\n", 1,
                                         r"^my\.ini:2: error: unknown key 'lable'"),
    "73-plan-near-miss-of-a-key": plan_is_refused(
        "[survey]\ntitel = b\n", 1,
        r"^my\.ini:2: error: unknown key 'titel'\. Did you mean 'title'"),
    "73-plan-near-miss-of-a-section": plan_is_refused(
        "[surveys]\n", 1, r"^my\.ini:1: error: unknown section 'surveys'\. Did you mean 'survey'"),
    "73-plan-near-miss-of-a-word": plan_is_refused(
        "[survey]\nsampling = open-lnik\n", 1,
        r"^my\.ini:2: error: 'sampling' must be one of: .*, got 'open-lnik'\. Did you mean 'open-link'"),
    "73-plan-near-miss-of-a-flag": plan_is_refused(
        "[records]\nexclude = straight-line, speedr\n", 1,
        r"^my\.ini:2: error: no such kind of records to leave out, got 'speedr'\. "
        r"Did you mean speeder"),
    "73-plan-unknown-question": plan_is_refused(
        "[gap]\nuse = Q99\nfollow = q2\n", 1, r"^my\.ini:1: error: .*'Q99'"),
    "73-codebook-unknown-head": spoil_book(
        lambda rows: [row + [("lable" if i == 0 else "")] for i, row in enumerate(rows)],
        r"^my\.csv:1:\d+: error: unknown codebook column, got 'lable'"),
    "73-codebook-unknown-type": spoil_book(
        set_field(2, "type", "sinlge"),
        place(3, 5) + r"unknown type, got 'sinlge'\. Did you mean single"),
    "73-codebook-no-question": spoil_book(set_field(2, "question", ""), place(3, 3)),
    "73-codebook-column-outside": spoil_book(
        set_field(2, "column", "99"), place(3, 2) +
        "the codebook does not fit .*1 column stands at another place, .* was column 99"),
    "73-codebook-column-no-number": spoil_book(
        set_field(2, "column", "1.5"), place(3, 1) + "no column number, got '1.5'"),
    "73-codebook-of-another-file": spoil_book(
        set_field(2, "header", "Other"), place(3, 2) + "the codebook does not fit the responses"),
    "73-codebook-lacks-a-column": spoil_book(
        drop_row(5), r"^my\.csv: error: the codebook does not fit .* column 5, 'Your state'"),
    "74-codebook-level-twice": spoil_book(
        set_field(2, "levels", "Librarian | Director | librarian"),
        place(3, "<levels>") + "a level is listed twice, got 'librarian'"),
    "74-codebook-level-not-listed": spoil_book(
        set_field(2, "levels", "Librarian | Director | Student"),
        r"^my\.csv:3:<levels>: error: 10 people answered column 2 .*, got 'Cataloger'"),
    "74-codebook-garbage-apart": spoil_book(
        set_field(2, "apart", "Nobody=other"), place(3, "<apart>") + "cannot set a level apart"),
    "74-codebook-level-without-answers": level_without_answers,
    "75-nothing-is-run": nothing_is_run,
    "75-include": plan_is_refused("[survey]\ninclude = /etc/passwd\n", 1,
                                  r"^my\.ini:2: error: unknown key 'include'"),
    "75-companions": companions_are_refused,
    "76-plan-label-of-2-mib": plan_is_refused(
        "[survey]\ntitle = " + "a" * (2 << 20) + "\n", 4,
        r"^my\.ini:2: error: more than 1048576 bytes in one value"),
    "76-plan-of-20-mib": plan_is_refused("# comment\n" * (2 << 20), 4,
                                         r"^my\.ini: error: the file has more than 16777216 bytes"),
    "76-plan-100000-sections": plan_is_refused(
        "".join(f"[gap {i}]\n" for i in range(100000)), 4,
        r"\A(Reading[^\n]*)?my\.ini:1001: error: more than 1000 sections\.\n"),
    "76-codebook-of-20-mib": refuse(survey.make(), 4, r"^my\.csv: error: larger than 16 MiB",
                                    args=["-c", "my.csv"], files={"my.csv": "a,b\n" * (5 << 20)}),
    "77-confidence": out_of_range("report", "confidence", "0", "1", "95", "-1", "nan", "1e9",
                                  "0,95", "0x1p-1", ""),
    "77-invited": out_of_range("survey", "invited", "-5", "1.5", "1e3", "99999999999999999999",
                               "many"),
    "77-synthetic": out_of_range("survey", "synthetic", "perhaps", "2"),
    "77-formats": plan_is_refused("[report]\nformats = png, jpg\n", 1,
                                  r"^my\.ini:2: error: unknown format, got 'jpg'"),
    "77-theme": plan_is_refused("[report]\ntheme = no-such\n", 1, r"^my\.ini:2: error: .*no-such",
                                commands=["analyze"]),
}
