#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each linter must see what it is for: small trees with one fault each, and one without any."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "support"))
import tap  # noqa: E402

SPDX = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"

PUBLIC_HEADER = SPDX + """\
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/** A struct needs no labels: (*x)(y). */
typedef struct {
    size_t n;
    void (*call)(int a);
} SvyThing;

/**
 * Adds things up.
 *
 * More about it: Returns nothing of note.
 *
 * @n:       how many
 * @things:  [n] the things
 * @compare: how
 * @ret_sum: (out) the sum, which goes
 *           on here
 * @error:   (out, optional) set only when false is returned
 *
 * Returns: true and fills @ret_sum; false and leaves it as it was.
 * Errors:  SVY_ERROR_DATA  there is none
 *          SVY_ERROR_IO    there is no machine
 * Cost:    O(n).
 * Test:    tests/unit/stats/test_sum.c
 */
bool svy_sum_things(size_t n,
                    const SvyThing things[],
                    int (*compare)(const void *a, const void *b),
                    double *ret_sum,
                    GError **error);

/**
 * Frees.
 *
 * @thing: (nullable) the thing
 *
 * Cost: O(1).
 * Test: tests/unit/stats/test_sum.c
 */
void svy_thing_free(SvyThing *thing);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyThing, svy_thing_free)
"""

SOURCE = SPDX + """\
#include "stats/sum.h"

#include <math.h>
#include <gsl/gsl_cdf.h>
#include <surveystat/estimate.h>

#include "base/num.h"
#include "stats/sum-private.h"

/* printf("strcpy(a, b)") and goto are only words here. */
static const char text[] = "exit(1); sprintf(x)";

static double get_time(void)
{
    return pow(text[0], 2);
}
"""

GOOD = {
    "include/surveystat/adjust.h": PUBLIC_HEADER,
    "include/surveystat/estimate.h": SPDX + "#pragma once\n",
    "src/base/num.h": SPDX + "#pragma once\n#include <stddef.h>\nsize_t svy_num_one(void);\n",
    "src/stats/sum.h": SPDX + "#pragma once\n",
    "src/stats/sum-private.h": SPDX + "#pragma once\n",
    "src/stats/sum.c": SOURCE,
    "tests/unit/stats/test_sum.c": SPDX + '#include "stats/sum-private.h"\n',
}


