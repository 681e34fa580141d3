# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks A11-A21 and A31 on the PNG, PDF and SVG files of charts; TAP.

    check_files.py DRAW-CHART-CASES

Needs poppler-utils and qpdf; without them the tests are skipped, not passed. SVG is rendered by
rsvg-convert (librsvg2-bin) and chromium where they are installed. Charts are drawn and looked at
side by side on all processors."""
import array
import concurrent.futures
import csv
import functools
import hashlib
import html
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree
import zlib

import scene_checks
from check_scenes import EMPTY_FONTCONFIG, LOGO, Tap, draw, write_png

TOOLS = ["pdftotext", "pdffonts", "pdfinfo", "pdftoppm", "qpdf"]
CASES = ["normal", "extremes", "long-labels", "mixed-bases", "rtl"]
PICTURES = ["extremes-gap-dumbbell-report", "mixed-bases-gap-dumbbell-screen",
            "rtl-ranked-bars-report", "mixed-bases-gap-dumbbell-mono",
            "mixed-bases-gap-dumbbell-slide"]
DPI = {"poster": 150, "report": 300, "screen": 96, "slide": 150, "mono": 300}
DRAFT = 60
DRAFT_DPI = {"poster": DRAFT, "report": 2 * DRAFT, "screen": 1.5 * DRAFT, "slide": 1.5 * DRAFT,
             "mono": 2 * DRAFT}
SVG = "{http://www.w3.org/2000/svg}"
DEJAVU = re.compile(r"DejaVu|Noto|Liberation|FreeS|Symbola|Unifont")


def run_bytes(*command):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True).stdout


def find_logo(scene):
    return next((n for n in scene["nodes"] if n["role"] == "logo"), None)


def run(*command):
    return subprocess.run([str(c) for c in command], check=True, capture_output=True,
                          text=True).stdout


@functools.lru_cache(maxsize=8)
def ask_once(command, path, *_stamp):
    return run(*command, path)


def ask(path, *command):
    """What a tool says of a file. Several checks put the same question."""
    stat = os.stat(path)
    return ask_once(command, path, stat.st_mtime_ns, stat.st_size)


def repeat_byte(byte, count):
    return int.from_bytes(bytes([byte]) * count, sys.byteorder)


class Png:
    """Just enough of a reader to look at what we wrote: 8-bit RGB, filters 0 and 2."""

    def __init__(self, path):
        data = path.read_bytes()
        self.chunks, at = [], 8
        self.is_png = data[:8] == b"\x89PNG\r\n\x1a\n"
        while at < len(data):
            size, name = struct.unpack(">I4s", data[at:at + 8])
            body = data[at + 8:at + 8 + size]
            crc = struct.unpack(">I", data[at + 8 + size:at + 12 + size])[0]
            assert crc == zlib.crc32(name + body), "wrong CRC"
            self.chunks.append((name.decode(), body))
            at += 12 + size
        self.width, self.height, self.depth, self.color = struct.unpack(
            ">IIBB", self.get("IHDR")[:10])

    def get(self, name):
        return next((body for chunk, body in self.chunks if chunk == name), None)

    def texts(self):
        found = {}
        for name, body in self.chunks:
            if name == "iTXt":
                key, _, rest = body.partition(b"\0")
                found[key.decode()] = rest[2:].split(b"\0", 2)[2].decode()
        return found

    def rows(self):
        """Each row's bytes. Those of a row are added to the row above at once, as one large number
        whose bytes do not carry into each other: Python takes minutes for single ones."""
        raw = zlib.decompress(b"".join(body for name, body in self.chunks if name == "IDAT"))
        stride, above = 3 * self.width, 0
        low, high = repeat_byte(0x7f, stride), repeat_byte(0x80, stride)
        for y in range(self.height):
            line = raw[y * (stride + 1):(y + 1) * (stride + 1)]
            here = int.from_bytes(line[1:], sys.byteorder)
            if line[0] == 2:
                here = ((here & low) + (above & low)) ^ ((here ^ above) & high)
            elif line[0] != 0:
                raise ValueError(f"filter {line[0]}")
            above = here
            yield here.to_bytes(stride, sys.byteorder)


def average_blocks(rows, width):
    """Mean brightness of blocks of 4 x 4 pixels: the picture, blurred. Rows are added as one large
    number each: its pairs of bytes, which hold a sum of eight bytes without a carry."""
    n_bytes = width // 4 * 12
    single = int.from_bytes(b"\x00\xff" * (n_bytes // 2), "big")
    blocks, pairs = [], 0
    for y, row in enumerate(rows, 1):
        bits = int.from_bytes(row[:n_bytes], sys.byteorder)
        pairs += (bits & single) + ((bits >> 8) & single)
        if y % 4 == 0:
            sums = array.array("H", pairs.to_bytes(n_bytes, sys.byteorder))
            blocks.append([sum(six) / 48 for six in zip(*[iter(sums)] * 6)])
            pairs = 0
    return blocks


def read_ppm(path):
    data = path.read_bytes()
    found = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    width, height = int(found.group(1)), int(found.group(2))
    body = data[found.end():]
    return width, height, [body[y * width * 3:(y + 1) * width * 3] for y in range(height)]


# Pages that are so much higher, see draw_cases.c.
TALLER = {"small-multiples": 1.7, "each-ranked-bars": 1.3, "each-gap-dumbbell": 2,
          "each-likert": 2, "each-histogram": 1.3, "each-icon-array": 1.6, "each-ranking": 1.6,
          "each-ladder": 1.8, "each-targets": 1.8, "ridgeline": 1.3, "box-dots": 2.2,
          "each-crosstab-dots": 2, "each-heatmap": 2.8, "each-box": 2, "each-slope": 2.6,
          "each-upset": 2.8,
          "each-tile-map": 2.6}


def get_variant(stem, scene):
    """A page with a panel for each group is drawn beside the kind itself, and boxes with dots."""
    if "-box-dots-" in stem.name:
        return "box-dots"
    return f"each-{scene['kind']}" if "panels" in scene else scene["kind"]


def get_theme(stem):
    return stem.name.rsplit("-", 1)[1]


# Of both logos: mid-orange and dark blue, and in one ink the grays of their brightness.
LOGO_COLORS = {True: [(0x86, 0x86, 0x86), (0x37, 0x37, 0x37)],
               False: [(0xe7, 0x6f, 0x51), (0x1f, 0x3a, 0x5f)]}


def load(stem):
    scene = json.loads(pathlib.Path(f"{stem}.scene.json").read_text(encoding="utf-8"))
    texts = [n for n in scene["nodes"] if n["type"] == "text"]
    return scene, texts


def is_plain(text):
    """Latin, Greek, Cyrillic and signs: read from left to right."""
    return not re.search(r"[\u0590-\u08ff]", text)


def a11_fonts(stem):
    for line in ask(f"{stem}.pdf", "pdffonts").splitlines()[2:]:
        name, flags = line.split()[0], re.search(r"(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$",
                                                 line)
        if not flags or set(flags.groups()) != {"yes"}:
            yield f"{name} is not embedded, subset and mapped"
        family = name.split("+")[-1]
        if not re.match(r"Inter(Display)?-(Regular|Medium|SemiBold|Bold)$", family) and not (
                DEJAVU.match(family)):
            yield f"{name} is not of the list"


def pdf_words(stem):
    markup = run("pdftotext", "-bbox", f"{stem}.pdf", "-")
    pattern = r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>'
    return [(float(a), float(b), float(c), float(d), html.unescape(word))
            for a, b, c, d, word in re.findall(pattern, markup)]


def a12_text(stem):
    scene, texts = load(stem)
    words = pdf_words(stem)
    tolerance = max(2.0, 0.002 * scene["width"])
    for text in texts:
        x, y, w, h = text["ink"]
        left, right = text["box"][0], text["box"][0] + text["box"][2]
        thin = max(0, text["size"] / 2 - h) / 2  # a dash has hardly any ink
        here = sorted(word for word in words if y - thin <= (word[1] + word[3]) / 2 <= y + h + thin
                      and x - 2 <= (word[0] + word[2]) / 2 <= x + w + 2)
        if not is_plain(text["text"]):
            if not here:
                yield f"nothing at '{text['text']}'"
            continue
        if "".join(word[4] for word in here) != "".join(text["text"].split()):
            yield f"'{text['text']}' reads {[word[4] for word in here]}"
        elif max(abs(here[0][0] - left), abs(here[-1][2] - right)) > tolerance:
            yield f"'{text['text']}' is from {here[0][0]} to {here[-1][2]}, not {left} to {right}"


def a12b_reading_order(stem):
    _, texts = load(stem)
    if not all(is_plain(t["text"]) for t in texts):
        return
    read = "".join(run("pdftotext", "-raw", f"{stem}.pdf", "-").split())
    at = 0
    for text in texts:
        found = read.find("".join(text["text"].split()), at)
        if found < 0:
            yield f"'{text['text']}' is not read in its place"
            return
        at = found


def a15_valid(stem):
    checked = subprocess.run(["qpdf", "--check", f"{stem}.pdf"], capture_output=True, text=True,
                             check=False)
    if checked.returncode != 0 or "WARNING" in checked.stdout + checked.stderr:
        yield checked.stdout + checked.stderr


def a16_structure(stem):
    scene, texts = load(stem)
    logo = find_logo(scene)
    structure = ask(f"{stem}.pdf", "pdfinfo", "-struct")
    cells = [t for t in texts if t["part"] == "table"]
    n_rows = max(t["part_row"] for t in cells) + 1
    n_columns = max(t["part_column"] for t in cells) + 1
    expected = {"Document": 1, "H1": 1, "Figure": 2 if logo and "alt" in logo else 1, "Table": 1, "TR": n_rows,
                "TH": n_rows + n_columns - 1, "TD": (n_rows - 1) * (n_columns - 1)}
    for tag, count in expected.items():
        found = len(re.findall(rf"^\s*{tag}\b", structure, re.M))
        if found != count:
            yield f"{found} of {tag}, not {count}"
    if structure.count("/Scope /Column") != n_columns or "/BBox" not in structure:
        yield "columns without scope, or a figure without box"
    objects = ask(f"{stem}.pdf", "qpdf", "--json")
    title = "".join(n["text"] for n in texts if n["role"] == "title")
    for needed in ('"/Lang": "u:en"', '"/DisplayDocTitle": true', '"/Marked": true', '"/Alt": "u:',
                   '"/Metadata"', '"/Title"'):
        if needed not in objects:
            yield f"the PDF lacks {needed}"
    if title not in ask(f"{stem}.pdf", "pdfinfo") and scene["kind"] == "gap-dumbbell":
        yield "the title is not in the information"
    if "/CreationDate" in objects:
        yield "a date from nowhere"


def a16c_logo(stem):
    """With words a figure in its place, without an artifact."""
    scene, _ = load(stem)
    logo = find_logo(scene)
    page = run_bytes("qpdf", "--qdf", "--object-streams=disable", f"{stem}.pdf", "-")
    if (b"/Artifact BMC" in page) != ("alt" not in logo):
        yield "an artifact with words, or none without"
    objects = json.loads(run("qpdf", "--json", f"{stem}.pdf"))["qpdf"][1]
    figures = [e["value"] for e in objects.values() if isinstance(e.get("value"), dict)
               and e["value"].get("/S") == "/Figure"]
    found = [f for f in figures if f.get("/Alt") == f"u:{logo.get('alt')}"]
    if len(found) != ("alt" in logo) or len(figures) != len(found) + 1:
        yield f"{len(found)} figures of the logo, {len(figures)} in all"
    x, y, w, h = logo["box"]
    place = [x, scene["height"] - y - h, x + w, scene["height"] - y]
    for figure in found:
        box = objects.get(f"obj:{figure['/A']}", {}).get("value", figure["/A"])["/BBox"]
        if max(abs(a - b) for a, b in zip(box, place)) > 0.02:
            yield f"the box of the logo is {box}, not {place}"


def a20b_logo_colors(stem, rows, width, name):
    """The logo's colours are in its box and, but for whole pixels at its edge, nowhere else."""
    scene, _ = load(stem)
    x, y, w, h = (side * width / scene["width"] for side in find_logo(scene)["box"])
    colors = LOGO_COLORS[get_theme(stem) == "mono"]
    counts, n_outside = [0, 0], 0
    for top, row in enumerate(rows):
        is_level, is_near = y <= top + 0.5 <= y + h, y - 2 <= top + 0.5 <= y + h + 2
        for index, color in enumerate(colors):
            if not is_near and index > 0:
                continue  # blue and grays are of the theme as well
            hits = [at for at in range(width)
                    if all(abs(row[3 * at + i] - color[i]) <= 6 for i in range(3))]
            counts[index] += sum(x <= at + 0.5 <= x + w for at in hits) if is_level else 0
            n_outside += sum(not (is_near and x - 2 <= at + 0.5 <= x + w + 2) for at in hits)
    if min(counts) < 0.02 * w * h:
        yield f"{name}: {counts} of {w * h:.0f} pixels of the logo have its colours"
    if n_outside > 0 and get_theme(stem) != "mono":
        yield f"{name}: {n_outside} pixels elsewhere"


