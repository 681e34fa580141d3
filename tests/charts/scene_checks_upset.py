# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of combinations: bars of options lie, those of combinations stand, discs say which."""
import re

from scene_checks import percent, to_share

KINDS = {"upset": ("UpSet chart", True)}
TOLERANCE = 0.0005


def rows_of(chart, part):
    return [(i, row) for i, row in enumerate(chart.rows) if row["part"] == part]


def levels(chart):
    """Share to height: the base line and the highest line above it."""
    lines = {n["value"]: n["y0"] for n in chart.nodes("zero", "grid")
             if n["type"] == "line" and "value" in n}
    top = max(lines)
    return lines[0], (lines[0] - lines[top]) / top


def columns_of(chart):
    """The combinations that are drawn, by their row of the CSV."""
    options = len(rows_of(chart, "option"))
    return {n["row"]: n for n in chart.nodes("bar") if n["row"] >= options}


def differs(share, cell):
    return not cell or abs(share - float(cell)) > TOLERANCE


def a22_lying(chart):
    for i, row in rows_of(chart, "option"):
        marks = [n for n in chart.nodes("mark") if n["row"] == i]
        if len(marks) != (1 if row["p"] and int(row["base"]) >= 10 else 0):
            yield f"option {i} has {len(marks)} marks"
        for node in marks:
            if differs(to_share(chart, node["x"]), row["p"]):
                yield f"the mark of option {i} is not at its value"
        for node in chart.nodes("whisker"):
            if node["row"] == i and (differs(to_share(chart, node["x0"]), row["lo"])
                                     or differs(to_share(chart, node["x1"]), row["hi"])):
                yield f"the whisker of option {i} does not end at its interval"
        for node in chart.nodes("bar"):
            if node["row"] == i and differs(node["box"][2] / chart.scene["plot_width"], row["p"]):
                yield f"the bar of option {i} is not as long as its share"


def a22_standing(chart):
    columns = columns_of(chart)
    if not columns:
        return
    zero, unit = levels(chart)
    for i, bar in columns.items():
        row = chart.rows[i]
        mark = [n for n in chart.nodes("mark") if n["row"] == i]
        if len(mark) != 1 or differs((zero - mark[0]["y"]) / unit, row["p"]):
            yield f"the mark of combination {i} is not at its value"
        if differs(bar["box"][3] / unit, row["p"]):
            yield f"the bar of combination {i} is not as high as its share"
        for node in chart.nodes("whisker"):
            if node["row"] == i and (differs((zero - node["y0"]) / unit, row["lo"])
                                     or differs((zero - node["y1"]) / unit, row["hi"])):
                yield f"the whisker of combination {i} does not end at its interval"
    for node in chart.nodes("axis"):
        middle = node["ink"][1] + node["ink"][3] / 2
        if abs((zero - middle) / unit - node["value"]) > 0.15 * chart.m / unit:
            yield f"the label {node['text']} is not at its place"


def a22_discs(chart):
    columns = columns_of(chart)
    heights = {n["row"]: n["y"] for n in chart.nodes("mark") if n["row"] not in columns}
    for i, bar in columns.items():
        discs = [n for n in chart.nodes("key") if n["series"] == i]
        if sorted(n["row"] for n in discs) != [int(k) - 1 for k in chart.rows[i]["rows"].split()]:
            yield f"combination {i} has the discs of another"
        for disc in discs:
            if abs(disc["x"] - bar["box"][0] - bar["box"][2] / 2) > 0.02:
                yield f"a disc of combination {i} is not under its bar"
            if abs(disc["y"] - heights.get(disc["row"], disc["y"])) > 0.02:
                yield f"a disc of combination {i} is not in its row"
        joins = [n for n in chart.nodes("connector") if n["series"] == i]
        ends = sorted(n["y"] for n in discs)
        if len(joins) != (len(discs) > 1) or any(
                abs(n["y0"] - ends[0]) > 0.02 or abs(n["y1"] - ends[-1]) > 0.02 for n in joins):
            yield f"the discs of combination {i} are not joined from first to last"
    n_empty = sum(n["type"] == "circle" for n in chart.nodes("grid"))
    n_full = sum(n["type"] == "circle" for n in chart.nodes("key"))
    if n_empty + n_full != len(columns) * len(rows_of(chart, "option")):
        yield "the grid of discs has holes"


def a22_sums(chart):
    """Nothing is lost: combinations and the rest are everybody."""
    shares = [row["p"] for _, row in rows_of(chart, "combination") + rows_of(chart, "rest")]
    if shares and all(shares) and abs(sum(map(float, shares)) - 1) > 1e-9:
        yield f"the combinations add to {sum(map(float, shares))}"


