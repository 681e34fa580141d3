# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws every case in every theme and kind and checks the scenes; TAP.

    check_scenes.py DRAW-CHART-CASES THEMES-FOLDER GOLDEN-FOLDER

SVY_UPDATE_GOLDEN=1 rewrites the golden scenes."""
import copy
import difflib
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zlib

import scene_checks

scene_checks.take_modules()
DRAWN = {**scene_checks.KINDS, **scene_checks.VARIANTS}
GOLDEN = [f"normal-{kind}-report" for kind in DRAWN]
SPOKEN = [f"normal-{kind}-report" for kind in ("gap-dumbbell", "likert", "select-all")]
LANGUAGES = {"es": SPOKEN, "fr": SPOKEN, "he": SPOKEN[:1]}
N_KINDS = len(DRAWN)
N_LABELLED = sum(is_labelled for _, is_labelled in DRAWN.values())
N_THEMES = 5
# Of a dozen people nothing can be told by state in each of three groups.
UNTOLD = ("n-5-each-tile-map-", "n-12-each-tile-map-")
UNTOLD_WORDS = "nothing of two groups or more can be told"
LOGO = pathlib.Path(__file__).parents[2] / "data" / "theme" / "northfield.svg"
LOGO_KINDS = ["gap-dumbbell", "likert", "slope", "icon-array"]
# What is drawn with the logo besides the normal case; the last with its placing alone, since the
# words are not English.
LOGO_RUNS = {"normal": [], "30-rows": [], "long-labels": [], "rtl": [], "1-row": [],
             "normal large": ["--page", "40x40"], "normal small": ["--page", "6x40"],
             "normal mirrored": ["--language", "he"]}
PLACING = (scene_checks.a1_texts_apart, scene_checks.a1b_logo_apart,
           scene_checks.a2_nothing_crosses_text, scene_checks.a3b_logo_in_corner)
EMPTY_FONTCONFIG = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>\n'


class Tap:
    def __init__(self):
        self.count = 0
        self.has_failed = False

    def report(self, name, faults):
        self.count += 1
        print("ok" if not faults else "not ok", self.count, "-", name)
        for fault in list(faults)[:10]:
            print("#", fault)
        self.has_failed |= bool(faults)

    def skip(self, name, why):
        self.count += 1
        print("ok", self.count, "-", name, "# SKIP", why)

    def finish(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.has_failed else 0)


def draw(program, folder, *arguments, **environment):
    subprocess.run([program, str(folder), *arguments], check=True,
                   env={**os.environ, **environment})


def check_all(tap, folder, themes):
    stems = sorted(str(p)[:-len(".scene.json")] for p in folder.glob("*.scene.json"))
    for stem in stems:
        chart = scene_checks.Chart(stem, themes)
        tap.report(chart.stem, scene_checks.find_faults(chart))
    for error in sorted(folder.glob("*.error")):
        text = error.read_text(encoding="utf-8")
        if error.name.startswith(("cjk", "rtl")) and "fonts-noto" in text:
            tap.skip(error.stem, "no font on this machine")
        elif error.name.startswith(UNTOLD):
            tap.report(f"{error.stem} is refused",
                       [] if UNTOLD_WORDS in text else [text])
        else:
            tap.report(error.stem, [text])
    tap.report("every case was drawn or refused", [] if len(stems) > 14 * N_KINDS * N_THEMES - 10 else [str(len(stems))])


def check_refused_without_font(tap, program, scratch):
    """Without fonts of the machine, Chinese is refused by name; nothing is drawn as boxes."""
    folder = scratch / "no-fonts"
    folder.mkdir()
    config = scratch / "fonts.conf"
    config.write_text(EMPTY_FONTCONFIG, encoding="utf-8")
    draw(program, folder, "--only", "cjk", FONTCONFIG_FILE=str(config))
    errors = [p.read_text(encoding="utf-8") for p in folder.glob("*.error")]
    faults = [] if len(errors) == N_LABELLED * N_THEMES else [f"only {len(errors)} charts refused"]
    faults += [e for e in errors if "fonts-noto-cjk" not in e or "U+5FAE" not in e]
    others = [kind for kind, (_, is_labelled) in DRAWN.items() if not is_labelled]
    faults += [str(p) for p in folder.iterdir()
               if p.suffix != ".error" and not any(f"cjk-{kind}-" in p.name for kind in others)]
    tap.report("a missing font is named with its package", faults)


def check_page_too_small(tap, program, scratch):
    folder = scratch / "small"
    folder.mkdir()
    draw(program, folder, "--only", "normal", "--page", "20x5")
    errors = {p.stem: p.read_text(encoding="utf-8") for p in folder.glob("*.error")}
    faults = [f"{stem}: {text}" for stem, text in errors.items()
              if "in of height, the page has 5.0 in" not in text]
    faults += [] if any("poster" in stem for stem in errors) else ["the poster was not refused"]
    faults += [stem for stem in errors if (folder / f"{stem}.scene.json").exists()]
    tap.report("a page that is too low is refused with the height that would do", faults)


def check_page_too_narrow(tap, program, scratch):
    folder = scratch / "narrow"
    folder.mkdir()
    draw(program, folder, "--only", "normal", "--page", "3x40")
    errors = [p.read_text(encoding="utf-8") for p in folder.glob("*-poster.error")]
    faults = [e for e in errors if "in of width, the page has 3.0 in" not in e]
    tap.report("a page that is too narrow is refused with the width that would do",
               faults if len(errors) == N_KINDS else faults + ["a poster was not refused"])


def check_needed_size_is_enough(tap, program, scratch):
    """The size that a refusal names does fit."""
    folder = scratch / "enough"
    folder.mkdir()
    errors = list((scratch / "small").glob("*-poster.error"))
    faults = []
    for error in errors:
        needed = re.search(r"needs? ([\d.]+) in of height", error.read_text(encoding="utf-8"))[1]
        draw(program, folder, "--only", "normal", "--page", f"20x{needed}")
        if not (folder / f"{error.stem}.scene.json").exists():
            faults.append(f"{error.stem} was refused at the {needed} in that it asked for")
        for path in folder.iterdir():
            path.unlink()
    tap.report("the size that a refusal names is enough", faults)


def check_slide_refuses(tap, program, scratch):
    """Thirty rows on a slide would be too small to read from the last row of seats."""
    folder = scratch / "slide"
    folder.mkdir()
    draw(program, folder, "--only", "30-rows", "--page", "13.333x7.5")
    errors = {p.name[len("30-rows-"):-len("-slide.error")]: p.read_text(encoding="utf-8")
              for p in folder.glob("*-slide.error")}
    faults = [e for e in errors.values() if "in of height, the page has 7.5 in" not in e]
    faults += [f"{kind} was not refused" for kind, (_, is_labelled) in DRAWN.items()
               if is_labelled and kind not in errors]
    tap.report("a slide with thirty rows is refused with the height that would do", faults)


def get_part_number(stem):
    return int(re.search(r"-p(\d+)-", stem)[1])


def find_part_faults(charts, whole):
    """Faults of the parts of one chart, in order, against the whole."""
    n = len(charts)
    faults = [] if n > 1 else ["only one part"]
    for i, chart in enumerate(charts, 1):
        faults += [f"part {i}: {fault}" for fault in scene_checks.find_faults(chart)]
        if not chart.text_of("title").endswith(f"({i} of {n})"):
            faults.append(f"part {i}: the title does not say so")
        if f" Part {i} of {n}. Base " not in chart.alt.splitlines()[0]:
            faults.append(f"part {i}: the alternative text does not say so")
        if [chart.scene[k] for k in ("plot_left", "plot_width")] != \
                [charts[0].scene[k] for k in ("plot_left", "plot_width")]:
            faults.append(f"part {i}: the axis has moved")
        if chart.texts() and {n["size"] for n in chart.nodes("label")} != \
                {n["size"] for n in charts[0].nodes("label")}:
            faults.append(f"part {i}: labels of another size")
    shared = [row for row in whole.rows if all(row in chart.rows for chart in charts)]
    own = [row for chart in charts for row in chart.rows if row not in shared]
    if own != [row for row in whole.rows if row not in shared]:
        faults.append("the rows of the parts are not those of the whole")
    if len(shared) > 1 or (shared and shared[0] != whole.rows[0]):
        faults.append("rows stand in several parts")
    sentences = {line for chart in charts for line in chart.alt.splitlines()[5:]}
    missing = [line for line in whole.alt.splitlines()[5:] if line not in sentences]
    return faults + [f"no part says: {line}" for line in missing[:3]]


def check_parts(tap, program, scratch, themes):
    """What does not fit a slide is drawn in parts, and each is as good a chart as any."""
    folder, wholes = scratch / "parts", scratch / "wholes"
    for path in (folder, wholes):
        path.mkdir()
    for case in ("30-rows", "long-labels", "normal", "small-bases"):
        slide = ("--only", case, "--theme", "slide")
        draw(program, folder, *slide, "--page", "13.333x7.5", "--parts")
        draw(program, wholes, *slide, "--page", "13.333x40")
    stems = sorted({re.sub(r"-p\d+-slide.*", "", p.name) for p in folder.glob("*-p*-slide.csv")})
    for stem in stems:
        parts = sorted({str(p)[:-len(".scene.json")] for p in folder.glob(f"{stem}-p*.scene.json")
                        if re.fullmatch(re.escape(stem) + r"-p\d+-slide.scene.json", p.name)},
                       key=get_part_number)
        charts = [scene_checks.Chart(part, themes) for part in parts]
        tap.report(f"{stem} in {len(charts)} parts",
                   find_part_faults(charts, scene_checks.Chart(str(wholes / f"{stem}-slide"), themes)))
    kinds = {re.sub(r"^(30-rows|long-labels|normal|small-bases)-", "", stem) for stem in stems}
    tap.report("kinds with rows are drawn in parts", [] if len(kinds) >= 12 else [str(kinds)])
    if stems:
        check_part_checks(tap, folder, wholes, themes, "30-rows-select-all")


def check_part_checks(tap, folder, wholes, themes, stem):
    """Doctored parts are found out."""
    whole = scene_checks.Chart(str(wholes / f"{stem}-slide"), themes)

    def find(doctor):
        paths = sorted(folder.glob(f"{stem}-p*-slide.csv"), key=lambda p: get_part_number(p.name))
        charts = [scene_checks.Chart(str(p)[:-4], themes) for p in paths]
        doctor(charts)
        return find_part_faults(charts, whole)

    def move(charts):
        charts[1].scene["plot_left"] += 1

    def exchange(charts):
        charts[0].rows[0], charts[1].rows[0] = charts[1].rows[0], charts[0].rows[0]

    doctors = {"nothing": lambda charts: None, "a part left out": lambda charts: charts.pop(),
               "rows exchanged": exchange,
               "parts exchanged": lambda charts: charts.reverse(), "an axis moved": move}
    for name, doctor in doctors.items():
        faults = find(doctor)
        tap.report(f"parts with {name}", [] if bool(faults) == (name != "nothing") else
                   faults or ["not found"])


def compare_golden(tap, path, got):
    if os.environ.get("SVY_UPDATE_GOLDEN") == "1":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(got, encoding="utf-8")
    expected = path.read_text(encoding="utf-8")
    diff = difflib.unified_diff(expected.splitlines(), got.splitlines(), "golden", "now",
                                lineterm="")
    tap.report(f"golden {path.stem}", list(diff))


def check_golden(tap, folder, golden):
    for stem in GOLDEN:
        got = (folder / f"{stem}.scene.json").read_text(encoding="utf-8")
        compare_golden(tap, golden / f"{stem}.json", got)


def check_languages(tap, program, scratch, golden):
    """Every chart can be drawn in every language, mirrored where it is read from the right; the
    golden scenes show the words."""
    for language, stems in LANGUAGES.items():
        folder = scratch / language
        folder.mkdir()
        draw(program, folder, "--only", "normal", "--language", language)
        faults = [f"{p.stem}: {p.read_text(encoding='utf-8')}" for p in folder.glob("*.error")]
        scenes = {p: p.read_text(encoding="utf-8") for p in folder.glob("*.scene.json")}
        faults += [p.name for p, text in scenes.items() if f'"language": "{language}"' not in text]
        tap.report(f"every chart in {language}", faults if len(scenes) >= N_KINDS * N_THEMES else
                   faults + [f"{len(scenes)} drawn"])
        for stem in stems:
            compare_golden(tap, golden / f"{stem}-{language}.json",
                           scenes[folder / f"{stem}.scene.json"])


def write_png(path, width, height):
    """Orange at the left, blue at the right, transparent below."""
    row = b"\0" + b"\xe7\x6f\x51\xff" * (width // 2) + b"\x1f\x3a\x5f\xff" * (width - width // 2)
    clear = b"\0" + bytes(4 * width)
    body = row * (height - height // 4) + clear * (height // 4)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)),
              (b"tEXt", b"Comment\0secret words"), (b"IDAT", zlib.compress(body)), (b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks))


def draw_logos(program, folder, logo, case, *arguments):
    for kind in LOGO_KINDS:
        draw(program, folder, "--only", case, "--kind", kind, "--logo", str(logo), *arguments)


def find_logo_faults(chart, name):
    if len(chart.nodes("logo")) != 1:
        return [f"{len(chart.nodes('logo'))} logos"]
    if name.endswith("mirrored"):
        return [fault for check in PLACING for fault in check(chart)]
    return scene_checks.find_faults(chart)


def check_logos(tap, program, scratch, themes, golden):
    """Every check holds with a logo, which is wide or high, on pages large and small."""
    high = scratch / "high.png"
    write_png(high, 60, 150)
    for name, arguments in LOGO_RUNS.items():
        for logo, words in ((LOGO, ["--alt", "Logo of the NLA"]), (high, [])):
            folder = scratch / f"logo {name} {logo.suffix}"
            folder.mkdir()
            draw_logos(program, folder, logo, name.split()[0], *words, *arguments)
            stems = sorted(str(p)[:-len(".scene.json")] for p in folder.glob("*.scene.json"))
            for stem in stems:
                chart = scene_checks.Chart(stem, themes)
                tap.report(f"{chart.stem}, {name} with {logo.name}", find_logo_faults(chart, name))
            errors = [f"{p.name}: {p.read_text(encoding='utf-8')}" for p in folder.glob("*.error")]
            # A poster of 6 inches is too narrow for anything, and too low are the slides of many.
            errors = [e for e in errors if "in of width" not in e and "in of height" not in e
                      and "fonts-noto" not in e]
            tap.report(f"{name} with {logo.name}: drawn or too large",
                       errors if len(stems) >= len(LOGO_KINDS) * 2 else errors + [str(len(stems))])
    got = (scratch / "logo normal .svg" / f"{GOLDEN[0]}.scene.json").read_text(encoding="utf-8")
    compare_golden(tap, golden / "logo-gap-dumbbell-report.json", got)
    check_logo_checks(tap, scratch / "logo normal .svg" / GOLDEN[0], themes)


def text_over_logo(chart):
    chart.nodes("note")[-1]["ink"][2] += chart.scene["width"] / 3


def line_over_logo(chart):
    chart.nodes("rule")[0]["box"] = list(chart.nodes("logo")[0]["box"])


def logo_in_margin(chart):
    chart.nodes("logo")[0]["box"][0] += 2


def squeezed_logo(chart):
    logo = chart.nodes("logo")[0]
    logo["size"][0] *= 1.1


def large_logo(chart):
    logo = chart.nodes("logo")[0]["box"]
    logo[:] = [logo[0] - logo[2], logo[1] - logo[3], 2 * logo[2], 2 * logo[3]]


def check_logo_checks(tap, stem, themes):
    sound = scene_checks.Chart(stem, themes)
    for name, doctor in (("a1b", text_over_logo), ("a1b", line_over_logo), ("a3b", logo_in_margin),
                         ("a3b", squeezed_logo), ("a3b", large_logo)):
        chart = copy.deepcopy(sound)
        doctor(chart)
        found = [f for f in scene_checks.find_faults(chart) if f.startswith(f"{name}_")]
        tap.report(f"{name} sees {doctor.__name__}", [] if found else ["it does not"])


def move_text(chart):
    texts = chart.texts()
    texts[3]["ink"] = list(texts[4]["ink"])


def move_line(chart):
    line, label = chart.nodes("rule")[0], chart.nodes("label")[2]
    line["box"] = [line["box"][0], label["ink"][1] + 2, line["box"][2], 0.4]


def pale_text(chart):
    chart.nodes("note")[0]["color"] = "#9AA4AF"


def band_under_pale_text(chart):
    """Dark enough on paper, too pale on what lies below it."""
    band = chart.nodes("band")[0]
    band["color"] = "#0F4C81"


def move_mark(chart):
    chart.nodes("mark")[0]["x"] += 0.001 * chart.scene["plot_width"]


def short_whisker(chart):
    chart.nodes("whisker")[0]["x1"] -= 0.002 * chart.scene["plot_width"]


def wrong_value(chart):
    chart.nodes("value")[0]["text"] = "91%"


def rounded_gap(chart):
    """70 is right; 81 less 12 is 69."""
    chart.nodes("cell")[1]["text"] = "69"


def tiny_text(chart):
    chart.nodes("axis")[0]["size"] = chart.m - 0.1


def off_page(chart):
    chart.nodes("title")[0]["ink"][0] = -3


def foreign_color(chart):
    chart.nodes("connector")[0]["color"] = "#FF00FF"


def dropped_note(chart):
    chart.scene["nodes"] = [n for n in chart.scene["nodes"]
                            if "SYNTHETIC" not in n.get("text", "")]


def filled_small_base(chart):
    chart.rows[0]["base"] = "12"


def upright_text(chart):
    ink = chart.nodes("label")[1]["ink"]
    ink[2], ink[3] = ink[3] / 2, ink[3] * 2


DOCTORED = {"a1": move_text, "a2": move_line, "a3": off_page, "a4": tiny_text, "a6": pale_text,
            "a6 ": band_under_pale_text, "a9": foreign_color, "a22": move_mark,
            "a22 ": short_whisker, "a23": wrong_value, "a23 ": rounded_gap, "a25": dropped_note,
            "a25b": filled_small_base, "a28": upright_text}


def long_part(chart):
    chart.nodes("segment")[1]["box"][2] += 0.001 * chart.scene["plot_width"]


def shifted_part(chart):
    chart.nodes("segment")[0]["box"][0] -= 0.001 * chart.scene["plot_width"]


def lost_part(chart):
    chart.scene["nodes"].remove(chart.nodes("segment")[3])


def wrong_total(chart):
    chart.nodes("total")[0]["text"] = "99%"


def wrong_apart(chart):
    chart.nodes("cell")[0]["text"] = "99%"


def wrong_base(chart):
    chart.nodes("base")[0]["text"] = "9"


def pale_figure(chart):
    chart.nodes("value")[0]["color"] = "#8DB3D6"


DOCTORED_PARTS = {"a22": long_part, "a22 ": shifted_part, "a22  ": lost_part, "a23": wrong_total,
                  "a23 ": wrong_apart, "a25b": wrong_base, "a6": pale_figure}


def long_axis(chart):
    chart.nodes("axis")[-1]["text"] = "100%"


def late_axis(chart):
    chart.nodes("axis")[0]["text"] = "20"


def dark_bar(chart):
    chart.nodes("bar")[0]["color"] = chart.nodes("whisker")[0]["color"]


def pale_finding(chart):
    for bar in chart.nodes("bar"):
        bar["color"] = chart.color("series_1_tint")


def figure_outside(chart):
    value, part = chart.nodes("value")[1], chart.nodes("segment")[1]["box"]
    value["ink"][0] = part[0] + part[2] - value["ink"][2] / 2


def figure_over(chart):
    chart.nodes("value")[0]["ink"][1] -= chart.nodes("segment")[0]["box"][3]


DOCTORED_AXES = {"hostile-stacked-bar-report": {"a23": figure_outside, "a23 ": figure_over},
                 "normal-gap-bars-report": {"a24": late_axis, "a7": dark_bar, "a7 ": pale_finding},
                 "equal-select-all-report": {"a24": long_axis}}


def check_checks(tap, folder, themes):
    """Every check that matters must be able to fail."""
    spoiled = {GOLDEN[0]: DOCTORED, "normal-likert-report": DOCTORED_PARTS, **DOCTORED_AXES,
               **scene_checks.DOCTORED}
    for stem, doctors in spoiled.items():
        sound = scene_checks.Chart(folder / stem, themes)
        for name, doctor in doctors.items():
            chart = copy.deepcopy(sound)
            doctor(chart)
            faults = scene_checks.find_faults(chart)
            is_found = any(f.startswith(name.strip() + "_") for f in faults)
            tap.report(f"{name.strip()} sees {doctor.__name__} in {stem}",
                       [] if is_found else ["it does not"])


def main():
    program, themes, golden = sys.argv[1:4]
    tap = Tap()
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        folder = scratch / "all"
        folder.mkdir()
        draw(program, folder)
        check_all(tap, folder, themes)
        check_golden(tap, folder, pathlib.Path(golden))
        check_languages(tap, program, scratch, pathlib.Path(golden))
        check_checks(tap, folder, themes)
        check_logos(tap, program, scratch, themes, pathlib.Path(golden))
        check_refused_without_font(tap, program, scratch)
        check_page_too_small(tap, program, scratch)
        check_page_too_narrow(tap, program, scratch)
        check_slide_refuses(tap, program, scratch)
        check_needed_size_is_enough(tap, program, scratch)
        check_parts(tap, program, scratch, themes)
    tap.finish()


if __name__ == "__main__":
    main()
