# SPDX-License-Identifier: GPL-3.0-or-later
"""Puts each kind of chart beside a version of the same numbers that is styled by hand in ggplot2.

    compare.py SURVEYSTAT OUT [--seed N] [--theme report] [--dpi 150]

Needs R with ggplot2 (r-cran-ggplot2) and the typeface Inter. Draws both at one size for the surveys of data/, and
writes into OUT: pairs.html, where each pair stands in random order under a number, and
key.csv, which says which picture is whose. Look at the page first and at the key afterwards; write down for each
pair which is preferred for legibility from four feet, for beauty, and for whether the finding is seen at once."""
import argparse
import csv
import html
import pathlib
import random
import shutil
import struct
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
DATA = HERE.parent.parent / "data"
SAMPLE = ("gap-dumbbell, gap-bars, select-all q18, ranked-bars q13, stacked-bar q12, likert q20, likert-stacked q20, "
          "crosstab-dots q17 by q10, small-multiples q15 by q12, heatmap q13 by q12, "
          "forest drivers-q17, targets, ladder, icon-array")
WAVES = ("slope q3 by q1, upset q3, ranking q5, histogram q4, box q4 by q2, "
         "ridgeline q4 by q2")


def analyze(program, data, plan, drawn, out, options):
    """The charts of one survey: {kind: path of its PNG}"""
    out.mkdir(parents=True)
    (out / "plan.ini").write_text(f"{plan}\n[charts]\ndraw = {drawn}\nmost = 30\n", encoding="utf-8")
    command = [program, "analyze", data, "-p", out / "plan.ini", "-q", "--theme", options.theme, "--dpi",
               str(options.dpi), "--format", "png", "-o", out / "report"]
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    return out / "report" / "charts"


def kind_of(path, kinds):
    """01-gap-bars-q15.png is of the kind gap-bars."""
    stem = path.stem.partition("-")[2]
    return max((kind for kind in kinds if stem.startswith(kind + "-") or stem == kind), key=len)


def draw_ours(program, out, options, kinds):
    """{kind: path}, of each survey in data/ that has a question for it."""
    folders = []
    for name, drawn in (("alcts-2014", SAMPLE), ("states", "tile-map q2 by q1"), ("waves", WAVES)):
        plan = (DATA / f"{name}-plan.ini").read_text(encoding="utf-8")
        folders += [analyze(program, DATA / f"{name}.csv", plan, drawn, out / name, options)]
    return {kind_of(path, kinds): path for folder in folders for path in sorted(folder.glob("*.png"))}


def size_of(path):
    """Pixels across and down."""
    return struct.unpack(">II", path.read_bytes()[16:24])


def words_of(path):
    """Title, subtitle and the base, from the alternative text beside a chart: both pictures say the same."""
    parts = path.with_suffix("").with_suffix(".alt.txt").read_text(encoding="utf-8").split("\n\n")
    title, subtitle = (parts[1].split("\n") + [""])[:2]
    base = [line for line in "\n\n".join(parts).split("\n") if line.startswith("Base: ")]
    caption = base[0].split(". ")[0] + "." if base else ""
    return title, subtitle, caption + " Bars and lines through marks: 95% intervals. Invented data."


def draw_theirs(ours, out, options):
    """{kind: path}, of those that R could draw."""
    out.mkdir()
    jobs = out / "jobs.csv"
    names = ["kind", "numbers", "picture", "width_in", "height_in", "dpi", "title", "subtitle", "caption"]
    with open(jobs, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(names)
        for kind, path in ours.items():
            across, down = size_of(path)
            rows.writerow([kind, path.with_suffix(".csv"), out / f"{kind}.png", across / options.dpi,
                           down / options.dpi, options.dpi, *words_of(path)])
    subprocess.run(["Rscript", str(HERE / "draw.R"), str(jobs)], check=True)
    return {kind: out / f"{kind}.png" for kind in ours if (out / f"{kind}.png").exists()}


def write_pairs(ours, theirs, out, seed):
    """Pairs in random order, sides at random: pairs.html, and key.csv with the answers."""
    rng = random.Random(seed)
    kinds = sorted(theirs)
    rng.shuffle(kinds)
    (out / "pairs").mkdir()
    page, key = ["<!DOCTYPE html><meta charset='utf-8'><title>Pairs</title><style>img{width:48%;margin:.5%;"
                 "vertical-align:top;border:1px solid #ccc}</style>"], [("pair", "kind", "ours")]
    for number, kind in enumerate(kinds, 1):
        is_left = rng.random() < 0.5
        sides = (ours[kind], theirs[kind]) if is_left else (theirs[kind], ours[kind])
        names = [f"pairs/{number:02}-{side}.png" for side in ("a", "b")]
        for source, name in zip(sides, names):
            shutil.copyfile(source, out / name)
        page += [f"<h2>Pair {number}</h2>"] + [f"<img src='{html.escape(name)}' alt=''>" for name in names]
        key += [(number, kind, "a" if is_left else "b")]
    (out / "pairs.html").write_text("\n".join(page), encoding="utf-8")
    with open(out / "key.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(key)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, help="of the order of the pairs")
    parser.add_argument("--theme", default="report")
    parser.add_argument("--dpi", type=int, default=150)
    options = parser.parse_args()
    program, out = options.program.resolve(), options.out.resolve()
    if not shutil.which("Rscript"):
        print("Rscript is not installed: no comparison.", file=sys.stderr)
        return 1
    out.mkdir(parents=True)
    listed = subprocess.run([str(program), "chart", "--list"], capture_output=True, text=True, check=True).stdout
    kinds = [line.split()[0] for line in listed.splitlines() if line.strip()]
    (out / "ours").mkdir()
    ours = draw_ours(program, out / "ours", options, kinds)
    theirs = draw_theirs(ours, out / "theirs", options)
    write_pairs(ours, theirs, out, options.seed)
    missing = [kind for kind in kinds if kind not in theirs]
    print(f"{len(theirs)} pairs in {out / 'pairs.html'}; the key is in {out / 'key.csv'}.")
    if missing:
        print("Without a pair:", ", ".join(missing), file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
