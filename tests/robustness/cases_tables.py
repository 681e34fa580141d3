# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases 13-35: quotes, ragged rows, dialects, what is no response, control characters, limits,
headers. Case 32 speaks of workbooks: tests/workbook."""
import itertools
import os
import resource

import harness
import survey
from harness import accept, expect_counts, expect_header, refuse
from survey import insert_lines, make_lines, set_cell_raw, set_line

ROLE = "What is your role?"
COMMENT = survey.COMMENT
MIB = 1 << 20


def lines_of(*edits, n=survey.N_ROWS):
    def edit(lines):
        for one in edits:
            one(lines)
    return lambda: make_lines(edit, n)


def raw_comment(number, text):
    """The survey with the last cell of a line as it stands in the file."""
    return lines_of(set_cell_raw(number, COMMENT, text))


# --- Quotes -------------------------------------------------------------------------------------

def doubled_quotes(n):
    return raw_comment(5, '"' + '"' * n + '"')


def expect_type(wording, *types):
    def look(understood):
        got = understood.find(wording)["type"]
        return None if got in types else f"{wording} is taken as {got}"
    return look


# --- Dialects -----------------------------------------------------------------------------------

def delimited(delimiter, first=""):
    return lambda: first + survey.make(delimiter=delimiter)


def change_delimiter(lines):
    lines[20:] = [line.replace(",", ";") for line in lines[20:]]


def with_spaces():
    """A blank after each comma, before quotes too."""
    text = survey.make_with({(0, COMMENT): "one, two"})
    return text.replace(",", ", ").replace("one,  two", "one, two")


# --- One column ---------------------------------------------------------------------------------

def one_column():
    return "Which do you use?\nTwitter\n\nFacebook\n\nTwitter\n"


# --- Headers ------------------------------------------------------------------------------------

def surveymonkey():
    first = ["Respondent ID", "What is your role?", "Which do you use?", "", "Any comment?"]
    second = ["", "Response", "Twitter", "Facebook", "Open-Ended Response"]
    rows = [[str(1000 + i), ["Librarian", "Director"][i % 2], "Twitter" if i % 3 else "",
             "Facebook" if i % 4 else "", ""] for i in range(40)]
    return survey.format_rows([first, second] + rows)


def renamed(**names):
    """The header with other names, by column: c1 = 'Role'."""
    header = list(survey.HEADER)
    for column, name in names.items():
        header[int(column[1:])] = name
    return lambda: survey.make(header=header)


def without_header():
    return survey.format_rows(survey.make_rows(41))


# --- Size ---------------------------------------------------------------------------------------

def colliding():
    """3^9 strings that share one value of the usual string hash (h * 33 + c)."""
    words = ["".join(parts) for parts in itertools.product(["c!", "bB", "ac"], repeat=9)]
    return "id,Which word?\n" + "".join(f"{i},{word}\n" for i, word in enumerate(words))


def many_categories():
    return "id,Which word?,Yes or no?\n" + "".join(
        f"{i},word number {i},{'yes' if i % 2 else 'no'}\n" for i in range(20000))


def wide(n):
    return ",".join(f"c{i}" for i in range(n)) + "\n" + ",".join("1" for _ in range(n)) + "\n"


def huge_field_is_refused_early():
    """A cell of 256 MiB: refused at its limit, in little memory."""
    with harness.Box() as box:
        path = box.put("in.csv", make_lines(set_cell_raw(5, COMMENT, '"')))
        with open(path, "ab") as file:
            for _ in range(256):
                file.write(b"a" * MIB)
        box.put_prior()
        before = {name: entry for name, entry in harness.take_stock(box.work).items()
                  if name != b"in.csv"}
        child = os.fork()
        if child == 0:
            os.chdir(box.work)
            null = os.open(os.devnull, os.O_RDWR)
            for fd in range(3):
                os.dup2(null, fd)
            resource.setrlimit(resource.RLIMIT_AS, (1024 * MIB, 1024 * MIB))
            os.execv(harness.Box.program, ["surveystat", "analyze", "in.csv"])
        _, status, usage = os.wait4(child, 0)
        path.unlink()
        if os.waitstatus_to_exitcode(status) != 4:
            return f"exit status {os.waitstatus_to_exitcode(status)}, expected 4"
        if usage.ru_maxrss > 128 * 1024:
            return f"took {usage.ru_maxrss} KiB of memory, at most 128 MiB are allowed"
        return harness.compare_stock(before, harness.take_stock(box.work))


def expect_text_kept(text):
    """The codebook's reading of a closed question keeps a label as it is."""
    return expect_counts(ROLE, counts={text: 1})


