# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages with a panel for each group: each panel keeps the checks of its kind, all have one scale and
one order, and everybody stands in gray in each."""
import copy
import re

import scene_checks
from scene_checks import percent

KINDS = {}
VARIANTS = {"each-ranked-bars": ("ranked-bars", True), "each-select-all": ("select-all", True),
            "each-gap-dumbbell": ("gap-dumbbell", True), "each-gap-bars": ("gap-bars", True),
            "each-likert": ("likert", True), "each-likert-stacked": ("likert-stacked", True),
            "each-stacked-bar": ("stacked-bar", False), "each-histogram": ("histogram", False),
            "each-icon-array": ("icon-array", False), "each-ranking": ("ranking", True),
            "each-ladder": ("ladder", True), "each-targets": ("targets", True),
            "each-crosstab-dots": ("crosstab-dots", True), "each-heatmap": ("heatmap", True),
            "each-box": ("box", True), "each-slope": ("slope", True),
            "each-upset": ("upset", True),
            "each-tile-map": ("tile-map", False)}
OF_ROWS = {"ranked-bars", "select-all", "gap-dumbbell", "gap-bars", "likert", "likert-stacked",
           "ranking", "ladder", "targets"}
CROSSED_ROWS = {"crosstab-dots", "heatmap", "box"}
CROSSED = CROSSED_ROWS | {"slope", "tile-map"}  # each panel has groups of its own
HAS_ALL = {"stacked-bar", "icon-array"}  # a panel for everybody, and no gray
SLACK = 0.03  # points


class Panel(scene_checks.Chart):
    """One panel as a chart of its own: its nodes, its axis, the rows of its group."""

    def __init__(self, page, index, group):
        self.__dict__.update(page.__dict__)
        self.page, self.group = page, group
        axis = page.scene["panels"][index]
        self.scene = {**page.scene, **axis,
                      "nodes": [n for n in page.scene["nodes"] if n.get("panel") == index]}
        self.rows = [row for row in page.rows if row["group"] == group]

    def is_told(self):
        return any(row.get("base") for row in self.rows)

    def without_head(self):
        """For kinds that say bases at their own groups: the base at the name is the highest."""
        head = min(self.nodes("base"), key=lambda n: n["y"], default=None)
        copy_of = copy.copy(self)
        copy_of.scene = {**self.scene,
                         "nodes": [n for n in self.scene["nodes"] if n is not head]}
        return copy_of

    def middle(self):
        n_parts = sum(key.startswith("p ") for key in self.rows[0])
        return n_parts // 2 if n_parts % 2 and self.kind == "likert" else None


def groups(page):
    names = list(dict.fromkeys(row["group"] for row in page.rows))
    return names if page.kind in HAS_ALL else names[1:]


def panels(page):
    n_panels = len(page.scene["panels"])
    return [Panel(page, i, group) for i, group in enumerate(groups(page)[:n_panels])]


def everybody(page):
    first = page.rows[0]["group"]
    return [row for row in page.rows if row["group"] == first]


def a22_each_panel(page):
    if len(groups(page)) != len(page.scene["panels"]):
        yield f"{len(page.scene['panels'])} panels for {len(groups(page))} groups"
    for panel in panels(page):
        for check in CHECKS_OF.get(page.kind, ()):
            for fault in check(panel) if panel.is_told() else ():
                yield f"{panel.group}: {check.__name__}: {fault}"


def a22_same_scale(page):
    told = [p for p in panels(page) if p.is_told()]
    if len({round(abs(p.scene["plot_width"]), 1) for p in told}) > 1:
        yield "panels have axes of several lengths"
    if page.kind == "histogram":
        scales = {round(scale, 2) for p in told for scale in heights(p)}
        if scales and max(scales) - min(scales) > 0.01 * max(scales):
            yield f"panels have bars on several scales: {sorted(scales)}"
    if page.kind == "upset":
        import scene_checks_upset as upset
        scales = [upset.levels(p)[1] for p in told if upset.columns_of(p)]
        if scales and max(scales) - min(scales) > 0.001 * max(scales):
            yield f"panels have standing bars on several scales: {scales}"
        if len({len(upset.columns_of(p)) for p in told}) > 1:
            yield "panels have several numbers of columns"
    if page.kind in CROSSED:
        if len({tuple(sorted({n["value"] for n in p.nodes("grid", "zero")})) for p in told}) > 1:
            yield "panels have axes through several values"


def labels_of(rows):
    """How many combinations are left differs from group to group."""
    return [(r["label"], r.get("rows")) for r in rows if r.get("part") != "rest"]


def a22_same_order(page):
    orders = {tuple(labels_of(p.rows)) for p in panels(page) if p.is_told()}
    if page.kind in OF_ROWS | CROSSED | {"upset"}:
        orders.add(tuple(labels_of(everybody(page))))
    if len(orders) > 1:
        yield f"rows stand in several orders: {orders}"


def a22_level(page):
    """Panels side by side have each row on one level, and a label at the left."""
    if page.kind not in OF_ROWS | CROSSED_ROWS | {"upset"}:
        return
    bands = {}
    for panel in panels(page):
        if not panel.is_told():
            continue
        sizes = [n["y"] for n in panel.nodes("base")]
        roles = ("value", "total") if page.kind in ("ladder", "upset") else ("value", "total", "cell")
        for node in panel.nodes(*roles):
            bands.setdefault((round(min(sizes)), node["row"]), []).append(node["y"])
    for (_, row), levels in bands.items():
        if max(levels) - min(levels) > 0.4 * page.m:
            yield f"row {row} stands on several levels"
    labels = {(round(n["y"]), n["row"]) for n in page.nodes("label")}
    n_rows = sum(r.get("part", "option") == "option" for r in everybody(page))
    for row in range(n_rows):
        if page.rows and not any(r == row for _, r in labels) and any(
                p.is_told() for p in panels(page)):
            yield f"row {row} has no label"


def wanted_references(page, row):
    """Where everybody's strokes stand in a row, as shares."""
    data = everybody(page)[row]
    if page.kind == "gap-dumbbell":
        cells = [data["use_p"], data["follow_p"]]
    elif page.kind == "gap-bars":
        cells = [data["gap"]]
    elif page.kind in ("ranked-bars", "select-all", "ladder", "targets"):
        cells = [data["p"]]
    elif page.kind == "ranking":
        cells = [data["mean"]]
    else:
        cells = [data["left"], data["middle"], data["right"]]
        if not all(cells):
            return []
        if page.kind == "likert-stacked":
            return [1 - float(cells[2])]
        has_middle = sum(key.startswith("p ") for key in data) % 2
        return sorted([-float(cells[0]), float(cells[2])] + [float(cells[1])] * has_middle)
    return sorted(float(cell) for cell in cells if cell)


