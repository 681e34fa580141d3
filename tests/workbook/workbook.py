# SPDX-License-Identifier: GPL-3.0-or-later
"""A workbook as its parts say it: sheets of rows of cells, text as str, numbers as float."""
import re
import xml.etree.ElementTree as tree
import zipfile

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Sheet:
    def __init__(self, name, root, strings, formats):
        self.name = name
        self.rows = []       # of dicts: column letters to values
        self.formats = {}    # "B5" to the format of its number
        self.links = [(link.get("ref"), link.get("location"), link.get(
            "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"))
            for link in root.iter(SPACE + "hyperlink")]
        self.formulas = [cell.get("r") for cell in root.iter(SPACE + "c") if cell.find(SPACE + "f") is not None]
        pane = root.find(f".//{SPACE}pane")
        self.frozen = None if pane is None else int(pane.get("ySplit", "0"))
        for row in root.iter(SPACE + "row"):
            self.rows.append({re.match("[A-Z]+", cell.get("r"))[0]: self._read(cell, strings, formats)
                              for cell in row.iter(SPACE + "c")})

    def _read(self, cell, strings, formats):
        value = cell.find(SPACE + "v")
        if value is None:
            return None
        if cell.get("t") == "s":
            return strings[int(value.text)]
        self.formats[cell.get("r")] = formats[int(cell.get("s", "0"))]
        return float(value.text)

    def texts(self):
        return [value for row in self.rows for value in row.values() if isinstance(value, str)]


def decode(text):
    """As a spreadsheet shows it: "_x0041_" is "A"."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def read_formats(root):
    own = {entry.get("numFmtId"): entry.get("formatCode") for entry in root.iter(SPACE + "numFmt")}
    builtin = {"0": "General", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}
    return [own.get(entry.get("numFmtId"), builtin.get(entry.get("numFmtId")))
            for entry in root.find(SPACE + "cellXfs").iter(SPACE + "xf")]


def read(path):
    """All sheets by name, in order. Every part must be whole and well-formed."""
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None, "a part is damaged"
        parts = {name: tree.fromstring(book.read(name)) for name in book.namelist()}
    strings = [decode("".join(text.text or "" for text in entry.iter(SPACE + "t")))
               for entry in parts["xl/sharedStrings.xml"].iter(SPACE + "si")]
    formats = read_formats(parts["xl/styles.xml"])
    names = [sheet.get("name") for sheet in parts["xl/workbook.xml"].iter(SPACE + "sheet")]
    return {name: Sheet(name, parts[f"xl/worksheets/sheet{i}.xml"], strings, formats)
            for i, name in enumerate(names, 1)}