class LintTest(unittest.TestCase):
    """Writes trees and runs linters on them."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="surveystat-lint-"))
        self.addCleanup(shutil.rmtree, self.root)
        for path, text in GOOD.items():
            self.write(path, text)
        shutil.copy(HERE.parents[1] / ".clang-format", self.root)

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def run_linter(self, name):
        run = subprocess.run([sys.executable, HERE / f"{name}.py", self.root], text=True,
                             capture_output=True, check=False)
        self.assertEqual(run.stderr, "")
        return run

    def assert_fault(self, name, expected):
        run = self.run_linter(name)
        self.assertEqual(run.returncode, 1, run.stdout)
        self.assertIn(expected, run.stdout)
        self.assertIn("1 faults", run.stdout)

    def assert_edit(self, name, path, old, new, expected):
        """One edit of the good tree gives exactly this one fault."""
        text = GOOD[path]
        self.assertIn(old, text)
        self.write(path, text.replace(old, new, 1))
        self.assert_fault(name, expected)
        self.write(path, text)


class GoodTree(LintTest):
    def test_has_no_faults(self):
        for name in ("layers", "banned", "docs", "headers", "spdx"):
            run = self.run_linter(f"check_{name}")
            self.assertEqual((run.returncode, run.stdout), (0, "0 faults\n"), name)


class Layers(LintTest):
    def test_edges(self):
        cases = [
            ('"base/num.h"', '"core/column.h"', "stats may not include core/column.h of core"),
            ("<surveystat/estimate.h>", "<surveystat/dataset.h>",
             "stats may not include surveystat/dataset.h of core"),
            ('"base/num.h"', '"base/file-private.h"', "is for the layer base alone"),
            ('"base/num.h"', '"num.h"', "num.h is in no layer"),
            ("<surveystat/estimate.h>", "<surveystat/new.h>", "surveystat/new.h is in no layer"),
            ("<gsl/gsl_cdf.h>", "<cairo.h>", "cairo.h may be included by src/chart/paint.h"),
            ("<gsl/gsl_cdf.h>", "<csv.h>", "csv.h may be included by src/ingest/csv-reader.c only"),
            ("<math.h>", "<locale.h>", "locale.h may be included by src/cli/* only"),
            ("<math.h>", "<curl/curl.h>", "curl/curl.h is unknown"),
        ]
        for old, new, expected in cases:
            self.assert_edit("check_layers", "src/stats/sum.c", old, new, expected)

    def test_place(self):
        self.assert_edit("check_layers", "src/stats/sum.c", '"base/num.h"', '"chart/scene.h"',
                         "src/stats/sum.c:8: ")

    def test_base_knows_nobody(self):
        self.assert_edit("check_layers", "src/base/num.h", "<stddef.h>", "<surveystat/result.h>",
                         "src/base/num.h:3: base may not include surveystat/result.h of result")

    def test_siblings_do_not_know_each_other(self):
        self.write("src/core/plan.c", SPDX + "#include <surveystat/survey.h>\n")
        self.assertEqual(self.run_linter("check_layers").returncode, 0)
        self.write("src/core/plan.c", SPDX + "#include <surveystat/result.h>\n")
        self.assert_fault("check_layers", "src/core/plan.c:2: core may not include surveystat/resu")

    def test_public_header_sees_installed_ones(self):
        self.assert_edit("check_layers", "include/surveystat/adjust.h", "<stddef.h>",
                         "<stats/sum.h>", "adjust.h:6: stats/sum.h is unknown")
        self.assert_edit("check_layers", "include/surveystat/adjust.h", "<stddef.h>",
                         '"stats/sum.h"', "a public header may not include stats/sum.h")

    def test_unknown_public_header(self):
        self.write("include/surveystat/new.h", SPDX)
        self.assert_fault("check_layers", "include/surveystat/new.h:1: the file is in no layer")

    def test_private_header_in_another_layers_test(self):
        self.write("tests/unit/base/test_num.c", SPDX + '#include "stats/sum-private.h"\n')
        self.assert_fault("check_layers", "tests/unit/base/test_num.c:2: ")

    def test_names_are_unique(self):
        self.write("src/base/sum.c", SPDX)
        self.assert_fault("check_layers", "src/base/sum.c has the same name")


class Banned(LintTest):
    def test_calls(self):
        for call in ("strcpy(a, b)", "sprintf (a, b)", "atof(a)", "strtod(a, b)", "exit(1)",
                     "abort()", "system(a)", "printf(a)", "fprintf(a, b)", "setlocale(1, a)",
                     "g_print(a)", "g_warning(a)", "time(NULL)", "isdigit(a)", "rand()"):
            word = call.split("(")[0].strip()
            self.assert_edit("check_banned", "src/stats/sum.c", "pow(text[0], 2)", call,
                             f"src/stats/sum.c:16: {word} is banned")

    def test_words(self):
        self.assert_edit("check_banned", "src/stats/sum.c", "return pow", "goto end; return pow",
                         "src/stats/sum.c:16: goto is banned")
        self.assert_edit("check_banned", "src/base/num.h", "size_t svy_num_one", "gint svy_num_one",
                         "src/base/num.h:4: gint is banned")
        self.assert_edit("check_banned", "src/stats/sum.c", "static double", "static GList *",
                         "src/stats/sum.c:14: GList is banned")

    def test_command_line_prints(self):
        self.write("src/cli/main.c", SPDX + "int x = printf(a) + exit(1) + setlocale(b);\n")
        self.assertEqual(self.run_linter("check_banned").returncode, 0)
        self.write("src/cli/main.c", SPDX + "int x = strcpy(a, b);\n")
        self.assert_fault("check_banned", "src/cli/main.c:2: strcpy is banned")

    def test_members_and_longer_names(self):
        self.write("src/base/x.c", SPDX + "int x = a.time(b) + a->exit(b) + svy_exit(c);\n")
        self.assertEqual(self.run_linter("check_banned").returncode, 0)


class Docs(LintTest):
    HEADER = "include/surveystat/adjust.h"

    def test_missing_parts(self):
        cases = [
            (" * Adds things up.\n", " *\n", "the documentation needs a sentence of purpose"),
            (" * @n:       how many\n", "", "needs @n"),
            (" * @compare: how\n", "", "needs @compare"),
            (" * @n:  ", " * @m:       no\n * @n:  ", "needs no @m: there is no such parameter"),
            (" * Returns: true", " * Then: true", "svy_sum_things(): the documentation needs Returns"),
            (" * Errors:  SVY", " * Faults:  SVY", "needs Errors"),
            (" * Cost:    O(n).\n", "", "needs Cost"),
            (" * Cost: O(1).\n", " * Returns: 1\n * Cost: O(1).\n", "needs no Returns"),
            (" * Test:    tests/unit/stats/test_sum.c\n", "", "needs Test"),
            ("O(n).\n * Test:    tests/unit/stats/test_sum.c\n",
             "O(n). Test: tests/unit/stats/test_sum.c\n", "needs Test"),
            ("stats/test_sum.c", "stats/test_no.c", "the test tests/unit/stats/test_no.c does not"),
            ("*/\nbool svy_sum", "*/\nint x;\n\nbool svy_sum", "svy_sum_things() has no doc"),
            ("/**\n * Frees.", "/*\n * Frees.", "svy_thing_free() has no documentation"),
        ]
        for old, new, expected in cases:
            self.assert_edit("check_docs", self.HEADER, old, new, expected)

    def test_order(self):
        self.assert_edit("check_docs", self.HEADER, " * Cost: O(1).\n * Test: tests/unit/stats/"
                         "test_sum.c\n", " * Test: tests/unit/stats/test_sum.c\n * Cost: O(1).\n",
                         "needs the order of the parameters")

    def test_place(self):
        self.assert_edit("check_docs", self.HEADER, " * Cost: O(1).\n", "",
                         f"{self.HEADER}:45: svy_thing_free(): ")


class Headers(LintTest):
    def test_that_needs_another(self):
        self.assert_edit("check_headers", "src/base/num.h", "#include <stddef.h>\n", "",
                         "src/base/num.h:3: src/base/num.h does not compile alone")

    def test_without_guard(self):
        self.assert_edit("check_headers", "src/base/num.h", "#pragma once\n",
                         "struct x { int y; };\n", "src/base/num.h:2: src/base/num.h does not")

    def test_that_is_not_c11(self):
        self.assert_edit("check_headers", "include/surveystat/estimate.h", "#pragma once\n",
                         "#pragma once\nstruct x { int y[0]; };\n", "does not compile alone")


class Spdx(LintTest):
    def test_missing(self):
        self.assert_edit("check_spdx", "src/stats/sum.h", SPDX, "", "src/stats/sum.h:1: ")

    def test_script(self):
        self.write("quickstart", "#!/bin/sh\n# " + SPDX)
        self.assertEqual(self.run_linter("check_spdx").returncode, 0)
        self.write("quickstart", "#!/bin/sh\n\n# " + SPDX)
        self.assert_fault("check_spdx", "quickstart:2: ")


class Translations(LintTest):
    """A tree with a sentence in a chart and its translation, and what may be wrong with it."""

    SOURCE = SPDX + ('char *f(const char *language)\n{\n'
                     '    return g_strdup_printf(svy_tr(language, "%s of %zu people "\n'
                     '                                            "said so"), "a", n);\n}\n')
    TABLE = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n\nmsgid "%s of %zu people said so"\n' \
            'msgstr "lo dijeron %s de %zu personas"\n'

    def setUp(self):
        super().setUp()
        self.write("src/chart/chart-one.c", self.SOURCE)
        self.write("src/base/languages/es.po", self.TABLE)

    def test_good(self):
        self.assertEqual(self.run_linter("check_translations").returncode, 0)

    def test_reordered(self):
        self.write("src/base/languages/es.po",
                   self.TABLE.replace("%s de %zu", "%2$zu de %1$s"))
        self.assertEqual(self.run_linter("check_translations").returncode, 0)

    def test_other_conversions(self):
        self.write("src/base/languages/es.po", self.TABLE.replace("%s de %zu", "%zu de %s"))
        self.assert_fault("check_translations", "src/base/languages/es.po:5: other conversions")

    def test_untranslated(self):
        self.write("src/base/languages/es.po",
                   self.TABLE.replace("lo dijeron %s de %zu personas", ""))
        self.assert_fault("check_translations", "src/base/languages/es.po:5: no translation")

    def test_lacking(self):
        self.write("src/base/languages/es.po", self.TABLE.split("msgid \"%s")[0])
        self.assert_fault("check_translations", "src/chart/chart-one.c:4: ")

    def test_twice(self):
        entry = self.TABLE[self.TABLE.index("msgid \"%s"):]
        self.write("src/base/languages/es.po", self.TABLE + "\n" + entry)
        self.assert_fault("check_translations", "src/base/languages/es.po:8: a second translation")

    def test_left_over(self):
        self.write("src/base/languages/es.po", self.TABLE + '\nmsgid "b"\nmsgstr "c"\n')
        self.assert_fault("check_translations", "no source asks for 'b'")

    def test_outside(self):
        self.write("src/chart/chart-one.c",
                   self.SOURCE + 'char *g(void)\n{\n    return g_strdup("too few");\n}\n')
        self.assert_fault("check_translations", "a sentence outside svy_tr(): 'too few'")

    def test_pages(self):
        for path, call in (
                ("report/report-md", 'append(out, "too few");'),
                ("report/write-xlsx", 'put(&sheet, "too"\n    " few");'),
                ("ingest/one", 'svy_findings_add(l, 0, "one", 0, 0, NULL, "too few: %s", a);'),
                ("ingest/one", 'svy_findings_add(l, 0, "one", 0, 0, "mend it", "%s", a);'),
                ("analysis/one", 'svy_findings_tally(l, 0, "one", 0, 0, NULL, "too few");')):
            self.write(f"src/{path}.c", SPDX + f"void f(void)\n{{\n    {call}\n}}\n")
            self.assert_fault("check_translations",
                              f"src/{path}.c:4: a sentence outside svy_tr(): ")
            self.write(f"src/{path}.c", SPDX)
        self.write("src/ingest/one.c", SPDX + "void f(void)\n{\n    svy_findings_add(l, 0, "
                   '"type-guess", 0, 0, NULL, "taken as %s", a);\n'
                   '    svy_error_set(error, "too few");\n}\n')
        self.assertEqual(self.run_linter("check_translations").returncode, 0)

    def test_tables(self):
        for call in ('svy_table_builder_add_column(builder, "p", "Share");',
                     'svy_table_builder_add_column(get(builder, 1), keys[i], "Share");',
                     'svy_table_builder_new(SVY_TABLE_BINS, id, "Share");',
                     'svy_table_builder_add_note(builder, "Share");',
                     'svy_cell_set_text(&cells[AT], "Share");',
                     'table->base_rule = g_strdup("Share");',
                     'made->method =\n        g_strdup_printf("%s%% Share", level);'):
            self.write("src/analysis/one.c", SPDX + f"void f(void)\n{{\n    {call}\n}}\n")
            self.assert_fault("check_translations", "a word of a table outside svy_tr(): ")
            spoken = call.replace('"Share"', 'svy_tr(language, "said")').replace(
                '"%s%% Share"', 'svy_tr(language, "said")')
            self.write("src/analysis/one.c", SPDX + f"void f(void)\n{{\n    {spoken}\n}}\n")
            self.write("src/base/languages/es.po", self.TABLE + '\nmsgid "said"\nmsgstr "dicho"\n')
            self.assertEqual(self.run_linter("check_translations").returncode, 0, call)
            self.write("src/base/languages/es.po", self.TABLE)


class Paths(LintTest):
    def test_missing(self):
        good = "`src/base/num.h` `src/base/NAME.c` [x](include/) [y](https://no.example/z) `a/b`\n"
        self.write("README.md", good)
        self.assertEqual(self.run_linter("check_paths").returncode, 0)
        self.write("README.md", good + "`src/base/no.h`\n")
        self.assert_fault("check_paths", "README.md:2: src/base/no.h does not exist")
        self.write("README.md", "[gap](charts/gap.png)\n" + good)
        self.assert_fault("check_paths", "README.md:1: charts/gap.png does not exist")


@unittest.skipIf(shutil.which("clang-format") is None, "clang-format is not installed")
class Format(LintTest):
    def test_layout(self):
        self.write("src/stats/odd.c", SPDX + "int  x;\n")
        self.assert_fault("check_format", "src/stats/odd.c:2: code should be clang-formatted")

    def test_width(self):
        self.write("src/stats/wide.c", SPDX + "/* " + "x" * 100 + " */\n")
        self.assert_fault("check_format", "src/stats/wide.c:2: 106 columns")


class Long(LintTest):
    def test_shows_and_passes(self):
        body = "    x++;\n" * 44
        self.write("src/base/long.c", SPDX + f"static int grow(int x)\n{{\n{body}}}\n")
        self.write("src/base/large.c", SPDX + "int x;\n" * 600)
        run = self.run_linter("show_long")
        self.assertEqual(run.returncode, 0)
        self.assertIn("src/base/large.c:1: 601 lines", run.stdout)
        self.assertIn("src/base/long.c:3: grow() has 46 lines", run.stdout)


if __name__ == "__main__":
    tap.run_unittest()
