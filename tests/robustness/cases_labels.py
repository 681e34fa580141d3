# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases 55-62: formulas, escapes for terminals, markup, formats, names as paths, direction of text.
Case 61 speaks of workbooks, which are not written yet; its names are used as labels."""
import csv
import html
import io
import json
import os
import pty
import re
import shutil
import subprocess
import unicodedata
import unittest

import survey
from harness import CONTROLS, Box, accept, check_run, expect_counts, read_report, take_stock

ROLE = "What is your role?"
FORMULA_STARTS = "=+-@\t\r＝＋－＠"
N = 200


def with_answers(labels, n=N, header=None):
    rows = survey.make_rows(n)
    for i, row in enumerate(rows):
        row[survey.ROLE] = labels[i % len(labels)]
    return survey.format_rows([header or survey.HEADER] + rows)


def with_names(*names):
    """The survey with other names for its columns 3, 4, ...; all closed questions."""
    header = list(survey.HEADER)
    for i, name in enumerate(names):
        header[2 + i] = name
    return survey.make(N, header=header)


def report_of(data, look, args=("--format", "png,pdf"), status=0, err=()):
    """A case: analyze, then @look at the files of the report and at the whole run."""
    def run_case():
        with Box() as box:
            box.put("in.csv", data)
            before = take_stock(box.work)
            run = box.run("analyze", "in.csv", *args)
            fault = check_run(run, status, err)
            if fault is not None:
                return fault
            files = read_report(box.work / "in-report")
            after = take_stock(box.work)
            strange = [path for path in after.keys() - before.keys()
                       if path.split(b"/")[0] != b"in-report"]
            if strange:
                return f"more than the report was written: {strange}"
            return look(files, run, box)
    return run_case


def read_cells(data):
    return [cell for row in csv.reader(io.StringIO(data.decode(), newline="")) for cell in row]


def is_formula(cell):
    """As a spreadsheet would take it. A real negative number is none."""
    bare = cell.lstrip(" \u00a0\u3000\ufeff\n")
    if not bare.startswith(tuple(FORMULA_STARTS)):
        return False
    return not re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)


def find_formulas(files):
    for name, data in files.items():
        if name.endswith(".csv"):
            for cell in read_cells(data):
                if is_formula(cell):
                    return f"{name} holds the formula {cell!r}"
    return None


def read_labels(files, question):
    for entry in json.loads(files["results.json"])["questions"]:
        if entry["text"] == question:
            return [option["label"] for option in entry["options"]]
    raise AssertionError(f"no question {question!r}")


def draw_text(files, box):
    """All text of all PDFs in one line. None when there is no pdftotext."""
    if shutil.which("pdftotext") is None:
        return None
    words = []
    for name in sorted(files):
        if name.endswith(".pdf"):
            path = box.work / "in-report" / name
            run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True,
                                 check=True)
            words += run.stdout.decode().split()
    return " ".join(words)


# --- 55 Formulas --------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "-1", " =2+2", '",=1+1,"', "'=3+3",
            "=HYPERLINK(\"http://192.0.2.1\",\"x\")", "＝1+1", "\u00a0=4+4", "\tx", "\r=5+5"]


def look_for_formulas(files, run, box):
    del run
    fault = find_formulas(files)
    for command in (["codebook", "in.csv"], ["gap", "--format", "csv", "in.csv"]):
        status, out, _ = box.run(*command)
        if status == 0:
            fault = fault or find_formulas({"stdout.csv": out.encode()})
    return fault


def formulas_come_back():
    """The codebook that was defused describes the same file: nothing was added to a label."""
    for first in FORMULAS:
        with Box() as box:
            box.put("in.csv", with_answers([first, "Librarian"], header=[
                first if i == 2 else name for i, name in enumerate(survey.HEADER)]))
            _, book, _ = box.run("codebook", "in.csv")
            box.put("book.csv", book)
            plain = box.run("inspect", "--format", "json", "in.csv")
            again = box.run("inspect", "--format", "json", "-c", "book.csv", "in.csv")
            fault = check_run(plain, 0) or check_run(again, 0)
            if fault is not None:
                return f"{first!r}: {fault}"
            questions = [[{key: question[key] for key in ("text", "type", "options")}
                          for question in json.loads(run[1])["questions"]]
                         for run in (plain, again)]
            if questions[0] != questions[1]:
                return f"{first!r} reads differently with its codebook"
    return None


# --- 56 Escapes ---------------------------------------------------------------------------------

ESCAPES = ["\x1b[2Jcleared", "\x1b]0;title\x07", "\x1b]8;;http://192.0.2.1\x1b\\link",
           "\x1b]52;c;aGk=\x07", "C1\u009b2J", "back\bspace", "bell\x07", "del\x7f"]


def open_terminal():
    """Both ends of one; a bare chroot has none."""
    try:
        return pty.openpty()
    except OSError as why:
        raise unittest.SkipTest(f"no pseudo-terminal here: {why}") from why


def run_on_terminal(box, *arguments):
    """Everything that a terminal gets to see of a run, without its line ends."""
    main, other = open_terminal()
    process = subprocess.Popen([Box.program, *arguments], cwd=box.work, stdin=subprocess.DEVNULL,
                               stdout=other, stderr=other, env={"PATH": os.environ["PATH"],
                                                                "LC_ALL": "C.UTF-8"})
    os.close(other)
    seen = b""
    while True:
        try:
            block = os.read(main, 65536)
        except OSError:  # the other side is closed
            break
        if not block:
            break
        seen += block
    os.close(main)
    process.wait()
    return seen.decode("utf-8", "backslashreplace").replace("\r\n", "\n").replace("\t", " ")


def terminal_is_left_alone():
    with Box() as box:
        header = list(survey.HEADER)
        header[2] = "Member\x1b[31m?"
        name = "in\x1b[2J\u202e.csv"
        box.put(name, with_answers(ESCAPES, header=header))
        for command in (["analyze", name], ["inspect", name], ["inspect", "--format", "json", name],
                        ["codebook", name], ["gap", name], ["analyze", name + "\x07"],
                        ["analyze", "--force\x1b[2J", name], ["\x1b[2J"],
                        ["analyze", "--use", "\x1b[2J", "--follow", "x\x07", name]):
            seen = run_on_terminal(box, *command)
            raw = CONTROLS.search(seen)
            if raw is not None:
                return f"{command[0]!r}: {raw.group()!r} reached the terminal in {seen!r:.1500}"
            if "\\x1b" not in seen and "\\u001b" not in seen:
                return f"{command!r}: nothing is shown as an escape in {seen!r:.1500}"
    return None


def plan_with_escapes():
    """A title and a message about a plan."""
    with Box() as box:
        box.put("in.csv", survey.make())
        box.put("good.ini", "[survey]\ntitle = Title\x1b[2J\n")
        box.put("bad.ini", "[survey]\n\x1b[2Jtitle = x\n")
        return check_run(box.run("analyze", "-p", "good.ini", "in.csv"), 0) or check_run(
            box.run("analyze", "-p", "bad.ini", "in.csv"), 1, [r"^bad\.ini:2: error: .*\\x1b\[2J"])


# --- 57, 58 Markup ------------------------------------------------------------------------------

MARKUP = ["<script>alert(1)</script>", 'a" onmouseover="x()', "]]>", "<!DOCTYPE x>", "<img src=x>",
          "R & D", "5 < 6 & 7", "Age <25", "<size>", "| cell", "`code`", "[link](http://x)",
          "*star*", "# head", "&notanentity;"]
# As survey tools leave it: tags and entities are resolved, see src/base/text.c.
RESOLVED = {"&lt;script&gt;": "<script>", "<b>Bold</b>": "Bold", "&amp;amp;lt;": "<",
            "&lt;b&gt;Twice&lt;/b&gt;": "Twice", "R &amp; Q": "R & Q"}


def render_markdown(text):
    """What a reader of Markdown sees of a table cell: escapes and entities resolved."""
    def resolve(match):
        return match.group(1) or html.unescape(match.group(2))
    return re.sub(r"\\([!-/:-@\[-`{-~])|(&#?\w+;)", resolve, text).replace("\u2060", "")


def look_for_markup(labels):
    def look(files, run, box):
        del run
        report = files["report.md"].decode()
        if re.search(r"(?<!\\)<(?!https?:)[a-zA-Z!/]", report):
            return "report.md holds an HTML tag"
        shown = [render_markdown(cell.strip()) for line in report.splitlines()
                 for cell in re.split(r"(?<!\\)\|", line)]
        drawn = draw_text(files, box)
        got = read_labels(files, ROLE)
        for label in labels:
            if label not in got:
                return f"results.json has no {label!r}, only {got}"
            if label not in shown:
                return f"report.md has no cell {label!r}"
            if drawn is not None and label not in drawn:
                return f"no chart shows {label!r} in {drawn!r:.1500}"
        return None
    return look


def count_is_kept(labels):
    """Nobody is lost where a label is cleaned."""
    return expect_counts(ROLE, counts={label: N // len(labels) for label in labels})


# --- 60, 61 Names -------------------------------------------------------------------------------

PATHS = ["../../x", "/etc/passwd", "..", "-rf", "CON", "x" * 300]
TWINS = ["Caf\u00e9", "Cafe\u0301 2", "CAF\u00c9", "R&D", "R+D", "R/D"]
SHEETS = ["History", "a[]:*?/\\b", "'quoted'", "x" * 40, "x" * 41]


def count_tables(results):
    """Gaps, closed questions, and all that results.json has in "tables"."""
    closed = [q for q in results["questions"] if q["options"] and not q["meta"]]
    return len(results["gaps"]) + len(closed) + len(results["tables"])


def look_for_names(n_least):
    """Names of an allow-list, all different, as many as there are tables."""
    def look(files, run, box):
        del run, box
        for name in files:
            if re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9.-]*(/[a-z0-9][a-z0-9.-]*)?", name) is None:
                return f"a file is called {name!r}"
            if ".." in name or max(map(len, name.split("/"))) > 100:
                return f"a file is called {name!r}"
        folded = {unicodedata.normalize("NFC", name).casefold() for name in files}
        if len(folded) != len(files):
            return "two files differ by case only"
        tables = [name for name in files if re.match(r"tables/(?!00)", name)]
        n_tables = count_tables(json.loads(files["results.json"]))
        if n_tables < n_least:
            return f"{n_tables} tables, expected {n_least} at least"
        return None if len(tables) == n_tables else f"{len(tables)} tables, expected {n_tables}"
    return look


# --- 62 Direction -------------------------------------------------------------------------------

def look_for_direction(files, run, box):
    del run, box
    for name, data in files.items():
        if name.endswith((".md", ".txt", ".json")) and re.search(
                "[\u202a-\u202e\u2066-\u2069]", data.decode()):
            return f"{name} holds an override of the reading direction"
    if "\\u202e" not in render_markdown(files["report.md"].decode()):
        return "report.md does not show the override"
    return None


def look_for_hebrew(files, run, box):
    del run, box
    for label in ("ספרן", "أمين مكتبة"):
        if label not in files["report.md"].decode() or label not in read_labels(files, ROLE):
            return f"{label} is not in the report"
    return None


CASES = {
    "55-formulas-as-answers": report_of(with_answers(FORMULAS), look_for_formulas),
    "55-formulas-as-names": report_of(with_names(*FORMULAS[:5]), look_for_formulas),
    "55-formulas-in-a-gap": report_of(
        survey.make_gap().replace("Twitter", "=Twitter").replace("Facebook", "@Facebook"),
        look_for_formulas),
    "55-formulas-come-back": formulas_come_back,
    "56-terminal": terminal_is_left_alone,
    "56-plan": plan_with_escapes,
    "56-report": report_of(with_answers(ESCAPES), lambda files, run, box: next(
        (f"{name} holds a raw escape" for name in files if name.endswith((".md", ".txt", ".json"))
         and re.search("[\x00-\x08\x0b-\x1f\x7f]", files[name].decode())), None),
        err=[r"^in\.csv:2:2: warning: an answer holds control characters"]),
    "57-markup": report_of(with_answers(MARKUP[:5]), look_for_markup(MARKUP[:5])),
    "57-pre-escaped": report_of(with_answers(list(RESOLVED)),
                                look_for_markup(list(RESOLVED.values()))),
    "57-pre-escaped-counts": accept(with_answers(list(RESOLVED)), n=N,
                                    look=count_is_kept(list(RESOLVED.values()))),
    "58-pango-markup": report_of(with_answers(MARKUP[5:9]), look_for_markup(MARKUP[5:9])),
    "58-markdown": report_of(with_answers(MARKUP[9:]), look_for_markup(MARKUP[9:])),
    "59-formats": report_of(with_answers(["%s%n", "%1000000000d", "100%", "{0}", "$(id)"]),
                            look_for_markup(["%s%n", "%1000000000d", "100%", "{0}", "$(id)"])),
    "59-formats-as-names": report_of(with_names("%s%n", "%1000000000d"), lambda files, run, box:
                                     None if read_labels(files, "%s%n") else "no labels"),
    "60-paths-as-names": report_of(with_names(*PATHS[:5]), look_for_names(6)),
    "60-long-name": report_of(with_names(PATHS[5], PATHS[5] + "y"), look_for_names(6)),
    "60-twins-as-names": report_of(with_names(*TWINS[:5]), look_for_names(6)),
    "60-slug-twins-as-names": report_of(with_names(*TWINS[3:]), look_for_names(6)),
    "60-paths-as-answers": report_of(with_answers(PATHS + TWINS), look_for_names(6)),
    "60-paths-in-a-gap": report_of(survey.make_gap().replace("Twitter", "../../x"),
                                   look_for_names(4)),
    "61-sheet-names": report_of(with_names(*SHEETS), look_for_names(6)),
    "62-override": report_of(with_answers(["abc\u202edef", "a\u2066b\u2069c", "Librarian"]),
                             look_for_direction,
                             err=[r"^in\.csv:2:2: warning: an answer holds control characters"]),
    "62-override-in-a-name": report_of(
        with_names("Role \u202egnp.exe"), look_for_direction,
        err=[r"^in\.csv:1:3: warning: the name of a column holds control characters"]),
    "62-hebrew-and-arabic": report_of(with_answers(["ספרן", "أمين مكتبة", "Librarian"]),
                                      look_for_hebrew),
}
