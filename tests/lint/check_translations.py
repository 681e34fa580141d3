#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sentences and their translations: every sentence that the sources ask for has one in each
languages/NAME.po, with the same conversions, and none is left over; and no sentence of a chart and
no word of a table stands outside svy_tr()."""
import ast
import re

import lint

LITERAL = r'"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*'
ASKED = re.compile(rf"\bSVY_TR\(\s*({LITERAL})|\bsvy_tr\(\s*[\w>.&\-]+\s*,\s*({LITERAL})")
ASKED_N = re.compile(rf"\bsvy_tr_n\(\s*[\w>.&\-]+\s*,\s*({LITERAL})\s*,\s*({LITERAL})")
MADE = re.compile(rf"\bg_strdup(?:_printf)?\(\s*({LITERAL})")
CONVERSION = re.compile(r"%(?:(\d+)\$)?(zu|[dsu%]|\.\d+f)")

# What is put into a table: its title, heads, notes and cells, and its texts by their names.
ARGUMENT = rf"(?:{LITERAL}|[^,\"();]+(?:\([^()\"]*\))?)"
PUT = re.compile(
    rf"\bsvy_table_builder_(?:(?:new|add_column)\(\s*{ARGUMENT},\s*{ARGUMENT}|"
    rf"add_note\(\s*{ARGUMENT}),\s*({LITERAL})|"
    rf"\bsvy_cell_set_text\(\s*{ARGUMENT},\s*({LITERAL})|"
    rf"\b(?:title|base_rule|method|finding|note|label|heading|subject)\s*=\s*"
    rf"g_strdup(?:_printf)?\(\s*({LITERAL})")

CALL = r"\([^;\"]*(?:\"(?:\\.|[^\"\\])*\"[^;\"]*)*;"
FOUND = re.compile(
    rf"\b(?:svy_findings_(?:add|tally)|svy_infer_set_reason|svy_book_note_drift){CALL}")
ERROR = re.compile(rf"\bsvy_error_set{CALL}")
GUESSED = ('"type-guess"', '"pair-guess"')

# Made by g_strdup_printf(), but not for people: keys of tables.
NO_SENTENCES = {"gap-%s-%s-by-%s"}


def get_text(literal):
    """What a C literal in one or several pieces says."""
    return "".join(ast.literal_eval(piece) for piece in re.findall(r'"(?:\\.|[^"\\\n])*"', literal))


def find_asked(tree):
    """{sentence: (path, line)} of all that is asked for; a plural is a pair."""
    asked = {}
    for path in tree.find(".c", folders=("src",)):
        text = lint.blank_comments(tree.read(path), also_strings=False)
        for match in ASKED.finditer(text):
            asked.setdefault(get_text(match[1] or match[2]), (path, match.start(), text))
        for match in ASKED_N.finditer(text):
            asked.setdefault((get_text(match[1]), get_text(match[2])), (path, match.start(), text))
    return asked


def read_po(tree, path):
    """{sentence or pair: ([forms], line)}"""
    table, entry, field, start = {}, {}, None, 0
    for number, line in enumerate(tree.read(path).split("\n") + [""], 1):
        line = line.strip()
        match = re.fullmatch(r'(msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*(".*")', line)
        if match:
            start = number if match[1] == "msgid" else start
            field = match[1] or field
            entry[field] = entry.get(field, "") + ast.literal_eval(match[2])
        elif not line and entry:
            key = entry["msgid"]
            key = (key, entry["msgid_plural"]) if "msgid_plural" in entry else key
            forms = [entry[name] for name in sorted(entry) if name.startswith("msgstr")]
            if key in table:
                tree.fault(path, start, f"a second translation of {key!r}")
            table[key] = (forms, start)
            entry = {}
    table.pop("", None)
    return table


def list_conversions(sentence):
    """By the argument that they print; "%%" and a plain "%" print none."""
    found = [match for match in CONVERSION.finditer(sentence) if match[2] != "%"]
    places = [(int(match[1] or i + 1), match[2]) for i, match in enumerate(found)]
    return sorted(places)


def check_forms(tree, path, key, forms, line):
    for english, form in zip(key if isinstance(key, tuple) else (key,), forms):
        if not form:
            tree.fault(path, line, f"no translation of {english!r}")
        # What is no format may have a plain sign: "<1%".
        elif "%s" in english or "%zu" in english or "%u" in english:
            if list_conversions(english) != list_conversions(form):
                tree.fault(path, line, f"other conversions than those of {english!r}")
        if english[:1] == " " and form[:1] not in " \u00a0\u202f" or (
                english[-1:] == " " and form[-1:] != " "):
            tree.fault(path, line, f"another blank at an end than {english!r} has")


def check_table(tree, path, asked):
    table = read_po(tree, path)
    for key, (source, at, text) in asked.items():
        if key not in table:
            tree.fault(source, lint.line_of(text, at), f"{path} lacks {key!r}")
    for key, (forms, line) in table.items():
        if key not in asked:
            tree.fault(path, line, f"no source asks for {key!r}")
        check_forms(tree, path, key, forms, line)


def check_charts(tree):
    """Two words in a row outside svy_tr() are a sentence that stays English."""
    for path in tree.find(".c", folders=("src/chart",)):
        if not re.search(r"/(chart|panel)-|/(plot|groups|table-words|alt-text)\.c", path):
            continue
        text = lint.blank_comments(tree.read(path), also_strings=False)
        for match in MADE.finditer(text):
            words = CONVERSION.sub(" ", get_text(match[1]))
            if re.search(r"[A-Za-z]{2,}[ ,.:;]+[A-Za-z]{2,}", words) and (
                    get_text(match[1]) not in NO_SENTENCES):
                tree.fault(path, lint.line_of(text, match.start()),
                           f"a sentence outside svy_tr(): {get_text(match[1])!r}")


def check_pages(tree):
    """Whatever a page for people says in two words or more, and what a finding says, which a report
    repeats. What is guessed of one question is said there in other words; who makes a file
    anonymous reads on the terminal what was done."""
    for path in tree.find(".c", folders=("src/report", "src/ingest", "src/analysis")):
        text = lint.blank_comments(tree.read(path), also_strings=False)
        if re.search(r"/(report-md|write-(md|text|table|xlsx)|inspect-text|xlsx-tables)\.c$", path):
            spans = [text]
        elif "/anonymize" not in path:
            spans = [span for span in FOUND.findall(text)
                     if not any(code in span for code in GUESSED)]
        else:
            spans = []
        for span in spans:
            rest = ASKED_N.sub("", ASKED.sub("", ERROR.sub("", re.sub("#include.*", "", span))))
            for match in re.finditer(LITERAL, rest):
                words = CONVERSION.sub(" ", get_text(match[0]))
                if re.search("[A-Za-z]{2,} +[A-Za-z]{2,}", words):
                    tree.fault(path, lint.line_of(text, text.find(match[0])),
                               f"a sentence outside svy_tr(): {get_text(match[0])!r}")


def check_tables(tree):
    """A word in a table outside svy_tr() stays English."""
    for path in tree.find(".c", folders=("src/analysis", "src/result")):
        text = lint.blank_comments(tree.read(path), also_strings=False)
        for match in PUT.finditer(text):
            literal = match[1] or match[2] or match[3]
            if re.search("[A-Za-z]{2}", CONVERSION.sub(" ", get_text(literal))):
                tree.fault(path, lint.line_of(text, match.start()),
                           f"a word of a table outside svy_tr(): {get_text(literal)!r}")


def check(tree):
    asked = find_asked(tree)
    for path in tree.find(".po", folders=("src",)):
        check_table(tree, path, asked)
    check_charts(tree)
    check_tables(tree)
    check_pages(tree)


if __name__ == "__main__":
    lint.main(check)
