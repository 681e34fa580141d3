# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of maps of tiles: every tile at its place, in the shade of its figure."""
import re

from scene_checks import contrast, inside, percent

KINDS = {"tile-map": ("Tile map", False)}


def tiles_of(chart):
    """The whole of each tile: the first of its rectangles."""
    found = {}
    for node in chart.nodes("segment", "separator", "band"):
        if "row" in node:
            found.setdefault(node["row"], node)
    return found


def base_of(row):
    return int(row["base"]) if row["base"] else 0


def shades(chart):
    return {n["series"]: n["color"] for n in chart.nodes("swatch") if "series" in n}


def a22_places(chart):
    tiles = tiles_of(chart)
    if set(tiles) != set(range(len(chart.rows))):
        yield "not every tile is drawn"
        return
    places = [(int(row["row"]), int(row["column"])) for row in chart.rows]
    if places != sorted(places) or len(set(places)) != len(places):
        yield "tiles are not in reading order"
    corner = {}
    for axis, name in ((0, "column"), (1, "row")):
        ends = [min(range(len(places)), key=lambda i: int(chart.rows[i][name])),
                max(range(len(places)), key=lambda i: int(chart.rows[i][name]))]
        cells = [int(chart.rows[i][name]) for i in ends]
        x = [tiles[i]["box"][axis] for i in ends]
        corner[axis] = (x[0], (x[1] - x[0]) / max(1, cells[1] - cells[0]), cells[0], name)
    for i, node in tiles.items():
        for axis, (start, pitch, first, name) in corner.items():
            if abs(node["box"][axis] - start - (int(chart.rows[i][name]) - first) * pitch) > 0.03:
                yield f"the tile of {chart.rows[i]['label']} is in another {name}"
        if abs(node["box"][2] - tiles[0]["box"][2]) > 0.02 or abs(
                node["box"][3] - tiles[0]["box"][3]) > 0.02:
            yield f"the tile of {chart.rows[i]['label']} is not as large as others"


def a22_shades(chart):
    for node in chart.nodes("segment"):
        row = chart.rows[node["row"]]
        if node["color"] != shades(chart).get(int(row["class"] or 0) - 1):
            yield f"{row['label']} has the shade of another class"
    yield from find_class_faults(chart, chart.rows)


def find_class_faults(chart, rows):
    """@rows: all that the classes are made of"""
    for key, text in ((n["series"], n["text"]) for n in chart.nodes("head")
                      if "series" in n and "%" in n["text"]):
        values = [float(row["value"]) for row in rows
                  if row["class"] and int(row["class"]) == key + 1]
        low, high = (round(min(values) * 100), round(max(values) * 100)) if values else (0, 0)
        if text != (percent(max(values, default=0)) if low == high else f"{low}–{high}%"):
            yield f"class {key + 1} is told as {text}, and goes from {low} to {high}"
    ranges = {}
    for row in rows:
        if row["class"]:
            ranges.setdefault(int(row["class"]), []).append(round(float(row["value"]) * 100))
    ends = [(min(v), max(v)) for _, v in sorted(ranges.items())]
    if any(a[1] >= b[0] for a, b in zip(ends, ends[1:])):
        yield "classes overlap"


def a23_printed_numbers(chart):
    values = {n["row"]: n for n in chart.nodes("value")}
    codes = {n["row"]: n for n in chart.nodes("label")}
    for i, row in enumerate(chart.rows):
        wanted = percent(float(row["value"])) if row["value"] else "–"
        if i not in values or values[i]["text"] != wanted:
            yield f"{row['label']} does not print {wanted}"
        if i not in codes or codes[i]["text"] != row["code"]:
            yield f"{row['label']} does not say {row['code']}"
        for node in (values.get(i), codes.get(i)):
            if node and not inside(tiles_of(chart)[i]["box"], node["ink"]):
                yield f"'{node['text']}' of {row['label']} leaves its tile"


def a25b_tiles(chart):
    for i, row in enumerate(chart.rows):
        hollow = [n for n in chart.nodes("hollow") if n.get("row") == i]
        is_hatched = any(n.get("hatched") for n in hollow)
        base = base_of(row)
        if base < 10 and not is_hatched:
            yield f"{row['label']} has a base under 10 and no hatching"
        if 10 <= base < 30 and (is_hatched or not hollow):
            yield f"{row['label']} has a small base and no mere border"
        if base >= 30 and hollow:
            yield f"{row['label']} has a large base and is not filled"


