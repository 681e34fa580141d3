# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases 36-48: numbers, spellings, missing codes, ids, dates and long answers; 63-65 on what is
personal or long in text, and on small bases."""
import csv
import io
import re

import harness
import survey
from harness import accept, expect_counts

NUMBERS = [str(20 + i) for i in range(survey.N_ROWS)]
ROLES = ["Librarian", "Director", "Student"]


def column(values, header="Age", delimiter=","):
    """A survey of id, role and one column more."""
    return survey.format_rows(
        [["Respondent ID", "Role", header]] +
        [[str(1000 + i), ROLES[i % 3], value] for i, value in enumerate(values)], delimiter)


def with_number(text, row=5):
    return lambda: column(NUMBERS[:row] + [text] + NUMBERS[row + 1:])


def repeat(*values, n=survey.N_ROWS):
    return [values[i % len(values)] for i in range(n)]


def expect(wording, **wanted):
    """A look: members of a question."""
    def look(understood):
        got = understood.find(wording)
        for name, value in wanted.items():
            if got.get(name) != value:
                return f"{name} is {got.get(name)!r}, expected {value!r}"
        return None
    return look


def odd_number(text, shown=None):
    """A number that is none: located, shown, left out of the figures."""
    return accept(with_number(text), r"^in\.csv:7:3: warning: 1 answers in a column of numbers are no "
                  r"numbers and were left out" + (f": '{shown}'" if shown else ""), columns=3,
                  look=expect("Age", type="numeric"))


def no_personal_echo():
    values = NUMBERS[:5] + ["jane.doe@example.org"] + NUMBERS[6:]
    return accept(lambda: column(values), r"^in\.csv:7:3: warning: 1 answers in a column of numbers "
                  r"are no numbers and were left out\. ", columns=3)()


# --- Scales -------------------------------------------------------------------------------------

SATISFIED = "How satisfied are you, from 1 (not at all) to 5 (very)?"


def off_scale(text, header=SATISFIED):
    """One answer among 40 that is no point of the scale; line 8, column 3."""
    values = repeat("1", "2", "3", "4", "5")
    values[6] = text
    return accept(lambda: column(values, header), rf"^in\.csv:8:3: warning: '{text}' is no point of "
                  r"the scale from 1 to 5 that the question names \(1 times\)", columns=3)


def off_scale_in_a_grid():
    rows = [["Respondent ID"] + [f"Rate these (1-5) - {item}" for item in "ABCDE"]]
    rows += [[str(1000 + i)] + [str(1 + (i * 7 + j * 3) % 5) for j in range(5)] for i in range(40)]
    rows[9][3] = "7"
    return accept(lambda: survey.format_rows(rows), r"^in\.csv:10:4: warning: '7' is no point of the "
                  r"scale from 1 to 5", columns=6)()


# --- Records ------------------------------------------------------------------------------------

def timed(edit):
    """Start, end and two questions; everybody takes 5 minutes but those of @edit."""
    rows = [["Start Date", "End Date", "Role", "Are you a member?"]]
    for i in range(40):
        start, end = edit.get(i, ("2024-03-14 12:00:00", "2024-03-14 12:05:00"))
        rows.append([start, end, ROLES[i % 3], ["Yes", "No"][i % 2]])
    return lambda: survey.format_rows(rows)


def twice_over():
    return survey.make() + "".join(survey.make().splitlines(True)[1:])


# --- Long text ----------------------------------------------------------------------------------

LONG = "".join(f"word {i} " for i in range(6000)).strip()  # over 32,767 characters


def long_text_is_whole():
    """A comment that somebody cleared is whole in what anonymize writes."""
    data = survey.make_with({(i, survey.COMMENT): LONG if i == 3 else f"fine words {i}"
                             for i in range(40)})
    with harness.Box() as box:
        box.put("in.csv", data)
        status, text, _ = box.run("codebook", "in.csv")
        rows = list(csv.reader(io.StringIO(text)))
        rows[survey.COMMENT + 1][rows[0].index("clear")] = "yes"
        box.put("my.csv", survey.format_rows(rows))
        fault = harness.check_run(box.run("anonymize", "in.csv", "-c", "my.csv", "-o", "out.csv"), 0)
        if status != 0 or fault is not None:
            return fault or "no codebook"
        cells = [row[survey.COMMENT] for row in
                 csv.reader(io.StringIO((box.work / "out.csv").read_text()))]
        return None if LONG in cells else "the comment is not whole"


def long_label_is_whole():
    """An answer longer than a cell of a workbook may be is whole in the table, and cut in charts."""
    with harness.Box() as box:
        box.put("in.csv", column(repeat("A", "B", n=30) + [LONG] * 10, "Pick"))
        fault = harness.check_run(box.run("analyze", "in.csv", "--format", "png"), 0)
        tables = [path.read_text() for path in (box.work / "in-report" / "tables").glob("*.csv")]
        if fault is not None:
            return fault
        return None if any(LONG in text for text in tables) else "no table holds the whole answer"


# --- Fonts and bases ----------------------------------------------------------------------------

def script_without_font():
    """The chart is withheld with its label; the table is whole."""
    answer = "\U00013000\U00013001"
    with harness.Box() as box:
        box.put("in.csv", column(repeat(answer, "B"), "Pick"))
        fault = harness.check_run(
            box.run("analyze", "in.csv", "--format", "png"), 0,
            [rf"^warning: chart withheld: .*no font here can draw .*{answer}"])
        report = (box.work / "in-report" / "report.md").read_text()
        if fault is not None:
            return fault
        return None if f"| {answer} | 20 | 50.0% |" in report else "the table is not whole"


def find_percents(box, n):
    """Where a percentage is said of a question that @n people answered: a report, its page of
    inspect, the words of its chart."""
    values = ["Yes" if i % 2 else "No" for i in range(n)] + [""] * (survey.N_ROWS - n)
    box.put("in.csv", column(values, "Opinion"))
    fault = harness.check_run(box.run("analyze", "in.csv", "--format", "png", "--force"), 0)
    assert fault is None, fault
    folder = box.work / "in-report"
    report = (folder / "report.md").read_text().split("### q3. Opinion")[1].split("\n## ")[0]
    page = box.run("inspect", "in.csv")[1].split("q3 Opinion")[1].split("\nWhat ")[0]
    places = {"report.md": report.replace("95% interval", ""), "inspect": page}
    for path in (folder / "charts").glob("*opinion.alt.txt"):
        places[path.name] = path.read_text().replace("95% interval", "")
    return [name for name, text in places.items() if re.search(r"\d%", text)]


def small_bases():
    """A percentage needs a base of 10, wherever words or pictures are made of it."""
    for n in (1, 2, 4, 5, 9, 10, 11):
        with harness.Box() as box:
            places = find_percents(box, n)
        if n < 10 and places:
            return f"a base of {n} has a percentage in {places}"
        if n >= 10 and not places:
            return f"a base of {n} has no percentage"
    return None


PERSONAL = {"E-mail": "person{}@example.org", "Phone": "+1 555 0100 {:02}", "IP Address": "10.0.0.{}",
            "First Name": "Jane{}", "Latitude": "41.{:06}"}


def personal_reaches_no_output():
    """Columns that identify people, and an address typed into a comment: named, in no file."""
    rows = [["Respondent ID", "Role", *PERSONAL, "Any comment?"]]
    rows += [[str(1000 + i), ROLES[i % 3], *[text.format(i * 7) for text in PERSONAL.values()],
              f"write to me{i}@example.net please"] for i in range(40)]
    needles = [text.format(77) for text in PERSONAL.values()] + ["me11@example.net"]
    with harness.Box() as box:
        box.put("in.csv", survey.format_rows(rows))
        run = box.run("analyze", "in.csv", "--format", "png")
        fault = harness.check_run(run, 0) or harness.check_run(
            box.run("inspect", "in.csv"), 0, out=[r"columns that identify people reach no output"])
        outputs = harness.read_report(box.work / "in-report")
        outputs["terminal"] = (run[1] + run[2] + box.run("inspect", "in.csv")[1]).encode()
        if fault is not None:
            return fault
        return next((f"{name} holds {needle}" for name, data in outputs.items()
                     for needle in needles if needle.encode() in data), None)


CASES = {
    "36-comma-among-numbers": odd_number("3,5", "3,5"),
    "36-comma-says-what-to-do": accept(with_number("3,5"), r"--decimal-comma yes", columns=3),
    "36-thousand-with-comma": odd_number("1,234", "1,234"),
    "36-thousand-with-blank": odd_number("1 234", "1 234"),
    "36-decimal-commas": accept(
        lambda: column(repeat("3,5", "4", "2,25", "1,5"), delimiter=";"), columns=3,
        notes=[r"from 1\.5 to 4", r"decimal comma"], look=expect("Age", type="numeric")),
    "36-decimal-commas-refused": accept(
        lambda: column(repeat("3,5", "4", "2,25", "1,5"), delimiter=";"), columns=3,
        args=["--decimal-comma", "no"],
        look=expect_counts("Age", counts={"3,5": 10, "4": 10, "2,25": 10, "1,5": 10})),
    "36-commas-between-commas": accept(
        lambda: column(repeat("3,5", "4,6", "2,2", "1,5")), columns=3,
        args=["--decimal-comma", "yes"], notes=[r"from 1\.5 to 4\.6"],
        look=expect("Age", type="numeric")),
    "37-nan": accept(with_number("NaN"), r"^in\.csv:7:3: warning: 'NaN' was taken as no answer",
                     columns=3, look=expect("Age", type="numeric")),
    "37-inf": odd_number("inf"),
    "37-hexadecimal": odd_number("0x1A", "0x1A"),
    "37-too-large": odd_number("1e400", "1e400"),
    "37-per-cent": odd_number("45%", "45%"),
    "37-minus-sign": odd_number("\u221245"),
    "37-arabic-digits": odd_number("\u0664\u0665"),
    "37-excel-error": odd_number("#DIV/0!"),
    "37-personal-is-not-repeated": no_personal_echo,
    "38-large-and-close": accept(
        lambda: column(repeat("1000000001", "1000000002", "1000000003.5", "-0")), columns=3,
        notes=[r"from 0 to 1000000003\.5, middle 1000000001\.5"], is_silent=True),
    "39-all-missing": accept(lambda: column(repeat("")), columns=3,
                             notes=[r"0 of 40 answered"], is_silent=True),
    "39-constant": accept(lambda: column(repeat("x"), "Same"), columns=3,
                          look=expect_counts("Same", x=40)),
    "40-leading-zeros": accept(
        lambda: column(repeat("007", "7", "008", "9"), "Code"), columns=3,
        look=expect_counts("Code", counts={"007": 10, "7": 10, "008": 10, "9": 10})),
    "41-six-of-five": off_scale("6"),
    "41-between-points": off_scale("2.5"),
    "41-range-in-brackets": off_scale("22", "Satisfaction (1-5)"),
    "41-in-a-grid": off_scale_in_a_grid,
    "41-all-on-the-scale": accept(lambda: column(repeat("1", "2", "3", "4", "5"), SATISFIED),
                                  columns=3, is_silent=True),
    "42-spellings": accept(
        lambda: column(repeat("Agree", "agree", "Agree\u00a0", "Disagree"), "Opinion"),
        r"warning: counted as one answer: 'Agree'", columns=3,
        look=expect_counts("Opinion", Agree=30, Disagree=10)),
    "43-missing-code": accept(lambda: column(repeat("Yes", "No", "N/A", "Yes"), "Opinion"),
                              r"^in\.csv:4:3: warning: 'N/A' was counted as an answer \(10 times\)",
                              columns=3),
    "44-one-id-three-times": accept(
        lambda: "Respondent ID,Role\n" + "".join(f"{1000 + max(i, 2)},{ROLES[i % 3]}\n"
                                                 for i in range(40)),
        r"^in\.csv:2:1: warning: 1 ids of responses come more than once", columns=2),
    "44-file-twice-over": accept(
        twice_over, r"^in\.csv:2:1: warning: 40 ids of responses come more than once", n=80),
    "45-end-before-start": accept(
        timed({4: ("2024-03-14 12:05:00", "2024-03-14 12:00:00"),
               9: ("2024-03-14 00:10:00", "2024-03-13 23:50:00")}),
        r"^in\.csv:6: warning: 2 responses end before they begin; the first is on this line",
        columns=4),
    "45-over-noon-on-a-clock-of-12-hours": accept(
        timed({i: (f"3/14/24 {i % 12 + 1}:58", f"3/14/24 {(i + 1) % 12 + 1}:05")
               for i in range(40)}), columns=4, is_silent=True),
    "45-hour-that-is-skipped": accept(
        timed({4: ("2024-03-10 01:58:00", "2024-03-10 02:30:00")}), columns=4, is_silent=True),
    "45-no-such-day": accept(
        lambda: column(repeat("03/04/2024", "30/02/2024", "13/13/2024", "2024-02-29"), "When"),
        r"^in\.csv:3:3: warning: a day that there is not in the calendar \(2 times\)", columns=3),
    "45-either-order": accept(lambda: column(repeat("03/04/2024", "31/12/2024", "12/31/2024"),
                                             "When"), columns=3, is_silent=True),
    "46-answer-of-200000-characters": accept(
        lambda: column(repeat("A", "B", n=38) + ["C" * 200000] * 2, "Pick"), columns=3,
        look=expect_counts("Pick", A=19, B=19)),
    "47-script-without-font": script_without_font,
    "48-numbers-over-2-31-and-2-53": accept(
        lambda: column(repeat("2147483648", "4294967297", "9007199254740993", "-2147483649"),
                       "Copies printed"), columns=3, is_silent=True,
        notes=[r"from -2147483649 to 9007199254740993, middle 3221225472\.5"]),
    "63-long-comment": long_text_is_whole,
    "63-long-answer": long_label_is_whole,
    "64-personal-columns-and-comments": personal_reaches_no_output,
    "65-small-bases": small_bases,
    "64-e-mail-under-a-harmless-name": accept(
        lambda: column([f"person{i}@example.org" for i in range(40)], "Where"), columns=3,
        notes=[r"identifies people|reach no output"], look=expect("Where", type="id")),
}
