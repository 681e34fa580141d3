# SPDX-License-Identifier: GPL-3.0-or-later
"""Kind "slope": shares over waves, on a vertical axis."""
import scene_checks

KINDS = {"slope": ("Line chart", True)}
CHANGES = {"rose": 0, "fell": 1, "cannot tell": 2, "not tested": 2}


def waves(chart):
    return [key[2:] for key in chart.rows[0] if key.startswith("p ")]


def rows_of(chart):
    """Rows of the picture: the answers, then the targets, as in the CSV."""
    return chart.rows


def numbers(row, names, what):
    return [float(row[f"{what} {name}"]) if row[f"{what} {name}"] else None for name in names]


def grid(chart):
    return sorted((n["value"], n["y0"]) for n in chart.nodes("grid", "zero"))


def to_value(chart, y):
    (v0, y0), (v1, y1) = grid(chart)[0], grid(chart)[-1]
    return v0 + (y - y0) * (v1 - v0) / (y1 - y0)


def slack(chart):
    return 0.001 * (grid(chart)[-1][0] - grid(chart)[0][0])


def wave_of(chart, node):
    """By its place: the marks of a wave stand near each other."""
    left, width = chart.scene["plot_left"], chart.scene["plot_width"]
    times = [float(name[:4]) for name in waves(chart)]
    places = [left + width * (t - times[0]) / (times[-1] - times[0]) for t in times]
    x = node["x"] if "x" in node else node["x0"]
    distance, index = min((abs(x - place), i) for i, place in enumerate(places))
    return index if distance <= 1.3 * chart.m + 0.1 else None


def base_texts(chart):
    """What stands under the waves; it may have several lines."""
    columns = sorted({n["part_column"] for n in chart.nodes("base")})
    return [" ".join(n["text"].strip() for n in chart.nodes("base") if n["part_column"] == column)
            for column in columns]


def a22_places(chart):
    names, seen = waves(chart), 0
    for node in chart.nodes("mark"):
        wave = wave_of(chart, node)
        if wave is None:
            yield f"a mark of row {node['row']} stands at no wave"
            continue
        value = numbers(chart.rows[node["row"]], names, "p")[wave]
        if value is None or abs(to_value(chart, node["y"]) - value) > slack(chart):
            yield f"the mark of row {node['row']} in {names[wave]} is not at its value"
        seen += 1
    for node in chart.nodes("whisker"):
        wave = wave_of(chart, node)
        row = chart.rows[node["row"]]
        lo, hi = (numbers(row, names, what)[wave or 0] for what in ("lo", "hi"))
        if lo is None or abs(to_value(chart, node["y1"]) - lo) > slack(chart) or abs(
                to_value(chart, node["y0"]) - hi) > slack(chart):
            yield f"a whisker of row {node['row']} does not end at its interval"
    for node in chart.nodes("reference"):
        target = numbers(chart.rows[node["row"]], names, "p")[0]
        if target is None or abs(to_value(chart, node["y0"]) - target) > slack(chart):
            yield "a dashed line is not at its target"
    wanted = sum(v is not None for row in chart.rows if row["change"] != "target"
                 for v in numbers(row, names, "p"))
    if seen != wanted or len(chart.nodes("whisker")) != wanted:
        yield f"{wanted} shares in the CSV, {seen} marks"


def a22_lines(chart):
    """Each line goes from mark to mark."""
    marks = {(n["row"], round(n["x"], 1), round(n["y"], 1)) for n in chart.nodes("mark")}
    for node in chart.nodes("connector"):
        if "row" not in node:
            continue
        for x, y in ((node["x0"], node["y0"]), (node["x1"], node["y1"])):
            if not any(row == node["row"] and abs(x - mx) < 0.15 and abs(y - my) < 0.15
                       for row, mx, my in marks):
                yield f"a line of row {node['row']} does not end at a mark"


def a23_printed(chart):
    names = waves(chart)
    for node in chart.nodes("value"):
        shares = [v for v in numbers(chart.rows[node["row"]], names, "p") if v is not None]
        value = shares[-1] if node["series"] else shares[0]
        if node["text"] != scene_checks.percent(value):
            yield f"row {node['row']} prints {node['text']}"
    for node in chart.nodes("axis"):
        if node["text"] != scene_checks.percent(node["value"]):
            yield f"the axis says {node['text']} at {node['value']}"
    for text, name in zip(base_texts(chart), names):
        base = chart.rows[0][f"n {name}"]
        if base and not text.replace(",", "").endswith(f"n = {base}"):
            yield f"{name} tells a base of '{text}'"


def a24_axis(chart):
    first = grid(chart)[0][0]
    is_said = "does not start at 0" in chart.text_of("remark")
    if (abs(first) > 1e-9) != is_said:
        yield f"the axis starts at {first}"


def a25b_small_waves(chart):
    names = waves(chart)
    bases = [int(chart.rows[0][f"n {name}"] or 0) for name in names]
    for node in chart.nodes("mark"):
        base = bases[wave_of(chart, node) or 0]
        if base < 10:
            yield "a wave with a base under 10 is drawn"
        elif node["hollow"] != (base < 30) and not chart.is_hollow_by_theme(node):
            yield f"a mark in a wave of {base} people is {'' if node['hollow'] else 'not '}hollow"
    for base, text in zip(bases, base_texts(chart)):
        if (base < 10) != (text == "too few to show") or (10 <= base < 30) != (
                "small base" in text):
            yield f"a wave of {base} people says '{text}'"


def a26_colours(chart):
    """Colour and shape say what the test says; the title speaks of what has changed."""
    for node in chart.nodes("mark"):
        if node["series"] != CHANGES[chart.rows[node["row"]]["change"]]:
            yield f"row {node['row']} is drawn as what it is not"
    title = chart.text_of("title")
    changes = {row["change"] for row in chart.rows}
    for word in ("rose", "fell"):
        if not chart.is_title_given and f" {word} from" in title and word not in changes:
            yield f"the title claims that something {word}"


def a30_labels(chart):
    """Every line has its name at its end."""
    drawn = {n["row"] for n in chart.nodes("mark", "reference")}
    if drawn != {n["row"] for n in chart.nodes("label")}:
        yield "a line without a name, or a name without a line"


def move_mark(chart):
    chart.nodes("mark")[0]["y"] += 0.01 * (grid(chart)[0][1] - grid(chart)[-1][1])


def short_whisker(chart):
    chart.nodes("whisker")[0]["y1"] -= 2


def lost_line(chart):
    line = next(n for n in chart.nodes("connector") if "row" in n)
    line["y1"] += 3


def moved_target(chart):
    for node in chart.nodes("reference"):
        node["y0"] += 3


def wrong_value(chart):
    chart.nodes("value")[0]["text"] = "99%"


def wrong_base(chart):
    for node in chart.nodes("base"):
        node["text"] = "n = 7"


def raised_axis(chart):
    chart.scene["nodes"] = [n for n in chart.scene["nodes"] if n["role"] != "zero"]


def small_wave(chart):
    for row in chart.rows:
        row[f"n {waves(chart)[0]}"] = "12"


def claimed_change(chart):
    for row in chart.rows:
        row["change"] = "cannot tell"


def lost_name(chart):
    label = chart.nodes("label")[0]
    chart.scene["nodes"].remove(label)


DOCTORED = {"normal-slope-report": {
    "a22": move_mark, "a22 ": short_whisker, "a22  ": lost_line, "a22   ": moved_target,
    "a23": wrong_value, "a23 ": wrong_base, "a24": raised_axis, "a25b": small_wave,
    "a26": claimed_change, "a30": lost_name}}
