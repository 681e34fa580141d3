# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks A1-A7, A9, A22-A30 and A32 of a chart: its scene (JSON), its numbers (CSV), its words.

Each check is a function of a Chart that yields what is wrong, so that a doctored scene can show that
the check is able to fail.

Kinds whose geometry is their own (every kind that is drawn from a table) have a module
scene_checks_NAME.py beside this one, with KINDS as below, checks aNN_name(chart) that are asked
for these kinds only, and DOCTORED: {stem: {"aNN": function that spoils a Chart, ...}}. It may have
VARIANTS: {name: (kind, as in KINDS)} for a kind that is drawn from several tables, and METHODS: {kind:
words that its notes name the method of the intervals by}."""
import configparser
import csv
import importlib
import io
import itertools
import json
import pathlib
import re

LINES = {"grid", "zero", "rule", "connector", "whisker", "cap", "mark", "key", "leader", "bar",
         "swatch", "reference", "sign", "area", "curve", "dot"}
# What the alternative text begins with; whether all texts of a case are its labels.
KINDS = {"gap-dumbbell": ("Dumbbell chart", True), "gap-bars": ("Bar chart", True),
         "ranked-bars": ("Bar chart", True), "select-all": ("Bar chart", True),
         "likert": ("Diverging bar chart", True),
         "likert-stacked": ("Stacked bar chart", True),
         "stacked-bar": ("Single stacked bar", False)}
OWN = frozenset(KINDS)  # whose geometry is checked here
QUANTILES = {"box", "ridgeline"}  # no shares
STACKED = {"likert", "likert-stacked", "stacked-bar"}


class Chart:
    def __init__(self, stem, themes):
        self.stem = pathlib.Path(stem).name
        self.scene = json.loads(pathlib.Path(f"{stem}.scene.json").read_text(encoding="utf-8"))
        self.rows = list(csv.DictReader(io.StringIO(
            pathlib.Path(f"{stem}.csv").read_text(encoding="utf-8"))))
        self.alt = pathlib.Path(f"{stem}.alt.txt").read_text(encoding="utf-8")
        self.kind = self.scene["kind"]
        self.theme_name = self.stem.rsplit("-", 1)[1]
        self.theme = configparser.ConfigParser()
        self.theme.read(pathlib.Path(themes) / f"{self.theme_name}.ini", encoding="utf-8")
        self.is_title_given = self.stem.startswith("long-title")

    @property
    def m(self):
        return self.scene["min_pt"]

    def nodes(self, *roles):
        return [n for n in self.scene["nodes"] if not roles or n["role"] in roles]

    def texts(self):
        return [n for n in self.scene["nodes"] if n["type"] == "text"]

    def color(self, key):
        return self.theme["color"][key].upper()

    def lines_of(self, role):
        return [n["text"].strip() for n in self.nodes(role)]

    def text_of(self, role):
        return " ".join(self.lines_of(role))

    def is_one_ink(self):
        return self.theme.getboolean("color", "one_ink", fallback=False)

    def is_hollow_by_theme(self, node):
        """In one ink the second series is hollow; the first still tells of small bases."""
        return self.is_one_ink() and node["role"] == "mark" and node["series"] == 1

    def has_panels(self):
        """A page with a panel for each group."""
        return "panels" in self.scene

    def is_gap(self):
        return self.kind == "gap-dumbbell"

    def is_stacked(self):
        return self.kind in STACKED

    def parts(self, row):
        """The shares of a stacked bar; none where nothing is drawn."""
        if self.kind == "stacked-bar":  # a row of the table for each part
            cells = [data["p"] for data in self.rows] if row == 0 else []
        else:
            cells = [cell for key, cell in self.rows[row].items() if key.startswith("p ")]
        return [float(cell) for cell in cells] if all(cells) else []

    def middle(self):
        """The part that stands apart: the middle of a scale with two sides."""
        n_parts = sum(key.startswith("p ") for key in self.rows[0])
        return n_parts // 2 if n_parts % 2 and self.nodes("remark") else None


def overlap(a, b, gap=0.0):
    return (a[0] - gap < b[0] + b[2] and b[0] - gap < a[0] + a[2]
            and a[1] - gap < b[1] + b[3] and b[1] - gap < a[1] + a[3])


def inside(outer, inner, slack=0.02):
    return (inner[0] >= outer[0] - slack and inner[1] >= outer[1] - slack
            and inner[0] + inner[2] <= outer[0] + outer[2] + slack
            and inner[1] + inner[3] <= outer[1] + outer[3] + slack)


def luminance(color):
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def lightness(color):
    y = luminance(color)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def a1_texts_apart(chart):
    for a, b in itertools.combinations(chart.texts(), 2):
        if overlap(a["ink"], b["ink"], 0.08 * chart.m - 0.011):
            yield f"'{a['text']}' touches '{b['text']}'"


def a1b_logo_apart(chart):
    for logo in chart.nodes("logo"):
        for node in chart.nodes():
            if node is not logo and overlap(node.get("ink", node["box"]), logo["box"],
                                            0.08 * chart.m - 0.011):
                yield f"the logo touches a {node['role']} {node.get('text', '')}"


def a2_nothing_crosses_text(chart):
    for text in chart.texts():
        for node in chart.nodes(*LINES):
            if overlap(text["ink"], node["box"]):
                yield f"a {node['role']} crosses '{text['text']}'"


def a3_on_page(chart):
    scene, edge = chart.scene, chart.scene["margin"]
    page = [0, 0, scene["width"], scene["height"]]
    within = [edge, edge, scene["width"] - 2 * edge, scene["height"] - 2 * edge]
    for node in chart.nodes():
        if not inside(page, node["box"]):
            yield f"a {node['role']} leaves the page"
    for text in chart.texts():
        if not inside(within, text["ink"], 0.5):
            yield f"'{text['text']}' stands in the margin"


def a3b_logo_in_corner(chart):
    """At the end of the notes, as high as the theme says or a third of the content wide."""
    scene, edge = chart.scene, chart.scene["margin"]
    is_mirrored = scene["plot_width"] < 0
    for logo in chart.nodes("logo"):
        x, y, w, h = logo["box"]
        side = x - edge if is_mirrored else scene["width"] - edge - x - w
        if max(abs(side), abs(scene["height"] - edge - y - h)) > 0.02:
            yield f"the logo is not in its corner: {logo['box']}"
        if abs(w / h - logo["size"][0] / logo["size"][1]) > 0.01 * w / h:
            yield f"the logo of {logo['size']} is drawn as {logo['box']}"
        most = (scene["width"] - 2 * edge) / 3
        if w > most + 0.02 or (abs(h - 3.2 * chart.m) > 0.02 and abs(w - most) > 0.02):
            yield f"the logo is {w} x {h}"


def a4_smallest_text(chart):
    floor = max(chart.m, 24 if chart.theme_name == "poster" else 0)
    for text in chart.texts():
        if text["size"] < floor - 0.005:
            yield f"'{text['text']}' has {text['size']} pt, less than {floor}"


def a5_few_sizes(chart):
    sizes = {t["size"] for t in chart.texts()}
    weights = {t["weight"] for t in chart.texts()}
    if len(sizes) > 5 or len(weights) > 4:
        yield f"{len(sizes)} sizes, {len(weights)} weights"
    if any((t["cut"] == "display") != (t["role"] == "title") for t in chart.texts()):
        yield "the display cut is for titles only"


def a6_text_contrast(chart):
    rects = chart.nodes("band", "bar", "segment", "hollow")
    for text in chart.texts():
        behind = [r["color"] for r in rects if overlap(r["box"], text["ink"])]
        ratio = contrast(text["color"], behind[-1] if behind else chart.scene["paper"])
        if ratio < 4.5:
            yield f"'{text['text']}' has a contrast of {ratio:.2f}"


def a7_mark_contrast(chart):
    for node in chart.nodes("mark", "key", "whisker", "cap", "curve", "dot"):
        if contrast(node["color"], chart.scene["paper"]) < 3:
            yield f"a {node['role']} is too pale: {node['color']}"


def a7_whiskers_on_bars(chart):
    """Half of an interval lies on its bar."""
    bars = {n["row"]: n for n in chart.nodes("bar") if "row" in n}
    for node in chart.nodes("whisker"):
        if node.get("row") in bars and contrast(node["color"], bars[node["row"]]["color"]) < 3:
            yield f"the whisker of row {node['row']} is too pale on its bar"


def a7_finding(chart):
    """The bar of the finding is darker than the others."""
    if chart.kind not in BARS:
        return
    rows = {n["row"] for n in chart.nodes("band")}
    shades = {n["row"] in rows: contrast(n["color"], chart.scene["paper"])
              for n in chart.nodes("bar") if n["value_to"] >= 0}
    if len(shades) == 2 and shades[True] < shades[False] + 0.5:
        yield "the bar of the finding is no darker than the others"


def derive_focus(chart, series):
    """The darkest tint on which ink has a contrast of 3: of the bar of the finding."""
    mark, whisker, paper = (chart.color(key) for key in (series, "ink", "paper"))
    for percent in range(90, 9, -1):
        mixed = "#" + "".join(
            f"{int(p + percent / 100 * (m - p) + 0.5):02X}"
            for m, p in zip(bytes.fromhex(mark[1:]), bytes.fromhex(paper[1:])))
        if contrast(whisker, mixed) >= 3:
            break
    return mixed


def a9_theme_colors(chart):
    known = {value.upper() for value in chart.theme["color"].values()}
    known |= {derive_focus(chart, series) for series in ("series_1", "series_4")}
    for node in chart.nodes():
        if node["type"] != "picture" and node["color"] not in known:
            yield f"{node['color']} is not of the theme"


def to_share(chart, x):
    return (x - chart.scene["plot_left"]) / chart.scene["plot_width"]


BARS = {"ranked-bars": ("lo", "hi"), "select-all": ("lo", "hi"), "gap-bars": ("gap_lo", "gap_hi")}
MARKED = {"gap-dumbbell": ("use_p", "follow_p"), "gap-bars": ("gap",)}
SERIES = {True: ("use", "follow"), False: ("", "")}


def number(chart, node, what):
    """A cell of the CSV for a node: p, lo or hi of its series."""
    if chart.kind == "gap-bars":
        cell = chart.rows[node["row"]]["gap" if what == "p" else f"gap_{what}"]
        return float(cell) if cell else None
    prefix = SERIES[chart.is_gap()][node["series"]]
    cell = chart.rows[node["row"]][f"{prefix}_{what}" if prefix else what]
    return float(cell) if cell else None


def a22_segments(chart):
    width = chart.scene["plot_width"]
    for row in range(len(chart.rows) if chart.is_stacked() else 0):
        nodes = {n["series"]: n for n in chart.nodes("segment") if n["row"] == row}
        parts = chart.parts(row)
        if set(nodes) != {i for i, share in enumerate(parts) if share > 0}:
            yield f"row {row} has not a segment for each part"
            continue
        if parts and abs(sum(parts) - 1) > 1e-9:
            yield f"the parts of row {row} add to {sum(parts)}"
        for series, node in nodes.items():
            if abs(node["box"][2] / width - parts[series]) > 0.0005:
                yield f"part {series} of row {row} is not as long as its share"
            if series != chart.middle() and abs(
                    to_share(chart, node["box"][0]) - node["value"]) > 0.0005:
                yield f"part {series} of row {row} is not at its place"
        before = sum(parts[:chart.middle()]) if chart.middle() is not None else 0
        if 0 in nodes and chart.middle() != 0 and abs(nodes[0]["value"] + before) > 1e-9:
            yield f"row {row} does not begin at its base line"


def a22_geometry(chart):
    if chart.is_stacked():
        return

    def differs(x, value):
        return value is None or abs(to_share(chart, x) - value) > 0.0005

    for node in chart.nodes("mark"):
        if differs(node["x"], number(chart, node, "p")):
            yield f"a mark of row {node['row']} is not at its value"
    for node in chart.nodes("whisker"):
        if differs(node["x0"], number(chart, node, "lo")) or differs(
                node["x1"], number(chart, node, "hi")):
            yield f"a whisker of row {node['row']} does not end at its interval"
    for node in chart.nodes("bar"):
        is_left = number(chart, node, "p") < 0
        if differs(node["box"][0] + (0 if is_left else node["box"][2]),
                   number(chart, node, "p")):
            yield f"the bar of row {node['row']} does not end at its value"
    for node in chart.nodes("axis"):
        # Ink is not quite in the middle of what a label takes.
        slack = max(0.004, 0.5 / abs(chart.scene["plot_width"]))
        if differs(node["ink"][0] + node["ink"][2] / 2, node["value"]) and abs(
                to_share(chart, node["ink"][0] + node["ink"][2] / 2) - node["value"]) > slack:
            yield f"the label {node['text']} is not at its place"
    drawn = sum(1 for row in chart.rows for key in MARKED.get(chart.kind, ("p",)) if row[key])
    if drawn != len(chart.nodes("mark")):
        yield f"{drawn} shares in the CSV, {len(chart.nodes('mark'))} marks"


def percent(p):
    """As C's printf does it, which rounds the double, exactly."""
    text = f"{p * 100:.0f}"
    if p > 0 and text == "0":
        return "<1%"
    if p < 1 and text == "100":
        return ">99%"
    return text + "%"


