# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the histogram: bars over bins, on a scale of shares that starts at zero."""
from scene_checks import percent

KINDS = {"histogram": ("Histogram", False)}
SLACK = 0.03  # points: lengths are rounded to a hundredth


def cell(row, key):
    return float(row[key]) if row[key] else None


def is_shown(chart):
    return bool(chart.rows) and all(row["p"] for row in chart.rows)


def base_line(chart):
    return max(n["y0"] for n in chart.nodes("zero"))


def points_of_all(chart):
    """The length of a share of 1, from the highest bar."""
    bar = max(chart.nodes("bar"), key=lambda n: n["box"][3])
    return bar["box"][3] / float(chart.rows[bar["row"]]["p"])


def to_page(chart, value):
    edges = [cell(row, key) for row in chart.rows for key in ("from", "to")
             if row["from"] and row["to"]]
    share = (value - min(edges)) / (max(edges) - min(edges))
    return chart.scene["plot_left"] + share * chart.scene["plot_width"]


def a22_bars(chart):
    if not is_shown(chart):
        return
    zero, scale = base_line(chart), points_of_all(chart)
    for bar in chart.nodes("bar"):
        row, box = chart.rows[bar["row"]], bar["box"]
        if abs(box[3] - float(row["p"]) * scale) > SLACK or abs(box[1] + box[3] - zero) > SLACK:
            yield f"the bar of {row['label']} is not as high as its share"
        if not row["from"] or not row["to"]:
            continue
        ends = box[0] - 0.03 * chart.m, box[0] + box[2] + 0.03 * chart.m
        if any(abs(to_page(chart, cell(row, key)) - x) > SLACK
               for key, x in zip(("from", "to"), ends)):
            yield f"the bar of {row['label']} is not over its bin"
    drawn = {n["row"] for n in chart.nodes("bar")}
    if drawn != {i for i, row in enumerate(chart.rows) if float(row["p"]) > 0}:
        yield "not every share above zero has a bar"


def a22_marks(chart):
    if not is_shown(chart):
        return
    zero, scale = base_line(chart), points_of_all(chart)
    for mark in chart.nodes("mark"):
        if abs(zero - mark["y"] - float(chart.rows[mark["row"]]["p"]) * scale) > SLACK:
            yield f"the mark of row {mark['row']} is not at its share"
    for line in chart.nodes("whisker"):
        row = chart.rows[line["row"]]
        if (abs(zero - line["y0"] - float(row["lo"]) * scale) > SLACK
                or abs(zero - line["y1"] - float(row["hi"]) * scale) > SLACK):
            yield f"the whisker of {row['label']} does not end at its interval"
    if len(chart.nodes("mark")) != len(chart.rows):
        yield "not every bin has a mark"


def a22_middle(chart):
    """The median hangs where its value lies, and the bracket over the middle half."""
    for line in chart.nodes("leader"):
        if abs(line["x0"] - to_page(chart, line["value"])) > SLACK:
            yield "the median is not at its value"
    for line in chart.nodes("connector"):
        if any(abs(line[x] - to_page(chart, line[key])) > SLACK
               for x, key in (("x0", "value"), ("x1", "value_to"))):
            yield "the middle half does not end at the quartiles"


def a23_figures(chart):
    for node in chart.nodes("value"):
        if node["text"] != percent(float(chart.rows[node["row"]]["p"])):
            yield f"row {node['row']} prints {node['text']}"
    if is_shown(chart) and not chart.nodes("value") and not chart.nodes("grid"):
        yield "neither figures nor an axis of shares"


def a24_zero(chart):
    shares = [n["value"] for n in chart.nodes("grid")]
    if shares and min(shares) > 0:
        yield "the axis of shares does not start at zero"
    scale = points_of_all(chart) if is_shown(chart) else 0
    for line in chart.nodes("grid"):
        if abs(base_line(chart) - line["y0"] - line["value"] * scale) > SLACK:
            yield f"the line of {line['value']} is not at its share"


def a25b_small_base(chart):
    base = int(chart.rows[0]["base"]) if chart.rows[0]["base"] else 0
    if base < 10 and (chart.nodes("mark", "bar", "value") or not chart.nodes("message")):
        yield "a base under 10 is drawn"
    if base >= 10 and any(n["hollow"] != (base < 30) for n in chart.nodes("mark")):
        yield "marks are hollow for a large base, or filled for a small one"


def high_bar(chart):
    chart.nodes("bar")[2]["box"][3] += 0.1


def shifted_bar(chart):
    chart.nodes("bar")[2]["box"][0] += 0.1


def lost_bar(chart):
    chart.scene["nodes"].remove(chart.nodes("bar")[3])


def moved_mark(chart):
    chart.nodes("mark")[1]["y"] -= 0.1


def short_whisker(chart):
    chart.nodes("whisker")[0]["y1"] += 0.1


def moved_median(chart):
    chart.nodes("leader")[0]["x0"] += 0.1


def wide_bracket(chart):
    chart.nodes("connector")[0]["x1"] += 0.1


def wrong_figure(chart):
    chart.nodes("value")[0]["text"] = "99%"


def cut_axis(chart):
    line = chart.nodes("grid")[0]
    chart.scene["nodes"].remove(line)


def small_base(chart):
    chart.rows[0]["base"] = "12"


def tiny_base(chart):
    chart.rows[0]["base"] = "9"


DOCTORED = {
    "normal-histogram-report": {
        "a22": high_bar, "a22 ": shifted_bar, "a22  ": lost_bar, "a22   ": moved_mark,
        "a22    ": short_whisker, "a22     ": moved_median, "a22      ": wide_bracket,
        "a23": wrong_figure, "a25b": small_base, "a25b ": tiny_base},
    "30-rows-histogram-report": {"a24": cut_axis},
}