def to_value(panel, x):
    share = scene_checks.to_share(panel, x)
    if panel.kind == "ranking":
        return 1 + share * (max(len(panel.rows), 2) - 1)
    return share * axis_end(panel) if panel.kind == "targets" else share


def axis_end(panel):
    """Where the axis of targets ends: of the lines on it, the last."""
    return max(n["value"] for n in panel.nodes("grid", "zero"))


def a22_references(page):
    if page.kind not in OF_ROWS:
        return
    for panel in panels(page):
        for row in range(len(panel.rows)) if panel.is_told() else ():
            nodes = [n for n in panel.nodes("reference") if n.get("row") == row and "series" in n]
            hidden = [n for n in panel.nodes("message") if n.get("row") == row]
            wanted = [] if hidden else wanted_references(page, row)
            if len(nodes) != len(wanted) or any(
                    abs(a["value"] - b) > 1e-9
                    for a, b in zip(sorted(nodes, key=lambda n: n["value"]), wanted)):
                yield f"{panel.group}, row {row}: everybody's strokes are {nodes}, not {wanted}"
            for node in nodes:
                is_middle = page.kind == "likert" and 0 < node["series"] < len(
                    [k for k in panel.rows[row] if k.startswith("p ")]) - 1
                place = to_value(panel, node["x0"])
                slack = 0.001 * (len(panel.rows) if page.kind == "ranking" else 1)
                if not is_middle and abs(place - node["value"]) > slack:
                    yield f"{panel.group}, row {row}: everybody's stroke is not at its value"


def a23_each_number(page):
    for panel in panels(page):
        for check in NUMBERS_OF.get(page.kind, ()):
            for fault in check(panel) if panel.is_told() else ():
                yield f"{panel.group}: {check.__name__}: {fault}"


def a24_each_axis(page):
    labels = page.nodes("axis")
    if page.kind == "ranking" and labels and min(n["value"] for n in labels) != 1:
        yield "the axis does not begin at the first place"
    if page.kind in ("ranked-bars", "select-all", "gap-dumbbell", "ladder", "targets",
                     "crosstab-dots") and any(
            p.is_told() for p in panels(page)):
        values = sorted({n["value"] for n in labels})
        if len(values) < 2 or values[0] != 0:
            yield f"the axes go through {values}"
        for node in labels:
            if node["text"] != percent(node["value"]):
                yield f"the axis says {node['text']} at {node['value']}"
        if values and page.kind != "targets" and page.nodes("whisker") and max(
                w["value_to"] for w in page.nodes("whisker")) > values[-1] + 1e-9:
            yield f"a whisker leaves its axis, which ends at {values[-1]}"
    for panel in panels(page):
        for bar in panel.nodes("bar") if page.kind in OF_ROWS else ():
            start = bar["box"][0] + (bar["box"][2] if bar["value_to"] < 0 else 0)
            ends = (bar["box"][0], bar["box"][0] + bar["box"][2])
            if min(abs(scene_checks.to_share(panel, x)) for x in (start, *ends)) > 0.0005:
                yield f"{panel.group}: a bar does not start at zero"


