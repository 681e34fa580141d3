# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes translations as C tables: OUTPUT LANGUAGE.po ..., or --list for the names of the files.

Reads what a translator's tool writes: msgid, msgid_plural, msgstr, msgstr[0], msgstr[1], strings
over several lines, comments. An entry that is marked fuzzy or is empty is left out: English is
better than a guess."""
import ast
import pathlib
import re
import sys

# Read from right to left; until they have a translation they are told in English.
MIRRORED = ("ar", "fa", "he", "ur")
LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */"
# Which numbers take the first form, by the Plural-Forms of the file.
PLURALS = {"n != 1": (1, True), "n > 1": (1, False)}


def read_po(path):
    """The header as text, and {(msgid, msgid_plural or None): [forms]}."""
    entries, entry, field, is_fuzzy = [], {}, None, False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines() + [""], 1):
        line = line.strip()
        if not line and entry:
            entries.append((entry, is_fuzzy))
            entry, field, is_fuzzy = {}, None, False
        elif line.startswith("#,") and "fuzzy" in line:
            is_fuzzy = True
        elif line and not line.startswith("#"):
            found = re.fullmatch(r'(msgid|msgid_plural|msgstr|msgstr\[[01]\])?\s*(".*")', line)
            if not found:
                sys.exit(f"{path}:{number}: cannot read {line!r}")
            field = found[1] or field
            entry[field] = entry.get(field, "") + ast.literal_eval(found[2])
    table = {}
    header = ""
    for entry, is_fuzzy in entries:
        key = (entry["msgid"], entry.get("msgid_plural"))
        forms = [entry.get("msgstr", entry.get("msgstr[0]", ""))]
        forms += [entry["msgstr[1]"]] if "msgstr[1]" in entry else []
        if key[0] == "":
            header = forms[0]
        elif key in table:
            sys.exit(f"{path}: two translations of {key[0]!r}")
        elif not is_fuzzy and all(forms):
            table[key] = forms
    return header, table


def quote(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def write_language(path):
    header, table = read_po(path)
    rule = re.search(r"plural=\(?([^;)]*)\)?;", header)
    if not rule or rule[1].strip() not in PLURALS:
        sys.exit(f"{path}: no plural rule that is known: {sorted(PLURALS)}")
    most, has_zero_many = PLURALS[rule[1].strip()]
    lines = [f"static const SvyTranslation {path.stem}[] = {{"]
    for (english, _), forms in sorted(table.items(), key=lambda e: e[0][0].encode("utf-8")):
        second = quote(forms[1]) if len(forms) > 1 else "NULL"
        lines.append(f"    {{{quote(english)}, {{{quote(forms[0])}, {second}}}}},")
    lines += ["};", ""]
    zero = "true" if has_zero_many else "false"
    return lines, f'    {{"{path.stem}", {most}, {zero}, {len(table)}, {path.stem}}},'


def write_names(stems):
    """English first, then what is translated."""
    names = ["en", *stems, *(name for name in MIRRORED if name not in stems)]
    return [f"const char *const svy_language_names[] = {{{', '.join(map(quote, names))}, NULL}};"]


def main():
    if sys.argv[1:] == ["--list"]:
        print(*(f"languages/{path.name}" for path in sorted(pathlib.Path(__file__).parent.glob("*.po"))))
        return
    out, paths = sys.argv[1], sorted(pathlib.Path(name) for name in sys.argv[2:])
    lines = [LICENCE, "/* Made from languages/NAME.po by embed-languages.py. */",
             '#include "base/translate.h"', ""]
    heads = []
    for path in paths:
        table, head = write_language(path)
        lines += table
        heads.append(head)
    lines += ["const SvyLanguage svy_languages[] = {", *heads,
              "    {NULL, 0, false, 0, NULL},", "};", "", *write_names([path.stem for path in paths]), ""]
    pathlib.Path(out).write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