def read_unseen(stem):
    """Texts that the PDF's table has for cells without any on the page: (row, column) -> text."""
    objects = json.loads(ask(f"{stem}.pdf", "qpdf", "--json"))["qpdf"][1]
    elements = {name: entry["value"] for name, entry in objects.items()
                if isinstance(entry.get("value"), dict)}
    tables = [e for e in elements.values() if e.get("/S") == "/Table"]

    def children(element):
        kids = element.get("/K", [])
        kids = kids if isinstance(kids, list) else [kids]
        return [elements[f"obj:{kid}"] for kid in kids if f"obj:{kid}" in elements]

    return {(row, column): cell["/ActualText"].removeprefix("u:")
            for table in tables for row, tr in enumerate(children(table))
            for column, cell in enumerate(children(tr)) if "/ActualText" in cell}


# Of each kind whose figures do not all stand in the picture: the columns of its CSV that are those
# of the table, by their names, and the first column of the table.
TABLE_SHARES = {"likert": (r"p (.*)", 1), "likert-stacked": (r"p (.*)", 1),
                "crosstab-dots": (r"p (.*)", 1), "slope": (r"p (.*)", 1),
                "ranking": (r"(first|second|third)", 2)}


def is_printed(text, share):
    if text[0] in "<>":
        return 0 < share < 0.01 if text[0] == "<" else 0.99 < share < 1
    number = re.fullmatch(r"(\d+)%?", text)
    return number is not None and abs(int(number.group(1)) - 100 * share) <= 0.5 + 1e-9