def a25b_each_base(page):
    """Each panel says its base; small ones are hollow, and tiny ones are not drawn."""
    for panel in panels(page):
        if page.kind in CROSSED:
            yield from crossed_bases(page, panel)
            continue
        heads = " ".join(n["text"] for n in panel.nodes("base"))
        bases = sorted({int(r["base"]) for r in panel.rows if r.get("base") and r.get("left") != ""})
        if not panel.is_told():
            if panel.nodes("mark", "bar", "segment", "value") or not panel.nodes("message"):
                yield f"{panel.group} is too small and drawn"
            continue
        if bases and f"{bases[-1]:,}" not in heads:
            yield f"{panel.group} says '{heads}' for a base of {bases}"
        if bases and bases[-1] < 10:
            yield f"{panel.group} has a base under 10 and is drawn"
        if page.kind in scene_checks.OWN:
            for fault in scene_checks.a25b_small_bases(panel):
                yield f"{panel.group}: {fault}"
        elif page.kind in BASED_ROWS:
            for node in panel.nodes("mark"):
                if node["hollow"] != (int(panel.rows[node["row"]]["base"]) < 30) and not (
                        panel.is_hollow_by_theme(node)):
                    yield f"{panel.group}, row {node['row']}: the mark does not tell its base"
        elif any(n["hollow"] != (bases[-1] < 30) for n in panel.nodes("mark")):
            yield f"{panel.group} of {bases} has marks of another kind"


# --- Groups of two questions at once ------------------------------------------------------------

def crossed_bases(page, panel):
    """The base of the panel at its name, those of its groups in the heads or rows, or, where they
    have no place, who is not shown in a note."""
    first = next((n["text"] for n in sorted(panel.nodes("base", "message"), key=lambda n: n["y"])),
                 "")
    base = int(panel.rows[0].get("base") or 0)
    if page.kind == "tile-map":
        yield from tile_heads(page, panel, first)
        base = said_base(first)
    if base < 10:
        if panel.nodes("mark", "bar", "segment", "value") or "too few to show" not in first:
            yield f"{panel.group} is too small and drawn"
        return
    if f"{base:,}" not in first:
        yield f"{panel.group} says '{first}' for a base of {base}"
    for check in BASES_OF[page.kind]:
        for fault in check(panel.without_head()):
            yield f"{panel.group}: {check.__name__}: {fault}"


def dots_bases(panel):
    import scene_checks_crosstab_dots as dots
    notes = panel.page.text_of("note")
    for series, group in enumerate(dots.names(panel)):
        base = int(panel.rows[0][f"base {group}"] or 0)
        marks = [n for n in panel.nodes("mark") if n["series"] == series]
        if base < 10 and (marks or "Too few to show: " not in notes):
            yield f"{group} has a base under 10, is drawn or not told of"
        if any(n["hollow"] != (base < 30) and not panel.is_hollow_by_theme(n) for n in marks):
            yield f"{group} of {base} has marks of another kind"
    for index, row in enumerate(panel.rows):
        is_empty = not any(row[f"p {group}"] for group in dots.names(panel))
        if is_empty != any(n.get("row") == index for n in panel.nodes("message")):
            yield f"row {index} does not say why it is empty"


def heat_colors(panel):
    """No colour where the residual is not told: that is not "about as many"."""
    import scene_checks_heatmap as heat
    palette = [panel.color(f"diverging_5_{i}") for i in range(1, 6)]
    drawn = {(n["row"], n["series"]): n for n in panel.nodes("segment")}
    for index, row in enumerate(panel.rows):
        for series, group in enumerate(heat.names(panel), 1):
            node, residual = drawn.get((index, series)), row[f"residual {group}"]
            is_told = bool(row[f"p {group}"])
            if is_told and not residual:
                if node is not None:
                    yield f"{group} in row {index} has a colour without a residual"
            elif node is None or not is_told and not node.get("hatched"):
                yield f"{group} in row {index} is not drawn, or withheld and not hatched"
            elif is_told and node["color"] != palette[heat.color_class(float(residual))]:
                yield f"{group} in row {index} has another colour than its residual"


def heat_checks(panel):
    import scene_checks_heatmap as heat
    for check in (heat.a22_grid, heat.a22_signs, heat.a22_sparse):
        yield from check(panel)


def heat_keys(panel):
    """What is hatched in a panel is in the key of the page."""
    page = panel.page
    keys = " ".join(n["text"] for n in page.nodes("head", "remark"))
    if any(n.get("hatched") and "value" in n for n in panel.nodes("segment")) and \
            "few expected" not in keys:
        yield "nothing says what the hatching is"
    if not all(word in keys for word in ("far fewer", "far more", "too few to show")):
        yield "the key of the colours is not whole"


def dots_checks(panel):
    import scene_checks_crosstab_dots as dots
    for check in (dots.a22_geometry, dots.a22_lanes, dots.a22_ranges, dots.a22_seen):
        yield from check(panel)


def dots_keys(panel):
    import scene_checks_crosstab_dots as dots
    keys = [n for n in panel.page.nodes("key")]
    if len(keys) != len(dots.names(panel)):
        yield f"{len(keys)} keys for {len(dots.names(panel))} groups"
    colors = {n["series"]: n["color"] for n in keys}
    for node in panel.nodes("mark"):
        if node["color"] != colors.get(node["series"]) and not node["hollow"]:
            yield f"a mark of row {node['row']} has not the colour of its key"