def points(difference):
    text = f"{abs(difference) * 100:.0f}"
    return ("−" if difference < 0 and text != "0" else "") + text


def printed_parts(chart):
    for node in chart.nodes("value"):
        sign = "" if chart.kind == "stacked-bar" else "%"
        if node["text"] + sign != percent(chart.parts(node["row"])[node["series"]]):
            yield f"row {node['row']} prints {node['text']} for a part"
    for node in chart.nodes("total"):
        side = ("left", "right")[node["series"]]
        if node["text"] != percent(float(chart.rows[node["row"]][side])):
            yield f"row {node['row']} prints {node['text']} at the {side}"
    for node in chart.nodes("cell"):
        if node["text"] != percent(float(chart.rows[node["row"]]["apart"])):
            yield f"row {node['row']} prints {node['text']} outside the scale"


def a23_printed_numbers(chart):
    if chart.is_stacked():
        yield from printed_parts(chart)
        return
    for node in chart.nodes("value"):
        value = number(chart, node, "p")
        if value is None or node["text"] != percent(value):
            yield f"row {node['row']} prints {node['text']} for {value}"
    cells = {n["row"]: n["text"] for n in chart.nodes("cell")}
    for index, row in enumerate(chart.rows):
        if not chart.kind.startswith("gap-"):
            break
        if bool(row["gap"]) != (index in cells):
            yield f"row {index} has a gap of '{row['gap']}' and prints {cells.get(index)}"
        elif row["gap"]:
            difference = float(row["use_p"]) - float(row["follow_p"])
            if abs(difference - float(row["gap"])) > 1e-12:
                yield f"row {index}: the gap is not the difference"
            if cells[index] != points(float(row["gap"])):
                yield f"row {index} prints a gap of {cells[index]} for {row['gap']}"