def number_rows(rows, has_panels):
    """The row of the table that each row of the CSV is: of panels, below the name of the group;
    everybody's are in none."""
    if not has_panels:
        yield from enumerate(rows, 1)
        return
    names = list(dict.fromkeys(row["group"] for row in rows))[1:]
    n_rows = sum(row["group"] == rows[0]["group"] for row in rows)
    for number, name in enumerate(names):
        for index, row in enumerate((r for r in rows if r["group"] == name), 1):
            if row["base"]:
                yield 1 + number * (n_rows + 1) + index, row


def a16b_every_share(stem):
    """Every share of the CSV is in the PDF's table, on the page or not."""
    scene, texts = load(stem)
    unseen = {(c["part_row"], c["part_column"]): c["text"] for c in scene.get("unseen", [])}
    if read_unseen(stem) != unseen:
        yield f"unseen in the PDF {read_unseen(stem)}, in the scene {unseen}"
    seen = {(t["part_row"], t["part_column"]): t["text"] for t in texts if t["part"] == "table"}
    if set(seen) & set(unseen):
        yield f"seen and unseen: {set(seen) & set(unseen)}"
    pattern, first = TABLE_SHARES.get(scene["kind"], (r"(?!)", 0))
    with open(f"{stem}.csv", encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for row, record in number_rows(rows, "panels" in scene):
        shares = [value for name, value in record.items() if re.fullmatch(pattern, name)]
        for column, share in enumerate(shares, first):
            text = seen.get((row, column), unseen.get((row, column)))
            if share != "" and (text is None or not is_printed(text.strip(), float(share))):
                yield f"row {row}, column {column}: {text}, not {share}"


def a17_page_size(stem):
    scene, _ = load(stem)
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", ask(f"{stem}.pdf", "pdfinfo"))
    for name, got in zip(("width", "height"), found.groups()):
        if abs(float(got) - scene[name]) > 0.72:
            yield f"{name} {got}, not {scene[name]}"
    height = 18 if stem.name.startswith("long-labels") else 16  # as cases.c has it
    height *= 72 * TALLER.get(get_variant(stem, scene), 1)
    if "poster" in stem.name and (
            scene["width"] != 1728 or abs(scene["height"] - height) > 0.02):
        yield f"a poster that is not 24 in x {height / 72:g} in"


def a18_png_head(stem, dpi):
    scene, texts = load(stem)
    png = Png(pathlib.Path(f"{stem}.png"))
    size = [-int(-(scene[side] / 72 * dpi - 1e-6) // 1) for side in ("width", "height")]
    if not png.is_png or [png.width, png.height] != size or (png.depth, png.color) != (8, 2):
        yield f"{png.width} x {png.height}, depth {png.depth}, colour {png.color}; not {size}"
    per_metre = round(dpi / 0.0254)
    if png.get("pHYs") != struct.pack(">IIB", per_metre, per_metre, 1) or png.get("sRGB") is None:
        yield "no physical size or no sRGB"
    title = "".join(n["text"] for n in texts if n["role"] == "title")
    alt = pathlib.Path(f"{stem}.alt.txt").read_text(encoding="utf-8").split("\n\n")[0]
    if png.texts().get("Title") != title or png.texts().get("Description") != alt:
        yield f"words inside: {png.texts()}"


def a19_edges(stem):
    png = Png(pathlib.Path(f"{stem}.png"))
    paper = b"\xff" * (3 * png.width)
    rows = list(png.rows())
    if any(row != paper for row in rows[:2] + rows[-2:]):
        yield "the first or last rows are not pure paper"
    if any(row[:6] != paper[:6] or row[-6:] != paper[:6] for row in rows):
        yield "the first or last columns are not pure paper"


def compare_pictures(png, width, height, rows):
    if abs(width - png.width) > 1 or abs(height - png.height) > 1:
        yield f"{width} x {height} against {png.width} x {png.height}"
        return
    ours = average_blocks(png.rows(), min(width, png.width))
    theirs = average_blocks(rows, min(width, png.width))
    pairs = [(a, b) for x, y in zip(ours, theirs) for a, b in zip(x, y)]
    mean = sum(abs(a - b) for a, b in pairs) / len(pairs) / 255
    ink = sum(255 - a for a, _ in pairs) / len(pairs) / 255
    if mean > 0.015 or mean > 0.25 * ink:
        yield f"the pictures differ by {mean:.2%} ({ink:.2%} ink)"


def a20_same_picture(stem):
    run("pdftoppm", "-r", DRAFT_DPI[get_theme(stem)], f"{stem}.pdf", f"{stem}.page")
    path = next(stem.parent.glob(f"{stem.name}.page*.ppm"))
    yield from compare_pictures(Png(pathlib.Path(f"{stem}.png")), *read_ppm(path))


def a21_svg(stem, ending):
    """Well-formed, with the words and every node of the scene under an id of its own."""
    scene, texts = load(stem)
    root = xml.etree.ElementTree.parse(f"{stem}{ending}").getroot()
    groups = root.findall(f"{SVG}g")
    ids = [e.get("id") for e in root.iter() if e.get("id")]
    alt = pathlib.Path(f"{stem}.alt.txt").read_text(encoding="utf-8").split("\n\n")[0]
    title = "".join(n["text"] for n in texts if n["role"] == "title")
    words = {e.get("id"): e.text for e in (root.find(f"{SVG}title"), root.find(f"{SVG}desc"))}
    words.update({e.get("id"): e.get("aria-label") for e in groups if e.get("aria-label")})
    logo = find_logo(scene) or {}
    logo_words = [logo["alt"]] if "alt" in logo else []
    if (root.tag, root.get("role"), root.get("lang")) != (f"{SVG}svg", "img", scene["language"]):
        yield f"the root is {root.tag} {root.attrib}"
    if [words.get(name) for name in root.get("aria-labelledby").split()] != [
            title, alt, *logo_words]:
        yield f"labelled by {words}"
    form = re.compile(r"svy-[0-9a-f]{8}-[\w-]+")
    if len(ids) != len(set(ids)) or not all(form.fullmatch(name) for name in ids):
        yield "ids are not unique, or of no form"
    if [g.get("data-role") for g in groups] != [n["role"] for n in scene["nodes"]]:
        yield "the groups are not the nodes of the scene"
    if ending == ".svg":
        got = [g.get("data-text") for g in groups if g.get("data-text")]
        expected = [n["text"] for n in texts]
    else:
        got = [g.find(f"{SVG}text").text for g in groups if g.find(f"{SVG}text") is not None]
        expected = [n["text"].rstrip() for n in texts]
    if got != expected:
        yield f"the texts are {got}"
    known = ["svg", "title", "desc", "g", "rect", "line", "circle", "path", "text"]
    if logo:
        known += ["image", "defs", "clipPath", "use", "linearGradient", "radialGradient", "stop"]
    for element in root.iter():
        target = element.get("href", element.get("{http://www.w3.org/1999/xlink}href", "#"))
        if not target.startswith(("#", "data:image/png;base64,")):
            yield f"it refers to {target}"
    if {e.tag for e in root.iter()} - {SVG + name for name in known}:
        yield "an element that nobody expects"


def rsvg_page(stem, out):
    run("rsvg-convert", "-f", "pdf", "-o", out, f"{stem}.svg")


def chromium_page(stem, out):
    """A page as large as the picture. Each worker of ours has a browser of its own."""
    scene, _ = load(stem)
    svg = pathlib.Path(f"{stem}.svg").read_text(encoding="utf-8").split("?>", 1)[1]
    page = stem.parent / f"{stem.name}.html"
    worker = f"browser-{os.getpid()}-{threading.get_ident()}"
    page.write_text(f"<!doctype html><meta charset=utf-8><style>@page{{size:{scene['width']}pt "
                    f"{scene['height']}pt;margin:0}}body{{margin:0}}svg{{display:block}}</style>"
                    f"{svg}", encoding="utf-8")
    run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--user-data-dir={stem.parent / worker}", f"--print-to-pdf={out}",
        page.as_uri())


ENGINES = {"rsvg-convert": rsvg_page, "chromium": chromium_page}


def a21_rendered(stem, engine):
    """What an engine of others makes of the SVG is what we painted as PNG."""
    png, page = Png(pathlib.Path(f"{stem}.png")), f"{stem}.{engine}.pdf"
    ENGINES[engine](stem, page)
    run("pdftoppm", "-r", DRAFT_DPI[get_theme(stem)], "-l", "1", page, f"{stem}.{engine}")
    path = next(stem.parent.glob(f"{stem.name}.{engine}*.ppm"))
    yield from compare_pictures(png, *read_ppm(path))


def stems_in(folder):
    return sorted(pathlib.Path(str(p)[:-len(".scene.json")]) for p in folder.glob("*.scene.json"))


def draw_draft(program, folder, case):
    draw(program, folder, "--files", "--only", case, "--dpi", str(DRAFT))


def look_at_draft(stem):
    checks = [a11_fonts, a12_text, a12b_reading_order, a15_valid, a16_structure, a16b_every_share,
              a17_page_size]
    # Comparing pictures without a library is slow: where shapes differ in kind.
    if stem.name.startswith("normal") or stem.name in PICTURES:
        checks += [a19_edges, a20_same_picture]
    faults = [f"{check.__name__}: {fault}" for check in checks for fault in check(stem)]
    faults += [f"a18: {fault}" for fault in a18_png_head(stem, DRAFT_DPI[get_theme(stem)])]
    return faults + [f"a21: {fault}" for ending in (".svg", ".text.svg")
                     for fault in a21_svg(stem, ending)]


def is_looked_at(stem):
    """Slide and mono differ from the others in sizes and colours: two cases tell."""
    return get_theme(stem) not in ("slide", "mono") or stem.name.startswith(("normal", "mixed"))


def check_drafts(tap, pool, drafts):
    stems = [stem for stem in stems_in(drafts) if is_looked_at(stem)]
    for stem, faults in zip(stems, pool.map(look_at_draft, stems)):
        tap.report(stem.name, faults)


def look_at_rendered(rendered):
    return list(a21_rendered(*rendered))


def list_rendered(drafts):
    """(chart, engine) of each picture of another engine."""
    stems = [stem for stem in stems_in(drafts)
             if stem.name in PICTURES or stem.name.startswith("normal-gap")]
    every_kind = [stem for stem in stems_in(drafts)
                  if stem.name.startswith("normal") and stem.name.endswith("-report")]
    for engine in ENGINES:
        # A browser takes a second a page.
        for stem in stems if engine == "chromium" else sorted(set(stems + every_kind)):
            yield stem, engine


def check_engines(tap, pool, drafts):
    rendered = list(list_rendered(drafts))
    made = [(stem, engine) for stem, engine in rendered if shutil.which(engine) is not None]
    for (stem, engine), faults in zip(made, pool.map(look_at_rendered, made)):
        tap.report(f"{stem.name} by {engine}", faults)
    for stem, engine in rendered:
        if (stem, engine) not in made:
            tap.skip(f"{stem.name} by {engine}", f"{engine} not installed")


def look_at_full_size(program, folder, kind):
    """(name, faults) of each chart of a kind."""
    folder.mkdir()
    draw(program, folder, "--files", "--only", "normal", "--kind", kind)
    found = []
    for stem in stems_in(folder):
        dpi = DPI[get_theme(stem)]
        faults = list(a18_png_head(stem, dpi))
        if "gap" in stem.name:  # the others as drafts: reading large pictures here takes long
            faults += list(a19_edges(stem))
        found.append((f"{stem.name} at {dpi} dpi", faults))
    shutil.rmtree(folder)
    return found


def check_full_size(tap, pool, program, scratch):
    draws = [pool.submit(look_at_full_size, program, scratch / f"full-{kind}", kind)
             for kind in scene_checks.KINDS]
    for done in draws:
        for name, faults in done.result():
            tap.report(name, faults)


def hash_folder(folder):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())
            if p.suffix != ".ppm"}


