# SPDX-License-Identifier: GPL-3.0-or-later
"""Kind "targets": what came out against what was wanted."""
import scene_checks

KINDS = {"targets": ("Bullet chart", True)}
SERIES = {"met": 0, "not met": 1, "cannot tell": 2, "higher": 3, "lower": 4}


def axis(chart):
    lines = sorted((n["value"], n["x0"]) for n in chart.nodes("grid", "zero"))
    (v0, x0), (v1, x1) = lines[0], lines[-1]
    return lambda x: v0 + (x - x0) * (v1 - v0) / (x1 - x0)


def differs(chart, x, cell):
    return not cell or abs(axis(chart)(x) - float(cell)) > 0.0006


def a22_places(chart):
    for node in chart.nodes("mark"):
        if differs(chart, node["x"], chart.rows[node["row"]]["p"]):
            yield f"the mark of row {node['row']} is not at its value"
    for node in chart.nodes("whisker"):
        row = chart.rows[node["row"]]
        if differs(chart, node["x0"], row["lo"]) or differs(chart, node["x1"], row["hi"]):
            yield f"the whisker of row {node['row']} does not end at its interval"
    for node in chart.nodes("reference"):
        if differs(chart, node["x0"], chart.rows[node["row"]]["target"]):
            yield f"the target of row {node['row']} is not at its place"
    drawn = {i for i, row in enumerate(chart.rows) if row["p"]}
    for role in ("mark", "reference"):
        if {n["row"] for n in chart.nodes(role)} != drawn:
            yield f"a row without {role}, or one too many"


def a22_zones(chart):
    """The zone begins at the target and goes to the side that is wanted."""
    left, width = chart.scene["plot_left"], chart.scene["plot_width"]
    zones = {n["row"]: n["box"] for n in chart.nodes("zone")}
    for index, row in enumerate(chart.rows):
        target = float(row["target"]) if row["target"] else None
        is_above, is_below = (row["wanted"].startswith(w) for w in ("at least", "at most"))
        box = zones.get(index)
        if target is None or not (is_above or is_below):
            if box is not None:
                yield f"row {index} has a zone and no side"
            continue
        ends = (target, None) if is_above else (None, target)
        if box is None:
            if axis(chart)(left + width) - target > 1e-6 and target > 1e-6:
                yield f"row {index} has no zone"
            continue
        for x, end, edge in zip((box[0], box[0] + box[2]), ends, (left, left + width)):
            if (abs(x - edge) > 0.02 if end is None else differs(chart, x, str(end))):
                yield f"the zone of row {index} does not end where it should"


def a23_printed(chart):
    for node in chart.nodes("cell"):
        if node["text"] != scene_checks.percent(float(chart.rows[node["row"]]["p"])):
            yield f"row {node['row']} prints {node['text']}"
    for index, row in enumerate(chart.rows):
        texts = [n["text"] for n in chart.nodes("base") if n["row"] == index]
        if row["p"] and row["verdict"] not in texts:
            yield f"row {index} does not print its verdict"
        if not any(text.startswith(row["wanted"]) for text in texts):
            yield f"row {index} does not say what was wanted"
    for node in chart.nodes("axis"):
        if node["text"] != scene_checks.percent(node["value"]):
            yield f"the axis says {node['text']} at {node['value']}"


def a24_axis(chart):
    if not any(abs(n["value"]) < 1e-9 for n in chart.nodes("zero")):
        yield "the axis does not start at 0"


def a25b_bases(chart):
    for index, row in enumerate(chart.rows):
        base = int(row["base"]) if row["base"] else 0
        marks = [n for n in chart.nodes("mark") if n["row"] == index]
        messages = [n for n in chart.nodes("message") if n["row"] == index]
        if bool(marks) == bool(messages):
            yield f"row {index} has neither mark nor message, or both"
        if base < 10 and marks:
            yield f"row {index} has a base under 10 and is drawn"
        if any(n["hollow"] != (base < 30) and not chart.is_hollow_by_theme(n) for n in marks):
            yield f"the mark of row {index} does not tell its base"
        if 10 <= base < 30 and not any("small base" in n["text"] for n in chart.nodes("base")
                                       if n["row"] == index):
            yield f"row {index} does not say that its base is small"


def a26_verdicts(chart):
    """What a mark looks like is what the interval of the difference bears out."""
    for node in chart.nodes("mark"):
        row = chart.rows[node["row"]]
        lo, hi = float(row["difference_lo"]), float(row["difference_hi"])
        if node["series"] != SERIES[row["verdict"]]:
            yield f"row {node['row']} looks like what it is not"
        if (lo < 0 < hi) and row["verdict"] != "cannot tell":
            yield f"row {node['row']} is judged against its interval"


def move_mark(chart):
    chart.nodes("mark")[0]["x"] += 0.002 * chart.scene["plot_width"]


def move_target(chart):
    chart.nodes("reference")[1]["x0"] += 0.002 * chart.scene["plot_width"]


def short_whisker(chart):
    chart.nodes("whisker")[0]["x1"] -= 0.003 * chart.scene["plot_width"]


def long_zone(chart):
    chart.nodes("zone")[0]["box"][0] -= 0.004 * chart.scene["plot_width"]


def wrong_share(chart):
    chart.nodes("cell")[0]["text"] = "99%"


def wrong_verdict(chart):
    node = next(n for n in chart.nodes("base") if n["text"] == "met")
    node["text"] = "not met"


def lost_zero(chart):
    chart.scene["nodes"] = [n for n in chart.scene["nodes"] if n["role"] != "zero"]


def small_base(chart):
    chart.rows[0]["base"] = "12"


def bold_verdict(chart):
    row = next(r for r in chart.rows if r["verdict"] == "cannot tell")
    row["verdict"] = "met"


DOCTORED = {"normal-targets-report": {
    "a22": move_mark, "a22 ": move_target, "a22  ": short_whisker, "a22   ": long_zone,
    "a23": wrong_share, "a23 ": wrong_verdict, "a24": lost_zero, "a25b": small_base,
    "a26": bold_verdict}}