def a23_figures_of_one_bar(chart):
    """All figures of a single bar stand in their parts, or all stand over it."""
    if chart.kind != "stacked-bar" or not chart.nodes("value"):
        return
    parts = {n["series"]: n["box"] for n in chart.nodes("segment")}
    top = min(box[1] for box in parts.values())
    if all(n["ink"][1] + n["ink"][3] < top for n in chart.nodes("value")):
        return
    for node in chart.nodes("value"):
        x, y, w, h = node["ink"]
        left, above, width, height = parts.get(node["series"], (0, 0, 0, 0))
        if x < left or x + w > left + width or y < above or y + h > above + height:
            yield f"the figure {node['text']} is not in its part, as others are"


def a24_zero(chart):
    for bar in chart.nodes("bar"):
        ends = (bar["box"][0], bar["box"][0] + bar["box"][2])
        if min(abs(to_share(chart, x)) for x in ends[:1 if bar["value_to"] >= 0 else 2]) > 0.0005:
            yield "a bar does not start at zero"
    labels = [n["text"] for n in chart.nodes("axis")]
    if chart.is_stacked():
        return
    if chart.kind in BARS:
        yield from axis_of_bars(chart, labels)
    elif labels[:1] != ["0%"] or labels[-1:] != ["100%"]:
        yield f"the axis goes from {labels[:1]} to {labels[-1:]}"