def huge_line():
    return survey.make() + ",".join(["a" * 1000000] * 40) + "\n"


def cells_of_line(line):
    return lambda: make_lines(set_line(7, line))


NO_CLOSE = r"^in\.csv:3:8: error: the quote that opens this cell is never closed"
HEADER_LINE = ",".join(survey.HEADER)

def damaged(width=5):
    """The survey after a spreadsheet took it for one separated by semicolons and saved it: cut at
    those of the texts, quotes doubled, padded to one width."""
    text = survey.make_with({(0, COMMENT): 'one, "two"; three', (3, COMMENT): "a; b; c\nnext",
                             (5, survey.ROLE): "Librarian, retired"})
    rows = [line.split(";") for line in text.splitlines()]
    return survey.format_rows([row + [""] * (width - len(row)) for row in rows], ";", "\r\n")


def damaged_in_one_cell():
    text = survey.make_with({(5, survey.ROLE): "Librarian, retired"})
    return "".join('"' + line.replace('"', '""') + '"\n' for line in text.splitlines())


def blank_tail():
    """What the used range of a spreadsheet leaves: blank rows, a blank column, one that is only
    named."""
    lines = [line + tail for line, tail in zip(survey.make().splitlines(),
                                               [",Empty,,"] + [",,,"] * 40)]
    return "\n".join(lines) + "\n" + ",,,,,,,,,,\n" * 378 + ",,,\n"


def blank_column():
    return "\n".join(line.replace(",", ",,", 1) for line in survey.make().splitlines()) + "\n"


