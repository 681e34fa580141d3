# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the kind crosstab-dots: a lane for each group in each row."""
import re

from scene_checks import contrast, percent, to_share

KINDS = {"crosstab-dots": ("Dot plot", True)}


def names(chart):
    """The groups, in the order of the table."""
    return [key[2:] for key in chart.rows[0] if key.startswith("p ")]


def number(row, what, group):
    cell = row[f"{what} {group}"]
    return float(cell) if cell else None


def is_off(chart, x, value):
    return value is None or abs(to_share(chart, x) - value) > 0.0005


def a22_geometry(chart):
    groups = names(chart)
    for node in chart.nodes("mark"):
        if is_off(chart, node["x"], number(chart.rows[node["row"]], "p", groups[node["series"]])):
            yield f"a mark of row {node['row']} is not at its value"
    for node in chart.nodes("whisker"):
        row, group = chart.rows[node["row"]], groups[node["series"]]
        if is_off(chart, node["x0"], number(row, "lo", group)) or is_off(
                chart, node["x1"], number(row, "hi", group)):
            yield f"a whisker of row {node['row']} does not end at its interval"
    for node in chart.nodes("reference"):
        if "row" in node and is_off(chart, node["x0"], float(chart.rows[node["row"]]["p"])):
            yield f"everybody's stroke in row {node['row']} is not at its value"
    drawn = sum(1 for row in chart.rows for group in groups if row[f"p {group}"])
    if drawn != len(chart.nodes("mark")):
        yield f"{drawn} shares in the CSV, {len(chart.nodes('mark'))} marks"


def a22_lanes(chart):
    """The groups of a row stand one below the other, in their order."""
    for row in range(len(chart.rows)):
        marks = sorted((n["series"], n["y"]) for n in chart.nodes("mark") if n["row"] == row)
        if any(b[1] <= a[1] for a, b in zip(marks, marks[1:])):
            yield f"the marks of row {row} are out of order"


def a22_ranges(chart):
    """A thin line from the lowest to the highest share of a row that has two."""
    lines = {n["row"]: n for n in chart.nodes("connector")}
    for index, row in enumerate(chart.rows):
        shares = [float(row[f"p {g}"]) for g in names(chart) if row[f"p {g}"]]
        if (len(shares) > 1) != (index in lines):
            yield f"row {index} has {len(shares)} shares, and {'a' if index in lines else 'no'} range"
        elif len(shares) > 1 and (is_off(chart, lines[index]["x0"], min(shares)) or
                                  is_off(chart, lines[index]["x1"], max(shares))):
            yield f"the range of row {index} does not go from the lowest to the highest"


def a22_seen(chart):
    """Marks do not hide everybody's stroke."""
    for node in chart.nodes("reference"):
        if "row" not in node:
            continue
        top, bottom = sorted((node["y0"], node["y1"]))
        over = [m["box"] for m in chart.nodes("mark") if m["row"] == node["row"] and
                m["box"][0] < node["x0"] < m["box"][0] + m["box"][2]]
        ends = [any(box[1] < y < box[1] + box[3] for box in over) for y in (top, bottom)]
        if all(ends):
            yield f"everybody's stroke in row {node['row']} is hidden"


def a23_printed_numbers(chart):
    for node in chart.nodes("value"):
        value = number(chart.rows[node["row"]], "p", names(chart)[node["series"]])
        if value is None or node["text"] != percent(value):
            yield f"row {node['row']} prints {node['text']} for {value}"
    for index, row in enumerate(chart.rows):
        shares = [float(row[f"p {g}"]) for g in names(chart) if row[f"p {g}"]]
        printed = {n["text"] for n in chart.nodes("value") if n["row"] == index}
        if shares and printed != {percent(min(shares)), percent(max(shares))}:
            yield f"row {index} does not print its ends"


def a24_axis(chart):
    labels = [n["text"] for n in chart.nodes("axis")]
    if labels[:1] != ["0%"]:
        yield f"the axis begins at {labels[:1]}"
    for node in chart.nodes("axis"):
        if abs(to_share(chart, node["ink"][0] + node["ink"][2] / 2) - node["value"]) > 0.004:
            yield f"the label {node['text']} is not at its place"
    end = max((n["value"] for n in chart.nodes("axis")), default=0)
    if any(to_share(chart, n["x1"]) > end + 0.0005 for n in chart.nodes("whisker")):
        yield "a whisker leaves the axis"