def draw_variation(program, folder, arguments, environment):
    folder.mkdir()
    draw(program, folder, "--files", "--only", "normal", "--dpi", str(DRAFT), *arguments,
         **environment)
    got = hash_folder(folder)
    shutil.rmtree(folder)
    return got


def check_same_bytes(tap, pool, program, scratch, drafts):
    config = scratch / "fonts.conf"
    config.write_text(EMPTY_FONTCONFIG, encoding="utf-8")
    variations = {
        "a second run": ([], {}),
        "another time zone and locale": ([], {"TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8",
                                              "LANG": "ar_EG.UTF-8"}),
        "strips of 64 rows": (["--strips", "64"], {}),
        "one strip": (["--strips", "30000"], {}),
        "PDF before PNG": (["--pdf-first"], {}),
        "no fontconfig": ([], {"FONTCONFIG_FILE": str(config), "HOME": str(scratch)}),
    }
    expected = {name: value for name, value in hash_folder(drafts).items()
                if name.startswith("normal")}
    draws = [pool.submit(draw_variation, program, scratch / f"again-{index}", *variation)
             for index, variation in enumerate(variations.values())]
    for name, done in zip(variations, draws):
        got = done.result()
        tap.report(f"same bytes: {name}",
                   [file for file in expected if got.get(file) != expected[file]])