def axis_of_bars(chart, labels):
    """From zero to the round share next to the longest bar; in a part, to that of the whole."""
    lo, hi = BARS[chart.kind]
    lows = [float(row[lo]) for row in chart.rows if row[lo]]
    most = max([abs(float(row[hi])) for row in chart.rows if row[hi]] + [-low for low in lows],
               default=0)
    end = next(end for end in (40, 60, 80, 100) if end / 100 >= most - 1e-12)
    zero, sign = ("0", "") if chart.kind == "gap-bars" else ("0%", "%")
    ends = [f"{e}{sign}" for e in (40, 60, 80, 100) if e == end or
            (e > end and " Part " in chart.alt.partition("\n\n")[0])]
    has_left = chart.kind == "gap-bars" and min(lows, default=0) < 0
    if zero not in labels or (labels[0] != zero and not has_left):
        yield f"the axis begins at {labels[:1]}"
    if not has_left and labels[-1] not in ends:
        yield f"the axis ends at {labels[-1:]}, the longest bar at {most:.1%}"


def a25_notes(chart):
    notes = chart.text_of("note")
    methods = METHODS.get(chart.kind, ("95% intervals", "Wilson"))
    if chart.kind in QUANTILES:
        methods = ("95% intervals", "no distribution assumed")
    for needed in ("Base: ", *methods, "Question", "Source: ", "SYNTHETIC",
                   "no estimate of sampling error"):
        if needed not in notes:
            yield f"the notes lack '{needed}'"
    bases = {row["base"] for row in chart.rows if row["base"]}
    says_bases = any("n = " in n["text"] for n in chart.nodes("base")) or (
        "n" in chart.lines_of("column-head"))
    if len(bases) > 1 and not says_bases:
        yield "rows have different bases and do not say so"
    if chart.kind == "select-all" and "could choose several" not in chart.text_of("remark"):
        yield "a select-all without its line"
    if "margin of error" in notes or "response rate" in notes:
        yield "an open link has no margin of error and no response rate"


