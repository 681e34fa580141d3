# SPDX-License-Identifier: GPL-3.0-or-later
"""Kind "forest": odds ratios on a logarithmic axis, the gap by group on a linear one."""
import math

import scene_checks

KINDS = {"forest": ("Forest plot", True)}
VARIANTS = {"forest-gaps": ("forest", True)}
METHODS = {"forest": ("95% intervals",)}


def is_ratio(chart):
    return "odds_ratio" in chart.rows[0]


def scale(chart, value):
    return math.log2(value) if is_ratio(chart) else value


def key(chart):
    return "odds_ratio" if is_ratio(chart) else "gap"


def data_rows(chart):
    """From rows of the picture to rows of the CSV: headings have no numbers."""
    labels = {}
    for node in chart.nodes("label"):
        labels.setdefault(node["row"], node)
    if not is_ratio(chart):
        return dict(enumerate(chart.rows))
    drawn = sorted({n["row"] for n in chart.nodes("mark", "message")})
    return dict(zip(drawn, chart.rows))


def axis(chart):
    """The way from a place to a value, from the first and the last label of the axis itself."""
    labels = chart.nodes("axis")
    first, last = labels[0], labels[-1]
    x0, x1 = (n["x"] + (n["ink"][0] + n["ink"][2] / 2 - n["x"]) for n in (first, last))
    lines = {round(n["value"], 9): n["x0"] for n in chart.nodes("grid", "zero")}
    x0, x1 = (lines.get(round(n["value"], 9), x) for n, x in ((first, x0), (last, x1)))
    v0, v1 = scale(chart, first["value"]), scale(chart, last["value"])
    return lambda x: v0 + (x - x0) * (v1 - v0) / (x1 - x0)


def slack(chart):
    """Half a thousandth of the axis."""
    labels = chart.nodes("axis")
    return 0.0008 * abs(scale(chart, labels[-1]["value"]) - scale(chart, labels[0]["value"]))


def reaches(chart, node, end, value):
    """True where the end of a whisker is at @value, or at the end of the axis before it."""
    to_value, at = axis(chart), node[end]
    left, width = chart.scene["plot_left"], chart.scene["plot_width"]
    edge = left if end == "x0" else left + width
    if abs(at - edge) < 0.02:
        beyond = value is None or value <= 0 and is_ratio(chart) or (
            scale(chart, value) <= to_value(at) + slack(chart) if end == "x0"
            else scale(chart, value) >= to_value(at) - slack(chart))
        return beyond
    return value is not None and abs(to_value(at) - scale(chart, value)) <= slack(chart)


def a22_places(chart):
    rows, to_value = data_rows(chart), axis(chart)
    for node in chart.nodes("mark"):
        cell = rows[node["row"]][key(chart)]
        if not cell or abs(to_value(node["x"]) - scale(chart, float(cell))) > slack(chart):
            yield f"the mark of row {node['row']} is not at its value"
    for node in chart.nodes("whisker"):
        row = rows[node["row"]]
        lo, hi = (float(row[k]) if row[k] else None for k in ("lo", "hi"))
        if not reaches(chart, node, "x0", lo) or not reaches(chart, node, "x1", hi):
            yield f"the whisker of row {node['row']} does not end at its interval"
    for node in chart.nodes("reference"):
        if abs(to_value(node["x0"]) - float(chart.rows[0]["gap"])) > slack(chart):
            yield "the line of all is not at the value of all"
    drawn = sum(1 for row in chart.rows if row[key(chart)])
    if drawn != len(chart.nodes("mark")):
        yield f"{drawn} values in the CSV, {len(chart.nodes('mark'))} marks"


def ratio(value):
    if value < 0.005:
        return "<0.01"
    if value >= 999.5:
        return f"{int(value + 0.5):,}"
    return f"{value:.{2 if value < 9.995 else 1 if value < 99.95 else 0}f}"


def interval(row):
    lo, hi = (float(row[k]) if row[k] else math.inf for k in ("lo", "hi"))
    if "odds_ratio" in row:
        return "–".join(ratio(v) if math.isfinite(v) else "∞" for v in (lo, hi))
    texts = [scene_checks.points(v) for v in (lo, hi)]
    if texts[0] == texts[1] and 0 <= lo < hi:
        return "–".join(f"{v * 100:.1f}" for v in (lo, hi))
    return (" to " if any(t.startswith("−") for t in texts) else "–").join(texts)