def box_checks(panel):
    import scene_checks_box as box
    for check in (box.a22_boxes, box.a22_complete, box.a22_dots):
        yield from check(panel)


def dots_numbers(panel):
    import scene_checks_crosstab_dots as dots
    yield from dots.a23_printed_numbers(panel)


def heat_numbers(panel):
    import scene_checks_heatmap as heat
    yield from heat.a23_printed_numbers(panel)


def box_numbers(panel):
    import scene_checks_box as box
    yield from box.a23_figures(panel)


def heat_bases(panel):
    import scene_checks_heatmap as heat
    yield from heat.a25b_small_bases(panel)


def box_bases(panel):
    import scene_checks_box as box
    yield from box.a25b_small_groups(panel)


def slope_checks(panel):
    import scene_checks_slope as slope
    for check in (slope.a22_places, slope.a22_lines, slope.a30_labels):
        yield from check(panel.without_head())


def slope_numbers(panel):
    import scene_checks_slope as slope
    yield from slope.a23_printed(panel.without_head())


def slope_bases(panel):
    import scene_checks_slope as slope
    yield from slope.a25b_small_waves(panel)


def slope_looks(panel):
    """Colour and shape say what the letters of the panel say, and the keys of the page explain
    them."""
    import scene_checks_slope as slope
    keys = {n["series"]: n["color"] for n in panel.page.nodes("key")}
    for node in panel.nodes("mark"):
        if node["series"] != slope.CHANGES[panel.rows[node["row"]]["change"]]:
            yield f"row {node['row']} is drawn as what it is not"
        if node["series"] not in keys:
            yield f"no key says what row {node['row']} looks like"
    lengths = [slope.grid(p)[0][1] - slope.grid(p)[-1][1]
               for p in panels(panel.page) if p.is_told()]
    if max(lengths) - min(lengths) > 0.1:
        yield f"the axes are of several heights: {lengths}"


def said_base(text):
    found = re.search(r"n = ([\d,]+)", text)
    return int(found[1].replace(",", "")) if found else 0


def tile_heads(page, panel, first):
    """The CSV has the bases of tiles: none is larger than its panel, and all panels no larger than
    the page. (The cases are rounded.)"""
    tiles = [int(row["base"] or 0) for row in panel.rows]
    all_of_page = int(re.search(r"Base ([\d,]+)\.", page.alt)[1].replace(",", ""))
    if bool(said_base(first)) != panel.is_told():
        yield f"{panel.group} says '{first}'"
    if max(tiles) > said_base(first) + 1:
        yield f"{panel.group} says '{first}', and a tile has {max(tiles)}"
    if said_base(first) > all_of_page:
        yield f"{panel.group} says '{first}' of {all_of_page}"


def tile_checks(panel):
    import scene_checks_tiles as tiles
    yield from tiles.a22_places(panel)
    for node in panel.nodes("segment"):
        row = panel.rows[node["row"]]
        if node["color"] != tiles.shades(panel.page).get(int(row["class"] or 0) - 1):
            yield f"{row['label']} has the shade of another class"
    if panel.nodes("band"):
        yield "a tile is framed, and the title speaks of all panels"


def tile_numbers(panel):
    """All tiles of a page have figures, or none."""
    import scene_checks_tiles as tiles
    if any(p.nodes("value") for p in panels(panel.page)):
        yield from tiles.a23_printed_numbers(panel)
        return
    codes = {n["row"]: n["text"] for n in panel.nodes("label")}
    if codes != {i: row["code"] for i, row in enumerate(panel.rows)}:
        yield "a tile does not say its code"


def tile_bases(panel):
    import scene_checks_tiles as tiles
    for i, row in enumerate(panel.rows):
        if not row["value"] and not any(n.get("hatched") for n in panel.nodes("hollow")
                                        if n.get("row") == i):
            yield f"{row['label']} is not told and not hatched"
    yield from (fault for fault in tiles.a25b_tiles(panel))


def tile_keys(panel):
    """One scale of classes for all panels, and one key; everybody's map has no classes."""
    import scene_checks_tiles as tiles
    page = panel.page
    told = [r for p in panels(page) if p.is_told() for r in p.rows]
    yield from tiles.find_class_faults(page, told)
    yield from tiles.find_key_faults(page, told)
    if any(row["class"] for row in everybody(page)):
        yield "everybody's map is not drawn and has classes"


def a24_crossed(page):
    import scene_checks_box as box
    import scene_checks_crosstab_dots as dots
    check = {"crosstab-dots": dots.a24_axis, "box": box.a24_even_ticks,
             "slope": box.a24_even_ticks}.get(page.kind)
    lowest = [p for p in panels(page) if p.nodes("axis")]
    if check and not lowest and any(p.is_told() for p in panels(page)):
        yield "no panel has an axis"
    for panel in lowest if check else ():
        for fault in check(panel):
            yield f"{panel.group}: {fault}"