def a25b_small_bases(chart):
    rows = chart.rows[:1] if chart.kind == "stacked-bar" else chart.rows
    for row, data in enumerate(rows):
        marks = [n for n in chart.nodes("mark", "segment") if n["row"] == row]
        if not all(n["hollow"] for n in marks if chart.is_hollow_by_theme(n)):
            yield f"row {row} has a filled mark of the second series in one ink"
        base = int(data["base"]) if data["base"] else 0
        messages = [n["text"] for n in chart.nodes("message") if n.get("row") == row]
        if base < 10 and (marks or not messages):
            yield f"row {row} has a base under 10 and is drawn"
        inside = [n for n in chart.nodes("hollow") if n["row"] == row]
        if 10 <= base < 30 and not inside and not all(n.get("hollow") for n in marks):
            yield f"row {row} has a small base and filled marks"
        if base >= 30 and (inside or any(n.get("hollow") for n in marks
                                         if not chart.is_hollow_by_theme(n))):
            yield f"row {row} has a large base and hollow marks"
    for node in chart.nodes("base") if chart.is_stacked() else []:
        if "n = " not in node["text"] and node["text"].replace(",", "") != (
                chart.rows[node["row"]]["base"]):
            yield f"row {node['row']} tells a base of {node['text']}"
    for node in chart.nodes("base", "message", "label"):
        found = re.search(r"\bn = (\d+)", node["text"])
        if found and int(found.group(1)) < 5:
            yield f"'{node['text']}' tells of fewer than five people"


def a26_title(chart):
    title = chart.text_of("title")
    if len(chart.nodes("title")) > 2:
        yield "a title of more than two lines"
    if not chart.is_title_given and not (re.search(r"\d", title) and re.search(
            r"\b(use|follow|chose|answers|account|gave|ranked|reach|is|are|rose|fell|goes|met)\b",
            title)):
        yield f"the title '{title}' has no verb or no number"
    focus = [n["row"] for n in chart.nodes("band")]
    if chart.is_gap() and focus and not chart.is_title_given:
        row = chart.rows[focus[0]]
        is_equal = float(row["gap_lo"]) <= 0 <= float(row["gap_hi"])
        if is_equal != title.startswith("About as many"):
            yield "the title and the interval disagree"


