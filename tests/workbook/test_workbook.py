#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""results.xlsx, by content: test_workbook.py SURVEYSTAT WRITE-WORKBOOKS"""
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import tap  # noqa: E402
import workbook  # noqa: E402

LIMIT = 32767
EXCERPT = " (cut; whole in the CSV table)"


def analyze(program, folder, survey, **surroundings):
    subprocess.run([program, "analyze", "-q", survey, "-o", folder / "x", "--force", "--format", "svg"],
                   check=True, capture_output=True, env={**os.environ, **surroundings})
    return folder / "x"


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sample(program, folder):
    """The index names every sheet; heads are frozen; shares are the numbers of the CSV tables."""
    report = analyze(program, folder, ROOT / "data" / "alcts-2014.csv")
    sheets = workbook.read(report / "results.xlsx")
    names = list(sheets)
    n_tables = len(list((report / "tables").iterdir()))
    assert names[0] == "Index" and len(names) == n_tables, (len(names), n_tables)
    assert [where for _, where, _ in sheets["Index"].links] == [f"'{name}'!A1" for name in names[1:]]
    assert any("SYNTHETIC" in text for text in sheets["Index"].texts())
    for name in names[1:]:
        assert sheets[name].frozen == 4, name
        assert [(where, outside) for _, where, outside in sheets[name].links] == [("'Index'!A1", None)]
        assert any("SYNTHETIC" in text for text in sheets[name].texts()), name
    path = next((report / "tables").glob("*-q10-are-you-a-member*.csv"))
    sheet = next(sheets[name] for name in names if name.endswith(" q10"))
    assert [sheet.rows[3][letter] for letter in "CDEF"] == ["from", "to", "people", "of"]
    for row, cells in zip(read_csv(path), sheet.rows[4:]):
        assert cells["A"] == row["answer"]
        for letter, field in zip("BCDEF", ("p", "lo", "hi", "n", "base")):
            assert abs(cells[letter] - float(row[field])) < 1e-14, (row["answer"], field)
    assert sheet.formats["B5"] == "0.0%" and sheet.formats["E5"] == "#,##0"


def number_of(letters):
    """"A" is 1, "AA" is 27."""
    return sum((ord(letter) - 64) * 26 ** i for i, letter in enumerate(reversed(letters)))


def beside(sheet, letter):
    """The columns of the numbers that belong to the value in a column."""
    own = number_of(letter)
    end = min([number_of(key) for key in sheet.rows[2] if number_of(key) > own], default=1 << 20)
    return {key for key in sheet.rows[3] if own < number_of(key) < end}


def withheld(program, folder):
    """What is withheld is text, and nothing else stands in its columns."""
    report = analyze(program, folder, ROOT / "data" / "alcts-2014.csv")
    sheets = workbook.read(report / "results.xlsx")
    path = next((report / "tables").glob("*-segments-q12-by-q11.csv"))
    sheet = next(sheets[name] for name in sheets if name.endswith(" segments-q12-by-q11"))
    letters = {cells: letter for letter, cells in sheet.rows[2].items()}
    n_withheld = 0
    for row in read_csv(path):
        heading = next(text for text in letters if text.split(" [")[0] == row["column"])
        cells = next(cells for cells in sheet.rows[4:] if cells.get("A") == row["row"])
        if row["status"] != "withheld":
            assert abs(cells[letters[heading]] - float(row["value"])) < 1e-14
            continue
        n_withheld += 1
        assert cells[letters[heading]] == "withheld"
        assert not beside(sheet, letters[heading]) & set(cells), row
    assert n_withheld > 0


