# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the kind heatmap: a colour, a sign and a number in every cell, all of the same share."""
from scene_checks import contrast, inside, percent

KINDS = {"heatmap": ("Table of", True)}


def names(chart):
    return [key[2:] for key in chart.rows[0] if key.startswith("p ")]


def cell_of(chart, node):
    """(group or None for everybody, share or None) of a node; the first column is everybody's."""
    row = chart.rows[node["row"]]
    if node["series"] == 0:
        return None, float(row["p"]) if row["p"] else None
    group = names(chart)[node["series"] - 1]
    return group, float(row[f"p {group}"]) if row[f"p {group}"] else None


def color_class(residual):
    cuts = (-3, -2, 2, 3)
    if abs(residual) < 2:
        return 2
    return sum(residual >= cut for cut in cuts) if residual > 0 else sum(
        residual > cut for cut in cuts)


def residual_of(chart, node):
    cell = chart.rows[node["row"]][f"residual {names(chart)[node['series'] - 1]}"]
    return float(cell) if cell else 0.0


def a22_colors(chart):
    palette = [chart.color(f"diverging_5_{i}") for i in range(1, 6)]
    drawn = {(n["row"], n["series"]) for n in chart.nodes("segment")}
    if drawn != {(r, c + 1) for r in range(len(chart.rows)) for c in range(len(names(chart)))}:
        yield "not every cell is drawn once"
    for node in chart.nodes("segment"):
        group, share = cell_of(chart, node)
        if (share is None) != ("value" not in node):
            yield f"{group} in row {node['row']} has a share of {share}, drawn otherwise"
        elif share is None:
            if not node["hatched"] or node["color"] != chart.color("paper"):
                yield f"{group} in row {node['row']} is withheld and not hatched"
        elif node["color"] != palette[color_class(residual_of(chart, node))]:
            yield f"{group} in row {node['row']} has another colour than its residual"


def a22_grid(chart):
    """Cells of a column stand below each other, cells of a row beside each other."""
    for key, side in (("series", 0), ("row", 1)):
        for index in {n[key] for n in chart.nodes("segment")}:
            boxes = [n["box"] for n in chart.nodes("segment") if n[key] == index]
            if max(b[side] for b in boxes) - min(b[side] for b in boxes) > 0.02:
                yield f"{key} {index} is out of line"
    if len({round(n["box"][2], 1) for n in chart.nodes("segment")}) > 1:
        yield "columns of different widths"


def a22_signs(chart):
    """A triangle in each cell beyond 2, and in no other."""
    for node in chart.nodes("segment"):
        within = [s for s in chart.nodes("sign") if inside(node["box"], s["box"])]
        residual = residual_of(chart, node) if "value" in node else 0
        kinds = [s["type"] for s in within]
        wanted = [] if abs(residual) < 2 else [
            "triangle-up" if residual > 0 else "triangle-down"]
        if kinds != wanted:
            yield f"cell {node['row']}, {node['series']} has {kinds} for {residual:.1f}"


def a22_sparse(chart):
    for node in chart.nodes("segment"):
        group, share = cell_of(chart, node)
        row = chart.rows[node["row"]]
        if share is None or not row["p"]:
            continue
        expected = float(row["p"]) * int(row[f"base {group}"])
        if (expected < 5) != node.get("hatched", False):
            yield f"{group} in row {node['row']} expects {expected:.1f} and is hatched otherwise"


def a23_printed_numbers(chart):
    printed = set()
    for node in chart.nodes("value"):
        _, share = cell_of(chart, node)
        printed.add((node["row"], node["series"]))
        if share is None or node["text"] != percent(share):
            yield f"row {node['row']} prints {node['text']} for {share}"
    for index, row in enumerate(chart.rows):
        for column, key in enumerate(["p"] + [f"p {group}" for group in names(chart)]):
            if bool(row[key]) != ((index, column) in printed):
                yield f"row {index} lacks the number of column {column}"


def a6_signs(chart):
    """As legible as the number beside it."""
    boxes = chart.nodes("segment", "swatch")
    for sign in chart.nodes("sign"):
        behind = [n["color"] for n in boxes if inside(n["box"], sign["box"])]
        if not behind or contrast(sign["color"], behind[-1]) < 4.5:
            yield "a sign cannot be seen"


def a25b_small_bases(chart):
    for column, group in enumerate(names(chart)):
        base = int(chart.rows[0][f"base {group}"] or 0)
        said = " ".join(n["text"].strip() for n in chart.nodes("base")
                        if n["series"] == column + 1)
        if base < 10 and "too few to show" not in said:
            yield f"{group} does not say why it is empty"
        if base >= 10 and f"n = {base:,}" not in said:
            yield f"{group} does not tell its base"
        if (10 <= base < 30) != ("small base" in said):
            yield f"{group} has a base of {base} and says '{said}'"


def a26_frame(chart):
    """The cell of which the title speaks."""
    frames = chart.nodes("band")
    if len(frames) > 1:
        yield "more than one cell has a frame"
    for frame in frames:
        cells = [n for n in chart.nodes("segment") if inside(frame["box"], n["box"])]
        share = cell_of(chart, cells[0])[1] if cells else None
        if len(cells) != 1 or (not chart.is_title_given and percent(share).strip("<>")
                               not in chart.text_of("title")):
            yield "the frame is not around the cell of the title"


def wrong_color(chart):
    chart.nodes("segment")[0]["color"] = chart.color("diverging_5_5")


def lost_cell(chart):
    chart.scene["nodes"].remove(chart.nodes("segment")[3])


def moved_cell(chart):
    chart.nodes("segment")[3]["box"][0] += 1


def wide_cell(chart):
    chart.nodes("segment")[3]["box"][2] += 1


def turned_sign(chart):
    signs = [s for s in chart.nodes("sign")
             if any(inside(n["box"], s["box"]) for n in chart.nodes("segment"))]
    signs[0]["type"] = {"triangle-up": "triangle-down"}.get(signs[0]["type"], "triangle-up")


def lost_sign(chart):
    signs = [s for s in chart.nodes("sign")
             if any(inside(n["box"], s["box"]) for n in chart.nodes("segment"))]
    chart.scene["nodes"].remove(signs[0])


def hatched_cell(chart):
    chart.nodes("segment")[0]["hatched"] = True


def wrong_number(chart):
    chart.nodes("value")[2]["text"] = "99%"


def lost_number(chart):
    chart.scene["nodes"].remove(chart.nodes("value")[2])


def pale_sign(chart):
    sign = chart.nodes("sign")[-1]
    sign["color"] = next(n["color"] for n in chart.nodes("segment", "swatch")
                         if inside(n["box"], sign["box"]))


def wrong_base(chart):
    next(n for n in chart.nodes("base") if n["series"] == 2)["text"] = "n = 9"


def moved_frame(chart):
    chart.nodes("band")[0]["box"][1] += 30


DOCTORED = {
    "normal-heatmap-report": {
        "a22": wrong_color, "a22 ": lost_cell, "a22  ": moved_cell, "a22   ": wide_cell,
        "a22    ": turned_sign, "a22     ": lost_sign, "a22      ": hatched_cell,
        "a23": wrong_number, "a23 ": lost_number, "a6": pale_sign, "a25b": wrong_base,
        "a26": moved_frame},
}