def a23_printed_numbers(chart):
    for node in chart.nodes("value"):
        p = chart.rows[node["row"]]["p"]
        if node["text"] != (percent(float(p)) if p else "–"):
            yield f"option {node['row']} prints {node['text']} for {p}"
    shares = {n["row"]: n["text"] for n in chart.nodes("cell")}
    for i in columns_of(chart):
        if shares.get(i) != percent(float(chart.rows[i]["p"])):
            yield f"combination {i} prints {shares.get(i)} for {chart.rows[i]['p']}"
    for node in chart.nodes("axis"):
        if abs(float(node["text"].rstrip("%")) / 100 - node["value"]) > 1e-9:
            yield f"the axis prints {node['text']} for {node['value']}"


def a23_rest(chart):
    columns = columns_of(chart)
    left = [row for i, row in rows_of(chart, "combination") if i not in columns
            and float(row["p"]) > 0]
    rest = [row for _, row in rows_of(chart, "rest")]
    n = len(left) + sum(int(re.match(r"[\d,]+", row["label"])[0].replace(",", "")) for row in rest)
    text = chart.text_of("remark")
    if not columns or n == 0:
        if text:
            yield f"there is nothing else, but '{text}'"
        return
    total = percent(sum(float(row["p"]) for row in left + rest))
    if not text.startswith(f"+ {n:,} other ") or f": {total}" not in text:
        yield f"{n} combinations with {total} are left, told as '{text}'"


def a24_zero(chart):
    for node in chart.nodes("bar"):
        if node["row"] in columns_of(chart):
            if abs(node["box"][1] + node["box"][3] - levels(chart)[0]) > 0.02:
                yield f"the bar of combination {node['row']} does not stand on the base line"
        elif abs(to_share(chart, node["box"][0])) > TOLERANCE:
            yield f"the bar of option {node['row']} does not start at zero"
    labels = [n["text"] for n in chart.nodes("axis")]
    if columns_of(chart) and (labels[:1] != ["0%"] or len(labels) < 2):
        yield f"the axis has the labels {labels}"


def a25b_small_bases(chart):
    bases = [int(row["base"]) for row in chart.rows if row["base"]]
    marks = chart.nodes("mark")
    if not bases or min(bases) < 10:
        if marks or len(chart.nodes("message")) != len(rows_of(chart, "option")):
            yield "a base under 10 and something is drawn, or nothing said"
    elif any(n["hollow"] != (min(bases) < 30) for n in marks):
        yield f"marks are not as their base of {min(bases)} asks"
    if bases and 10 <= min(bases) < 30 and "small base" not in chart.text_of("column-head"):
        yield "nothing says that the base is small"


def first(chart, *roles):
    return chart.nodes(*roles)[0]


def move_mark(chart):
    first(chart, "mark")["x"] += 0.001 * chart.scene["plot_width"]


def longer_bar(chart):
    first(chart, "bar")["box"][2] += 0.001 * chart.scene["plot_width"]


def lift_mark(chart):
    i = min(columns_of(chart))
    for node in chart.nodes("mark"):
        node["y"] -= 1 if node["row"] == i else 0


def short_whisker(chart):
    i = min(columns_of(chart))
    for node in chart.nodes("whisker"):
        node["y1"] += 1 if node["row"] == i else 0


def other_disc(chart):
    first(chart, "key")["row"] += 1


def lost_disc(chart):
    chart.scene["nodes"].remove(next(n for n in chart.nodes("grid") if n["type"] == "circle"))


def shifted_disc(chart):
    first(chart, "key")["x"] += 1


def short_join(chart):
    first(chart, "connector")["y1"] -= 3


def lost_people(chart):
    rows_of(chart, "combination")[0][1]["p"] = "0.01"


def wrong_share(chart):
    first(chart, "value")["text"] = "99%"


def wrong_count(chart):
    first(chart, "cell")["text"] = "999"


def wrong_tick(chart):
    chart.nodes("axis")[1]["text"] = "7%"


def wrong_rest(chart):
    first(chart, "remark")["text"] = "+ 1 other combination: 1%"


def floating_bar(chart):
    columns_of(chart)[min(columns_of(chart))]["box"][1] -= 1


def no_zero(chart):
    first(chart, "axis")["text"] = "1%"


def small_base(chart):
    for row in chart.rows:
        row["base"] = "12"


def tiny_base(chart):
    for row in chart.rows:
        row["base"] = "9"


DOCTORED = {"normal-upset-report": {
    "a22": move_mark, "a22 ": longer_bar, "a22  ": lift_mark, "a22   ": short_whisker,
    "a22    ": other_disc, "a22     ": lost_disc, "a22      ": shifted_disc,
    "a22       ": short_join, "a22        ": lost_people, "a23": wrong_share, "a23 ": wrong_count,
    "a23  ": wrong_tick, "a23   ": wrong_rest, "a24": floating_bar, "a24 ": no_zero,
    "a25b": small_base, "a25b ": tiny_base}}