BASES_OF = {"crosstab-dots": (dots_bases, dots_keys), "heatmap": (heat_bases, heat_keys),
            "box": (box_bases,), "slope": (slope_bases, slope_looks),
            "tile-map": (tile_bases, tile_keys)}


# --- Rankings, ladders, targets ---------------------------------------------------------------

BASED_ROWS = {"ranking", "ladder", "targets"}  # each row has a base of its own


def ranking_places(panel):
    for mark in panel.nodes("mark"):
        if abs(to_value(panel, mark["x"]) - float(panel.rows[mark["row"]]["mean"])) > 0.005:
            yield f"the mark of row {mark['row']} is not at its mean place"
    for line in panel.nodes("whisker"):
        row = panel.rows[line["row"]]
        for x, key in ((line["x0"], "mean_lo"), (line["x1"], "mean_hi")):
            if abs(to_value(panel, x) - float(row[key])) > 0.005:
                yield f"the whisker of row {line['row']} does not end at its interval"
    if {n["row"] for n in panel.nodes("mark")} != {i for i, r in enumerate(panel.rows) if r["mean"]}:
        yield "not every mean place has a mark"
    for label in panel.nodes("axis"):
        if abs(to_value(panel, label["ink"][0] + label["ink"][2] / 2) - label["value"]) > 0.1 * (
                len(panel.rows)):
            yield f"the label {label['text']} is not at its place"


def ranking_numbers(panel):
    for node in panel.nodes("value"):
        if node["text"] != f"{float(panel.rows[node['row']]['mean']):.1f}":
            yield f"row {node['row']} prints a mean place of {node['text']}"


def ladder_checks(panel):
    import scene_checks_ladder as ladders
    yield from ladders.a22_bars(panel)
    yield from ladders.a22_steps(panel)


def ladder_numbers(panel):
    import scene_checks_ladder as ladders
    yield from ladders.a23_figures(panel)
    if panel.nodes("axis"):
        yield from ladders.a24_zero(panel)


def without_everybody(panel):
    """As a chart of its own has it."""
    alone = copy.copy(panel)
    alone.scene = {**panel.scene, "nodes": [n for n in panel.scene["nodes"] if not (
        n["role"] == "reference" and "series" in n)]}
    return alone


def targets_checks(panel):
    import scene_checks_targets as targets
    alone = without_everybody(panel)
    yield from targets.a22_places(alone)
    yield from targets.a22_zones(alone)
    yield from targets.a24_axis(alone)
    yield from targets.a26_verdicts(alone)


def targets_numbers(panel):
    for node in panel.nodes("cell"):
        if node["text"] != percent(float(panel.rows[node["row"]]["p"])):
            yield f"row {node['row']} prints {node['text']}"
    for node in panel.nodes("axis"):
        if node["text"] != percent(node["value"]):
            yield f"the axis says {node['text']} at {node['value']}"
    keys = {n.get("series") for n in panel.page.nodes("key")}
    for node in panel.nodes("mark"):
        if node["series"] not in keys:
            yield f"nothing says what the mark of row {node['row']} means"


# --- Combinations ------------------------------------------------------------------------------

def upset_checks(panel):
    import scene_checks_upset as upset
    for check in (upset.a22_lying, upset.a22_standing, upset.a22_discs, upset.a22_sums):
        yield from check(panel)


def upset_references(panel):
    """Everybody's stroke lies across each bar, of options and of combinations, at everybody's
    share."""
    import scene_checks_upset as upset
    rows = everybody(panel.page)
    strokes = {n["row"]: n for n in panel.nodes("reference")}
    columns = upset.columns_of(panel)
    options = {i for i, row in upset.rows_of(panel, "option") if row["p"]}
    if set(strokes) != set(columns) | options:
        yield f"everybody's strokes stand at {sorted(strokes)}"
    for index, node in strokes.items():
        if index in columns:
            zero, unit = upset.levels(panel)
            place, is_across = (zero - node["y0"]) / unit, node["y0"] == node["y1"]
        else:
            place, is_across = scene_checks.to_share(panel, node["x0"]), node["x0"] == node["x1"]
        if not is_across or upset.differs(place, rows[index]["p"]):
            yield f"everybody's stroke of row {index} is not at {rows[index]['p']}"


def upset_numbers(panel):
    import scene_checks_upset as upset
    for check in (upset.a23_printed_numbers, upset.a23_rest, upset.a24_zero):
        yield from check(panel)


# --- Histogram ---------------------------------------------------------------------------------

def bin_width(panel):
    """Of everybody's bins, of which the gray line is made."""
    widths = [n["x1"] - n["x0"] for n in panel.nodes("reference") if "value" in n]
    return widths[0] if widths else None


def base_line(panel):
    return max(n["y0"] for n in panel.nodes("zero"))


def heights(panel):
    """Points of a share of 1 on one bin, bar by bar: areas are shares."""
    for bar in panel.nodes("bar"):
        n_bins = round(bar["box"][2] / bin_width(panel))
        share = float(panel.rows[bar["row"]]["p"])
        if share > 0.02:
            yield bar["box"][3] * n_bins / share


