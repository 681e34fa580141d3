# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs surveystat on hostile input in a folder of its own and looks at what it leaves behind.

A case gives None or says what is wrong. What must hold for all of them is looked at here: no
signal, no raw control character on a terminal, and after an error everything as it was, byte by
byte, with no file more."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import tempfile

import survey

TIMEOUT_S = 60
MAX_S = 10  # a small hostile file must not keep the program longer
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def as_bytes(data):
    data = data() if callable(data) else data
    return data.encode("utf-8") if isinstance(data, str) else data


def take_stock(folder):
    """Everything in a folder: path to kind, permission and content."""
    stock = {}
    for root, folders, files in os.walk(os.fsencode(folder)):
        for name in folders + files:
            path = os.path.join(root, name)
            status = os.lstat(path)
            if stat.S_ISLNK(status.st_mode):
                content = os.readlink(path)
            elif stat.S_ISREG(status.st_mode) and os.access(path, os.R_OK):
                content = pathlib.Path(os.fsdecode(path)).read_bytes()
            else:
                content = None
            stock[os.path.relpath(path, os.fsencode(folder))] = (status.st_mode, content)
    return stock


def compare_stock(before, after):
    """None, or the first difference."""
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path):
            how = "new" if path not in before else "gone" if path not in after else "changed"
            return f"{os.fsdecode(path)!r} is {how}"
    return None


def read_report(folder):
    """Name to bytes of a report folder, after it was held against its manifest."""
    folder = pathlib.Path(folder)
    files = {str(path.relative_to(folder)): path.read_bytes()
             for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}
    manifest = json.loads(files["manifest.json"])
    hashes = {entry["name"]: entry["sha256"] for entry in manifest["files"]}
    assert set(hashes) | {"manifest.json"} == set(files), "the manifest lists other files"
    for name, expected in hashes.items():
        assert hashlib.sha256(files[name]).hexdigest() == expected, f"{name} is not as listed"
    return files


class Box:
    """A temporary folder with a work folder in it, and the program."""
    program = None  # set once by the main program
    prior = None    # a finished report, to be found untouched

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(prefix="surveystat-robust-")
        self.top = pathlib.Path(self._folder.name).resolve()
        self.work = self.top / "work"
        self.work.mkdir()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self._folder.cleanup()

    def put(self, name, data):
        path = self.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(as_bytes(data))
        return path

    def put_prior(self, name="in-report"):
        shutil.copytree(Box.prior, self.work / name)

    def run(self, *arguments, stdin=None, env=None, cwd=None, **how):
        """(exit status, stdout, stderr) as text."""
        variables = {"PATH": os.environ["PATH"], "HOME": str(self.top), "LC_ALL": "C.UTF-8",
                     "TZ": "UTC"}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                variables[name] = os.environ[name]
        variables.update(env or {})
        if isinstance(stdin, bytes):
            how["input"] = stdin
        elif "preexec_fn" not in how or stdin is not None:
            how["stdin"] = subprocess.DEVNULL if stdin is None else stdin
        how.setdefault("stdout", subprocess.PIPE)
        how.setdefault("stderr", subprocess.PIPE)
        done = subprocess.run([Box.program, *arguments], cwd=cwd or self.work, env=variables,
                              timeout=TIMEOUT_S, check=False, **how)
        out, err = ((raw or b"").decode("utf-8", "backslashreplace")
                    for raw in (done.stdout, done.stderr))
        return done.returncode, out, err


def check_run(run, status, err=(), out=(), forbidden=(), is_data=False):
    """None, or how a run differs from what is expected. With @is_data stdout is a CSV: it keeps
    what the cells hold."""
    got, stdout, stderr = run
    if got != status:
        return f"exit status {got}, expected {status}\n{stderr[:2000]}"
    for name, text in (("stdout", stdout), ("stderr", stderr)):
        raw = CONTROLS.search(text)
        if raw is not None and not (is_data and name == "stdout"):
            return f"{name} holds a raw control character {raw.group()!r}"
    for patterns, text in ((err, stderr), (out, stdout)):
        for pattern in patterns:
            if re.search(pattern, text, re.M) is None:
                return f"no /{pattern}/ in\n{text[:2000]}"
    for pattern in forbidden:
        if re.search(pattern, stdout + stderr, re.M):
            return f"/{pattern}/ in\n{stdout[:1000]}{stderr[:1000]}"
    return None


def refuse(data, status, *patterns, args=(), files=None,
           commands=("analyze", "inspect", "gap")):
    """A case in which nothing may be written: @data is in.csv, a report of before lies there."""
    def run_case():
        with Box() as box:
            box.put("in.csv", data)
            for name, content in (files or {}).items():
                box.put(name, content)
            box.put_prior()
            before = take_stock(box.work)
            for name in commands:
                ends = r"[.?]\nNothing was written\.\n\Z" if name == "analyze" else r"[.?]\n\Z"
                fault = check_run(box.run(name, *args, "in.csv"), status, [*patterns, ends])
                fault = fault or compare_stock(before, take_stock(box.work))
                if fault is not None:
                    return f"{name}: {fault}"
            return None
    return run_case


class Understood:
    """What inspect says of a file."""

    def __init__(self, text):
        self.json = json.loads(text)

    def find(self, wording):
        for question in self.json["questions"]:
            if question["text"] == wording:
                return question
        raise AssertionError(f"no question {wording!r} among "
                             f"{[question['text'] for question in self.json['questions']]}")

    def count(self, wording):
        """Label to count."""
        return {option["label"]: option["count"] for option in self.find(wording)["options"]}

    def count_columns(self):
        return sum(len(question["columns"]) for question in self.json["questions"])


def accept(data, *patterns, n=survey.N_ROWS, columns=8, look=None, args=(), is_silent=False,
           notes=(), files=None):
    """A case that is read: warnings, number of responses and columns, then @look at the rest.

    @patterns are in the warnings, @notes in what inspect shows; @look gets Understood and gives
    None or a fault. With @is_silent there is no warning at all."""
    def run_case():
        with Box() as box:
            box.put("in.csv", data)
            for name, content in (files or {}).items():
                box.put(name, content)
            before = take_stock(box.work)
            fault = check_run(box.run("codebook", *args, "in.csv"), 0, patterns,
                              forbidden=[": warning: "] if is_silent else [], is_data=True)
            fault = fault or check_run(box.run("inspect", *args, "in.csv"), 0, out=notes)
            run = box.run("inspect", "--format", "json", *args, "in.csv")
            fault = fault or check_run(run, 0) or compare_stock(before, take_stock(box.work))
            if fault is not None:
                return fault
            understood = Understood(run[1])
            if understood.json["respondents"] != n:
                return f"{understood.json['respondents']} responses, expected {n}"
            if columns is not None and understood.count_columns() != columns:
                return f"{understood.count_columns()} columns, expected {columns}"
            return look(understood) if look is not None else None
    return run_case


def expect_counts(wording, **counts):
    """A look: these labels have these counts. Labels that are no names come as a dictionary."""
    wanted = counts.pop("counts", counts)

    def look(understood):
        got = understood.count(wording)
        for label, n in wanted.items():
            if got.get(label) != n:
                return f"{label!r} has {got.get(label)} in {got}, expected {n}"
        return None
    return look


def expect_header(column, wording):
    """A look: the question of a column (from 0) has this wording."""
    def look(understood):
        for question in understood.json["questions"]:
            if column in question["columns"]:
                return None if question["text"] == wording else f"called {question['text']!r}"
        return "the column belongs to no question"
    return look