def a25b_small_bases(chart):
    for base in {base_of(row) for row in chart.rows if row["value"]}:
        found = re.search(r"n = ([\d,]+)(?: to ([\d,]+))?", chart.text_of("base"))
        least, most = (int((found[k] or found[1]).replace(",", "")) for k in (1, 2))
        if not least <= base <= most:
            yield f"a base of {base} is not told"
    yield from find_key_faults(chart, chart.rows)


def find_key_faults(chart, rows):
    keys = chart.text_of("head")
    for what, needs in (("10 to 29", any(10 <= base_of(r) < 30 for r in rows)),
                        ("too few", any(base_of(r) < 10 for r in rows))):
        if needs != (what in keys):
            yield f"the key has a wrong '{what}'"


def contents(chart, index):
    return [n for n in chart.nodes("segment", "separator", "hollow") if n.get("row") == index]


def a26_frames(chart):
    """Around the highest and the lowest of which the title speaks, and around no other."""
    title = chart.text_of("title")
    shown = [row for row in chart.rows if row["value"]]
    shown = [row for row in shown if base_of(row) >= 30] or shown
    values = [float(row["value"]) for row in shown]
    ends = {row["label"] for row in shown if float(row["value"]) in (min(values), max(values))}
    named = {row["label"] for row in chart.rows
             if row["label"] in ends and re.search(rf"\b{re.escape(row['label'])}\b", title)}
    frames = {n["row"]: n for n in chart.nodes("band")}
    if {chart.rows[i]["label"] for i in frames} != named:
        yield f"the title names {sorted(named)}, framed are {sorted(frames)}"
    weights = {n["row"]: n["weight"] for n in chart.nodes("label")}
    if {i for i, weight in weights.items() if weight == 600} != set(frames):
        yield "the codes of other tiles are bold"
    for i, node in frames.items():
        if contrast(node["color"], chart.color("paper")) < 3:
            yield f"the frame of {chart.rows[i]['label']} is hardly seen"
        widths = [n["box"][0] - node["box"][0] for n in contents(chart, i)]
        if not widths or min(widths) < 0.2 * chart.m or not all(
                inside(node["box"], n["box"]) for n in contents(chart, i)):
            yield f"the frame of {chart.rows[i]['label']} is covered"


def first(chart, *roles):
    return chart.nodes(*roles)[0]


def move_tile(chart):
    tiles_of(chart)[7]["box"][0] += 1


def grow_tile(chart):
    tiles_of(chart)[7]["box"][3] += 1


def swap_rows(chart):
    chart.rows[3], chart.rows[4] = chart.rows[4], chart.rows[3]


def other_shade(chart):
    node = first(chart, "segment")
    node["color"] = next(c for c in shades(chart).values() if c != node["color"])


def wrong_class(chart):
    first(chart, "head")["text"] = "0–1%"


def overlapping_classes(chart):
    next(row for row in chart.rows if row["class"] == "1")["value"] = "0.99"


def wrong_value(chart):
    first(chart, "value")["text"] = "99%"


def wrong_code(chart):
    first(chart, "label")["text"] = "ZZ"


def text_outside(chart):
    first(chart, "value")["ink"][0] += 4 * chart.m


def filled_small(chart):
    next(row for row in chart.rows if base_of(row) >= 30)["base"] = "12"


def shown_tiny(chart):
    next(row for row in chart.rows if base_of(row) >= 30)["base"] = "9"


def lost_key(chart):
    chart.scene["nodes"] = [n for n in chart.scene["nodes"] if n.get("text") != "too few to show"]


def framed_other(chart):
    node = first(chart, "band")
    node["row"] = 1 if node["row"] == 0 else 0


def unframed(chart):
    chart.scene["nodes"] = [n for n in chart.scene["nodes"] if n["role"] != "band"]


def pale_frame(chart):
    first(chart, "band")["color"] = chart.color("grid")


def covered_frame(chart):
    node = first(chart, "band")
    contents(chart, node["row"])[0]["box"] = list(node["box"])


DOCTORED = {"normal-tile-map-report": {
    "a22": move_tile, "a22 ": grow_tile, "a22  ": swap_rows, "a22   ": other_shade,
    "a22    ": wrong_class, "a22     ": overlapping_classes, "a23": wrong_value,
    "a23 ": wrong_code, "a23  ": text_outside, "a25b": filled_small, "a25b ": shown_tiny,
    "a25b  ": lost_key, "a26": framed_other, "a26 ": unframed, "a26  ": pale_frame,
    "a26   ": covered_frame}}
