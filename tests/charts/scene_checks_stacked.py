# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the single bar besides those of all bars of parts: the finding is seen in it, and its
intervals are those of its shares."""
from scene_checks import contrast, inside

KINDS = {"stacked-bar": ("Single stacked bar", False)}
VARIANTS = {"stacked-bar-ordered": ("stacked-bar", False)}


def is_two_sided(chart):
    """The two sides of a scale keep their colours."""
    return "-ordered-" not in chart.stem


def standings(chart):
    """[what the title says of each part: named, close to it, or nothing]; ties are left open"""
    shares = chart.parts(0)
    if not shares:
        return []
    largest = max(shares)
    low = max(float(row["lo"]) for row, p in zip(chart.rows, shares) if p == largest)
    close = [i for i, row in enumerate(chart.rows) if float(row["hi"]) >= low]
    if shares.count(largest) > 1:
        return [{"named", "close"} if i in close else {None} for i in range(len(shares))]
    return [{"named"} if p == largest or i in close and len(close) == 2
            else {"close"} if i in close else {None} for i, p in enumerate(shares)]


def a26_finding(chart):
    colors = {chart.color("series_1"): "named", chart.color("sequential_4"): "close"}
    seen = {n["series"]: colors.get(n["color"]) for n in chart.nodes("segment")}
    words = [row["label"].replace(" ", "") for row in chart.rows]
    bold = "".join(n["text"] for n in chart.nodes("column-head") if n["weight"] == 700)
    bold = {i for i, word in enumerate(words) if word in bold.replace(" ", "")}
    for i, said in enumerate(standings(chart)):
        if i in seen and seen[i] not in said and not is_two_sided(chart):
            yield f"{chart.rows[i]['label']} is drawn as {seen[i]}, the numbers say {said}"
        if (i in bold) not in {word == "named" for word in said}:
            yield f"the word of {chart.rows[i]['label']} is bold, or not, against the numbers"


def a23_intervals(chart):
    told = {n["series"]: n for n in chart.nodes("interval")}
    parts = {n["series"]: n for n in chart.nodes("segment")}
    keys = [n["text"] for n in chart.nodes("remark")]
    if told and set(told) != set(range(len(chart.parts(0)))):
        yield "some parts have an interval, others not"
    if bool(told) != bool(keys):
        yield "intervals that are not explained, or nothing to explain"
    if told and chart.theme_name in ("poster", "slide"):
        yield "this theme shows no intervals"
    for i, node in told.items():
        low, high = (round(float(chart.rows[i][key]) * 100) for key in ("lo", "hi"))
        if node["text"] != f"{low}–{high}":
            yield f"{chart.rows[i]['label']} prints {node['text']} for {low} to {high}"
        if not inside(parts[i]["box"], node["ink"]) or contrast(
                node["color"], parts[i]["color"]) < 4.5:
            yield f"the interval of {chart.rows[i]['label']} cannot be read in its part"


def pale_finding(chart):
    max(chart.nodes("segment"), key=lambda n: n["box"][2])["color"] = chart.color("series_1_tint")


def dark_other(chart):
    min(chart.nodes("segment"), key=lambda n: n["box"][2])["color"] = chart.color("series_1")


def plain_word(chart):
    for node in chart.nodes("column-head"):
        node["weight"] = 500


def wrong_interval(chart):
    chart.nodes("interval")[0]["text"] = "1–99"


def lost_interval(chart):
    chart.scene["nodes"].remove(chart.nodes("interval")[0])


def unexplained(chart):
    chart.scene["nodes"] = [n for n in chart.scene["nodes"] if n["role"] != "remark"]


DOCTORED = {"normal-stacked-bar-ordered-report": {
    "a26": pale_finding, "a26 ": dark_other, "a26  ": plain_word},
    "hostile-stacked-bar-ordered-report": {
        "a23": wrong_interval, "a23 ": lost_interval, "a23  ": unexplained}}
