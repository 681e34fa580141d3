# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the ridgelines: curves by group on one scale; groups without one are as in box plots."""
from scene_checks_box import (a22_order, a23_figures, a24_even_ticks, cell, check_axis,  # noqa: F401
                              differs, to_page)

KINDS = {"ridgeline": ("Ridgelines", True)}
SLACK = 0.03  # points: lengths are rounded to a hundredth
SLACK_HEIGHT = 0.045  # of the tallest curve as well
N_POINTS = 64


def read_curve(row):
    """(from, to, [density]) or None"""
    if not row.get("curve_from"):
        return None
    density = [float(row[f"density_{i + 1}"]) for i in range(N_POINTS)]
    return float(row["curve_from"]), float(row["curve_to"]), density


def list_areas(chart):
    """{row: ([(x, y)] on the curve, base line)}"""
    out = {}
    for node in chart.nodes("area"):
        points = list(zip(node["points"][::2], node["points"][1::2]))
        out[node["row"]] = points[:-2], points[-1][1]
    return out


def find_scale(chart, areas):
    """Points for a density of 1, by the tallest curve"""
    heights = [(base - min(y for _, y in line), max(read_curve(chart.rows[row])[2]))
               for row, (line, base) in areas.items()]
    return max(height for height, _ in heights) / max(peak for _, peak in heights) if heights else 0


def a22_curves(chart):
    areas = list_areas(chart)
    if set(areas) != {i for i, row in enumerate(chart.rows) if read_curve(row)}:
        yield "not every curve is drawn, or one without numbers is"
        return
    scale = find_scale(chart, areas)
    for row, (line, base) in areas.items():
        start, end, density = read_curve(chart.rows[row])
        for i, (x, y) in enumerate(line):
            if differs(chart, x, start + (end - start) * i / (N_POINTS - 1)):
                yield f"point {i} of the curve of row {row} is not at its value"
            if abs(base - y - scale * density[i]) > SLACK_HEIGHT:
                yield f"point {i} of the curve of row {row} is not as high as its density"
    yield from check_axis(chart)


def a22_lines(chart):
    """The line on top runs along the area."""
    areas = list_areas(chart)
    for node in chart.nodes("curve"):
        points = list(zip(node["points"][::2], node["points"][1::2]))
        n = len(points) // 2
        line, _ = areas.get(node["row"], ([], 0))
        for (x, y), a, b in zip(line, points[:n], reversed(points[n:])):
            if abs((a[0] + b[0]) / 2 - x) > SLACK or abs((a[1] + b[1]) / 2 - y) > SLACK:
                yield f"the line of row {node['row']} leaves its area"
                break


def a22_ends(chart):
    """From the 5th to the 95th of a hundred, with nine tenths of the people between, on one scale."""
    for i, row in enumerate(chart.rows):
        curve = read_curve(row)
        if curve is None:
            continue
        start, end, density = curve
        if (start, end) != (cell(row, "q05"), cell(row, "q95")):
            yield f"the curve of row {i} tells of people outside its outer quantiles"
        area = sum(density) * (end - start) / (N_POINTS - 1)
        if not 0.75 < area < 1.05:
            yield f"the area of row {i} is {area:.2f}"


def a22_overlap(chart):
    areas = list_areas(chart)
    for row, (line, base) in areas.items():
        above = [b for other, (_, b) in areas.items() if other == row - 1]
        if above and base - min(y for _, y in line) > 1.3 * (base - above[0]) + SLACK:
            yield f"the curve of row {row} reaches over more than the one above"


def a22_medians(chart):
    areas = list_areas(chart)
    for i, row in enumerate(chart.rows):
        marks = [n for n in chart.nodes("mark") if n["row"] == i]
        if len(marks) != (1 if row["median"] else 0):
            yield f"row {i} has {len(marks)} medians"
        for node in marks:
            x, y, width, height = node["box"]
            if differs(chart, x + width / 2, cell(row, "median")):
                yield f"the median of row {i} is not at its value"
            if i in areas and abs(y + height - areas[i][1]) > SLACK:
                yield f"the median of row {i} does not stand on the base line"


def a25b_few_people(chart):
    for i, row in enumerate(chart.rows):
        base = int(row["base"]) if row["base"] else 0
        drawn = [n for n in chart.nodes("mark", "bar", "whisker", "area") if n["row"] == i]
        if base < 10 and (drawn or not [n for n in chart.nodes("message") if n.get("row") == i]):
            yield f"row {i} has a base under 10 and is drawn"
        if base < 100 and any(n["role"] == "area" for n in drawn):
            yield f"row {i} has a curve of {base} people"


def moved_point(chart):
    chart.nodes("area")[1]["points"][20] += 0.1


def raised_point(chart):
    chart.nodes("area")[1]["points"][21] -= 0.1


def lost_area(chart):
    chart.scene["nodes"].remove(chart.nodes("area")[1])


def moved_line(chart):
    chart.nodes("curve")[1]["points"][21] += 0.1


def long_curve(chart):
    chart.rows[1]["q95"] = "999"


def thin_curve(chart):
    for i in range(N_POINTS):
        chart.rows[1][f"density_{i + 1}"] = str(float(chart.rows[1][f"density_{i + 1}"]) / 2)


def tall_curve(chart):
    node = chart.nodes("area")[2]
    for i in range(1, 2 * N_POINTS, 2):
        node["points"][i] -= 5 * chart.m


def moved_median(chart):
    chart.nodes("mark")[1]["box"][0] += 0.1


def floating_median(chart):
    chart.nodes("mark")[1]["box"][3] -= 0.1


def swapped_rows(chart):
    first, second = chart.rows[1:3]
    first["median"], second["median"] = second["median"], first["median"]


def wrong_median(chart):
    chart.nodes("value")[1]["text"] = "99"


def uneven_ticks(chart):
    chart.nodes("axis")[1]["value"] += 1


def tiny_base(chart):
    chart.rows[1]["base"] = "9"


def few_for_curve(chart):
    chart.rows[1]["base"] = "99"


DOCTORED = {"normal-ridgeline-report": {
    "a22": moved_point, "a22 ": raised_point, "a22  ": lost_area, "a22   ": moved_line,
    "a22    ": long_curve, "a22     ": thin_curve, "a22      ": tall_curve,
    "a22       ": moved_median, "a22        ": floating_median, "a22         ": swapped_rows,
    "a23": wrong_median, "a24": uneven_ticks, "a25b": tiny_base, "a25b ": few_for_curve}}