def check_epoch(tap, program, scratch):
    folder = scratch / "epoch"
    folder.mkdir()
    draw(program, folder, "--files", "--only", "1-row", SOURCE_DATE_EPOCH="1403870400")
    objects = run("qpdf", "--json", folder / "1-row-gap-dumbbell-report.pdf")
    is_right = '"/CreationDate": "u:D:20140627120000Z"' in objects
    tap.report("the date is SOURCE_DATE_EPOCH", [] if is_right else ["it is not"])


def check_refusal_leaves_nothing(tap, program, scratch):
    folder = scratch / "refused"
    folder.mkdir()
    draw(program, folder, "--files", "--only", "normal", "--page", "3x3")
    posters = [p.name for p in folder.glob("*-poster.*")]
    faults = [p for p in posters if not p.endswith(".error")]
    tap.report("a refused chart leaves no file", faults if posters else ["nothing was refused"])


def logo_faults(stem):
    checks = [a11_fonts, a12_text, a12b_reading_order, a15_valid, a16_structure, a16b_every_share,
              a16c_logo, a17_page_size, a19_edges, a20_same_picture]
    faults = [f"{check.__name__}: {fault}" for check in checks for fault in check(stem)]
    faults += [f"a18: {fault}" for fault in a18_png_head(stem, DRAFT_DPI[get_theme(stem)])]
    faults += [f"a21: {fault}" for ending in (".svg", ".text.svg")
               for fault in a21_svg(stem, ending)]
    for ending in (".svg", ".pdf", ".png"):
        data = pathlib.Path(f"{stem}{ending}").read_bytes()
        faults += [f"{ending} has words of the logo's file: {word}"
                   for word in (b"invented association", b"secret") if word in data]
    png = Png(pathlib.Path(f"{stem}.png"))
    pictures = {"png": (png.width, png.height, list(png.rows())),
                "pdf": read_ppm(next(stem.parent.glob(f"{stem.name}.page*.ppm")))}
    for engine in ENGINES:
        if shutil.which(engine) is None or engine == "chromium" and get_theme(stem) != "report":
            continue
        faults += [f"a21: {fault}" for fault in a21_rendered(stem, engine)]
        pictures[engine] = read_ppm(next(stem.parent.glob(f"{stem.name}.{engine}*.ppm")))
    for name, (width, _, rows) in pictures.items():
        faults += a20b_logo_colors(stem, rows, width, name)
    return faults


