# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the ladder: bars from zero, and between them the share that goes on."""
from scene_checks import percent

KINDS = {"ladder": ("Ladder", True)}
SLACK = 0.03  # points: lengths are rounded to a hundredth


def cell(row, key):
    return float(row[key]) if row[key] else None


def differs(chart, x, share):
    return share is None or abs(
        chart.scene["plot_left"] + share * chart.scene["plot_width"] - x) > SLACK


def a22_bars(chart):
    for node in chart.nodes("mark"):
        if differs(chart, node["x"], cell(chart.rows[node["row"]], "p")):
            yield f"the mark of row {node['row']} is not at its share"
    for node in chart.nodes("bar"):
        if differs(chart, node["box"][0] + node["box"][2], cell(chart.rows[node["row"]], "p")):
            yield f"the bar of row {node['row']} does not end at its share"
    for node in chart.nodes("whisker"):
        row = chart.rows[node["row"]]
        if differs(chart, node["x0"], cell(row, "lo")) or differs(
                chart, node["x1"], cell(row, "hi")):
            yield f"the whisker of row {node['row']} does not end at its interval"
    if len(chart.nodes("mark")) != sum(1 for row in chart.rows if row["p"]):
        yield "not every stage has a mark"


def a22_steps(chart):
    """What goes on stands between the bars of the two stages."""
    bars = {n["row"]: n["box"] for n in chart.nodes("bar")}
    for node in chart.nodes("cell"):
        row, ink = node["row"], node["ink"]
        above, below = bars.get(row - 1), bars.get(row)
        if above and ink[1] < above[1] + above[3] or below and ink[1] + ink[3] > below[1]:
            yield f"the step to row {row} does not stand between the bars"


def a23_figures(chart):
    for node in chart.nodes("value"):
        if node["text"] != percent(cell(chart.rows[node["row"]], "p")):
            yield f"row {node['row']} prints {node['text']}"
    for node in chart.nodes("cell"):
        if node["text"].split()[0] != percent(cell(chart.rows[node["row"]], "step")):
            yield f"the step to row {node['row']} prints {node['text']}"
    printed = {n["row"] for n in chart.nodes("cell")}
    if printed != {i for i, row in enumerate(chart.rows) if row["step"]}:
        yield "not every step is told"


def a24_zero(chart):
    for bar in chart.nodes("bar"):
        if differs(chart, bar["box"][0], 0):
            yield "a bar does not start at zero"
    labels = [n["text"] for n in sorted(chart.nodes("axis"), key=lambda n: n["ink"][0])]
    if labels[:1] != ["0%"] or labels[-1:] != ["100%"]:
        yield f"the axis goes from {labels[:1]} to {labels[-1:]}"


def a25b_small_bases(chart):
    for row, data in enumerate(chart.rows):
        base = int(data["base"]) if data["base"] else 0
        marks = [n for n in chart.nodes("mark", "bar") if n["row"] == row]
        messages = [n for n in chart.nodes("message") if n.get("row") == row]
        if base < 10 and (marks or not messages):
            yield f"row {row} has a base under 10 and is drawn"
        if any(n["hollow"] != (10 <= base < 30) for n in marks if n["role"] == "mark"):
            yield f"row {row} is hollow with a large base, or filled with a small one"
        if data["step_base"] and int(data["step_base"]) < 10:
            yield f"row {row} tells a share of {data['step_base']} people"


def move_mark(chart):
    chart.nodes("mark")[1]["x"] += 0.1


def long_bar(chart):
    chart.nodes("bar")[1]["box"][2] += 0.1


def short_whisker(chart):
    chart.nodes("whisker")[0]["x1"] -= 0.1


def lost_mark(chart):
    chart.scene["nodes"].remove(chart.nodes("mark")[2])


def low_step(chart):
    chart.nodes("cell")[0]["ink"][1] += chart.m


def wrong_share(chart):
    chart.nodes("value")[0]["text"] = "99%"


def wrong_step(chart):
    chart.nodes("cell")[0]["text"] = "99% of those on the stage before"


def lost_step(chart):
    chart.scene["nodes"].remove(chart.nodes("cell")[1])


def late_bar(chart):
    box = chart.nodes("bar")[0]["box"]
    box[0] += 0.1
    box[2] -= 0.1


def cut_axis(chart):
    chart.scene["nodes"].remove(min(chart.nodes("axis"), key=lambda n: n["ink"][0]))


def small_base(chart):
    chart.rows[0]["base"] = "12"


def tiny_base(chart):
    chart.rows[1]["base"] = "9"


def tiny_step(chart):
    chart.rows[1]["step_base"] = "9"


DOCTORED = {"normal-ladder-report": {
    "a22": move_mark, "a22 ": long_bar, "a22  ": short_whisker, "a22   ": lost_mark,
    "a22    ": low_step, "a23": wrong_share, "a23 ": wrong_step, "a23  ": lost_step,
    "a24": late_bar, "a24 ": cut_axis, "a25b": small_base, "a25b ": tiny_base,
    "a25b  ": tiny_step}}
