# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases 36-48: numbers, spellings, missing codes, ids, dates and long answers; 63-64 on what is
personal or long in text."""
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
    "45-no-such-day": accept(
        lambda: column(repeat("03/04/2024", "30/02/2024", "13/13/2024", "2024-02-29"), "When"),
        r"^in\.csv:3:3: warning: a day that there is not in the calendar \(2 times\)", columns=3),
    "45-either-order": accept(lambda: column(repeat("03/04/2024", "31/12/2024", "12/31/2024"),
                                             "When"), columns=3, is_silent=True),
    "46-answer-of-200000-characters": accept(
        lambda: column(repeat("A", "B", n=38) + ["C" * 200000] * 2, "Pick"), columns=3,
        look=expect_counts("Pick", A=19, B=19)),
    "64-e-mail-under-a-harmless-name": accept(
        lambda: column([f"person{i}@example.org" for i in range(40)], "Where"), columns=3,
        notes=[r"identifies people|reach no output"], look=expect("Where", type="id")),
}
