# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a small matrix of charts under valgrind and fails at the first wrong access.

    check_valgrind.py VALGRIND DRAW-CHART-CASES [CASE ...]

Leaks are left to the sanitizers: fontconfig and GLib keep what they have until the end."""
import subprocess
import sys
import tempfile

CASES = ["2-rows", "extremes", "rtl"]


def main():
    valgrind, program, *cases = sys.argv[1:]
    for case in cases or CASES:
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([valgrind, "-q", "--error-exitcode=1", program, folder, "--files",
                                   "--only", case, "--dpi", "36"], check=False)
        print(f"{case}: {'clean' if done.returncode == 0 else 'NOT CLEAN'}", flush=True)
        if done.returncode != 0:
            sys.exit(1)


if __name__ == "__main__":
    main()
