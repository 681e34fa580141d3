# SPDX-License-Identifier: GPL-3.0-or-later
"""A34: draws every case in every theme and kind and paints each as PNG, PDF and SVG, in a program
whose memory is watched; TAP. A wrong access, an undefined operation or a leak fails its case.

    check_matrix.py DRAW-CHART-CASES MEMORY-FAULT [CASE ...]
                    [--valgrind VALGRIND [--all]] [--jobs N]

Without --valgrind the programs are to be built with the sanitizers address and undefined. Every chart
is laid out; those of the case "normal" are painted in every theme, those of each other case in one, in
turn: that takes a third of the time. With --all every one is painted. Cases are drawn side by side on
all processors."""
import argparse
import concurrent.futures
import os
import pathlib
import re
import resource
import subprocess
import tempfile
import time

from check_scenes import EMPTY_FONTCONFIG, N_KINDS, N_THEMES, UNTOLD, UNTOLD_WORDS, Tap

HERE = pathlib.Path(__file__).resolve().parent
# As coarse as PNG may be, in strips, since each strip is a buffer of its own.
PAINTED = ["--files", "--alike", "--dpi", "36", "--strips", "64"]
PICTURES = [".png", ".pdf", ".svg", ".text.svg"]
# GLib's own pieces of memory would hide an access past the end of one.
WATCHED = {"G_SLICE": "always-malloc", "G_DEBUG": "fatal-warnings",
           "ASAN_OPTIONS": "detect_stack_use_after_return=1:strict_string_checks=1",
           "UBSAN_OPTIONS": "halt_on_error=1:print_stacktrace=1"}
# The sanitizer's usual stacks end in a library without frame pointers; these show who called it.
WHOLE_STACKS = {"ASAN_OPTIONS": "fast_unwind_on_malloc=0",
                "LSAN_OPTIONS": f"print_suppressions=0:suppressions={HERE / 'whole-stacks.supp'}"}
THEMES = ["report", "poster", "slide", "screen", "mono"]
# Drawn first, since they take longest.
LONGEST = ["30-rows", "long-labels", "hostile", "normal"]


def start(command, environment):
    return subprocess.run([str(c) for c in command], check=False, capture_output=True, text=True,
                          errors="replace", env={**os.environ, **WATCHED, **environment})


class Sanitizers:
    # what memory-fault does, the words that tell of it, and what it takes to see it
    faults = [("overrun", "heap-buffer-overflow", {}), ("leak", "Direct leak of 40 byte", {}),
              ("overflow", "signed integer overflow", {}),
              ("font-leak", "FcConfigCreate", WHOLE_STACKS), ("nothing", "", {})]

    def __init__(self):
        self.n_errors = 0

    def run(self, *command, **environment):
        """What is wrong, in words, or nothing."""
        done = start(command, environment)
        self.n_errors += done.returncode != 0
        return f"exit {done.returncode}\n{done.stderr}" if done.returncode != 0 else ""


class Valgrind:
    faults = [("overrun", "Invalid read of size 1", {}), ("leak", "40 bytes in 1 blocks", {}),
              ("uninitialised", "depends on uninitialised value", {}),
              ("font-leak", "FcConfigCreate", {}), ("nothing", "", {})]

    def __init__(self, program):
        self.n_errors = 0
        self.options = [program, "--leak-check=full", "--num-callers=60",
                        f"--suppressions={HERE / 'valgrind.supp'}"]

    def run(self, *command, **environment):
        done = start([*self.options, *command], environment)
        found = re.search(r"ERROR SUMMARY: (\d+) errors", done.stderr)
        n_errors = int(found[1]) if found and done.returncode == 0 else 1
        self.n_errors += n_errors
        return f"exit {done.returncode}\n{done.stderr}" if n_errors > 0 else ""


def list_cases(program):
    names = subprocess.run([program, "--list"], check=True, capture_output=True,
                           text=True).stdout.split()
    return sorted(names, key=lambda name: (name not in LONGEST, name))


