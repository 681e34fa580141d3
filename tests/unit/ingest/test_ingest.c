/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/findings.h"
#include "check.h"
#include "read-survey.h"

static void test_beside(void)
{
    static const char book[] = "column,header,question,text,type,role,item,base,use,levels\n"
                               "1,Role,job,Your job,single,answer,,answered,opinion,a | b\n";
    g_auto(Survey) survey = {0};
    g_autofree char *book_path = NULL, *plan_path = NULL;

    survey_must_read(&survey, "Role\na\nb\na\n", book, "[report]\nconfidence = 0.9\n");
    book_path = g_build_filename(survey.folder, "survey-codebook.csv", NULL);
    plan_path = g_build_filename(survey.folder, "survey-plan.ini", NULL);
    g_assert_cmpstr(svy_dataset_get_codebook_path(survey.dataset), ==, book_path);
    g_assert_cmpstr(svy_dataset_get_plan_path(survey.dataset), ==, plan_path);
    g_assert_cmpuint(svy_dataset_get_n_rows(survey.dataset), ==, 3);
    g_assert_cmpstr(survey_find(&survey, "job")->text, ==, "Your job");
    svy_check_near(survey.plan->level, 0.9, 1e-12);
    g_assert_cmpstr(survey.plan->file, ==, plan_path);
}

static void test_no_auto(void)
{
    const SvyReadOptions options = {.no_auto = true};
    g_auto(Survey) survey = {0};

    survey_read(&survey, "Role\na\nb\na\n", "no codebook at all\n", "[zzz]\n");
    g_assert_nonnull(survey.error); /* both are found, and both are wrong */
    g_clear_error(&survey.error);
    survey_read_with(&survey, &options);
    g_assert_no_error(survey.error);
    g_assert_null(svy_dataset_get_codebook_path(survey.dataset));
    g_assert_null(svy_dataset_get_plan_path(survey.dataset));
    svy_check_near(survey.plan->level, 0.95, 0);
}

static void test_named(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *plan = survey_write(&survey, "named.txt", "[survey]\ntitle = T\n", -1);
    const SvyReadOptions options = {
        .plan_path = plan, .encoding = "macroman", .delimiter = ';', .no_auto = true};

    survey.path = survey_write(&survey, "survey.csv", "Caf\216;R\na,b;1\na,b;2\nc;1\n", -1);
    survey_read_with(&survey, &options);
    g_assert_no_error(survey.error);
    g_assert_cmpstr(survey.plan->survey.title, ==, "T");
    g_assert_cmpstr(svy_dataset_get_plan_path(survey.dataset), ==, plan);
    g_assert_cmpstr(survey_find(&survey, "q1")->text, ==, "Caf\303\251");
    g_assert_cmpstr(survey.dataset->encoding, ==, "MacRoman");
    g_assert_cmpint(survey.dataset->delimiter, ==, ';');
}

static void note_progress(double share, void *data)
{
    double *last = data;

    g_assert_true(share >= *last && share <= 1);
    *last = share;
}

