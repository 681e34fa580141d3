# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the ranking: mean places from the best at the left, and strips of first places."""
import re

from scene_checks import percent

KINDS = {"ranking": ("Ranking", True)}
SLACK = 0.03  # points: lengths are rounded to a hundredth
PLACES = ("first", "second", "third")


def cell(row, key):
    return float(row[key]) if row[key] else None


def to_page(chart, place):
    last = max(int(re.match(r"Ranking of (\d+)", chart.alt)[1]), 2)  # a part has fewer rows
    return chart.scene["plot_left"] + (place - 1) / (last - 1) * chart.scene["plot_width"]


def differs(chart, x, place):
    return place is None or abs(x - to_page(chart, place)) > SLACK


def a22_places(chart):
    for mark in chart.nodes("mark"):
        if differs(chart, mark["x"], cell(chart.rows[mark["row"]], "mean")):
            yield f"the mark of row {mark['row']} is not at its mean place"
    for line in chart.nodes("whisker"):
        row = chart.rows[line["row"]]
        if differs(chart, line["x0"], cell(row, "mean_lo")) or differs(
                chart, line["x1"], cell(row, "mean_hi")):
            yield f"the whisker of row {line['row']} does not end at its interval"
    for label in chart.nodes("axis"):
        if abs(label["ink"][0] + label["ink"][2] / 2 - to_page(chart, label["value"])) > 0.1 * (
                chart.m):
            yield f"the label {label['text']} is not at its place"
    if len(chart.nodes("mark")) != sum(1 for row in chart.rows if row["mean"]):
        yield "not every mean place has a mark"


def a22_strips(chart):
    parts = chart.nodes("segment")
    if not parts:
        return
    longest = max(parts, key=lambda n: n["box"][2])
    scale = longest["box"][2] / cell(chart.rows[longest["row"]], PLACES[longest["series"]])
    left = min(n["box"][0] for n in parts)
    for part in parts:
        row = chart.rows[part["row"]]
        before = sum(cell(row, key) for key in PLACES[:part["series"]])
        if abs(part["box"][2] - cell(row, PLACES[part["series"]]) * scale) > SLACK:
            yield f"part {part['series']} of row {part['row']} is not as long as its share"
        if abs(part["box"][0] - left - before * scale) > SLACK:
            yield f"part {part['series']} of row {part['row']} is not at its place"
    drawn = {(n["row"], n["series"]) for n in parts}
    if drawn != {(i, k) for i, row in enumerate(chart.rows) for k, key in enumerate(PLACES)
                 if row[key] and float(row[key]) > 0}:
        yield "not every share above zero has a part"


def a22_order(chart):
    means = [cell(row, "mean") for row in chart.rows if row["mean"]]
    if means != sorted(means):
        yield "the best does not stand first"


def a23_figures(chart):
    for node in chart.nodes("value"):
        if node["text"] != f"{cell(chart.rows[node['row']], 'mean'):.1f}":
            yield f"row {node['row']} prints a mean place of {node['text']}"
    for node in chart.nodes("cell"):
        if node["text"] != percent(cell(chart.rows[node["row"]], PLACES[node["series"]])):
            yield f"row {node['row']} prints {node['text']} for place {node['series'] + 1}"


def a24_best(chart):
    labels = [n["text"] for n in sorted(chart.nodes("axis"), key=lambda n: n["ink"][0])]
    if labels[:1] != ["1"]:
        yield f"the axis begins at {labels[:1]}"


def a25b_small_bases(chart):
    for row, data in enumerate(chart.rows):
        base = int(data["base"]) if data["base"] else 0
        marks = [n for n in chart.nodes("mark", "segment") if n["row"] == row]
        inside = [n for n in chart.nodes("hollow") if n["row"] == row]
        messages = [n for n in chart.nodes("message") if n.get("row") == row]
        if base < 10 and (marks or not messages):
            yield f"row {row} has a base under 10 and is drawn"
        if marks and any(n["hollow"] != (10 <= base < 30) for n in marks if n["role"] == "mark"):
            yield f"row {row} is hollow with a large base, or filled with a small one"
        if base >= 30 and inside:
            yield f"row {row} has a large base and hollow parts"


def move_mark(chart):
    chart.nodes("mark")[1]["x"] += 0.1


def short_whisker(chart):
    chart.nodes("whisker")[0]["x1"] -= 0.1


def lost_mark(chart):
    chart.scene["nodes"].remove(chart.nodes("mark")[2])


def long_part(chart):
    chart.nodes("segment")[1]["box"][2] += 0.1


def shifted_part(chart):
    chart.nodes("segment")[2]["box"][0] += 0.1


def lost_part(chart):
    chart.scene["nodes"].remove(chart.nodes("segment")[4])


def swapped_rows(chart):
    first, second = chart.rows[:2]
    first["mean"], second["mean"] = second["mean"], first["mean"]


def wrong_mean(chart):
    chart.nodes("value")[0]["text"] = "9.9"


def wrong_share(chart):
    chart.nodes("cell")[0]["text"] = "99%"


def no_first_label(chart):
    chart.scene["nodes"].remove(min(chart.nodes("axis"), key=lambda n: n["ink"][0]))


def small_base(chart):
    chart.rows[0]["base"] = "12"


def tiny_base(chart):
    chart.rows[1]["base"] = "9"


DOCTORED = {"normal-ranking-report": {
    "a22": move_mark, "a22 ": short_whisker, "a22  ": lost_mark, "a22   ": long_part,
    "a22    ": shifted_part, "a22     ": lost_part, "a22      ": swapped_rows, "a23": wrong_mean,
    "a23 ": wrong_share, "a24": no_first_label, "a25b": small_base, "a25b ": tiny_base}}