def check_logos(tap, pool, program, scratch):
    """All checks of files, with a logo as shapes that has words, and one of pixels that has none."""
    pixels = scratch / "pixels.png"
    write_png(pixels, 300, 100)
    plain = scratch / "no logo"
    plain.mkdir()
    usual = ["--only", "normal", "--kind", "gap-dumbbell"]
    draw(program, plain, "--files", *usual, "--dpi", str(DRAFT))
    for logo, words in ((LOGO, ["--alt", "Logo of the NLA"]), (pixels, [])):
        arguments = [*usual, "--logo", str(logo), *words]
        folder = scratch / f"logo {logo.name}"
        folder.mkdir()
        draw(program, folder, "--files", *arguments, "--dpi", str(DRAFT))
        expected = hash_folder(folder)
        variations = (["--strips", "64"], ["--strips", "30000"], ["--pdf-first"])
        draws = [pool.submit(draw_variation, program, scratch / f"logo {logo.name} {index}",
                             [*arguments, *more], {"TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8"})
                 for index, more in enumerate(variations)]
        stems = [stem for stem in stems_in(folder)
                 if words or get_theme(stem) in ("report", "mono")]  # pictures take long
        for stem, faults in zip(stems, pool.map(logo_faults, stems)):
            tap.report(f"{stem.name} with {logo.name}", faults)
        for more, done in zip(variations, draws):
            got = done.result()
            tap.report(f"same bytes with {logo.name}: {' '.join(more)}",
                       [file for file in expected if got.get(file) != expected[file]])
        check_logo_checks(tap, plain, folder)