static void test_progress(void)
{
    double last = 0;
    const SvyReadOptions options = {.progress = note_progress, .progress_data = &last};
    g_autoptr(GString) csv = g_string_new("a,b\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 100000; i++)
        g_string_append(csv, "red,blue\n");
    survey.path = survey_write(&survey, "survey.csv", csv->str, -1);
    survey_read_with(&survey, &options);
    g_assert_no_error(survey.error);
    g_assert_cmpuint(svy_dataset_get_n_rows(survey.dataset), ==, 100000);
    svy_check_near(last, 1, 0);
}

static void test_sample(void)
{
    g_auto(Survey) survey = {0};
    const SvyQuestion *use;

    survey.path = g_build_filename(g_getenv("SVY_DATA_DIR"), "alcts-2014.csv", NULL);
    survey_read_with(&survey, NULL);
    g_assert_no_error(survey.error);
    g_assert_cmpuint(svy_dataset_get_n_rows(survey.dataset), ==, 850);
    g_assert_cmpstr(survey.dataset->exporter, ==, "surveymonkey");
    use = survey_find(&survey, "Which of these do you use?");
    g_assert_cmpint(use->type, ==, SVY_QUESTION_MULTI);
    g_assert_cmpint(use->base, ==, SVY_BASE_TICKED);
    g_assert_cmpuint(svy_bitset_count(use->answered), ==, 850);
    g_assert_true(g_str_has_suffix(svy_dataset_get_plan_path(survey.dataset), "-plan.ini"));
}

/* What is wrong with a whole file; DIR/survey.csv is before the place. */
static void test_faults(void)
{
    static const struct {
        const char *csv;
        const char *pattern;
    } cases[] = {
        {"", "*/survey.csv: error: *"},
        {"a,b\n", "*/survey.csv: error: no responses below the header*"},
        {"a,b\n,\n", "*/survey.csv: error: no responses*"},
        {"a,b\n1,2\n3\n4,5\n", "*/survey.csv:3: error: this row has 1 field, the header has 2*"},
        {"a,b\n1,2\n3,4,5\n6,7,8\n", "*/survey.csv:3: error: *3 fields*2 rows in all*"},
        {"a,b,c\n1,2,3\n4,5,6\n7,8",
         "*/survey.csv:4: error: the file ends in the middle of a row*"},
        {"a,b\n1,\"2\n", "*/survey.csv:2:2: error: *"},
        {"%PDF-1.4\n", "*/survey.csv: error: this is a PDF*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};

        g_assert_false(survey_read(&survey, cases[i].csv, NULL, NULL));
        check_error(survey.error, SVY_ERROR_DATA, cases[i].pattern);
    }
}

static void test_io(void)
{
    g_auto(Survey) survey = {0};

    survey.path = g_strdup("/nowhere/survey.csv");
    g_assert_false(survey_read_with(&survey, NULL));
    check_error(survey.error, SVY_ERROR_IO, "/nowhere/survey.csv: error: cannot open it*");
    g_clear_error(&survey.error);
    g_free(survey.path);
    survey.path = g_strdup("/tmp");
    g_assert_false(survey_read_with(&survey, NULL));
    check_error(survey.error, SVY_ERROR_IO, "/tmp: error: this is a folder*");
}

/* Odd, and usable: each leaves one finding with its line. */
static void test_oddities(void)
{
    static const struct {
        const char *csv, *code;
        size_t line;
        size_t n_rows;
    } cases[] = {
        {"a,b\n1,2\n,\n3,4\n", "blank-row", 3, 2},
        {"a,b\n1,2\n\n3,4\n", "blank-lines", 3, 2},
        {"a,b,\n1,2,\n3,4,\n", "trailing-cells", 2, 2},
        {"a,a\nx,y\ny,x\n", "same-header", 1, 2},
        {"a,,c\nx,y,z\ny,x,z\n", "no-header", 1, 2},
        {"Role,b\nx,1\nN/A,2\nx,1\nN/A,2\n", "missing-code", 3, 4},
        {"Role,b\nx,1\n\342\200\256y,2\nx,1\nx,2\n", "control-characters", 3, 4},
        {"Record ID,b\n7,1\n8,2\n7,1\n", "double-id", 2, 3},
        {"a\n1\n\n3\n", "blank-line", 3, 3},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};
        const SvyFinding *finding;

        survey_must_read(&survey, cases[i].csv, NULL, NULL);
        finding = find_finding(survey.dataset->findings, cases[i].code);
        if (finding == NULL || finding->line != cases[i].line ||
            survey.dataset->n_rows != cases[i].n_rows) {
            g_test_message("%s: line %zu, %zu rows", cases[i].code,
                           finding == NULL ? 0 : finding->line, survey.dataset->n_rows);
            g_test_fail();
        }
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/ingest/beside", test_beside);
    g_test_add_func("/ingest/ingest/no-auto", test_no_auto);
    g_test_add_func("/ingest/ingest/named", test_named);
    g_test_add_func("/ingest/ingest/progress", test_progress);
    g_test_add_func("/ingest/ingest/sample", test_sample);
    g_test_add_func("/ingest/ingest/faults", test_faults);
    g_test_add_func("/ingest/ingest/io", test_io);
    g_test_add_func("/ingest/ingest/oddities", test_oddities);
    return g_test_run();
}