def made(write, folder):
    """Long tables go on on further sheets without a row less; no NaN; sheets have names of their own."""
    subprocess.run([write, folder], check=True)
    sheets = workbook.read(folder / "made.xlsx")
    names = list(sheets)
    assert len({name.lower() for name in names}) == len(names)
    assert all(len(name) <= 31 and name.lower() != "history" and not set(name) & set("[]:*?/\\'") for name in names)
    parts = [sheets[name] for name in names if name.endswith(" history")]
    assert len(parts) == 6  # twins of three sheets each
    rows = [cells for sheet in parts[:3] for cells in sheet.rows[4:] if str(cells.get("A", "")).startswith("row ")]
    assert [cells["A"] for cells in rows] == [f"row {i}" for i in range(25)]
    assert rows[2]["B"] == 0.04 and "B" not in rows[3]  # 2 of 50; what is no number
    assert rows[5] == {"A": "row 5", "B": "withheld"}
    assert rows[6]["B"] == -12.5 and rows[6]["C"] == -25.0 and rows[6]["D"] == 6.25
    for sheet in sheets.values():
        assert not sheet.formulas and not any(outside for _, _, outside in sheet.links)
    assert parts[0].texts()[0].startswith("=HYPERLINK(")


def long_text(program, folder):
    """Case 63: over 32,767 characters are cut and say so; the CSV table has them whole."""
    long = "Ω" + "word " * 7000
    astral = "\U0001f4da" * 20000  # two units each
    lines = ["Role,Where?"] + [f"{'ab'[i % 2]},{(long.strip(), astral, 'short')[i % 3]}" for i in range(30)]
    (folder / "long.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "long-codebook.csv").write_text(
        "column,header,question,text,type,role,item,mark,base,use,levels,apart,reason\n"
        "1,Role,q1,Role,single,answer,,,answered,opinion,,,\n"
        "2,Where?,q2,Where?,single,answer,,,answered,opinion,,,\n", encoding="utf-8")
    report = analyze(program, folder, folder / "long.csv")
    sheets = workbook.read(report / "results.xlsx")
    texts = [text for sheet in sheets.values() for text in sheet.texts()]
    cut = [text for text in texts if text.endswith(EXCERPT)]
    assert max(len(text.encode("utf-16-le")) // 2 for text in texts) <= LIMIT
    assert any(text.startswith("Ωword") for text in cut) and any(text.startswith("\U0001f4da") for text in cut)
    whole = "".join(path.read_text(encoding="utf-8") for path in (report / "tables").glob("*.csv"))
    assert long.strip() in whole and astral in whole


def formulas(program, folder):
    """Case 55: what looks like a formula, a link or an escape is the text that it is."""
    hostile = ["=1+1", "+1", "-x", "@SUM(A1)", "=cmd|' /C calc'!A0", "http://evil.example", "_x0041_b", "\uff1dfull"]
    lines = ['Role,"=HYPERLINK(""x"")"']
    lines += [f"{'ab'[i % 2]},\"{hostile[i % len(hostile)]}\"" for i in range(160)]
    (folder / "hostile.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    report = analyze(program, folder, folder / "hostile.csv")
    sheets = workbook.read(report / "results.xlsx")
    texts = {text for sheet in sheets.values() for text in sheet.texts()}
    assert set(hostile) <= texts, set(hostile) - texts
    for sheet in sheets.values():
        assert not sheet.formulas and not any(outside for _, _, outside in sheet.links)


def surroundings(program, folder):
    """The same bytes in any locale, at any time, with any temporary folder."""
    survey = ROOT / "data" / "alcts-2014.csv"
    first = (analyze(program, folder, survey) / "results.xlsx").read_bytes()
    second = (analyze(program, folder, survey, LC_ALL="de_DE.UTF-8", TZ="Asia/Tokyo", TMPDIR="/nowhere",
                      SOURCE_DATE_EPOCH="1700000000") / "results.xlsx").read_bytes()
    assert first == second


def main(program, write):
    cases = [(sample, program), (withheld, program), (made, write), (long_text, program), (formulas, program),
             (surroundings, program)]
    out = tap.Tap()
    for case, with_program in cases:
        with tempfile.TemporaryDirectory(prefix="svy-workbook-") as folder:
            try:
                case(with_program, pathlib.Path(folder))
                out.report(case.__name__)
            except Exception:  # whatever it is, the other cases run
                out.report(case.__name__, failure=traceback.format_exc())
    return out.finish()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