def look_at(folder, arguments):
    """Faults: what was left out."""
    is_painted = "--files" in arguments
    theme = arguments[arguments.index("--paint") + 1] if "--paint" in arguments else ""
    scenes = list(folder.glob("*.scene.json"))
    errors = list(folder.glob("*.error"))
    n_charts = len(scenes) + len(errors)
    if n_charts != N_KINDS * N_THEMES:
        yield f"{n_charts} charts, not {N_KINDS * N_THEMES}"
    for scene in scenes if is_painted else []:
        stem = str(scene)[:-len(".scene.json")]
        if not stem.endswith(theme):
            continue
        yield from (f"no {stem}{ending}" for ending in PICTURES
                    if not os.path.exists(stem + ending))
    for error in errors if is_painted else []:
        text = error.read_text(encoding="utf-8")
        is_untold = error.name.startswith(UNTOLD) and UNTOLD_WORDS in text
        if not is_untold and "fonts-noto" not in text:  # no such font on this machine
            yield f"{error.name}: {text}"


def draw(watch, program, name, arguments, environment):
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as path:
        folder = pathlib.Path(path)
        said = watch.run(program, folder, *arguments, **environment)
        faults = said.splitlines()
        if "--kind" not in arguments:
            faults += look_at(folder, arguments)
        n_charts = len(list(folder.glob("*.alt.txt"))) + len(list(folder.glob("*.error")))
    return name, n_charts, faults, time.monotonic() - began


def plan_extras(scratch):
    """(name, arguments, environment) of what takes other ways through the code than the cases."""
    config = scratch / "fonts.conf"
    config.write_text(EMPTY_FONTCONFIG, encoding="utf-8")
    return [
        ("normal, mirrored", ["--only", "normal", "--language", "he", *PAINTED], {}),
        ("normal, pages that are too low", ["--only", "normal", "--page", "20x3"], {}),
        ("cjk, without its font", ["--only", "cjk"], {"FONTCONFIG_FILE": str(config)}),
        ("cjk, whole stacks", ["--only", "cjk", "--kind", "likert", *PAINTED], WHOLE_STACKS)]


def count_cpu_minutes():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) / 60


def plan_cases(program, options):
    cases = list_cases(program)
    for case in options.cases or cases:
        paint = ["--paint", THEMES[cases.index(case) % len(THEMES)]]
        is_whole = options.all or case == "normal"
        yield case, ["--only", case, *PAINTED, *([] if is_whole else paint)], {}


def check_draws(tap, watch, options):
    """Without cases all of them, and the extras."""
    n_all, began = 0, time.monotonic()
    program, cases = options.draw, options.cases
    plan = list(plan_cases(program, options))
    with tempfile.TemporaryDirectory() as name, concurrent.futures.ThreadPoolExecutor(
            options.jobs) as pool:
        plan += [] if cases else plan_extras(pathlib.Path(name))
        draws = [pool.submit(draw, watch, program, *one) for one in plan]
        for done in concurrent.futures.as_completed(draws):
            name, n_charts, faults, seconds = done.result()
            n_all += n_charts
            tap.report(f"{name}: {n_charts} charts", faults)
            print(f"# {seconds:.0f} s", flush=True)
    minutes = (time.monotonic() - began) / 60
    print(f"# {n_all} charts, {watch.n_errors} errors, {minutes:.1f} minutes, "
          f"{count_cpu_minutes():.1f} of a processor")


def check_faults(tap, watch, program):
    """A wrong thing done on purpose is seen, or the rest would prove nothing."""
    for fault, words, environment in watch.faults:
        said = watch.run(program, fault, **environment)
        is_right = words in said if words else said == ""
        tap.report(f"{fault} is seen" if words else "nothing wrong: nothing said",
                   [] if is_right else ["it was said:", *said.splitlines()])
    watch.n_errors = 0


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--valgrind")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("draw")
    parser.add_argument("fault")
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    watch = Valgrind(options.valgrind) if options.valgrind else Sanitizers()
    tap = Tap()
    check_faults(tap, watch, options.fault)
    check_draws(tap, watch, options)
    tap.finish()


if __name__ == "__main__":
    main()
