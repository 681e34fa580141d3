# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases 81-87: usage, names of files, input that is output, devices and pipes, folders that are not
ours; and the same bytes on every run, in every locale, time zone and folder."""
import json
import os
import pathlib
import re
import stat
import subprocess
import tempfile
import threading
import time
import unittest

import survey
from harness import Box, check_run, compare_stock, read_report, take_stock

PNG = ("--format", "png")


def usage(arguments, *patterns):
    """A case: wrong usage, exit 2, nothing touched."""
    def run_case():
        with Box() as box:
            box.put("in.csv", survey.make())
            box.put_prior()
            before = take_stock(box.work)
            return check_run(box.run(*arguments), 2, patterns) or compare_stock(
                before, take_stock(box.work))
    return run_case


def kept(prepare, arguments, status, *patterns, **how):
    """A case: @prepare the folder, run, find everything as it was."""
    def run_case():
        with Box() as box:
            box.put("in.csv", survey.make())
            prepare(box)
            before = take_stock(box.work)
            run = box.run(*arguments, **{name: value(box) if callable(value) else value
                                         for name, value in how.items()})
            return check_run(run, status, patterns) or compare_stock(before, take_stock(box.work))
    return run_case


# --- 82 Names -----------------------------------------------------------------------------------

STRANGE = [b"-rf.csv", b"new\nline.csv", b"esc\x1b[2J.csv", b"caf\xe9.csv", b" blank .csv",
           b"%s%n.csv", b".hidden", b"quote'\".csv", "\u202ecsv.csv".encode(), b"a;b,c.csv",
           b"x" * 240 + b".csv"]


def strange_names():
    for name in STRANGE:
        with Box() as box:
            with open(os.path.join(os.fsencode(box.work), name), "wb") as file:
                file.write(survey.make().encode())
            run = box.run("analyze", *PNG, b"./" + name if name.startswith(b"-") else name)
            fault = check_run(run, 0)
            folders = [entry for entry in os.listdir(os.fsencode(box.work)) if entry != name]
            if fault is None and len(folders) != 1:
                fault = f"left {folders}"
            if fault is None:
                path = os.path.join(os.fsencode(box.work), folders[0])
                assert read_report(os.fsdecode(path))
            if fault is not None:
                return f"{name!r}: {fault}"
    return None


strange_names.is_slow = True


# --- 83 Output onto the input -------------------------------------------------------------------

def hard_link(box):
    os.link(box.work / "in.csv", box.work / "other.csv")


def soft_link(box):
    (box.work / "other.csv").symlink_to("in.csv")


# --- 84 Input -----------------------------------------------------------------------------------

def from_pipe(pieces, wait=0.0):
    """What inspect says of a survey that comes through stdin in pieces."""
    def run_case():
        data = survey.make_with({(1, survey.COMMENT): "one\r\ntwo, \"three\""}).encode()
        with Box() as box:
            box.put("in.csv", data)
            whole = json.loads(box.run("inspect", "--format", "json", "in.csv")[1])
            reader, writer = os.pipe()

            def feed():
                for start in range(0, len(data), pieces):
                    os.write(writer, data[start:start + pieces])
                    time.sleep(wait)
                os.close(writer)
            thread = threading.Thread(target=feed)
            thread.start()
            run = box.run("inspect", "--format", "json", "-", stdin=reader)
            thread.join()
            os.close(reader)
            fault = check_run(run, 0)
            if fault is not None:
                return fault
            piped = json.loads(run[1])
            del whole["file"], piped["file"]
            return None if piped == whole else "a pipe reads differently from a file"
    return run_case


def from_fifo():
    with Box() as box:
        path = box.work / "in.csv"
        os.mkfifo(path)
        thread = threading.Thread(target=lambda: path.write_bytes(survey.make().encode()))
        thread.start()
        run = box.run("inspect", "in.csv")
        thread.join()
        return check_run(run, 0, out=["40 respondents"])


def unreadable():
    with Box() as box:
        path = box.put("in.csv", survey.make())
        path.chmod(0)
        if os.access(path, os.R_OK):
            raise unittest.SkipTest("root may read anything")
        return check_run(box.run("analyze", "in.csv"), 3,
                         [r"^in\.csv: error: cannot open it: Permission denied\."])


def close_fd(number):
    return lambda: os.close(number)


# --- 85 Lost output -----------------------------------------------------------------------------

def need_full_device():
    """A bare chroot may lack it; what is written to its name would make a file there."""
    if not pathlib.Path("/dev/full").is_char_device():
        raise unittest.SkipTest("no /dev/full here")


def full_output():
    need_full_device()
    with Box() as box, open("/dev/full", "wb") as full:
        box.put("in.csv", survey.make())
        for command in (["inspect"], ["inspect", "--format", "json"], ["codebook"]):
            fault = check_run(box.run(*command, "in.csv", stdout=full), 3,
                              [r"^standard output: error: cannot write it: No space left"])
            if fault is not None:
                return f"{command[0]}: {fault}"
        return None


def into_full():
    """A file in place of which nothing can be written."""
    need_full_device()
    with Box() as box:
        box.put("in.csv", survey.make())
        return check_run(box.run("codebook", "-o", "/dev/full", "in.csv"), 1,
                         [r"^/dev/full: error: .*Nothing was written|/dev/full: error: "])


def closed_output():
    with Box() as box:
        box.put("in.csv", survey.make())
        for command in ("inspect", "codebook"):
            status, _, _ = box.run(command, "in.csv", preexec_fn=close_fd(1), stdout=None,
                                   stdin=subprocess.DEVNULL)
            if status != 3:
                return f"{command} with closed stdout gives {status}, expected 3"
        return None


def head_of_output():
    """A reader that goes away early is no reason for noise."""
    with Box() as box:
        box.put("in.csv", survey.make_with({}, n=40))
        reader, writer = os.pipe()
        os.close(reader)
        status, _, err = box.run("inspect", "--format", "json", "in.csv", stdout=writer)
        os.close(writer)
        return None if err == "" and status != 0 else f"status {status}, stderr {err!r}"


# --- 86 Output folders --------------------------------------------------------------------------

def read_only_parent(box):
    (box.work / "locked").mkdir()
    (box.work / "locked").chmod(0o500)


def folder_cannot_be_written():
    if os.geteuid() == 0:
        raise unittest.SkipTest("root may write anywhere")
    return kept(read_only_parent, ["analyze", "-o", "locked/out", "in.csv"], 3,
                r"^locked/out: error: cannot .*Permission denied", "Nothing was written")()


def link_to_folder(box):
    box.put("elsewhere/mine.txt", "mine")
    (box.work / "in-report").symlink_to("elsewhere")


def dangling_link(box):
    (box.work / "in-report").symlink_to("nowhere")


def link_to_report(box):
    box.put_prior("elsewhere")
    (box.work / "in-report").symlink_to("elsewhere")


def file_in_the_way(box):
    box.put("in-report", "mine")


def private_report():
    """Nobody else may read what people answered, whatever the umask."""
    with Box() as box:
        box.put("in.csv", survey.make())
        fault = check_run(box.run("analyze", *PNG, "in.csv", umask=0), 0)
        for path in [box.work / "in-report", *(box.work / "in-report").rglob("*")]:
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                return f"{path.name} has mode {stat.S_IMODE(path.stat().st_mode):o}"
        return fault


# --- 87 Foreign folders -------------------------------------------------------------------------

def foreign_folder(box):
    box.put("in-report/mine.txt", "mine")


def empty_manifest(box):
    box.put("in-report/manifest.json", "{}")


def changed_report(box):
    box.put_prior()
    box.put("in-report/report.md", "my own words")


def report_with_guest(box):
    box.put_prior()
    box.put("in-report/notes.txt", "mine")


def report_with_a_file_gone(box):
    box.put_prior()
    (box.work / "in-report" / "report.md").unlink()


def report_with_link(box):
    box.put_prior()
    box.put("report.md", (box.work / "in-report" / "report.md").read_bytes())
    (box.work / "in-report" / "report.md").unlink()
    (box.work / "in-report" / "report.md").symlink_to("../report.md")


def forced():
    with Box() as box:
        box.put("in.csv", survey.make())
        foreign_folder(box)
        fault = check_run(box.run("analyze", "--force", *PNG, "in.csv"), 0)
        files = read_report(box.work / "in-report")
        return fault or ("the foreign file is still there" if "mine.txt" in files else None)


def replaced_as_a_whole():
    """A report of ours gives way, and nothing of it stays."""
    with Box() as box:
        box.put("in.csv", survey.make_gap())
        box.put_prior()
        fault = check_run(box.run("analyze", *PNG, "in.csv"), 0)
        files = read_report(box.work / "in-report")
        left = [name for name in os.listdir(box.work) if name not in ("in.csv", "in-report")]
        if left or "tables/01-gap.csv" not in files:
            return f"left {left}, wrote {sorted(files)}"
        return fault


# --- The same bytes -----------------------------------------------------------------------------

def make_comma_locale(folder):
    """A locale with decimal comma; None where its sources are missing."""
    run = subprocess.run(["localedef", "-i", "de_DE", "-f", "UTF-8", f"{folder}/de_DE.UTF-8"],
                         capture_output=True, check=False)
    return {"LOCPATH": folder, "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"} \
        if run.returncode == 0 else None


def take_output(env=None, from_above=False):
    """Report, and what the commands print, of one survey."""
    with Box() as box:
        box.put("in.csv", survey.make_gap(200))
        cwd = box.work
        path = "in.csv"
        if from_above:
            cwd = box.top
            path = "work/in.csv"
        runs = [box.run("analyze", "-o", "out", path, env=env, cwd=cwd)[::2]]
        for command in (["inspect"], ["inspect", "--format", "json"], ["gap"],
                        ["gap", "--format", "json"], ["gap", "--format", "csv"], ["codebook"]):
            status, out, _ = box.run(*command, path, env=env, cwd=cwd)
            runs.append((status, out.replace("work/in.csv", "in.csv")))
        return read_report(cwd / "out"), runs[0][0], runs[1:]


def same_bytes(**how):
    def run_case():
        first, again = take_output(), take_output(**how)
        if first[1] != 0:
            return f"exit status {first[1]}"
        for name in sorted(first[0].keys() | again[0].keys()):
            if first[0].get(name) != again[0].get(name):
                return f"{name} differs"
        return None if first[1:] == again[1:] else "what is printed differs"
    return run_case


def same_in_comma_locale():
    with tempfile.TemporaryDirectory(prefix="surveystat-locale-") as folder:
        env = make_comma_locale(folder)
        if env is None:
            raise unittest.SkipTest("no locale sources (package locales)")
        return same_bytes(env=env)()


def no_clock_in_the_report():
    """Nothing says when it was made, but where SOURCE_DATE_EPOCH asks for it."""
    files, _, _ = take_output()
    year = time.strftime("%Y").encode()
    for name, data in files.items():
        if name.endswith((".json", ".md", ".csv", ".txt")) and re.search(rb"\b" + year, data):
            return f"{name} holds the year"
    files, _, _ = take_output({"SOURCE_DATE_EPOCH": "86400"})
    created = json.loads(files["manifest.json"]).get("created")
    return None if created == "1970-01-02T00:00:00Z" else f"created {created}"


CASES = {
    "81-no-arguments": usage([], r"^error: no command is given\. Try"),
    "81-unknown-command": usage(["analyse", "in.csv"], r"^error: unknown command 'analyse'\. "
                                r"Did you mean .*surveystat analyze"),
    "81-unknown-option": usage(["analyze", "--fromat", "png", "in.csv"],
                               r"^error: unknown option '--fromat'\. Did you mean '?--format"),
    "81-missing-value": usage(["analyze", "in.csv", "--theme"], r"^error: missing argument for "),
    "81-empty-value": usage(["analyze", "--theme=", "in.csv"], r"^error: --theme needs a value"),
    "81-no-file": usage(["analyze"], r"^error: no file is given"),
    "81-two-files": usage(["analyze", "in.csv", "in.csv"], r"^error: more than one file is given"),
    "81-empty-file-name": usage(["analyze", ""], r"^error: the name of the file is empty"),
    "81-format": usage(["analyze", "--format", "jpg", "in.csv"],
                       r"^error: no such picture format, got 'jpg'\. Write a list of png, pdf, svg"),
    "81-text-format": usage(["gap", "--format", "xml", "in.csv"], r"error: .*'xml'"),
    "81-delimiter": usage(["inspect", "--delimiter", "::", "in.csv"],
                          r"^error: --delimiter has no such value, got '::'\. Write one of"),
    "81-max-cell": usage(["inspect", "--max-cell", "99999999999999999999", "in.csv"],
                         r"--max-cell has no such value, .* Write a whole number from 1 to "),
    "81-skip-negative": usage(["inspect", "--skip=-1", "in.csv"], r"--skip has no such value"),
    "81-option-not-utf-8": usage(["inspect", "--encoding", b"\xff", "in.csv"],
                                 r"^error: the value of --encoding is not UTF-8"),
    "82-strange-names": strange_names,
    "83-codebook-onto-the-input": kept(lambda box: None, ["codebook", "-o", "in.csv", "--force",
                                                          "in.csv"], 2,
                                       r"^in\.csv: error: is the file of the responses"),
    "83-report-onto-the-input": kept(lambda box: None, ["analyze", "-o", "in.csv", "--force",
                                                        "in.csv"], 2, r"^in\.csv: error: "),
    "83-hard-link": kept(hard_link, ["codebook", "-o", "other.csv", "--force", "in.csv"], 2,
                         r"^other\.csv: error: is the file of the responses"),
    "83-soft-link": kept(soft_link, ["codebook", "-o", "other.csv", "--force", "in.csv"], 2,
                         r"^other\.csv: error: is the file of the responses"),
    "83-report-onto-its-folder": kept(lambda box: None, ["analyze", "-o", ".", "--force",
                                                         "in.csv"], 2, r"^\.: error: "),
    "84-missing": kept(lambda box: box.put_prior(), ["analyze", "other.csv"], 3,
                       r"^other\.csv: error: cannot open it: No such file", "Nothing was written"),
    "84-folder": kept(lambda box: box.put_prior(), ["analyze", "in-report"], 3,
                      r"^in-report: error: this is a folder, not a file", "Nothing was written"),
    "84-unreadable": unreadable,
    "84-fifo": from_fifo,
    "84-pipe-byte-by-byte": from_pipe(1),
    "84-pipe-in-pieces": from_pipe(7, 0.0005),
    "84-empty-pipe": kept(lambda box: box.put_prior(), ["analyze", "-o", "in-report", "-"], 1,
                          r"^standard input: error: the file holds no data"),
    "84-closed-stdin": kept(lambda box: box.put_prior(), ["analyze", "-o", "in-report", "-"], 3,
                            r"^standard input: error: cannot read it", preexec_fn=lambda box:
                            close_fd(0)),
    "84-stdin-without-a-name": kept(lambda box: None, ["analyze", "-"], 2,
                                    r"error: standard input has no name"),
    "84-codebook-missing": kept(lambda box: box.put_prior(), ["analyze", "-c", "no.csv", "in.csv"],
                                3, r"^no\.csv: error: cannot open it: No such file"),
    "84-plan-missing": kept(lambda box: box.put_prior(), ["analyze", "-p", "no.ini", "in.csv"], 3,
                            r"^no\.ini: error: cannot open it: No such file"),
    "85-full-output": full_output,
    "85-into-a-device": into_full,
    "85-closed-output": closed_output,
    "85-reader-goes-away": head_of_output,
    "86-folder-missing": kept(lambda box: None, ["analyze", "-o", "no/out", "in.csv"], 3,
                              r"^no: error: cannot open this folder: No such file",
                              "Nothing was written"),
    "86-folder-read-only": folder_cannot_be_written,
    "86-file-in-the-way": kept(file_in_the_way, ["analyze", "in.csv"], 1,
                               r"^in-report: error: is there already and is not a folder"),
    "86-link-to-a-folder": kept(link_to_folder, ["analyze", "in.csv"], 1,
                                r"^in-report: error: is a symbolic link"),
    "86-link-to-a-folder-forced": kept(link_to_folder, ["analyze", "--force", "in.csv"], 1,
                                       r"^in-report: error: a symbolic link stands there"),
    "86-link-to-a-report": kept(link_to_report, ["analyze", "in.csv"], 1,
                                r"^in-report: error: is a symbolic link"),
    "86-dangling-link": kept(dangling_link, ["analyze", "in.csv"], 1,
                             r"^in-report: error: is a symbolic link"),
    "86-codebook-onto-a-link": kept(dangling_link, ["codebook", "-o", "in-report", "--force",
                                                    "in.csv"], 1,
                                    r"^in-report: error: a symbolic link stands there"),
    "86-private-report": private_report,
    "87-foreign-folder": kept(foreign_folder, ["analyze", "in.csv"], 1,
                              r"^in-report: error: is there already and is not a report"),
    "87-empty-manifest": kept(empty_manifest, ["analyze", "in.csv"], 1,
                              r"^in-report: error: .*its manifest is not of surveystat"),
    "87-changed-report": kept(changed_report, ["analyze", "in.csv"], 1,
                              r"^in-report: error: is a report, but 'report\.md' was changed"),
    "87-report-with-guest": kept(report_with_guest, ["analyze", "in.csv"], 1,
                                 r"^in-report: error: is a report, but 'notes\.txt' is not of it"),
    "87-report-with-a-file-gone": kept(report_with_a_file_gone, ["analyze", "in.csv"], 1,
                                       r"^in-report: error: .*some of its files are gone"),
    "87-report-with-a-link": kept(report_with_link, ["analyze", "in.csv"], 1,
                                  r"^in-report: error: is a report, but 'report\.md'"),
    "87-forced": forced,
    "87-replaced-as-a-whole": replaced_as_a_whole,
    "same-bytes-again": same_bytes(),
    "same-bytes-in-a-comma-locale": same_in_comma_locale,
    "same-bytes-in-another-time-zone": same_bytes(env={"TZ": "Pacific/Kiritimati"}),
    "same-bytes-in-a-plain-locale": same_bytes(env={"LC_ALL": "C", "TZ": "nonsense"}),
    "same-bytes-from-another-folder": same_bytes(from_above=True),
    "same-bytes-without-clock": no_clock_in_the_report,
}