def bases(chart):
    row = chart.rows[0]
    return [int(row[f"base {group}"]) if row[f"base {group}"] else 0 for group in names(chart)]


def a25b_small_bases(chart):
    for series, base in enumerate(bases(chart)):
        marks = [n for n in chart.nodes("mark") if n["series"] == series]
        said = " ".join(n["text"] for n in chart.nodes("base") if n.get("series") == series)
        if base < 10 and (marks or "too few to show" not in said):
            yield f"group {series} has a base under 10 and is drawn"
        if base >= 10 and f"n = {base:,}" not in said:
            yield f"group {series} does not tell its base"
        if 10 <= base < 30 and not all(n["hollow"] for n in marks):
            yield f"group {series} has a small base and filled marks"
        if base >= 30 and any(n["hollow"] and not chart.is_hollow_by_theme(n) for n in marks):
            yield f"group {series} has a large base and hollow marks"
    for index, row in enumerate(chart.rows):
        is_empty = not any(row[f"p {group}"] for group in names(chart))
        if is_empty != any(n.get("row") == index for n in chart.nodes("message")):
            yield f"row {index} does not say why it is empty"
    for node in chart.nodes("base", "message"):
        found = re.search(r"\bn = (\d+)", node["text"])
        if found and int(found.group(1)) < 5:
            yield f"'{node['text']}' tells of fewer than five people"


def a7_whiskers(chart):
    for node in chart.nodes("reference"):
        if contrast(node["color"], chart.scene["paper"]) < 3:
            yield "everybody's stroke is too pale"


def move_mark(chart):
    chart.nodes("mark")[4]["x"] += 0.001 * chart.scene["plot_width"]


def short_whisker(chart):
    chart.nodes("whisker")[2]["x1"] -= 0.002 * chart.scene["plot_width"]


def move_reference(chart):
    next(n for n in chart.nodes("reference") if "row" in n)["x0"] += 2


def long_range(chart):
    chart.nodes("connector")[0]["x1"] += 2


def lost_range(chart):
    chart.scene["nodes"].remove(chart.nodes("connector")[0])


def hidden_reference(chart):
    node = next(n for n in chart.nodes("reference") if "row" in n)
    mark = next(m for m in chart.nodes("mark") if m["row"] == node["row"])
    node["y0"], node["y1"] = mark["y"] - 0.1, mark["y"] + 0.1
    mark["box"][0] = node["x0"] - mark["box"][2] / 2


def swap_lanes(chart):
    a, b = chart.nodes("mark")[0], chart.nodes("mark")[1]
    a["y"], b["y"] = b["y"], a["y"]


def lost_mark(chart):
    chart.scene["nodes"].remove(chart.nodes("mark")[3])


def wrong_value(chart):
    chart.nodes("value")[0]["text"] = "91%"


def lost_value(chart):
    chart.scene["nodes"].remove(chart.nodes("value")[0])


def cut_axis(chart):
    chart.nodes("axis")[0]["text"] = "25%"


def short_axis(chart):
    chart.scene["nodes"].remove(chart.nodes("axis")[-1])


def small_group(chart):
    for row in chart.rows:
        row[f"base {names(chart)[0]}"] = "12"


def tiny_group(chart):
    for row in chart.rows:
        row[f"base {names(chart)[1]}"] = ""


def hollow_group(chart):
    chart.nodes("mark")[0]["hollow"] = True


def pale_reference(chart):
    chart.nodes("reference")[0]["color"] = "#CBD3DC"


DOCTORED = {
    "normal-crosstab-dots-report": {
        "a22": move_mark, "a22 ": short_whisker, "a22  ": move_reference, "a22   ": swap_lanes,
        "a22    ": lost_mark, "a22     ": long_range, "a22      ": lost_range,
        "a22       ": hidden_reference, "a23": wrong_value, "a23 ": lost_value, "a24": cut_axis,
        "a24 ": short_axis, "a25b": small_group, "a25b ": tiny_group, "a25b  ": hollow_group,
        "a7": pale_reference},
}
