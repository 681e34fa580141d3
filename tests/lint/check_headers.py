#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every header compiles alone, as strict C11: a public one with GLib and nothing else, as a user of
the library has it. Second argument (optional): the build folder, for headers that are made there."""
import concurrent.futures
import os
import re
import subprocess
import sys

import lint

STRICT = ["-std=c11", "-pedantic-errors", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-xc", "-"]
PACKAGES = ["glib-2.0", "json-glib-1.0", "gsl", "cairo", "pangocairo", "pangoft2", "libpng",
            "libqpdf"]


def get_flags(packages):
    """Compiler flags of those packages that are there."""
    flags = []
    for package in packages:
        run = subprocess.run(["pkg-config", "--cflags", package], text=True, capture_output=True,
                             check=False)
        flags += run.stdout.split()
    return flags


def compile_alone(command, root, name):
    """What the compiler says of a file that includes only this header, twice."""
    source = f"#include <{name}>\n#include <{name}>\nint main(void) {{ return 0; }}\n"
    run = subprocess.run(command, input=source, cwd=root, text=True, capture_output=True,
                         check=False)
    return run.stderr if run.returncode != 0 else ""


def list_jobs(tree, build):
    compiler = os.environ.get("CC", "cc").split()
    own = ["-Iinclude"] + ([f"-I{build}/include"] if build else [])
    public = compiler + own + get_flags(["glib-2.0"]) + STRICT
    inner = compiler + ["-D_GNU_SOURCE"] + own + ["-Isrc"] + get_flags(PACKAGES) + STRICT
    for path in tree.find(".h", folders=("include",)):
        yield path, public, path.removeprefix("include/")
    for path in tree.find(".h", folders=("src",)):
        yield path, inner, path.removeprefix("src/")


def check(tree):
    build = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 else None
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = [(path, pool.submit(compile_alone, command, tree.root, name))
                for path, command, name in list_jobs(tree, build)]
    for path, run in runs:
        if run.result():
            first = re.search(r"^(\S+?):(\d+):\d+: (?:fatal )?error: (.*)$", run.result(), re.M)
            where, line, text = first.groups() if first else (path, 1, run.result())
            tree.fault(where, line, f"{path} does not compile alone: {text}")


if __name__ == "__main__":
    lint.main(check)
