# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the grids of tiles named on the command line as a C table: OUTPUT GRID.csv ..."""
import csv
import pathlib
import sys

LICENCE = "/* SPDX-License-Identifier: GPL-3.0-or-later */"
NOUNS = {"us-states": "state", "ca-provinces": "province", "uk-regions": "region"}


def quote(text):
    return '(char *)"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def main():
    out, grids = sys.argv[1], [pathlib.Path(name) for name in sys.argv[2:]]
    lines = [LICENCE, "/* Made from data/tiles by embed-tiles.py. */",
             '#include "chart/tile-grids.h"', ""]
    entries = []
    for grid in grids:
        name = "grid_" + grid.stem.replace("-", "_")
        rows = list(csv.DictReader(grid.read_text(encoding="utf-8").splitlines()))
        lines.append(f"static SvyTile {name}[] = {{")
        for row in rows:
            lines.append(f"    {{{quote(row['code'])}, {quote(row['name'])}, {quote(row['also'])}, "
                         f"{row['row']}, {row['column']}}},")
        lines += ["};", ""]
        entries.append(f"    {{{quote(NOUNS[grid.stem])}, {len(rows)}, {name}}},")
    lines += ["const SvyTiles svy_builtin_tiles[] = {", *entries, "    {NULL, 0, NULL},", "};", ""]
    pathlib.Path(out).write_text("\n".join(lines), encoding="utf-8")


main()