def histogram_areas(panel):
    scales = list(heights(panel))
    for bar, scale in zip([b for b in panel.nodes("bar")
                           if float(panel.rows[b["row"]]["p"]) > 0.02], scales):
        if abs(scale - scales[0]) > SLACK * abs(scales[0]) / max(1, bar["box"][3]) + 0.5:
            yield f"the area of row {bar['row']} is not its share"
        if abs(bar["box"][1] + bar["box"][3] - base_line(panel)) > SLACK:
            yield f"the bar of row {bar['row']} does not stand on the line"
    drawn = {n["row"] for n in panel.nodes("bar")}
    if drawn != {i for i, r in enumerate(panel.rows) if r["p"] and float(r["p"]) > 0}:
        yield "not every share above zero has a bar"


def histogram_outline(panel):
    scales = list(heights(panel))
    rows = everybody(panel.page)
    lines = [n for n in panel.nodes("reference") if "value" in n]
    if not scales:
        return
    if len(lines) != len(rows):
        yield f"the gray line has {len(lines)} steps for {len(rows)} bins"
    for line in lines:
        share = float(rows[line["row"]]["p"])
        if abs(base_line(panel) - line["y0"] - share * scales[0]) > 0.5:
            yield f"the gray line is not at the share of bin {line['row']}"


def printed_shares(panel):
    for node in panel.nodes("value"):
        cell = panel.rows[node["row"]]["p"]
        if not cell or node["text"] != percent(float(cell)):
            yield f"row {node['row']} prints {node['text']} for {cell}"


def icon_number(panel):
    cell = panel.rows[0]["p"]
    texts = [n["text"] for n in panel.nodes("value")]
    if cell and texts != [percent(float(cell))]:
        yield f"the number is {texts} for {cell}"
    if cell and "interval" not in panel.text_of("interval"):
        yield "there is no interval"
    if not cell and not panel.nodes("message"):
        yield "nothing says why there is no number"


def icon_checks(panel):
    import scene_checks_icon_array as icons
    if panel.rows[0]["p"]:
        yield from icons.a22_discs(panel)
        yield from icons.a22_order(panel)


PLAIN = (scene_checks.a22_geometry,)
CHECKS_OF = {"ranked-bars": PLAIN, "select-all": PLAIN, "gap-dumbbell": PLAIN, "gap-bars": PLAIN,
             "likert": (scene_checks.a22_segments,),
             "likert-stacked": (scene_checks.a22_segments,),
             "stacked-bar": (scene_checks.a22_segments,),
             "histogram": (histogram_areas, histogram_outline), "icon-array": (icon_checks,),
             "ranking": (ranking_places,), "ladder": (ladder_checks,),
             "targets": (targets_checks,), "crosstab-dots": (dots_checks,),
             "heatmap": (heat_colors, heat_checks), "box": (box_checks,), "slope": (slope_checks,),
             "upset": (upset_checks, upset_references),
             "tile-map": (tile_checks,)}
NUMBERS_OF = {**{kind: (scene_checks.a23_printed_numbers,)
                 for kind in OF_ROWS | {"stacked-bar"}},
              "histogram": (printed_shares,), "icon-array": (icon_number,),
              "ranking": (ranking_numbers,), "ladder": (ladder_numbers,),
              "targets": (targets_numbers,), "crosstab-dots": (dots_numbers,),
              "heatmap": (heat_numbers,), "box": (box_numbers,), "slope": (slope_numbers,),
              "upset": (upset_numbers,),
              "tile-map": (tile_numbers,)}
OWN_CHECKS = (a22_each_panel, a22_same_scale, a22_same_order, a22_level, a22_references,
              a23_each_number, a24_each_axis, a24_crossed, a25b_each_base)


def find_faults(page):
    general = [c for c in scene_checks.CHECKS if c not in scene_checks.GEOMETRY]
    return [f"{check.__name__}: {fault}" for check in (*general, *OWN_CHECKS)
            for fault in check(page)]


# --- Scenes that were spoiled ------------------------------------------------------------------

def last(page, *roles):
    return [n for n in page.nodes(*roles) if n.get("panel") == len(page.scene["panels"]) - 1]


def move_mark(page):
    last(page, "mark")[2]["x"] += 0.002 * page.scene["plot_width"]


def long_axis(page):
    page.scene["panels"][1]["plot_width"] *= 1.02


def other_order(page):
    rows = [r for r in page.rows if r["group"] == groups(page)[1]]
    a, b = page.rows.index(rows[0]), page.rows.index(rows[1])
    page.rows[a], page.rows[b] = page.rows[b], page.rows[a]


def lost_stroke(page):
    page.scene["nodes"].remove(last(page, "reference")[0])


def move_stroke(page):
    last(page, "reference")[0]["x0"] += 3


def wrong_value(page):
    last(page, "value")[0]["text"] = "91%"


def low_row(page):
    page.nodes("value")[0]["y"] += 0.6 * page.m


def wrong_axis(page):
    page.nodes("axis")[1]["text"] = "40%"


def wrong_size(page):
    last(page, "base")[0]["text"] = "n = 12,345"


def small_group(page):
    for row in page.rows:
        if row["group"] == groups(page)[-1]:
            row["base"] = "12"