def a27_alt(chart):
    short, _, rest = chart.alt.partition("\n\n")
    if not 40 <= len(short) <= 240:
        yield f"{len(short)} characters of alternative text"
    kind = "Small multiples" if chart.has_panels() else KINDS[chart.kind][0]
    if not short.startswith(kind) or not re.search(r"Base [\d,]+\.$", short):
        yield f"alternative text without kind or base: {short}"
    described = rest.split("\n\n")[1].splitlines()
    if len(described) != len(chart.rows):
        yield f"{len(described)} sentences for {len(chart.rows)} rows"
    for sentence, row in zip(described, chart.rows):
        group = f"{row['group']}: ".lstrip("'") if chart.has_panels() else ""
        if not sentence.startswith(group + row["label"].lstrip("'")[:20]):
            yield f"'{sentence}' is not of {row['label']}"


def a28_level_text(chart):
    for text in chart.texts():
        if len(text["text"].strip()) > 3 and text["ink"][2] < text["ink"][3]:
            yield f"'{text['text']}' stands upright"


def a29_balance(chart):
    widths = [n["ink"][2] for n in chart.nodes("title")]
    if len(widths) > 1 and min(widths) < 0.55 * max(widths):
        yield "the lines of the title are out of balance"
    for paragraph in {n["part_row"] for n in chart.nodes("note")}:
        widths = [n["ink"][2] for n in chart.nodes("note") if n["part_row"] == paragraph]
        if len(widths) > 1 and widths[-1] < 0.15 * max(widths):
            yield f"paragraph {paragraph} of the notes ends in a very short line"


def a30_plot_share(chart):
    if chart.is_stacked() or chart.kind == "gap-bars":
        return
    labels = [n["ink"][2] for n in chart.nodes("label")]
    content = chart.scene["width"] - 2 * chart.scene["margin"]
    is_capped = labels and max(labels) > 0.28 * content
    if chart.theme_name == "poster" and not is_capped and (
            chart.scene["plot_width"] < 0.5 * chart.scene["width"]):
        yield f"the plot takes {chart.scene['plot_width'] / chart.scene['width']:.0%} of the width"


def a32_shapes(chart):
    if abs(lightness(chart.color("series_1")) - lightness(chart.color("series_2"))) < 20:
        yield "the two series are alike in grayscale"
    shapes = {(n["series"], n["type"]) for n in chart.nodes("mark") if chart.kind not in APART}
    if len({series for series, _ in shapes}) != len({shape for _, shape in shapes}):
        yield "series differ by colour alone"
    if chart.is_one_ink():
        for node in chart.nodes():
            if node["type"] == "picture":
                continue  # its pixels: check_files.py
            parts = [int(node["color"][i:i + 2], 16) for i in (1, 3, 5)]
            if max(parts) - min(parts) > 24:
                yield f"{node['color']} is no gray"


def is_check(name):
    return re.match(r"a\d+b?_", name)


def checks_of(names):
    return [value for name, value in sorted(names.items()) if is_check(name)]


# Of rows with marks on an axis of shares; the other kinds have their own.
GEOMETRY = {a22_segments, a22_geometry, a23_printed_numbers, a23_figures_of_one_bar, a24_zero,
            a25b_small_bases, a30_plot_share}
CHECKS = checks_of(globals())
DOCTORED = {}
VARIANTS = {}
METHODS = {}
KIND_CHECKS = {}  # kind: its own checks
APART = set()  # kinds whose series stand in places of their own, told apart by them


def take_modules():
    folder = pathlib.Path(__file__).parent
    for path in sorted(folder.glob("scene_checks_*.py")):
        module = importlib.import_module(path.stem)
        KINDS.update(module.KINDS)
        DOCTORED.update(module.DOCTORED)
        APART.update(getattr(module, "APART", ()))
        VARIANTS.update(getattr(module, "VARIANTS", {}))
        METHODS.update(getattr(module, "METHODS", {}))
        KIND_CHECKS.update((kind, checks_of(vars(module))) for kind in module.KINDS)


def find_faults(chart):
    if chart.has_panels():
        return importlib.import_module("scene_checks_each").find_faults(chart)
    checks = [c for c in CHECKS if chart.kind in OWN or c not in GEOMETRY]
    return [f"{check.__name__}: {fault}" for check in checks + KIND_CHECKS.get(chart.kind, [])
            for fault in check(chart)]