CASES = {
    "13-quote-never-closed": refuse(raw_comment(3, '"fine'), 1, NO_CLOSE),
    "13-quote-never-closed-in-20000-rows": refuse(
        lines_of(set_cell_raw(3, COMMENT, '"fine'), n=20000), 1,
        r"^in\.csv:3:8: error: the quote that opens here makes one field of \d{4,} lines"),
    "13-quote-never-closed-on-the-last-line": refuse(
        raw_comment(41, '"fine'), 1,
        r"^in\.csv:41:8: error: the quote that opens this cell is never closed"),
    "14-two-stray-quotes": refuse(
        lines_of(set_cell_raw(3, COMMENT, '"fine'), set_cell_raw(103, COMMENT, 'fine"'), n=300), 1,
        r"^in\.csv:3:8: error: the quote that opens here makes one field of 101 lines"),
    "14-two-opening-quotes": refuse(
        lines_of(set_cell_raw(3, COMMENT, '"fine'), set_cell_raw(103, COMMENT, '"fine'), n=300), 1,
        r"^in\.csv:3:8: error: the quote that opens here closes on line 103 in the middle of text"),
    "14-long-comment-is-no-fault": accept(
        survey.make_with({(1, COMMENT): "\n".join(f"line {i}, of many" for i in range(30))}),
        is_silent=True),
    "15-quote-inside-a-plain-cell": accept(
        lines_of(set_cell_raw(6, survey.ROLE, '5" pipe')),
        r"^in\.csv:6:2: warning: a quote inside an unquoted cell was taken as text",
        look=expect_text_kept('5" pipe')),
    "16-text-after-a-quote": refuse(raw_comment(6, '"x"y'), 1,
                                    r"^in\.csv:6:8: error: text after a closing quote"),
    "16-backslash-quotes": refuse(raw_comment(6, r'"say \"hi\""'), 1,
                                  r"^in\.csv:6:8: error: text after a closing quote\. .*backslash"),
    "16-apostrophe-quotes": refuse(raw_comment(6, "'well, fine'"), 1,
                                   r"^in\.csv:6: error: this row has 9 fields, the header has 8\. "
                                   r".*apostrophes do not quote"),
    "17-50001-doubled-quotes": accept(doubled_quotes(2 * 50001), look=expect_type(
        "Any comment?", "text")),
    "17-100001-quotes": refuse(doubled_quotes(100001), 1, r"^in\.csv:5:8: error: the quote that "
                               "opens this cell is never closed"),
    "18-short-row": refuse(cells_of_line("1005,Director,No"), 1,
                           r"^in\.csv:7: error: this row has 3 fields, the header has 8\. "),
    "18-long-row": refuse(cells_of_line("1005,a,b,c,d,e,f,g,h,i"), 1,
                          r"^in\.csv:7: error: this row has 10 fields, the header has 8\. "),
    "18-every-row-long": refuse(
        lambda: make_lines(lambda lines: lines.__setitem__(
            slice(1, None), [line + ",more" for line in lines[1:]])), 1,
        r"^in\.csv:2: error: this row has 9 fields, the header has 8, and so on: 40 rows in all"),
    "19-trailing-delimiter-on-data": accept(
        lambda: make_lines(lambda lines: lines.__setitem__(
            slice(1, None), [line + "," for line in lines[1:]])),
        r"^in\.csv:2: warning: .*unnamed empty last column"),
    "19-trailing-delimiter-on-all": accept(
        lambda: survey.make(end=",\n"), r"^in\.csv:2: warning: .*unnamed empty last column"),
    "20-cut-in-a-row": refuse(
        survey.make()[:-30], 1,
        r"^in\.csv:41: error: the file ends in the middle of a row: [4-7] fields, the header has 8"
        r"\. The download may be cut"),
    "20-cut-inside-quotes": refuse(
        survey.make_with({(39, COMMENT): "one, two, three"})[:-8], 1,
        r"^in\.csv:41:8: error: the quote that opens this cell is never closed"),
    "21-blank-lines": accept(lines_of(insert_lines(5, "", "", "")), notes=["3 blank lines"]),
    "21-error-after-blank-lines": refuse(
        lines_of(set_line(7, "1,2"), insert_lines(5, "", "", "")), 1,
        r"^in\.csv:10: error: this row has 2 fields"),
    "21-error-after-long-cells": refuse(
        survey.make_with({(1, COMMENT): "a\nb\nc"}).replace("1005,", '1005,"x"y,'), 1,
        r"^in\.csv:9:2: error: text after a closing quote"),
    "22-one-column-with-blank-lines": accept(
        one_column, r"^in\.csv:3:1: warning: a blank line .* blank answer \(2 times\)", n=5,
        columns=1),
    "23-rows-of-delimiters": accept(
        lines_of(insert_lines(9, ",,,,,,,", ", ,,,, ,,")),
        r"^in\.csv:9: warning: a row without any answer was left out \(2 times\)"),
    "24-semicolon": accept(delimited(";"), is_silent=True, notes=["semicolon"]),
    "24-tab": accept(delimited("\t"), is_silent=True, notes=["tab"]),
    "24-pipe": accept(delimited("|"), is_silent=True, notes=["pipe"]),
    "24-comma-and-blank": accept(with_spaces, look=expect_counts(ROLE, Librarian=10)),
    "24-sep-line": accept(delimited(";", "sep=;\n"), is_silent=True, notes=["first line says so"]),
    "24-sep-line-with-mark": accept(delimited(";", "\ufeffsep=;\r\n"),
                                    look=expect_header(0, "Respondent ID")),
    "24-answers-with-many-semicolons": accept(
        lambda: survey.make_with({(i, COMMENT): "a;b;c;d;e;f;g;h" for i in range(40)}),
        look=expect_counts(ROLE, Librarian=10)),
    "25-delimiter-changes": refuse(
        lambda: make_lines(change_delimiter), 1,
        r"^in\.csv:21: error: this row has 1 field, the header has 8, and so on: 21 rows in all\. "
        r"From this line on cells are separated by a semicolon"),
    "23-blank-tail": accept(blank_tail,
                            r"^in\.csv:42: warning: a row without any answer was left out "
                            r"\(379 times\)", columns=9, look=expect_type("Empty", "text")),
    "23-blank-column": accept(blank_column, columns=9, is_silent=True,
                              notes=[r"a column without a name and without answers"]),
    "24-opened-with-the-wrong-delimiter": accept(
        damaged, r"^in\.csv: warning: a spreadsheet took this file for one separated by semicolons",
        look=expect_counts("What is your role?", counts={"Librarian, retired": 1, "Director": 9})),
    "24-rows-in-one-cell": accept(
        damaged_in_one_cell, r"^in\.csv: warning: a spreadsheet took this file",
        look=expect_counts("What is your role?", counts={"Librarian, retired": 1, "Director": 9})),
    "26-mark-before-the-header": accept(lambda: "# " + survey.make(), is_silent=True,
                                        look=expect_header(0, "Respondent ID")),
    "26-preamble": accept(lines_of(insert_lines(1, "Survey of members 2014", "40 responses", "")),
                          r"^in\.csv:1: warning: lines 1 to 3 above the header were taken as a "
                          r"title and left out\. Use --skip 0", n=40),
    "26-preamble-padded": accept(lines_of(insert_lines(1, "Survey of members 2014,,,,,,,")),
                                 r"^in\.csv:1: warning: line 1 above the header was taken", n=40),
    "26-preamble-kept": refuse(
        lines_of(insert_lines(1, "Survey of members 2014", "40 responses", "")),
        1, r"^in\.csv:4: error: .*--skip 3", args=["--skip", "0"]),
    "26-preamble-skipped": accept(
        lines_of(insert_lines(1, "Survey of members 2014", "40 responses", "")),
        args=["--skip", "3"], look=expect_header(1, ROLE), is_silent=True),
    "26-skip-keeps-line-numbers": refuse(
        lines_of(set_line(7, "1,2"), insert_lines(1, "Survey", "2014")), 1,
        r"^in\.csv:9: error: this row has 2 fields", args=["--skip", "2"]),
    "26-skip-everything": refuse(survey.make(), 1, r"^in\.csv: error: the file holds no data",
                                 args=["--skip", "1000"]),
    "26-skip-no-number": refuse(survey.make(), 2, r"--skip .*got '2\.5'", args=["--skip", "2.5"]),
    "26-footer": refuse(lines_of(insert_lines(42, "Total: 40")), 1,
                        r"^in\.csv:42: error: this row has 1 field, the header has 8"),
    "26-two-tables": refuse(
        lambda: survey.make() + "\nRole,Count\nLibrarian,10\n", 1,
        r"^in\.csv:43: error: this row has 2 fields, the header has 8, and so on: 2 rows in all"),
    "26-header-again": accept(lambda: survey.make() + survey.make(),
                              r"^in\.csv:42: warning: the header comes again and was left out",
                              n=80),
    "27-two-header-rows": accept(surveymonkey, columns=5, is_silent=True,
                                 notes=["2 header rows"],
                                 look=expect_counts("Which do you use?", Twitter=26, Facebook=30)),
    "27-two-header-rows-again": accept(
        lambda: surveymonkey() + surveymonkey(), r"^in\.csv:43: warning: the header comes again",
        columns=5, n=80),
    "28-control-z": accept(survey.make() + "\x1a",
                           r"^in\.csv:42: warning: an end-of-file mark \(Ctrl-Z\) was left out"),
    "28-nul-tail": refuse(survey.make().encode() + bytes(64), 1,
                          r"^in\.csv:42:1: error: a NUL byte"),
    "28-zeroed-block": refuse(survey.make(400).encode()[:8192] + bytes(512), 1,
                              r"^in\.csv:\d+:\d: error: a NUL byte"),
    "28-nul-in-a-field": refuse(raw_comment(6, "a\0b"), 1, r"^in\.csv:6:8: error: a NUL byte"),
    "28-nul-in-a-name": refuse(renamed(c3="Library\0type"), 1,
                               r"^in\.csv:1:4: error: a NUL byte"),
    "29-control-characters": accept(
        survey.make_with({(4, survey.ROLE): "Li\x01bra\x07rian\x7f"}),
        r"^in\.csv:6:2: warning: an answer holds control characters",
        look=expect_text_kept("Li\x01bra\x07rian\x7f")),
    "30-cell-of-8-mib": refuse(raw_comment(5, "a" * (8 * MIB)), 4,
                               r"^in\.csv:5:8: error: a cell of more than 1048576 bytes\. "
                               r".*--max-cell"),
    "30-cell-of-8-mib-in-quotes": refuse(raw_comment(5, '"' + "a\n" * (4 * MIB) + '"'), 4,
                                         r"^in\.csv:5:8: error: a cell of more than 1048576 bytes"),
    "30-limit-raised": accept(raw_comment(5, "a" * (2 * MIB)), args=["--max-cell", "4194304"]),
    "30-limit-out-of-range": refuse(survey.make(), 2, r"--max-cell .*, got '4G'",
                                    args=["--max-cell", "4G"]),
    "30-line-of-20-mib": refuse(lambda: survey.make() + ",".join(["a" * 1000000] * 21) + "\n", 4,
                                r"^in\.csv:42: error: a record of more than 16 MiB"),
    "30-line-of-40-mib": refuse(huge_line, 4, r"^in\.csv:42: error: a line of more than 16 MiB"),
    "30-cell-of-256-mib": huge_field_is_refused_early,
    "31-17000-columns": refuse(lambda: wide(17000), 4,
                               r"^in\.csv:1: error: 17000 columns, the limit is 16384"),
    "31-1000000-columns": refuse(lambda: wide(1000000), 4, r"^in\.csv:1: error: 1000000 columns"),
    "31-10000000-columns": refuse(lambda: "," * 10000000 + "\n1\n", 4,
                                  r"^in\.csv:1: error: 10000001 columns"),
    "31-2000-columns": accept(lambda: wide(2000), n=1, columns=2000),
    "33-colliding-answers": accept(colliding, n=19683, columns=2,
                                   look=expect_type("Which word?", "text", "id")),
    "33-20000-categories": accept(many_categories, n=20000, columns=3,
                                  look=expect_type("Which word?", "text", "id")),
    "34-same-name-twice": accept(renamed(c2="Role", c5="Role"),
                                 r"^in\.csv:1:6: warning: columns 3 and 6 have the same name"),
    "34-names-differ-by-case": accept(renamed(c2="Role", c5="ROLE"),
                                      r"^in\.csv:1:6: warning: columns 3 and 6 have the same name"),
    "34-names-differ-by-a-no-break-space": accept(
        renamed(c2="Your role", c5="Your\u00a0role"),
        r"^in\.csv:1:6: warning: columns 3 and 6 have the same name"),
    "34-names-differ-by-nothing-visible": accept(
        renamed(c2="Role", c5="Ro\u200ble"),
        r"^in\.csv:1:6: warning: columns 3 and 6 have the same name"),
    "34-empty-name": accept(renamed(c3=""), r"^in\.csv:1:4: warning: column 4 has no name"),
    "34-invisible-name": accept(renamed(c3="\u200b"), r"^in\.csv:1:4: warning: column 4 has no "),
    "35-no-header": accept(without_header, r"^in\.csv: warning: read as a plain table, 0 header "
                           r"rows: the first row looks like", n=41, columns=8),
}
huge_field_is_refused_early.is_slow = True