def lost_panel(page):
    page.scene["panels"].pop()


def long_part(page):
    last(page, "segment")[0]["box"][2] += 0.002 * page.scene["plot_width"]


def wrong_total(page):
    last(page, "total")[0]["text"] = "99%"


def high_bar(page):
    last(page, "bar")[0]["box"][3] *= 1.05


def low_outline(page):
    next(n for n in last(page, "reference") if "value" in n)["y0"] += 2


def lost_step(page):
    page.scene["nodes"].remove(next(n for n in last(page, "reference") if "value" in n))


def one_more_disc(page):
    last(page, "hollow")[0]["role"] = "mark"


def move_panel_stroke(page):
    next(n for n in last(page, "reference") if "row" in n)["x0"] += 2


def lost_tick(page):
    value = last(page, "grid")[0]["value"]
    for node in last(page, "grid"):  # a line is in pieces where texts cut it
        if node["value"] == value:
            page.scene["nodes"].remove(node)


def low_standing(page):
    next(n for n in last(page, "reference") if n["y0"] == n["y1"])["y0"] += 1


def other_scale(page):
    """Each panel is right by itself."""
    import scene_checks_upset as upset
    panel = panels(page)[-1]
    zero, columns = upset.levels(panel)[0], upset.columns_of(panel)
    for node in panel.nodes("grid", "zero", "reference", "mark", "whisker", "bar", "axis"):
        is_line = node["type"] == "line" and "value" in node and node["y0"] == node["y1"]
        if not is_line and node.get("row") not in columns and node["role"] != "axis":
            continue
        for key in {"y", "y0", "y1"} & set(node):
            node[key] = zero - 0.9 * (zero - node[key])
        if node["role"] == "axis":
            node["ink"][1] += 0.1 * (zero - node["ink"][1] - node["ink"][3] / 2)
        if node["role"] == "bar":
            node["box"][1] += 0.1 * node["box"][3]
            node["box"][3] *= 0.9


def other_disc(page):
    last(page, "key")[0]["row"] += 1


def lost_people(page):
    next(r for r in page.rows if r["group"] == groups(page)[-1]
         and r["part"] == "combination")["p"] = "0.01"


def wrong_column(page):
    last(page, "cell")[0]["text"] = "99%"


def wrong_rest(page):
    last(page, "remark")[0]["text"] = "+ 1 other combination: 1%"


def tiny_crossed(page):
    for row in page.rows:
        key = [k for k in row if k.startswith("base ")][0]
        if row["group"] == groups(page)[-1]:
            row[key] = "8"


def other_key(page):
    page.nodes("key")[0]["color"] = page.nodes("key")[1]["color"]


def other_color(page):
    node = next(n for n in last(page, "segment") if "value" in n and not n.get("hatched"))
    node["color"] = page.color("diverging_5_5" if node["color"] != page.color("diverging_5_5")
                               else "diverging_5_1")


def lost_sign(page):
    page.scene["nodes"].remove(last(page, "sign")[0])


def lost_residual(page):
    row = next(r for r in page.rows if r["group"] == groups(page)[-1])
    row[[k for k in row if k.startswith("residual ")][0]] = ""


def lost_color_key(page):
    page.scene["nodes"].remove(next(n for n in page.scene["nodes"]
                                    if n.get("text") == "far more"))


def long_box(page):
    last(page, "bar")[0]["box"][2] += 1


def lost_median(page):
    page.scene["nodes"].remove(last(page, "mark")[0])


def wrong_median(page):
    last(page, "value")[0]["text"] = "99"


def uneven_axis(page):
    page.nodes("axis")[1]["value"] *= 1.5


def high_mark(page):
    last(page, "mark")[0]["y"] -= 4


def short_whisker(page):
    last(page, "whisker")[0]["y1"] -= 2


def lost_name(page):
    page.scene["nodes"].remove(last(page, "label")[0])


def claimed_change(page):
    for row in page.rows:
        row["change"] = "cannot tell"


def move_tile(page):
    for node in last(page, "segment", "separator"):
        node["box"][0] += node.get("row") == 7


def other_shade(page):
    keys = [n["color"] for n in page.nodes("swatch") if "series" in n]
    node = last(page, "segment")[0]
    node["color"] = next(color for color in keys if color != node["color"])


def wrong_code(page):
    last(page, "label")[0]["text"] = "ZZ"


def wrong_class(page):
    next(n for n in page.nodes("head") if "%" in n["text"])["text"] = "0–1%"


def own_class(page):
    next(r for r in page.rows if r["group"] == groups(page)[-1] and r["class"] == "1")["value"] = "0.99"


def filled_small(page):
    next(r for r in page.rows if r["group"] == groups(page)[0] and r["value"]
         and int(r["base"]) >= 30)["base"] = "12"


def lost_hatching(page):
    next(n for n in last(page, "hollow") if n.get("hatched"))["hatched"] = False


def lost_tile_key(page):
    page.scene["nodes"] = [n for n in page.scene["nodes"] if n.get("text") != "10 to 29 answers"]


