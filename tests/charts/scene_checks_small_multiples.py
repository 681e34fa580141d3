# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the kind small-multiples: a plot for each group, all on one scale and in one order."""
import re

from scene_checks import percent

KINDS = {"small-multiples": ("Small multiples", True)}
APART = set(KINDS)  # each series has a place of its own: it needs no shape of its own


def names(chart):
    return [key[2:] for key in chart.rows[0] if key.startswith("p ")]


def number(chart, node, what):
    cell = chart.rows[node["row"]][f"{what} {names(chart)[node['series']]}"]
    return float(cell) if cell else None


def zeros(chart):
    """Where 0% is, panel by panel."""
    return {n["series"]: n["x0"] for n in chart.nodes("zero")}


def is_off(chart, panel, x, value):
    return value is None or abs(
        (x - zeros(chart)[panel]) / chart.scene["plot_width"] - value) > 0.0005


def a22_geometry(chart):
    for node in chart.nodes("mark"):
        if is_off(chart, node["series"], node["x"], number(chart, node, "p")):
            yield f"a mark of row {node['row']}, group {node['series']} is not at its value"
    for node in chart.nodes("whisker"):
        if is_off(chart, node["series"], node["x0"], number(chart, node, "lo")) or is_off(
                chart, node["series"], node["x1"], number(chart, node, "hi")):
            yield f"a whisker of row {node['row']} does not end at its interval"
    drawn = sum(1 for row in chart.rows for group in names(chart) if row[f"p {group}"])
    if drawn != len(chart.nodes("mark")):
        yield f"{drawn} shares in the CSV, {len(chart.nodes('mark'))} marks"


def a22_references(chart):
    """In each row of a panel everybody's stroke and a dot for each other group."""
    panels = zeros(chart)
    for row, data in enumerate(chart.rows):
        shares = [float(data[f"p {g}"]) if data[f"p {g}"] else None for g in names(chart)]
        nodes = [n for n in chart.nodes("reference") if n.get("row") == row]
        strokes = {n["series"]: n for n in nodes if n["type"] == "line"}
        if data["p"] and any(g not in strokes or is_off(chart, g, strokes[g]["x0"],
                                                        float(data["p"])) for g in panels):
            yield f"row {row} lacks everybody's stroke, or has it elsewhere"
        dots = sorted(round(n["x"], 1) for n in nodes if n["type"] == "circle")
        wanted = sorted(round(zero + share * chart.scene["plot_width"], 1)
                        for panel, zero in panels.items()
                        for other, share in enumerate(shares)
                        if share is not None and other != panel)
        if len(dots) != len(wanted) or any(abs(a - b) > 0.11 for a, b in zip(dots, wanted)):
            yield f"row {row} has other pale dots than groups"


def a22_order(chart):
    """A row is on one level in all panels of a band."""
    for row in range(len(chart.rows)):
        levels = {round(n["y"], 1) for n in chart.nodes("mark") if n["row"] == row}
        labels = {n["part_row"] for n in chart.nodes("label") if n["row"] == row}
        if len(levels) > len({round(z["y0"]) for z in chart.nodes("zero")}) or not labels:
            yield f"row {row} is not level"


def a23_printed_numbers(chart):
    for node in chart.nodes("value"):
        value = number(chart, node, "p")
        if value is None or node["text"] != percent(value):
            yield f"row {node['row']} prints {node['text']} for {value}"
    printed = {(n["row"], n["series"]) for n in chart.nodes("value")}
    for row, data in enumerate(chart.rows):
        for series, group in enumerate(names(chart)):
            if bool(data[f"p {group}"]) != ((row, series) in printed):
                yield f"row {row} lacks the number of group {series}"


def a24_axis(chart):
    ticks = [n for n in chart.nodes("zero", "grid")]
    if not ticks:
        return
    ends = {(n["series"], n["value"]) for n in ticks}
    if len({value for _, value in ends}) != 3 or min(v for _, v in ends) != 0:
        yield "the axes do not go from 0% to one end in three steps"
    end = max(value for _, value in ends)
    for node in ticks:
        if is_off(chart, node["series"], node["x0"], node["value"]):
            yield f"a line of panel {node['series']} is not at its place"
    for node in chart.nodes("axis"):
        if node["text"] != percent(node["value"]):
            yield f"the axis says {node['text']}"
    if any(number(chart, n, "hi") > end + 1e-9 for n in chart.nodes("whisker")):
        yield "a whisker leaves its axis"


def a25b_small_bases(chart):
    for series, group in enumerate(names(chart)):
        base = int(chart.rows[0][f"base {group}"] or 0)
        marks = [n for n in chart.nodes("mark") if n["series"] == series]
        said = " ".join(n["text"] for n in chart.nodes("base") if n["series"] == series)
        if base < 10 and (marks or said):
            yield f"group {series} has a base under 10 and is drawn"
        if base >= 10 and f"n = {base:,}" not in said:
            yield f"group {series} does not tell its base"
        if base >= 10 and any(n["hollow"] != (base < 30) for n in marks):
            yield f"group {series} of {base} has marks of another kind"
    tiny = sum(not row for row in (chart.rows[0][f"base {g}"] for g in names(chart)))
    if tiny != sum("too few to show" == n["text"] for n in chart.nodes("message")):
        yield "a group does not say why it is empty"
    for node in chart.nodes("base", "message"):
        found = re.search(r"\bn = (\d+)", node["text"])
        if found and int(found.group(1)) < 5:
            yield f"'{node['text']}' tells of fewer than five people"


def move_mark(chart):
    chart.nodes("mark")[4]["x"] += 0.001 * chart.scene["plot_width"]


def short_whisker(chart):
    chart.nodes("whisker")[2]["x1"] -= 0.002 * chart.scene["plot_width"]


def lost_mark(chart):
    chart.scene["nodes"].remove(chart.nodes("mark")[3])


def lost_dot(chart):
    chart.scene["nodes"].remove(
        next(n for n in chart.nodes("reference") if n["type"] == "circle" and "row" in n))


def move_stroke(chart):
    next(n for n in chart.nodes("reference") if n["type"] == "line" and "row" in n)["x0"] += 2


def shift_row(chart):
    for number_of_row, node in enumerate(n for n in chart.nodes("mark") if n["row"] == 2):
        node["y"] += 2 * number_of_row


def wrong_value(chart):
    chart.nodes("value")[0]["text"] = "91%"


def lost_value(chart):
    chart.scene["nodes"].remove(chart.nodes("value")[0])


def shift_grid(chart):
    chart.nodes("grid")[1]["x0"] += 2


def wrong_axis(chart):
    chart.nodes("axis")[-1]["text"] = "80%"


def small_group(chart):
    for row in chart.rows:
        row[f"base {names(chart)[0]}"] = "12"


def tiny_group(chart):
    for row in chart.rows:
        row[f"base {names(chart)[1]}"] = ""


DOCTORED = {
    "normal-small-multiples-report": {
        "a22": move_mark, "a22 ": short_whisker, "a22  ": lost_mark, "a22   ": lost_dot,
        "a22    ": move_stroke, "a22     ": shift_row, "a23": wrong_value, "a23 ": lost_value,
        "a24": shift_grid, "a24 ": wrong_axis, "a25b": small_group, "a25b ": tiny_group},
}
