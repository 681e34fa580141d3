#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may include whom. The tables below are the rule; ARCHITECTURE.md draws them.

An include goes along the table or stays in its layer, so there can be no cycle. Each public header
belongs to one layer and counts as that layer. Each external library is included in the named files
only, so that replacing one is a local change."""
import fnmatch
import re

import lint

LAYERS = {
    "base": (),
    "core": ("base",),
    "stats": ("base",),
    "result": ("base",),
    "ingest": ("core", "base"),
    "analysis": ("core", "stats", "result", "base"),
    "chart": ("result", "base"),
    "report": ("chart", "result", "base"),
    "cli": ("report", "chart", "analysis", "ingest", "result", "stats", "core", "base"),
}

# The layer of each file in include/surveystat.
PUBLIC = {
    "error.h": "base",
    "estimate.h": "base",
    "survey.h": "base",  # what plan, codebook and result all say of a survey: types, no code
    "tiles.h": "base",
    "version.h": "base",
    "codebook.h": "core",
    "dataset.h": "core",
    "plan.h": "core",
    "adjust.h": "stats",
    "density.h": "stats",
    "design.h": "stats",
    "cochran.h": "stats",
    "conversion.h": "stats",
    "difference.h": "stats",
    "net.h": "stats",
    "crosstab.h": "stats",
    "fisher.h": "stats",
    "multi-response.h": "stats",
    "association.h": "stats",
    "effect.h": "stats",
    "histogram.h": "stats",
    "linear.h": "stats",
    "logistic.h": "stats",
    "means.h": "stats",
    "moments.h": "stats",
    "quantile.h": "stats",
    "ordered-logit.h": "stats",
    "ordinal.h": "stats",
    "paired.h": "stats",
    "power.h": "stats",
    "proportion.h": "stats",
    "replicate.h": "stats",
    "ratio.h": "stats",
    "response-rate.h": "stats",
    "stratified.h": "stats",
    "reliability.h": "stats",
    "stats-init.h": "stats",
    "waves.h": "stats",
    "weighted.h": "stats",
    "weights.h": "stats",
    "result.h": "result",
    "ingest.h": "ingest",
    "analysis.h": "analysis",
    "chart.h": "chart",
    "report.h": "report",
    "surveystat.h": "cli",  # the umbrella over all others: for users of the library
}

# External headers: who may include them.
EXTERNAL = {
    "glib.h": ("*",),
    "glib/gstdio.h": ("src/base/*", "src/cli/*"),
    "json-glib/*": ("src/base/json.[ch]",),
    "csv.h": ("src/ingest/csv-reader.c",),
    "gsl/*": ("src/stats/*",),
    "glpk.h": ("src/result/disclosure.c",),
    "cairo*.h": ("src/chart/paint.h", "src/chart/paint-cairo.c", "src/chart/surface.c",
                 "src/chart/picture-*.[ch]"),
    "librsvg/*": ("src/chart/picture-svg.c",),
    "dlfcn.h": ("src/chart/picture-svg.c",),
    "pango/*": ("src/chart/measure.h", "src/chart/measure-pango.c", "src/chart/paint-cairo.c"),
    "fontconfig/*": ("src/chart/measure-pango.c",),
    "png.h": ("src/chart/surface.c",),
    "qpdf/*": ("src/chart/pdf-finish.c",),
    "setjmp.h": ("src/chart/surface.c",),  # libpng reports errors by it
    "qpdf/*": ("src/chart/*",),
    "xlsxwriter.h": ("src/report/write-xlsx.c",),
    "zlib.h": ("src/report/xlsx-check.c",),  # what was written is read back
    "locale.h": ("src/cli/*",),
}

# The C library and POSIX, without those that have a better place above.
SYSTEM = """
    assert complex ctype dirent errno fcntl float inttypes limits math poll pthread signal stdarg stdbool
    stddef stdint stdio stdlib string strings threads time unistd
    sys/file sys/ioctl sys/mman sys/resource sys/stat sys/time sys/types sys/wait sys/utsname
""".split()

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def layer_of_file(path):
    """The layer of a source or public header, or None when the path belongs to none."""
    parts = path.split("/")
    if path.startswith("include/surveystat/"):
        return PUBLIC.get(parts[2].removesuffix(".in"))
    return parts[1] if len(parts) > 2 and parts[1] in LAYERS else None


def layer_of_include(name):
    folder, _, rest = name.partition("/")
    return PUBLIC.get(rest) if folder == "surveystat" else folder if folder in LAYERS else None


def check_own(check, path, line, name):
    """An include of ours: "layer/x.h" or <surveystat/x.h>."""
    layer, target = layer_of_file(path), layer_of_include(name)
    if target is None:
        check.fault(path, line, f"{name} is in no layer; name it in the tables of check_layers.py")
    elif path.startswith("include/") and not name.startswith("surveystat/"):
        check.fault(path, line, f"a public header may not include {name}, which is not installed")
    elif target == layer:
        return
    elif name.endswith("-private.h"):
        check.fault(path, line, f"{name} is for the layer {target} alone")
    elif target not in LAYERS[layer]:
        check.fault(path, line, f"{layer} may not include {name} of {target}")


def check_external(check, path, line, name):
    for pattern, allowed in EXTERNAL.items():
        if fnmatch.fnmatch(name, pattern):
            if not any(fnmatch.fnmatch(path, file) for file in allowed):
                check.fault(path, line, f"{name} may be included by {' '.join(allowed)} only")
            return
    if name.removesuffix(".h") not in SYSTEM:
        check.fault(path, line, f"{name} is unknown; name it in the tables of check_layers.py")


def check_file(check, path):
    if layer_of_file(path) is None:
        check.fault(path, 1, "the file is in no layer; name it in the tables of check_layers.py")
        return
    text = lint.blank_comments(check.read(path), also_strings=False)
    for match in INCLUDE.finditer(text):
        mark, name = match.groups()
        line = lint.line_of(text, match.start(2))
        if mark == '"' or name.startswith("surveystat/"):
            check_own(check, path, line, name)
        else:
            check_external(check, path, line, name)


def check_unit_test(check, path):
    """A unit test may see the private headers of its own layer only."""
    text = lint.blank_comments(check.read(path), also_strings=False)
    for match in INCLUDE.finditer(text):
        name = match.group(2)
        layer = path.split("/")[2]
        if name.endswith("-private.h") and not name.startswith(layer + "/"):
            line = lint.line_of(text, match.start(2))
            check.fault(path, line, f"{name} is for its own layer and that layer's unit tests")


def check_names(check):
    """Module file names are unique, so that svy_<module>_ leads to one file."""
    seen = {}
    for path in check.find(".c", folders=("src",)):
        name = path.rsplit("/", 1)[1]
        if name in seen:
            check.fault(path, 1, f"{seen[name]} has the same name")
        seen[name] = path


def check(tree):
    for path in tree.find(".c", ".h", ".h.in", folders=("src", "include")):
        check_file(tree, path)
    for path in tree.find(".c", ".h", folders=("tests/unit",)):
        check_unit_test(tree, path)
    check_names(tree)


if __name__ == "__main__":
    lint.main(check)