def a23_printed(chart):
    rows = data_rows(chart)
    form = ratio if is_ratio(chart) else scene_checks.points
    for node in chart.nodes("cell"):
        if node["text"] != form(float(rows[node["row"]][key(chart)])):
            yield f"row {node['row']} prints {node['text']}"
    for node in chart.nodes("interval"):
        if node["text"] != interval(rows[node["row"]]):
            yield f"row {node['row']} prints the interval {node['text']}"
    for node in chart.nodes("axis"):
        text, value = node["text"], node["value"]
        if is_ratio(chart):
            top, _, bottom = text.replace(",", "").partition("/")
            if abs(float(top) / float(bottom or 1) - value) > 1e-9:
                yield f"the axis says {text} at {value}"
        elif text != scene_checks.points(value):
            yield f"the axis says {text} at {value}"
    cells = {n["row"] for n in chart.nodes("cell")}
    if cells != {n["row"] for n in chart.nodes("mark")}:
        yield "a row has a mark and no number, or the other way round"


def a24_axis(chart):
    """1 is on the axis of ratios, 0 on that of points; there is no effect."""
    wanted = 1 if is_ratio(chart) else 0
    lines = chart.nodes("zero")
    if not lines or any(abs(n["value"] - wanted) > 1e-9 for n in lines):
        yield "no line of no effect"
    elif any(abs(axis(chart)(n["x0"]) - scale(chart, wanted) if is_ratio(chart)
                 else axis(chart)(n["x0"])) > slack(chart) for n in lines):
        yield "the line of no effect is not at its place"


def a25b_hollow(chart):
    """Hollow where it cannot be told, and where the base is small; nothing under ten."""
    rows = data_rows(chart)
    marks = {n["row"]: n for n in chart.nodes("mark")}
    messages = {n["row"] for n in chart.nodes("message")}
    for index, row in rows.items():
        mark = marks.get(index)
        if (mark is None) != (index in messages):
            yield f"row {index} has neither mark nor message, or both"
        if mark is None or mark["type"] == "diamond":
            continue
        if is_ratio(chart):
            lo, hi = (float(row[k]) if row[k] else math.inf for k in ("lo", "hi"))
            is_open = lo <= 1 <= hi
        else:
            is_open = int(row["base"]) < 30 or (row["p_adjusted"] and
                                               float(row["p_adjusted"]) >= 0.05)
        if mark["hollow"] != bool(is_open):
            yield f"the mark of row {index} tells what its interval does not"
    for index, row in rows.items() if not is_ratio(chart) else []:
        base = int(row["base"]) if row["base"] else 0
        if base < 10 and index in marks:
            yield f"row {index} has a base under 10 and is drawn"
        if base and base < 30 and not any(
                n["row"] == index and "small base" in n["text"] for n in chart.nodes("base")):
            yield f"row {index} does not say that its base is small"


def a26_finding(chart):
    """The title speaks of the row in the band, which its test carries."""
    bands = [n["row"] for n in chart.nodes("band")]
    if chart.is_title_given or not bands:
        return
    row = data_rows(chart)[bands[0]]
    if not float(row["p_adjusted"]) < 0.05:
        yield "the title claims what the test does not carry"
    difference = float(row["effect" if is_ratio(chart) else "difference"])
    title = chart.text_of("title")
    words = ("less often", "more often") if is_ratio(chart) else ("narrower", "wider")
    if scene_checks.points(abs(difference)) not in title or words[difference > 0] not in title:
        yield f"the title '{title}' does not say {difference}"


def move_mark(chart):
    chart.nodes("mark")[0]["x"] += 0.002 * chart.scene["plot_width"]


def short_whisker(chart):
    chart.nodes("whisker")[0]["x1"] -= 0.004 * chart.scene["plot_width"]


def moved_reference(chart):
    for node in chart.nodes("reference"):
        node["x0"] += 0.004 * chart.scene["plot_width"]


def wrong_number(chart):
    chart.nodes("cell")[1]["text"] = "9.99"


def wrong_interval(chart):
    chart.nodes("interval")[0]["text"] = "1–2"


def wrong_tick(chart):
    chart.nodes("axis")[1]["text"] = "3"


def lost_line(chart):
    chart.scene["nodes"] = [n for n in chart.scene["nodes"] if n["role"] != "zero"]


def filled_open(chart):
    for node in chart.nodes("mark"):
        node["hollow"] = not node["hollow"]


def drawn_below_ten(chart):
    chart.rows[1]["base"] = "9"


def bold_title(chart):
    for row in chart.rows:
        row["p_adjusted"] = "0.2"


def other_direction(chart):
    for node in chart.nodes("title"):
        node["text"] = node["text"].replace("more", "less").replace("wider", "narrower")


DOCTORED = {
    "normal-forest-report": {"a22": move_mark, "a22 ": short_whisker, "a23": wrong_number,
                             "a23 ": wrong_interval, "a23  ": wrong_tick, "a24": lost_line,
                             "a25b": filled_open, "a26": bold_title, "a26 ": other_direction},
    "normal-forest-gaps-report": {"a22": move_mark, "a22 ": short_whisker,
                                  "a22  ": moved_reference, "a23": wrong_number,
                                  "a23 ": wrong_interval, "a24": lost_line, "a25b": filled_open,
                                  "a25b ": drawn_below_ten, "a26": bold_title},
}
