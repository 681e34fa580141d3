# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the theme files named on the command line as a C table: OUTPUT THEME.ini ..."""
import pathlib
import sys

LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */"


def quote(line):
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"'


def main():
    out, themes = sys.argv[1], [pathlib.Path(name) for name in sys.argv[2:]]
    lines = [LICENCE, "/* Made from charts/themes by embed-themes.py. */",
             '#include "chart/theme.h"', "",
             "const SvyBuiltinTheme svy_builtin_themes[] = {"]
    for theme in themes:
        text = theme.read_text(encoding="utf-8").splitlines()
        lines += [f'    {{"{theme.stem}",'] + ["     " + quote(line) for line in text] + ["    },"]
    lines += ["    {NULL, NULL},", "};", ""]
    pathlib.Path(out).write_text("\n".join(lines), encoding="utf-8")


main()
