# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the box plots: quantiles by group, of small groups fewer of them."""
import math

KINDS = {"box": ("Box plots", True)}
VARIANTS = {"box-dots": ("box", True)}
SLACK = 0.03  # points: lengths are rounded to a hundredth
QUANTILES = ("q05", "q1", "median", "q3", "q95")


def cell(row, key):
    return float(row[key]) if row[key] else None


def scale(chart):
    """Value and place of two ticks."""
    ticks = {n["value"]: n["x0"] for n in chart.nodes("grid", "zero")}
    return sorted(ticks.items())[0], sorted(ticks.items())[-1]


def to_page(chart, value):
    (low, left), (high, right) = scale(chart)
    return left + (value - low) / (high - low) * (right - left)


def differs(chart, x, value):
    return value is None or abs(x - to_page(chart, value)) > SLACK


def a22_boxes(chart):
    for node in chart.nodes("bar"):
        row, box = chart.rows[node["row"]], node["box"]
        if differs(chart, box[0], cell(row, "q1")) or differs(
                chart, box[0] + box[2], cell(row, "q3")):
            yield f"the box of row {node['row']} is not the middle half"
    for node in chart.nodes("mark"):
        x = node["box"][0] + node["box"][2] / 2
        if differs(chart, x, cell(chart.rows[node["row"]], "median")):
            yield f"the median of row {node['row']} is not at its value"
    for node in chart.nodes("whisker"):
        outer = QUANTILES[node["series"]]
        inner = "q1" if outer == "q05" else "q3"
        row = chart.rows[node["row"]]
        if differs(chart, node["x0"], cell(row, inner)) or differs(
                chart, node["x1"], cell(row, outer)):
            yield f"a whisker of row {node['row']} does not end at its quantile"
    yield from check_axis(chart)


def check_axis(chart):
    for label in chart.nodes("axis"):
        if abs(label["ink"][0] + label["ink"][2] / 2 - to_page(chart, label["value"])) > (
                0.1 * chart.m):
            yield f"the label {label['text']} is not at its place"


def a22_complete(chart):
    for i, row in enumerate(chart.rows):
        n_marks = sum(1 for n in chart.nodes("mark") if n["row"] == i)
        n_whiskers = sum(1 for n in chart.nodes("whisker") if n["row"] == i)
        if n_marks != (1 if row["median"] else 0):
            yield f"row {i} has {n_marks} medians"
        if n_whiskers != sum(1 for key in ("q05", "q95") if row[key] and has_box(row)):
            yield f"row {i} has {n_whiskers} whiskers"


def read_answers(row):
    return sorted(float(word) for word in (row.get("answers") or "").split())


def has_box(row):
    return not read_answers(row) or int(row["base"]) >= 20


def a22_dots(chart):
    """A dot for each person, at the number; none touches another."""
    for i, row in enumerate(chart.rows):
        dots = [n for n in chart.nodes("dot") if n["row"] == i]
        if dots and sorted(n["value"] for n in dots) != read_answers(row):
            yield f"the dots of row {i} are not its people"
        for node in dots:
            if differs(chart, node["x"], node["value"]):
                yield f"a dot of row {i} is not at its number"
        for k, a in enumerate(dots):
            near = min((math.hypot(a["x"] - b["x"], a["y"] - b["y"]) for b in dots[:k]),
                       default=math.inf)
            if near < a["box"][2]:
                yield f"dots of row {i} touch"


def a22_order(chart):
    medians = [cell(row, "median") for row in chart.rows[1:] if row["median"]]
    if medians != sorted(medians, reverse=True):
        yield "the groups are not sorted by their medians"


def a23_figures(chart):
    for node in chart.nodes("value"):
        printed = float(node["text"].replace(",", "").replace("−", "-"))
        if abs(printed - cell(chart.rows[node["row"]], "median")) > 0.0501:
            yield f"row {node['row']} prints a median of {node['text']}"
    if {n["row"] for n in chart.nodes("value")} != {
            i for i, row in enumerate(chart.rows) if row["median"]}:
        yield "not every median is printed"


def a24_even_ticks(chart):
    ticks = sorted({n["value"] for n in chart.nodes("axis")})
    steps = {round(b - a, 9) for a, b in zip(ticks, ticks[1:])}
    if len(steps) > 1:
        yield f"the ticks are {ticks}"


def a25b_small_groups(chart):
    for i, row in enumerate(chart.rows):
        base = int(row["base"]) if row["base"] else 0
        marks = [n for n in chart.nodes("mark", "bar", "whisker") if n["row"] == i]
        discs = [n for n in marks if n["type"] == "circle"]
        messages = [n for n in chart.nodes("message") if n.get("row") == i]
        if base < 10 and (marks or not messages) and not read_answers(row):
            yield f"row {i} has a base under 10 and is drawn"
        if any(n["hollow"] != (base < 30) for n in discs):
            yield f"row {i} is hollow with a large base, or filled with a small one"
        inside = [n for n in chart.nodes("hollow") if n["row"] == i]
        if base >= 30 and inside:
            yield f"row {i} has a large base and a hollow box"
        if read_answers(row):
            if (base >= 20) != any(n["role"] == "bar" for n in marks) and cell(row, "median"):
                yield f"row {i} has dots for {base} people, and a box or none"
            continue
        if base < 20 and any(n["role"] == "bar" for n in marks):
            yield f"row {i} tells quarters of {base} people"
        if base < 100 and any(n["role"] == "whisker" for n in marks):
            yield f"row {i} tells the outer twentieths of {base} people"


def wide_box(chart):
    chart.nodes("bar")[1]["box"][2] += 0.1


def moved_median(chart):
    chart.nodes("mark")[1]["box"][0] += 0.1


def long_whisker(chart):
    chart.nodes("whisker")[0]["x1"] -= 0.1


def lost_median(chart):
    chart.scene["nodes"].remove(chart.nodes("mark")[2])


def lost_whisker(chart):
    chart.scene["nodes"].remove(chart.nodes("whisker")[2])


def swapped_rows(chart):
    first, second = chart.rows[1:3]
    first["median"], second["median"] = second["median"], first["median"]


def wrong_median(chart):
    chart.nodes("value")[1]["text"] = "99"


def uneven_ticks(chart):
    chart.nodes("axis")[1]["value"] += 1


def tiny_base(chart):
    chart.rows[1]["base"] = "9"


def few_for_quarters(chart):
    chart.rows[1]["base"] = "15"


def few_for_whiskers(chart):
    chart.rows[1]["base"] = "99"


def moved_dot(chart):
    chart.nodes("dot")[3]["x"] += 0.1


def lost_dot(chart):
    chart.scene["nodes"].remove(chart.nodes("dot")[3])


def near_dot(chart):
    first, second = chart.nodes("dot")[3:5]
    second["y"] = first["y"] + first["box"][3] / 2
    second["x"] = first["x"]


def lost_boxes(chart):
    for node in chart.nodes("bar"):
        chart.scene["nodes"].remove(node)


DOCTORED = {"normal-box-dots-report": {
    "a22": moved_dot, "a22 ": lost_dot, "a22  ": near_dot, "a25b": lost_boxes},
    "normal-box-report": {
    "a22": wide_box, "a22 ": moved_median, "a22  ": long_whisker, "a22   ": lost_median,
    "a22    ": lost_whisker, "a22     ": swapped_rows, "a23": wrong_median, "a24": uneven_ticks,
    "a25b": tiny_base, "a25b ": few_for_quarters, "a25b  ": few_for_whiskers}}
