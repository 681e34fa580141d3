# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the gallery: each kind of chart in each theme from data/, with an index.

    make-gallery.py SURVEYSTAT SOURCE-FOLDER [--check]

charts.csv beside this script names the charts, with further options for all themes and for slides
alone, where fewer rows fit. Each becomes KIND-THEME.png (or NAME-THEME.png, where a kind is drawn
twice), index.md shows them with
their alternative texts, and scenes.sha256 holds what each was painted from: an SVG with its texts as
text, which says where everything stands and nothing of how it is compressed. --check draws nothing but
these and says (TAP) which pictures are stale: run the target `gallery` again and look at them."""
import concurrent.futures
import csv
import hashlib
import pathlib
import subprocess
import sys
import tempfile

THEMES = {"report": 72, "poster": 36, "slide": 54, "screen": 72, "mono": 72}  # and their dpi
SAMPLE = "data/alcts-2014.csv"


def read_charts(folder):
    with open(folder / "charts.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def draw(program, source, chart, theme, output):
    """The alternative text: a short line, then the long description."""
    command = [program, "chart", "-q", chart["kind"], str(source / (chart.get("file") or SAMPLE))]
    command += [chart["question"]] if chart["question"] else []
    command += ["--by", chart["by"]] if chart["by"] else []
    command += chart["options"].split() + (chart["slide"] or "").split() * (theme == "slide")
    command += ["--theme", theme, "-o", str(output), "--force"]
    command += ["--svg-text"] if output.suffix == ".svg" else ["--dpi", str(THEMES[theme])]
    done = subprocess.run(command, capture_output=True, text=True, cwd=source, check=False)
    if done.returncode != 0:
        return None, done.stderr
    return done.stdout, ""


def each(charts):
    return [(chart, theme) for chart in charts for theme in THEMES]


def name_of(chart, theme):
    return f"{chart.get('name') or chart['kind']}-{theme}"


def draw_all(program, source, charts, folder, ending):
    """{name: (words, fault)}"""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        jobs = {name_of(c, t): pool.submit(draw, program, source, c, t,
                                           folder / f"{name_of(c, t)}{ending}")
                for c, t in each(charts)}
        return {name: job.result() for name, job in jobs.items()}


def hash_scenes(program, source, charts):
    """{name: hash, or the words of a refusal}"""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        drawn = draw_all(program, source, charts, folder, ".svg")
        return {one: hashlib.sha256((folder / f"{one}.svg").read_bytes()).hexdigest()
                if words is not None else fault.strip() for one, (words, fault) in drawn.items()}


def read_hashes(folder):
    lines = (folder / "scenes.sha256").read_text(encoding="utf-8").splitlines()
    return {name: value for value, name in (line.split("  ", 1) for line in lines)}


def check(program, source, folder):
    charts, now = read_charts(folder), hash_scenes(program, source, read_charts(folder))
    then = read_hashes(folder)
    kinds = subprocess.run([program, "chart", "--list"], capture_output=True, text=True,
                           check=True).stdout
    missing = ({line.split()[0] for line in kinds.splitlines()} - {c["kind"] for c in charts})
    print(f"1..{len(now) + 1}")
    for number, name in enumerate(sorted(now), 1):
        is_fresh = then.get(name) == now[name] and (folder / f"{name}.png").exists()
        print("ok" if is_fresh else "not ok", number, "-", name)
        if not is_fresh:
            print("# stale: run `meson compile gallery` and look at it;", now[name][:300])
    print("not ok" if missing else "ok", len(now) + 1, "- every kind is in the gallery")
    if missing:
        print("#", ", ".join(sorted(missing)))


def shorten(words):
    return words.partition("\n")[0].replace("[", "\\[").replace("]", "\\]")


def write_index(folder, charts, drawn):
    lines = ["# Gallery", "",
             "Made by `meson compile gallery` from the invented survey in `data/`; `charts.csv` says "
             "how. Each picture is shown", "with its alternative text.", ""]
    for chart in charts:
        words = shorten(drawn[name_of(chart, "report")][0])
        lines += [f"## {chart.get('name') or chart['kind']}", "", words, ""]
        lines += [f"![{words} Theme {theme}.]({name_of(chart, theme)}.png)" for theme in THEMES]
        lines += [""]
    (folder / "index.md").write_text("\n".join(lines), encoding="utf-8")


def make(program, source, folder):
    charts = read_charts(folder)
    drawn = draw_all(program, source, charts, folder, ".png")
    faults = {name: fault for name, (words, fault) in drawn.items() if words is None}
    for name, fault in faults.items():
        print(name, fault, file=sys.stderr)
    if faults:
        return 1
    scenes = hash_scenes(program, source, charts)
    (folder / "scenes.sha256").write_text(
        "".join(f"{scenes[name]}  {name}\n" for name in sorted(scenes)), encoding="utf-8")
    write_index(folder, charts, drawn)
    return 0


def main():
    program, source = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    folder = source / "charts" / "gallery"
    if "--check" in sys.argv:
        check(program, source, folder)
        return 0
    return make(program, source, folder)


if __name__ == "__main__":
    sys.exit(main())
