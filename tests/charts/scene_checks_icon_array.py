# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the icon array: as many of a hundred discs as people in a hundred."""
import re

from scene_checks import percent

KINDS = {"icon-array": ("Icon array", False)}
N_ICONS = 100


def share(chart):
    return float(chart.rows[0]["p"]) if chart.rows[0]["p"] else None


def expected(chart):
    p = share(chart)
    if p is None or p < 0.01:
        return 0
    return N_ICONS if p == 1 else min(int(p * N_ICONS + 0.5), N_ICONS - 1)


def sentence(chart):
    return chart.text_of("label")


def a22_discs(chart):
    filled, rest = chart.nodes("mark"), chart.nodes("hollow")
    if len(filled) != expected(chart) or (filled and len(filled) + len(rest) != N_ICONS):
        yield f"{len(filled)} discs are filled, {len(rest)} are not"
    if filled and len({round(n["box"][2], 2) for n in filled + rest}) != 1:
        yield "discs of several sizes"
    if filled and chart.rows[0]["icons"] != str(len(filled)):
        yield f"the numbers tell of {chart.rows[0]['icons']} discs"


def a22_order(chart):
    """Row by row from the lower left."""
    discs = sorted(chart.nodes("mark", "hollow"), key=lambda n: (-round(n["y"], 1), n["x"]))
    roles = [n["role"] for n in discs]
    if roles != sorted(roles, reverse=True):
        yield "a disc is filled out of turn"
    if discs and len({round(n["y"], 1) for n in discs}) != 10:
        yield "the discs do not stand in ten rows"


def a23_number(chart):
    p = share(chart)
    if p is None:
        return
    if [n["text"] for n in chart.nodes("value")] != [percent(p) if p >= 0.01 or p == 0 else "<1%"]:
        yield f"the number is {chart.text_of('value')}"
    said = re.match(r"(\d+) in 100 ", sentence(chart))
    if 0.01 <= p <= 0.99 and (not said or int(said[1]) != expected(chart)):
        yield f"the sentence is '{sentence(chart)}'"
    if "interval" not in chart.text_of("interval"):
        yield "there is no interval"


def a25b_small_base(chart):
    base = int(chart.rows[0]["base"]) if chart.rows[0]["base"] else 0
    marks = chart.nodes("mark")
    if base < 10 and (marks or chart.nodes("value") or "too few" not in sentence(chart)):
        yield "a base under 10 is drawn"
    if any(n["hollow"] != (base < 30) for n in marks):
        yield "discs are hollow for a large base, or filled for a small one"
    if 10 <= base < 30 and "small base" not in chart.text_of("base"):
        yield "a small base is not said"


def one_more(chart):
    chart.nodes("hollow")[0]["role"] = "mark"


def lost_disc(chart):
    chart.scene["nodes"].remove(chart.nodes("hollow")[3])


def out_of_turn(chart):
    filled, rest = chart.nodes("mark")[0], chart.nodes("hollow")[-1]
    filled["role"], rest["role"] = "hollow", "mark"


def large_disc(chart):
    chart.nodes("mark")[0]["box"][2] += 1


def wrong_number(chart):
    chart.nodes("value")[0]["text"] = "99%"


def wrong_sentence(chart):
    label = chart.nodes("label")[0]
    label["text"] = re.sub(r"^\d+", "99", label["text"])


def small_base(chart):
    chart.rows[0]["base"] = "12"


def tiny_base(chart):
    chart.rows[0]["base"] = "9"


DOCTORED = {"normal-icon-array-report": {
    "a22": one_more, "a22 ": lost_disc, "a22  ": out_of_turn, "a22   ": large_disc,
    "a23": wrong_number, "a23 ": wrong_sentence, "a25b": small_base, "a25b ": tiny_base}}