def framed_tile(page):
    last(page, "segment")[0]["role"] = "band"


def lost_look(page):
    page.scene["nodes"].remove(page.nodes("key")[0])


def small_rows(page):
    for row in page.rows[-3:]:
        row["base"] = "8"


def wrong_place(page):
    last(page, "value")[0]["text"] = "9.9"


def no_first_place(page):
    page.scene["nodes"] = [n for n in page.scene["nodes"] if not (
        n["role"] == "axis" and n["value"] == 1)]


def wrong_step(page):
    last(page, "cell")[0]["text"] = "99%"


def wrong_figure(page):
    last(page, "cell")[0]["text"] = "99%"


def other_verdict(page):
    last(page, "mark")[0]["series"] = (last(page, "mark")[0]["series"] + 1) % 5


def lost_key(page):
    page.scene["nodes"].remove(next(n for n in page.nodes("key") if n.get("series") == 0))


def lost_own_stroke(page):
    page.scene["nodes"].remove(next(n for n in last(page, "reference") if "series" in n))


def move_own_stroke(page):
    next(n for n in last(page, "reference") if "series" in n)["x0"] += 3


def move_target(page):
    next(n for n in last(page, "reference") if "series" not in n)["x0"] += 3


ROWS = {"a22": move_mark, "a22 ": long_axis, "a22  ": other_order, "a22   ": lost_stroke,
        "a22    ": move_stroke, "a22     ": low_row, "a22      ": lost_panel, "a23": wrong_value,
        "a24": wrong_axis, "a25b": wrong_size, "a25b ": small_group}
DOCTORED = {
    "normal-each-ranked-bars-report": ROWS,
    "normal-each-gap-dumbbell-report": ROWS,
    "normal-each-likert-report": {"a22": long_part, "a22 ": lost_stroke, "a22  ": move_stroke,
                                  "a23": wrong_total, "a25b": small_group},
    "normal-each-histogram-report": {"a22": high_bar, "a22 ": low_outline, "a22  ": lost_step,
                                     "a22   ": long_axis, "a23": wrong_value},
    "normal-each-crosstab-dots-report": {
        "a22": move_mark, "a22 ": long_axis, "a22  ": other_order, "a22   ": move_panel_stroke,
        "a22    ": low_row, "a22     ": lost_panel, "a22      ": lost_tick, "a23": wrong_value,
        "a24": wrong_axis, "a25b": wrong_size, "a25b ": tiny_crossed, "a25b  ": other_key},
    "normal-each-heatmap-report": {
        "a22": other_color, "a22 ": lost_sign, "a22  ": lost_residual, "a22   ": other_order,
        "a23": wrong_value, "a25b": wrong_size, "a25b ": tiny_crossed, "a25b  ": lost_color_key},
    "normal-each-box-report": {
        "a22": long_box, "a22 ": lost_median, "a22  ": other_order, "a22   ": lost_tick,
        "a23": wrong_median, "a24": uneven_axis, "a25b": wrong_size, "a25b ": small_rows},
    "normal-each-slope-report": {
        "a22": high_mark, "a22 ": short_whisker, "a22  ": lost_name, "a22   ": lost_tick,
        "a22    ": other_order, "a23": wrong_value, "a24": uneven_axis, "a25b": wrong_size,
        "a25b ": claimed_change, "a25b  ": lost_look},
    "normal-each-tile-map-report": {
        "a22": move_tile, "a22 ": other_shade, "a22  ": other_order, "a22   ": framed_tile,
        "a22    ": lost_panel, "a23": wrong_value, "a23 ": wrong_code, "a25b": wrong_size,
        "a25b ": wrong_class, "a25b  ": own_class, "a25b   ": filled_small,
        "a25b    ": lost_hatching, "a25b     ": lost_tile_key},
    "normal-each-ranking-report": {**ROWS, "a23": wrong_place, "a24": no_first_place},
    "normal-each-ladder-report": {
        **{key: spoil for key, spoil in ROWS.items() if spoil is not other_order},
        "a23 ": wrong_step},
    "normal-each-targets-report": {
        "a22": move_mark, "a22 ": long_axis, "a22  ": other_order, "a22   ": lost_own_stroke,
        "a22    ": move_own_stroke, "a22     ": move_target, "a22      ": other_verdict,
        "a23": wrong_figure, "a23 ": lost_key, "a24": wrong_axis, "a25b": wrong_size, "a25b ": small_group},
    "normal-each-upset-report": {
        "a22": move_mark, "a22 ": long_axis, "a22  ": other_order, "a22   ": lost_stroke,
        "a22    ": move_stroke, "a22     ": low_row, "a22      ": lost_panel,
        "a22       ": low_standing, "a22        ": other_scale, "a22         ": other_disc,
        "a22          ": lost_people, "a23": wrong_value, "a23 ": wrong_column,
        "a23  ": wrong_rest, "a23   ": wrong_axis, "a25b": wrong_size, "a25b ": small_group},
    "normal-each-icon-array-report": {"a22": one_more_disc, "a23": wrong_value,
                                      "a25b": wrong_size},
}
