#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every public function says all it must, in the fixed form and order: a sentence of purpose, each
parameter, Returns, Status, Errors, Cost, Source, Test."""
import itertools
import re

import lint

ORDER = ["@", "Returns", "Status", "Errors", "Cost", "Source", "Test"]
HEAD = re.compile(r"([A-Za-z_][\w \t\n*]*?[ \t\n*])(\w+)\(")
LABEL = re.compile(r"^(@\w+|[A-Z][a-z]+):[ \t]*(.*)$")


class Doc:
    """A comment /** ... */ taken apart: purpose and the texts of its labels, in order."""

    def __init__(self, comment):
        lines = [re.sub(r"^[ \t]*\*?[ \t]?", "", line) for line in comment[3:-2].split("\n")]
        self.labels = []
        purpose = []
        for line in lines:
            match = LABEL.match(line)
            if match and (match.group(1)[0] == "@" or match.group(1) in ORDER):
                self.labels.append([match.group(1), match.group(2)])
            elif self.labels and line[:1] == " ":
                self.labels[-1][1] += " " + line.strip()
            elif not self.labels:
                purpose.append(line.strip())
        self.purpose = " ".join(itertools.takewhile(bool, purpose[purpose[:1] == [""]:]))

    def get(self, name):
        return next((text for label, text in self.labels if label == name), None)


def find_prototypes(text):
    """(offset, return type, name, parameters) of each function; what is in braces is left out."""
    plain = lint.blank_comments(text)
    plain = re.sub(r"(?m)^[ \t]*#(?:.*\\\n)*.*$", lambda m: re.sub(r"[^\n]", " ", m.group(0)), plain)
    plain = re.sub(r"\bG_DEFINE_\w+\([^)]*\)", lambda m: ";" + " " * (len(m.group(0)) - 1), plain)
    depth, flat = 0, []
    for char in plain:
        depth -= char == "}"
        flat.append(char if depth == 0 or char == "\n" else " ")
        depth += char == "{"
    flat = "".join(flat)
    for statement in re.finditer(r"[^;{}]+", flat):
        match = HEAD.search(flat, statement.start(), statement.end())
        if match and not match.group(1).startswith("typedef"):
            end = find_close(flat, match.end())
            yield match.start(), match.group(1).strip(), match.group(2), flat[match.end():end]


def find_close(text, offset):
    """Where the bracket closes that was opened just before the offset."""
    depth = 1
    while depth > 0 and offset < len(text):
        depth += (text[offset] == "(") - (text[offset] == ")")
        offset += 1
    return offset - 1


def split_parameters(parameters):
    """Names of the parameters; a pointer to a function counts by its name in (*name)."""
    names, depth, start = [], 0, 0
    for i, char in enumerate(parameters + ","):
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            one, start = parameters[start:i].strip(), i + 1
            inner = re.search(r"\(\s*\*\s*(\w+)", one)
            name = inner or re.search(r"(\w+)\s*(?:\[[^\]]*\]\s*)*$", one)
            if one not in ("void", "", "...") and name:
                names.append(name.group(1))
    return names


def find_comment(text, offset):
    """The /** comment that ends right above the prototype, or None."""
    above = text[:offset].rstrip()
    start = above.rfind("/*")
    return above[start:] if above.endswith("*/") and above.startswith("/**", start) else None


def list_missing(doc, result, parameters):
    """What a documentation lacks or has too much, in words."""
    names = split_parameters(parameters)
    has_error = re.search(r"\bGError\s*\*\*", parameters) is not None
    given = [label[1:] for label, _ in doc.labels if label[0] == "@"]
    wanted = {"Returns": result != "void", "Errors": has_error, "Cost": True, "Test": True}

    if not doc.purpose.endswith((".", ":")):
        yield "a sentence of purpose"
    for name in names:
        if name not in given:
            yield f"@{name}"
    for name in given:
        if name not in names:
            yield f"no @{name}: there is no such parameter"
    for label, is_wanted in wanted.items():
        if is_wanted and not doc.get(label):
            yield label
        elif not is_wanted and doc.get(label) is not None:
            yield f"no {label}"
    places = [ORDER.index(label if label[0] != "@" else "@") for label, _ in doc.labels]
    if places != sorted(places) or [n for n in names if n in given] != [n for n in given if n in names]:
        yield "the order of the parameters, then " + ", ".join(ORDER[1:])


def check_test_path(check, path, line, name, doc):
    for test in re.split(r"[,;]?\s+", doc.get("Test") or ""):
        if test.startswith("tests/") and not (check.root / test).exists():
            check.fault(path, line, f"{name}(): the test {test} does not exist")


def check_file(check, path):
    text = check.read(path)
    for offset, result, name, parameters in find_prototypes(text):
        line = lint.line_of(text, offset)
        comment = find_comment(text, offset)
        if comment is None:
            check.fault(path, line, f"{name}() has no documentation above it")
            continue
        doc = Doc(comment)
        for missing in list_missing(doc, result, parameters):
            check.fault(path, line, f"{name}(): the documentation needs {missing}")
        check_test_path(check, path, line, name, doc)


def check(tree):
    for path in tree.find(".h", ".h.in", folders=("include",)):
        check_file(tree, path)


if __name__ == "__main__":
    lint.main(check)