def check_logo_checks(tap, plain, folder):
    mixed, other = folder / "mixed-up-report", plain / "normal-gap-dumbbell-report"
    shutil.copy(folder / "normal-gap-dumbbell-report.scene.json", f"{mixed}.scene.json")
    shutil.copy(f"{other}.pdf", f"{mixed}.pdf")
    png = Png(pathlib.Path(f"{other}.png"))
    tap.report(f"a16c sees a PDF without {folder.name}",
               [] if list(a16c_logo(mixed)) else ["it does not"])
    tap.report(f"a20b sees a PNG without {folder.name}",
               [] if list(a20b_logo_colors(mixed, list(png.rows()), png.width, "png"))
               else ["it does not"])


def check_checks(tap, drafts):
    """The most important checks must be able to fail: pictures and words of another chart."""
    one, other = drafts / "normal-gap-dumbbell-screen", drafts / "normal-ranked-bars-screen"
    mixed = drafts / "mixed-up-screen"
    for ending in (".scene.json", ".alt.txt", ".png"):
        shutil.copy(f"{one}{ending}", f"{mixed}{ending}")
    shutil.copy(f"{other}.pdf", f"{mixed}.pdf")
    for check in (a12_text, a12b_reading_order, a16_structure, a17_page_size, a20_same_picture):
        tap.report(f"{check.__name__} sees another chart's PDF",
                   [] if list(check(mixed)) else ["it does not"])
    for ending in (".svg", ".text.svg"):
        shutil.copy(f"{other}{ending}", f"{mixed}{ending}")
        tap.report(f"a21 sees another chart's {ending}",
                   [] if list(a21_svg(mixed, ending)) else ["it does not"])
    if shutil.which("rsvg-convert") is not None:
        tap.report("a21 sees another chart's picture",
                   [] if list(a21_rendered(mixed, "rsvg-convert")) else ["it does not"])
    shutil.copy(f"{other}.png", f"{mixed}.png")
    tap.report("a18 sees another chart's PNG",
               [] if list(a18_png_head(mixed, DRAFT_DPI["screen"])) else ["it does not"])
    narrow = drafts / "normal-likert-screen"
    for ending in (".scene.json", ".csv"):
        shutil.copy(f"{narrow}{ending}", f"{mixed}{ending}")
    tap.report("a16b sees a table without the narrow shares",
               [] if list(a16b_every_share(mixed)) else ["it does not"])
    pdf = pathlib.Path(f"{mixed}.pdf")
    pdf.write_bytes(pdf.read_bytes()[:-2000])
    tap.report("a15 sees a truncated PDF", [] if list(a15_valid(mixed)) else ["it does not"])


def make_pool():
    """Processes, or threads where the machine has no semaphores: a chroot without /dev/shm."""
    n_workers = len(os.sched_getaffinity(0))
    try:
        return concurrent.futures.ProcessPoolExecutor(n_workers)
    except (ImportError, NotImplementedError, OSError):
        return concurrent.futures.ThreadPoolExecutor(n_workers)


def main():
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        print(f"1..0 # SKIP {', '.join(missing)} not installed")
        return
    program, tap = sys.argv[1], Tap()
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    with tempfile.TemporaryDirectory() as name, make_pool() as pool:
        scratch = pathlib.Path(name)
        drafts = scratch / "drafts"
        drafts.mkdir()
        for done in [pool.submit(draw_draft, program, drafts, case) for case in CASES]:
            done.result()
        check_same_bytes(tap, pool, program, scratch, drafts)
        check_drafts(tap, pool, drafts)
        check_engines(tap, pool, drafts)
        check_full_size(tap, pool, program, scratch)
        check_logos(tap, pool, program, scratch)
        check_epoch(tap, program, scratch)
        check_refusal_leaves_nothing(tap, program, scratch)
        check_checks(tap, drafts)
    tap.finish()


if __name__ == "__main__":
    main()
