#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables in the language of the survey: test_tables.py PROGRAM

Each table of some surveys is made in English and in another language. No title, head, base, method,
finding or note may be the same in both, and nothing that was found odd in the file nor its remedy, apart from what is the survey's own and from words that are
spelt alike. What programs read stays the same: ids, keys, words such as "All" and "met"."""
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import traceback

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "support"))
import tap  # noqa: E402

DATA = ROOT / "data"

# Columns whose words stay English in JSON.
WORDS_OF = {"verdict", "target"}

# Spelt as in English.
SAME = {"es": {"p (Holm)"},
        "fr": {"p (Holm)", "Question", "Points", "Options", "Dates", "Source", "Verdict",
               "Conclusion", "1 option", *(f"{n} options" for n in range(2, 10))}}

MARGINS = """question,answer,share
q10,Member,30
,"Not a member, but working in the profession",50
,MLIS student,20
"""
ROSTER = """question,answer,population,invited
q10,Member,3800,3000
,"Not a member, but working in the profession",9000,4000
,MLIS student,2200,1500
"""


def make_years():
    """Numbers with weights, dates, a ranking, and a scale that goes from good to bad."""
    lines = ["What is your role?,How many years have you worked?,When did you join?,Weights,"
             "How good is it?"]
    for i in range(120):
        role = "Student" if i % 3 == 0 else "Staff"
        lines.append(f"{role},{(i * 37 + 11) % 40 + i % 3 * 5},{2001 + i % 6}-{1 + i % 4:02}-03,"
                     f"{i % 4}.5,{['Very good', 'Good', 'Fair', 'Bad', 'Very bad'][i % 5]}")
    return "\n".join(lines) + "\n"


def make_rare():
    """A yes that is too rare for a model."""
    lines = ["Role,Place,Years,Would you come again?,Have you been there?"]
    for i in range(90):
        lines.append(f"{'ABC'[i % 3]},{'North South East West'.split()[i // 3 % 4]},"
                     f"{'1-4' if i % 14 < 5 else '5 or more'},{'No' if i * 7 % 90 < 18 else 'Yes'},"
                     f"{'Yes' if i % 2 else 'No'}")
    return "\n".join(lines) + "\n"


RARE_PLAN = "[drivers]\noutcome = Would you come again?: No\npredictors = Role, Place, Years\n"


def make_ranks():
    orders = ("1,2,3,4", "2,1,3,4", "1,3,2,4", "4,1,2,3", "1,2,,")
    return ("Rank these [Books],Rank these [Films],Rank these [Music],Rank these [Games]\n" +
            "".join(orders[i % 5] + "\n" for i in range(60)))


def list_surveys(folder):
    """{name: arguments of analyze}"""
    for name, text in (("margins.csv", MARGINS), ("roster.csv", ROSTER),
                       ("years.csv", make_years()), ("ranks.csv", make_ranks()),
                       ("rare.csv", make_rare()), ("rare-plan.ini", RARE_PLAN)):
        (folder / name).write_text(text, encoding="utf-8")
    sample = str(DATA / "alcts-2014.csv")
    return {"sample": [sample, "--exclude", "speeder,straight-line"],
            "raked": [sample, "--rake", "margins.csv", "--roster", "roster.csv"],
            "waves": [str(DATA / "waves.csv")],
            "states": [str(DATA / "states.csv")],
            "years": ["years.csv", "--weight", "Weights"],
            "plain years": ["years.csv"],
            "ranks": ["ranks.csv"],
            "rare": ["rare.csv"]}


def analyse(program, folder, arguments, language):
    out = folder / "report"
    subprocess.run([program, "analyze", *arguments, "--language", language, "-q", "-o", out,
                    "--force", "--format", "svg"], cwd=folder, check=True, capture_output=True)
    return json.loads((out / "results.json").read_text(encoding="utf-8"))


# --- What a table says -------------------------------------------------------------------------

def list_sayings(table):
    """(what, text) of everything that a reader sees in a table and above and below it; words of
    which programs may make use are English here and another text for readers."""
    for what in ("title", "base_rule", "method", "finding"):
        if table.get(what):
            yield what, table[what]
    for note in table.get("notes") or []:
        yield "note", note
    for column in table["columns"]:
        yield "head", column["heading"]
    for row in table["rows"]:
        for key, cell in row.items():
            if isinstance(cell, str) and key not in WORDS_OF and cell != "All":
                yield f"cell of {key}", cell


def list_own(results):
    """What the survey itself says, longest first."""
    own = {results["file"]}
    for question in results["questions"]:
        own.update((question["id"], question["text"]))
        for part in ("options", "rows", "nets"):
            own.update(entry["label"] for entry in question.get(part) or [])
    with open(DATA / "alcts-2014-targets.csv", encoding="utf-8-sig", newline="") as file:
        own.update(cell for row in csv.reader(file) for cell in row)
    for value in results["survey"].values():
        own.add(value if isinstance(value, str) else "")
    own.add("follow ALCTS")  # a verb of the plan
    return sorted(own - {""}, key=len, reverse=True)


def is_own(text, own):
    """Nothing is left of it without what the survey says, or the beginning of that."""
    for cut in re.findall(r"[^“:«(…]*[^\s“:«(…][^“«(…]*…", text):
        if any(whole.startswith(cut.strip()[:-1]) for whole in own):
            text = text.replace(cut, " ")
    for whole in own:
        text = text.replace(whole, " ")
    return not re.search(r"[A-Za-z]{2}", re.sub(r"\bq\d+(\.\d+)?\b", "", text))


def list_untranslated(english, translated, same):
    own, found = list_own(english), []
    tables = {table["id"]: table for table in translated["tables"]}
    for table in english["tables"]:
        said = set(list_sayings(tables[table["id"]]))
        found += [(table["id"], *saying) for saying in list_sayings(table)
                  if saying in said and saying[1] not in same and not is_own(saying[1], own)]
    return found


def list_notices(results):
    """(code, text) of what was found odd, and of its remedies"""
    for finding in results["findings"]:
        for text in (finding["message"], finding["mend"]):
            if text:
                yield finding["code"], text


def list_untold(english, translated):
    own, said = list_own(english), set(list_notices(translated))
    return [notice for notice in list_notices(english)
            if notice in said and not is_own(notice[1], own)]


def list_kinds(results):
    return {table["kind"] for table in results["tables"]}


# --- Cases -------------------------------------------------------------------------------------

def check_told(said, language):
    for name, results in said.items():
        found = list_untranslated(results["en"], results[language], SAME[language])
        assert not found, f"{name}: {found}"


def check_notices(said, language):
    """Nor a notice and its remedy; the names that are to be typed stay what they are."""
    codes = set()
    for name, results in said.items():
        found = list_untold(results["en"], results[language])
        assert not found, f"{name}: {found}"
        assert results["en"]["findings"] == [] or list_untold(results["en"], results["en"]), name
        codes.update(code for code, _ in list_notices(results[language]))
    assert codes >= {"weights-not-used", "no-drivers"}, codes
    remedies = dict(list_notices(said["plain years"][language]))
    assert '--weight "Weights"' in remedies["weights-not-used"], remedies


def check_itself(said, language):
    """A table in English would be found, whatever it says."""
    for name, results in said.items():
        found = list_untranslated(results["en"], results["en"], SAME[language])
        ids = {table["id"] for table in results["en"]["tables"]}
        assert ids == {fault[0] for fault in found}, (name, ids)


def check_kinds(said, language):
    """All kinds of tables that analyze makes are among these, and dates."""
    assert "dates" in {table["id"] for table in said["years"][language]["tables"]}
    kinds = set().union(*(list_kinds(results[language]) for results in said.values()))
    assert kinds >= {"profile", "response", "weights", "completion", "chosen", "scale", "rank",
                     "preference", "numeric", "numbers-by-group", "bins", "segments",
                     "gap-segments", "overlap", "combinations", "coverage", "ladder", "drivers",
                     "targets"}, kinds


def check_programs(said, language):
    """The same figures under the same keys, and words of which programs may make use."""
    for results in said.values():
        for one, other in zip(results["en"]["tables"], results[language]["tables"]):
            assert one["id"] == other["id"] and one["kind"] == other["kind"]
            assert [column["key"] for column in one["columns"]] == [
                column["key"] for column in other["columns"]], one["id"]
            assert one.get("test") == other.get("test"), one["id"]
            for row, twin in zip(one["rows"], other["rows"]):
                assert {key: cell for key, cell in row.items() if not isinstance(cell, str)} == {
                    key: cell for key, cell in twin.items() if not isinstance(cell, str)}, one["id"]
                assert [row.get(key) for key in WORDS_OF] == [
                    twin.get(key) for key in WORDS_OF], one["id"]
                first = one["columns"][0]["key"]
                assert (row[first] == "All") == (twin[first] == "All"), one["id"]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    report = tap.Tap()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        said = {survey: {language: analyse(program, folder, arguments, language)
                         for language in ("en", *SAME)}
                for survey, arguments in list_surveys(folder).items()}
    for language in SAME:
        for case in (check_told, check_notices, check_itself, check_kinds, check_programs):
            try:
                case(said, language)
                report.report(f"{case.__name__}/{language}")
            except Exception:  # every failure is a case, not the end
                report.report(f"{case.__name__}/{language}", failure=traceback.format_exc())
    return report.finish()


if __name__ == "__main__":
    sys.exit(main())
