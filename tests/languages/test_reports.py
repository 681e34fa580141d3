#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No word of ours stays English where a survey speaks another language: test_reports.py PROGRAM

The sample survey is written in other letters first: what has Latin letters in its report is then
ours and not the survey's. Two reports are compared, an English one and one in the other language.
Whatever the second says word by word as the first does, a whole cell or line or two words in a row,
was not translated."""
import csv
import io
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
sys.path.insert(0, str(ROOT / "tests" / "workbook"))
import tap  # noqa: E402
import workbook  # noqa: E402

SAMPLE = ROOT / "data" / "alcts-2014"

# By these texts exports and scales are known, so they stay as they are, and are no words of ours.
KEPT = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
        "First Name", "Last Name", "Custom Data 1", "Response", "Open-Ended Response",
        "Other (please specify)", "Strongly disagree", "Disagree",
        "Neither agree nor disagree", "Agree", "Strongly agree", "Daily", "Weekly", "Less often"]
PLAN_TEXTS = ("title", "organisation", "sponsor", "conductor", "population", "dates", "mode",
              "instrument", "recruitment", "weighting", "processing", "limitations", "source",
              "contact", "intended_use", "use", "follow", "accounts", "use_verb", "follow_verb",
              "items_noun", "questions", "stages")

# Names of files, of options, of what they take, and of people who found a method: the same in
# every language. So are ids.
NAMES = re.compile(
    r"\]\([^)]*\)|`[^`]*`|--[a-z-]+|\b[\w-]+\.(?:csv|md|json|xlsx|svg|png)\b|\bFILE\b|\bmin_cell\b"
    r"|\b(?:tables|charts)/|\bq\d+(?:\.\d+)?\b|/\S+/|^\d\d+ [a-z][a-z0-9-]*$"
    r"|\b(?:Wilson|Newcombe|Pearson|Holm|Bonferroni|Rao|Scott|Fisher|McNemar|Cramer|Student|Kish"
    r"|Cohen|Fleiss|Mann|Whitney|Kruskal|Wallis|Jonckheere|Terpstra|Welch|SurveyMonkey|CSV|JSON"
    r"|UpSet|surveystat codebook|ASCII|UTF|ISO|LF|CR)\b", re.MULTILINE)

# Words that are spelt as in English.
SAME = {
    "es": {"id", "base"},
    "fr": {"id", "base", "contact", "dates", "option", "options", "points", "population",
           "question", "questions", "questionnaire", "source", "verdict"},
}

LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]")
WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:[’'][A-Za-zà-ÿ]+)*|[^\sA-Za-zÀ-ÿ]+")

LANGUAGES = ("es", "fr")


# --- The survey in other letters ---------------------------------------------------------------

def write_over(text):
    """Each letter another one, so that equal texts stay equal."""
    if text in KEPT:
        return text
    return re.sub("[A-Za-z]", lambda match: chr(
        ord(match[0]) - (0x41 - 0x410 if match[0] < "a" else 0x61 - 0x430)), text)


def write_over_parts(text, sign):
    return sign.join(write_over(part) for part in text.split(sign))


def write_csv(path, rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8")


def read_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def write_answers(source, target):
    """Dates, addresses and numbers have no letters or are not shown."""
    write_csv(target, [[write_over(cell) for cell in row] for row in read_csv(source)])


def write_codebook(source, target):
    rows = read_csv(source)
    head = rows[0]
    for row in rows[1:]:
        for i, field in enumerate(head):
            if field in ("text", "item"):
                row[i] = write_over(row[i])
            elif field in ("header", "levels"):
                row[i] = write_over_parts(row[i], " | ")
            elif field == "reason":
                row[i] = ""
    write_csv(target, rows)


def write_targets(source, target):
    rows = read_csv(source)
    words = [i for i, field in enumerate(rows[0])
             if field in ("question", "base", "name", "source")]
    answer = rows[0].index("answer")
    for row in rows[1:]:
        for i in words:
            row[i] = write_over(row[i])
        row[answer] = row[answer] if row[answer] == "any" else write_over(row[answer])
    write_csv(target, rows)


def write_plan(source, target):
    """Values of the keys that hold wordings and words; "any" and "Daily" of a ladder stay."""
    text = re.sub(r"\n[ \t]+", " ", source.read_text(encoding="utf-8"))
    lines = []
    for line in text.split("\n"):
        key, equals, value = line.partition(" = ")
        if key in PLAN_TEXTS and equals:
            parts = re.split(r"(, |: any\b|: Daily\b)", value)
            value = "".join(part if i % 2 else write_over(part) for i, part in enumerate(parts))
        lines.append(key + equals + value)
    target.write_text("\n".join(lines), encoding="utf-8")


def write_survey(folder):
    """The sample as folder/survey.csv with its companions."""
    write_answers(SAMPLE.with_name("alcts-2014.csv"), folder / "survey.csv")
    write_codebook(SAMPLE.with_name("alcts-2014-codebook.csv"), folder / "survey-codebook.csv")
    write_targets(SAMPLE.with_name("alcts-2014-targets.csv"), folder / "survey-targets.csv")
    write_plan(SAMPLE.with_name("alcts-2014-plan.ini"), folder / "survey-plan.ini")


# --- What the program says ---------------------------------------------------------------------

def run(program, *args, cwd):
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run([program, *args], cwd=cwd, env=environment, capture_output=True,
                          encoding="utf-8", check=False)
    assert done.returncode == 0, (args, done.stderr)
    return done.stdout


def collect(program, folder, language):
    """{name: text} of everything that people read, in one language."""
    spoken = ("--language", language)
    report = f"report-{language}"
    pages = {"terminal": ("analyze", "survey.csv", "-o", report, "--force", "--format", "svg"),
             "inspect": ("inspect", "survey.csv"),
             "chart": ("chart", "gap-dumbbell", "survey.csv", "-o", f"{report}.svg"),
             "gap": ("gap", "survey.csv"),
             "gap.md": ("gap", "survey.csv", "--format", "md"),
             "table": ("table", "survey.csv", "q20", "q10"),
             "table.md": ("table", "survey.csv", "q15", "q10", "--format", "md")}
    said = {name: run(program, *args, *spoken, "-q", cwd=folder) for name, args in pages.items()}
    said["report.md"] = (folder / report / "report.md").read_text(encoding="utf-8")
    for name, sheet in workbook.read(folder / report / "results.xlsx").items():
        said[f"workbook, {name}"] = "\n".join([name, *sheet.texts()])
    return said


# --- What is not translated --------------------------------------------------------------------

def list_units(text):
    """Cells of tables, lines and sentences as the words of ours in them."""
    for kept in sorted(KEPT, key=len, reverse=True):
        text = re.sub(r"\s+".join(map(re.escape, kept.split())), "•", text)
    text = NAMES.sub("•", text.replace("\\", ""))
    for unit in re.split(r"\n|\|| {2,}|(?<=[.:;?!]) ", text):
        yield [word.lower() if LATIN.match(word) else "•" for word in WORD.findall(unit)]


def list_phrases(text):
    """Whole units, and two words that stand side by side."""
    found = set()
    for words in list_units(text):
        ours = [word for word in words if word != "•"]
        if ours:
            found.add(" ".join(ours))
        for first, second in zip(words, words[1:]):
            if first != "•" and second != "•":
                found.add(f"{first} {second}")
    return found


def list_untranslated(english, translated, same):
    """A letter alone names a column."""
    return sorted(phrase for phrase in list_phrases(translated) & list_phrases(english)
                  if phrase not in same and
                  not all(word in same or len(word) == 1 for word in phrase.split()))


def check_language(said, language):
    english, faults, told = "\n".join(said["en"].values()), [], set()
    for name, text in said[language].items():
        left = [phrase for phrase in list_untranslated(english, text, SAME[language])
                if phrase not in told]
        told.update(left)
        if left:
            faults.append(f"{name}: {left}")
    assert not faults, "\n".join(faults)


def check_itself(said, language):
    """An English sentence, cell, or piece of a sentence would be found."""
    english = "\n".join(said["en"].values())
    for name in ("report.md", "terminal", "inspect", "gap.md", "table"):
        found = list_untranslated(english, said["en"][name], SAME[language])
        assert len(found) > 10, (name, found)
    for spoiled in ("| Respuesta | Answer |", "Base: 850 people who answered.", "## Method"):
        assert list_untranslated(english, spoiled, SAME[language]), spoiled


def check_surroundings(said, language):
    """The survey itself came through in both, and English kept its words."""
    for spoken in ("en", language):
        assert write_over("Are you a member of") in said[spoken]["report.md"], spoken
    assert "## Method" in said["en"]["report.md"]
    assert "Index" in said["en"]["workbook, Index"]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    report = tap.Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        write_survey(folder)
        said = {language: collect(program, folder, language) for language in ("en", *LANGUAGES)}
        for language in LANGUAGES:
            for case in (check_surroundings, check_language, check_itself):
                try:
                    case(said, language)
                    report.report(f"{case.__name__}/{language}")
                except Exception:  # every failure is a case, not the end
                    report.report(f"{case.__name__}/{language}", failure=traceback.format_exc())
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
