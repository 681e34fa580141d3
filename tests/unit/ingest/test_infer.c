/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/findings.h"
#include "read-survey.h"

/* Repeats rows until there are enough answers to judge by. */
static char *repeat(const char *header, const char *rows, size_t n)
{
    GString *csv = g_string_new(header);

    for (size_t i = 0; i < n; i++)
        g_string_append(csv, rows);
    return g_string_free(csv, FALSE);
}

/* The type of one column, by its name and answers; n times the answers. */
static void test_columns(void)
{
    static const struct {
        const char *name, *answers; /* separated by ";" */
        size_t n;
        SvyQuestionType type;
        bool is_personal;
        const char *levels; /* nullable */
    } cases[] = {
        {"Role", "Librarian;Student;Librarian", 4, SVY_QUESTION_SINGLE, false, "Librarian|Student"},
        {"Role", "b;a;c;c;c;a", 4, SVY_QUESTION_SINGLE, false, "c|a|b"},
        {"Role", "a;Other;Other;Don't know;None", 4, SVY_QUESTION_SINGLE, false,
         "a|Other|None|Don't know"},
        {"Member?", "Yes;No", 5, SVY_QUESTION_SINGLE, false, "Yes|No"},
        {"I like it", "Agree;Strongly agree;Disagree;Don't know", 3, SVY_QUESTION_LIKERT, false,
         "Strongly agree|Agree|Disagree|Don't know"},
        {"How often?", "never;Daily;Weekly", 3, SVY_QUESTION_LIKERT, false, "Daily|Weekly|never"},
        {"Age", "30-44;18-29;> 60;45-60", 4, SVY_QUESTION_SINGLE, false, "18-29|30-44|45-60|> 60"},
        {"Years", "More than 5 years;1-5 years;Less than 1 year", 4, SVY_QUESTION_SINGLE, false,
         "Less than 1 year|1-5 years|More than 5 years"},
        {"Score", "1;2;3;4;5", 3, SVY_QUESTION_LIKERT, false, "1|2|3|4|5"},
        {"NPS", "10;0;9;7;3", 3, SVY_QUESTION_LIKERT, false, "0|3|7|9|10"},
        {"Amount", "100;2.5;36;42;57;68", 2, SVY_QUESTION_NUMERIC, false, NULL},
        {"Hours", "5;7;9;8", 3, SVY_QUESTION_NUMERIC, false, NULL},
        {"Flag", "0;1", 5, SVY_QUESTION_SINGLE, false, NULL},
        {"When", "2014-03-01;2014-03-02;2014-03-03", 2, SVY_QUESTION_DATE, false, NULL},
        {"Contact", "a@b.org;c@d.org;none", 2, SVY_QUESTION_ID, true, NULL},
        {"From", "10.0.0.1;10.0.0.2;10.0.0.3", 1, SVY_QUESTION_ID, true, NULL},
        {"Code", "3071012345;3071012346;3071012399", 1, SVY_QUESTION_ID, true, NULL},
        {"weight", "0.8;1.25;1.1;0.5", 2, SVY_QUESTION_WEIGHT, false, NULL},
        {"weight", "1;2;3;70", 2, SVY_QUESTION_NUMERIC, false, NULL},
        {"Comment", "It is good;I do not know what to say;Well, well;Nothing to add here;No more",
         1, SVY_QUESTION_TEXT, false, NULL},
        {"Empty", ";;;", 1, SVY_QUESTION_TEXT, false, NULL},
        /* by their names, whatever is in them */
        {"Respondent ID", "1;2;3", 1, SVY_QUESTION_ID, true, NULL},
        {"Collector_ID", "7;7;7", 1, SVY_QUESTION_ID, false, NULL},
        {"IP Address", "x;y;z", 1, SVY_QUESTION_ID, true, NULL},
        {"first name", "Ann;Bob;Ann", 3, SVY_QUESTION_ID, true, NULL},
        {"StartDate", "x;y;z", 1, SVY_QUESTION_DATE, false, NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) answers = g_strsplit(cases[i].answers, ";", -1);
        g_autoptr(GString) rows = g_string_new(NULL);
        g_autofree char *header = g_strdup_printf("%s,Group\n", cases[i].name);
        g_autofree char *csv = NULL;
        g_auto(Survey) survey = {0};
        const SvyQuestion *question;
        g_autofree char *levels = NULL;

        for (size_t a = 0; answers[a] != NULL; a++)
            g_string_append_printf(rows, "\"%s\",g\n", answers[a]);
        csv = repeat(header, rows->str, cases[i].n);
        survey_must_read(&survey, csv, NULL, NULL);
        question = survey_find(&survey, "q1");
        levels = join_level_labels(question);
        if (question->type != cases[i].type || question->is_personal != cases[i].is_personal ||
            (cases[i].levels != NULL && strcmp(cases[i].levels, levels) != 0)) {
            g_test_message("%s (%s): %s, levels %s; %s", cases[i].name, cases[i].answers,
                           svy_question_type_get_name(question->type), levels, question->reason);
            g_test_fail();
        }
        if (question->is_personal)
            g_assert_true(question->is_meta);
        g_assert_true((find_finding(survey.dataset->findings, "personal") != NULL) ==
                      question->is_personal);
    }
}

/* Columns whose names share a beginning are one question when their answers fit together. */
static void test_groups(void)
{
    static const struct {
        const char *what, *header, *rows;
        size_t n_questions;
        SvyQuestionType type;
        SvyBaseRule base;
        const char *roles; /* first letters */
    } cases[] = {
        {"ticks", "Q [A],Q [B],Q [C]\n", "x,,\n,x,\nx,x,\n", 1, SVY_QUESTION_MULTI, SVY_BASE_TICKED,
         "ooo"},
        {"labels", "Q - A,Q - B\n", "A,\n,B\nA,B\n", 1, SVY_QUESTION_MULTI, SVY_BASE_TICKED, "oo"},
        {"yes and no", "Q [A],Q [B]\n", "Yes,No\nNo,Yes\nNo,No\n", 1, SVY_QUESTION_MULTI,
         SVY_BASE_SHOWN, "oo"},
        {"an option that nobody took", "Q: A,Q: B,Q: C\n", "1,,\n,,1\n", 1, SVY_QUESTION_MULTI,
         SVY_BASE_TICKED, "ooo"},
        {"a grid", "Q [A],Q [B]\n", "Good,Poor\nPoor,Good\nFair,Good\n", 1, SVY_QUESTION_GRID,
         SVY_BASE_ANSWERED, "rr"},
        {"a ranking", "Q [A],Q [B],Q [C]\n", "1,2,3\n3,1,2\n2,3,1\n1,3,2\n", 1, SVY_QUESTION_RANK,
         SVY_BASE_ANSWERED, "rrr"},
        {"points, not ranks", "Q [A],Q [B],Q [C]\n", "1,1,3\n3,3,3\n2,2,1\n1,3,1\n", 1,
         SVY_QUESTION_GRID, SVY_BASE_ANSWERED, "rrr"},
        {"nothing in common", "Q [A],Q [B]\n", "red,12\nblue,15\ngreen,17\nred,12\n", 2,
         SVY_QUESTION_SINGLE, SVY_BASE_ANSWERED, "a"},
        {"alone", "Q [A],R\n", "x,1\n,2\ny,3\n", 2, SVY_QUESTION_SINGLE, SVY_BASE_ANSWERED, "a"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *csv = repeat(cases[i].header, cases[i].rows, 4);
        g_auto(Survey) survey = {0};
        g_autoptr(GString) roles = g_string_new(NULL);
        const SvyQuestion *question;

        survey_must_read(&survey, csv, NULL, NULL);
        question = survey_find(&survey, "q1");
        for (guint k = 0; k < question->items->len; k++)
            g_string_append_c(roles,
                              svy_role_get_name(svy_question_get_item(question, k)->role)[0]);
        if (survey.dataset->questions->len != cases[i].n_questions ||
            question->type != cases[i].type || question->base != cases[i].base ||
            strcmp(roles->str, cases[i].roles) != 0) {
            g_test_message("%s: %u questions, %s, base %s, roles %s; %s", cases[i].what,
                           survey.dataset->questions->len,
                           svy_question_type_get_name(question->type),
                           svy_base_get_name(question->base), roles->str, question->reason);
            g_test_fail();
        }
    }
}

/* Two header rows: the wording goes on over blanks to its right. */
static void test_surveymonkey(void)
{
    g_auto(Survey) survey = {0};
    const SvyQuestion *media, *role, *why, *rate;

    survey_must_read(&survey,
                     "Respondent ID,IP Address,What is your role?,,Which do you use?,,,Why?,"
                     "Rate them,\n"
                     ",,Response,Other (please specify),F,T,Other (please specify),"
                     "Open-Ended Response,F,T\n"
                     "3071000001,1.2.3.4,Librarian,,F,,,Because,Good,Poor\n"
                     "3071000002,1.2.3.5,Librarian,,F,T,,,Poor,\n"
                     "3071000003,1.2.3.6,Other (please specify),Clown,,T,My blog,,Good,Good\n"
                     "3071000004,1.2.3.7,Librarian,,F,,The news,So it is,Fair,Good\n"
                     "3071000005,1.2.3.8,Librarian,,,,,,,\n",
                     NULL, NULL);
    g_assert_cmpstr(survey.dataset->exporter, ==, "surveymonkey");
    g_assert_cmpuint(survey.dataset->n_header_rows, ==, 2);
    g_assert_cmpuint(survey.dataset->n_rows, ==, 5);
    g_assert_cmpuint(svy_dataset_get_line(survey.dataset, 0), ==, 3);
    g_assert_true(survey_find(&survey, "Respondent ID")->is_personal);
    role = survey_find(&survey, "What is your role?");
    g_assert_cmpint(role->type, ==, SVY_QUESTION_SINGLE);
    g_assert_cmpint(svy_question_get_item(role, 1)->role, ==, SVY_ROLE_WRITE_IN);
    media = survey_find(&survey, "Which do you use?");
    g_assert_cmpint(media->type, ==, SVY_QUESTION_MULTI);
    g_assert_cmpuint(svy_question_count_role(media, SVY_ROLE_OPTION), ==, 3);
    g_assert_cmpint(svy_question_get_item(media, 2)->mark, ==, SVY_MARK_OTHER);
    g_assert_cmpuint(svy_bitset_count(svy_question_get_item(media, 2)->ticks), ==, 2);
    g_assert_cmpuint(svy_bitset_count(media->answered), ==, 4);
    why = survey_find(&survey, "Why?");
    g_assert_cmpint(why->type, ==, SVY_QUESTION_TEXT);
    rate = survey_find(&survey, "Rate them");
    g_assert_cmpint(rate->type, ==, SVY_QUESTION_GRID);
    g_assert_cmpuint(svy_question_count_role(rate, SVY_ROLE_ROW), ==, 2);
    g_assert_cmpstr(survey.dataset->headers[5], ==, "Which do you use? | T");
}

/* No header at all. */
static void test_no_header(void)
{
    g_auto(Survey) survey = {0};

    survey_must_read(&survey, "1,red,5\n2,blue,4\n3,red,3\n", NULL, NULL);
    g_assert_cmpuint(survey.dataset->n_header_rows, ==, 0);
    g_assert_cmpuint(survey.dataset->n_rows, ==, 3);
    g_assert_cmpstr(survey_find(&survey, "q2")->text, ==, "Column 2");
    const SvyFinding *exporter = find_finding(survey.dataset->findings, "exporter");
    g_assert_true(exporter != NULL && exporter->severity == SVY_SEVERITY_WARNING);
}

/* Files that were joined: the header in the middle is nobody's answer. */
static void test_header_again(void)
{
    static const char *const twice = "Q [A],Q [B],Role\nx,,a\n,x,b\nQ [A],Q [B],Role\nx,x,a\n";
    static const char *const once = "Q [A],Q [B],Role\nx,,a\n,x,b\nx,x,a\n";
    g_auto(Survey) a = {0};
    g_auto(Survey) b = {0};
    g_autofree char *book_a = NULL, *book_b = NULL;
    const SvyFinding *finding;

    survey_must_read(&a, twice, NULL, NULL);
    survey_must_read(&b, once, NULL, NULL);
    book_a = svy_codebook_format(a.dataset);
    book_b = svy_codebook_format(b.dataset);
    g_assert_cmpstr(book_a, ==, book_b);
    g_assert_cmpuint(a.dataset->n_rows, ==, 3);
    g_assert_cmpuint(svy_dataset_get_line(a.dataset, 2), ==, 5);
    finding = find_finding(a.dataset->findings, "header-again");
    g_assert_nonnull(finding);
    g_assert_cmpuint(finding->line, ==, 4);
}

/* Both rows of a header of two. */
static void test_header_again_two(void)
{
    g_auto(Survey) survey = {0};
    const SvyQuestion *role;

    survey_must_read(&survey,
                     "Role,Which?,\nResponse,A,B\na,A,\nb,,B\nRole,Which?,\nResponse,A,B\na,A,B\n",
                     NULL, NULL);
    role = survey_find(&survey, "Role");
    g_assert_cmpuint(survey.dataset->n_rows, ==, 3);
    g_assert_cmpuint(role->levels->len, ==, 2);
    g_assert_cmpuint(svy_dataset_get_line(survey.dataset, 2), ==, 7);
    g_assert_cmpint(survey_find(&survey, "Which?")->type, ==, SVY_QUESTION_MULTI);
}

/* Two spellings are one level, and told. */
static void test_spellings(void)
{
    g_auto(Survey) survey = {0};
    const SvyQuestion *question;

    survey_must_read(&survey, "Role,G\nLibrarian,1\nlibrarian,1\nStudent,1\nLIBRARIAN ,1\n", NULL,
                     NULL);
    question = survey_find(&survey, "Role");
    g_assert_cmpuint(question->levels->len, ==, 2);
    g_assert_cmpuint(svy_bitset_count(question->answered), ==, 4);
    g_assert_nonnull(find_finding(survey.dataset->findings, "spellings"));
}

/* Columns of which every cell may hold several answers; "#" is between the cells, ten times. */
static void test_cells(void)
{
    static const struct {
        const char *name, *cells;
        SvyQuestionType type;
        const char *levels; /* nullable */
    } cases[] = {
        {"Which?", "A;B#B#A#A;C#C", SVY_QUESTION_MULTI, "A|B|C"},
        {"Which?", "A, B#B#A#A, B, C#C", SVY_QUESTION_MULTI, "A|B|C"},
        {"Which?", "1,2,5#2#1#2,5#5", SVY_QUESTION_MULTI, "1|2|5"},
        {"options hold commas", "Developer, full#Developer, full;Lead#Lead#Developer, back;Lead",
         SVY_QUESTION_MULTI, "Developer, full|Developer, back|Lead"},
        {"brackets", "Tools (a, b), Books#Books#Tools (a, b)#Books, Films#Films",
         SVY_QUESTION_MULTI, "Tools (a, b)|Books|Films"},
        {"always together", "I don't know, someone else does#A#A, B#B#A, B, C", SVY_QUESTION_MULTI,
         "A|B|C|I don't know, someone else does"},
        {"sentences", "No, I use it at home#Yes, always#Yes, now and then#Never",
         SVY_QUESTION_SINGLE, NULL},
        {"two sentences", "Be kind, honest and loyal.#Be kind, honest, and loyal.",
         SVY_QUESTION_SINGLE, NULL},
        {"jobs", "Employed, full-time#Employed, part-time#Not employed, student#Retired",
         SVY_QUESTION_SINGLE, NULL},
        {"incomes", "$0 - $24,999#$25,000 - $49,999#$50,000+", SVY_QUESTION_SINGLE,
         "$0 - $24,999|$25,000 - $49,999|$50,000+"},
        {"same set in every cell", "A;B;C#B;A;C#C;B;A#C;A;B", SVY_QUESTION_RANK, "A|B|C"},
        {"ends with the separator", "A;B, b;C;#C;A;B, b;#C;B, b;A;", SVY_QUESTION_RANK, "C|A|B, b"},
        {"ranked with commas", "Events, Advice, Books#Books, Advice, Events#Advice, Books, Events",
         SVY_QUESTION_RANK, "Advice|Books|Events"},
        {"nearly all ticked all", "A;B;C#A;B;C#A;B;C#A;B#A;C#B#A", SVY_QUESTION_MULTI, "A|B|C"},
        {"one named twice", "A;B;C#B;A;B#C;B;A#C;A;A", SVY_QUESTION_SINGLE, NULL},
        {"texts among numbers", "1#2#3#4#5+", SVY_QUESTION_SINGLE, "1|2|3|4|5+"},
        {"years", "1#2#3#4#5#6#7#8#9#10#11#12#13#14#15#16#17#18#19#20#21#Less than 1 year",
         SVY_QUESTION_NUMERIC, NULL},
        {"a spreadsheet's days", "2-Jan#3-5#Oct-19#20-49#50+", SVY_QUESTION_SINGLE,
         "1-2|3-5|10-19|20-49|50+"},
        {"months", "Jan#Feb#Mar#Apr", SVY_QUESTION_SINGLE, NULL},
        {"kept noughts", "=\"\"001\"\"#=\"\"002\"\"", SVY_QUESTION_SINGLE, "001|002"},
        {"pandas", "1.0#2.0#3.0#4.0", SVY_QUESTION_LIKERT, "1|2|3|4"},
        {"numbered points", "1 - Not at all#2#3#4#5 - Very much", SVY_QUESTION_LIKERT,
         "1 - Not at all|2|3|4|5 - Very much"},
        {"units", "2+ years#Less than 6 months#6-12 months#1-2 years", SVY_QUESTION_SINGLE,
         "Less than 6 months|6-12 months|1-2 years|2+ years"},
        {"one outside the order", "2+ years#Under a year#1-2 years#I do not use it#3+ years",
         SVY_QUESTION_SINGLE, NULL},
        {"Start date", "43290.53#43291.12#43292.4", SVY_QUESTION_DATE, NULL},
        {"Your ZIP code", "60202#44107#73034#60626#49504#46239", SVY_QUESTION_TEXT, NULL},
        {"not answered", "-99#1#2#3#4#5", SVY_QUESTION_LIKERT, "1|2|3|4|5"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) cells = g_strsplit(cases[i].cells, "#", -1);
        g_autoptr(GString) csv = g_string_new(NULL);
        g_auto(Survey) survey = {0};
        const SvyQuestion *question;
        g_autofree char *levels = NULL;

        g_string_printf(csv, "%s,Group\n", cases[i].name);
        for (int n = 0; n < 10; n++)
            for (size_t c = 0; cells[c] != NULL; c++)
                g_string_append_printf(csv, "\"%s\",g\n", cells[c]);
        survey_must_read(&survey, csv->str, NULL, NULL);
        question = survey_find(&survey, "q1");
        levels = join_level_labels(question);
        if (question->type == cases[i].type &&
            (cases[i].levels == NULL || strcmp(cases[i].levels, levels) == 0))
            continue;
        g_test_message("%s (%s): %s, levels %s; %s", cases[i].name, cases[i].cells,
                       svy_question_type_get_name(question->type), levels, question->reason);
        g_test_fail();
    }
}

/* Several questions about each item, one item after the other: a grid for each of the questions. */
static void test_interleaved(void)
{
    static const struct {
        const char *what, *header;
        const char *scales[2]; /* of the first and the second part */
        size_t n_questions;
        const char *text, *row; /* of the first question; NULL: as it is */
    } cases[] = {
        {"at a dash",
         "1a. Journal - How often?,1b. Journal - How good?,2a. Events - How often?,"
         "2b. Events - How good?,3a. Blog - How often?,3b. Blog - How good?",
         {"Daily,Weekly,Never", "Good,Fair,Poor"},
         2,
         "How often?",
         "Journal"},
        {"the part in front",
         "Importance: Journal,Quality: Journal,Importance: Events,Quality: Events,"
         "Importance: Blog,Quality: Blog",
         {"Very important,Important,Unimportant", "Good,Fair,Poor"},
         2,
         "Importance",
         "Journal"},
        {"in brackets",
         "How often? [Journal],How good? [Journal],How often? [Events],How good? [Events],"
         "How often? [Blog],How good? [Blog]",
         {"Daily,Weekly,Never", "Good,Fair,Poor"},
         2,
         "How often?",
         "Journal"},
        {"one scale, parts are asked",
         "Journal - Important?,Journal - Good?,Events - Important?,Events - Good?,"
         "Blog - Important?,Blog - Good?",
         {"1,2,3,4,5", "1,2,3,4,5"},
         2,
         "Important?",
         "Journal"},
        {"one grid after the other",
         "Importance [Journal],Importance [Blog],Quality [Journal],Quality [Blog],"
         "Price [Journal],Price [Blog]",
         {"Good,Fair,Poor", "Good,Fair,Poor"},
         3,
         "Importance",
         "Journal"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(GStrv) first = g_strsplit(cases[i].scales[0], ",", -1);
        g_auto(GStrv) second = g_strsplit(cases[i].scales[1], ",", -1);
        const guint n = g_strv_length(first), n_second = g_strv_length(second);
        g_autoptr(GString) csv = g_string_new(cases[i].header);
        g_auto(Survey) survey = {0};
        g_autoptr(GRand) random = g_rand_new_with_seed(7);
        const SvyQuestion *question;

        for (guint r = 0; r < 40; r++) {
            g_string_append_c(csv, '\n');
            for (guint c = 0; c < 3; c++)
                g_string_append_printf(csv, "%s%s,%s", c == 0 ? "" : ",",
                                       first[g_rand_int_range(random, 0, (gint32)n)],
                                       second[g_rand_int_range(random, 0, (gint32)n_second)]);
        }
        survey_must_read(&survey, csv->str, NULL, NULL);
        question = survey_find(&survey, "q1");
        if (survey.dataset->questions->len == cases[i].n_questions &&
            question->type == SVY_QUESTION_GRID && strcmp(question->text, cases[i].text) == 0 &&
            strcmp(svy_question_get_item(question, 0)->label, cases[i].row) == 0 &&
            svy_question_get_item(question, 1)->column == (cases[i].n_questions == 2 ? 2 : 1))
            continue;
        g_test_message("%s: %u questions, %s '%s'; %s", cases[i].what,
                       survey.dataset->questions->len, svy_question_type_get_name(question->type),
                       question->text, question->reason);
        g_test_fail();
    }
}

/* SoSci's -1 is an answer beside the scale, no number and no tick; -9 is nobody's answer, and told.
 */
static void test_sosci_codes(void)
{
    static const char *const rows[] = {"3\t2\t1\t1\t31", "1\t1\t2\t5\t-1", "-1\t2\t2\t-1\t7",
                                       "5\t-9\t-9\t-9\t12", "2\t-1\t-1\t4\t25"};
    g_autoptr(GString) csv =
        g_string_new("CASE\tQUESTNNR\tMODE\tSTARTED\tAB01\tAB02_01\tAB02_02\tAB03\tAB04\n");
    g_auto(Survey) survey = {0};
    const SvyQuestion *scale, *ticks, *number;
    g_autofree char *levels = NULL;

    for (size_t i = 0; i < 40; i++)
        g_string_append_printf(csv, "%zu\tbase\tinterview\t2024-03-04 08:39:00\t%s\n", 100 + i,
                               rows[i % 5]);
    survey_must_read(&survey, csv->str, NULL, NULL);
    scale = survey_find(&survey, "AB01");
    levels = join_level_labels(scale);
    g_assert_cmpint(scale->type, ==, SVY_QUESTION_LIKERT);
    g_assert_cmpstr(levels, ==, "1|2|3|5|No opinion / not known");
    g_assert_cmpstr(svy_question_get_level(scale, 4)->code, ==, "-1");
    g_assert_cmpint(svy_question_get_level(scale, 4)->mark, ==, SVY_MARK_DONT_KNOW);
    g_assert_cmpuint(svy_bitset_count(scale->answered), ==, 40);
    g_assert_null(scale->no_answer);

    ticks = survey_find(&survey, "AB02");
    g_assert_cmpint(ticks->type, ==, SVY_QUESTION_MULTI);
    g_assert_cmpuint(svy_bitset_count(ticks->answered), ==, 24);
    g_assert_cmpuint(svy_bitset_count(svy_question_get_item(ticks, 0)->ticks), ==, 16);
    g_assert_cmpuint(svy_bitset_count(ticks->no_answer), ==, 8);

    g_assert_cmpuint(svy_bitset_count(survey_find(&survey, "AB03")->answered), ==, 32);
    g_assert_cmpuint(svy_bitset_count(survey_find(&survey, "AB03")->no_answer), ==, 8);
    number = survey_find(&survey, "AB04");
    g_assert_cmpint(number->type, ==, SVY_QUESTION_NUMERIC);
    g_assert_cmpuint(svy_bitset_count(number->answered), ==, 32);
    g_assert_nonnull(find_finding(survey.dataset->findings, "missing-code"));
}

/* What hardly anybody repeats was written in by hand; it ticks "Other". */
static void test_write_ins(void)
{
    g_autoptr(GString) csv = g_string_new("Which?\n");
    g_auto(Survey) survey = {0};
    const SvyQuestion *question;
    size_t n;

    for (int r = 0; r < 20; r++)
        g_string_append(csv, "\"A, B\"\nA\nB\n");
    g_string_append(csv, "\"A, my own, with a comma\"\nnone of your business\n");
    survey_must_read(&survey, csv->str, NULL, NULL);
    question = survey_find(&survey, "q1");
    g_assert_cmpint(question->type, ==, SVY_QUESTION_MULTI);
    g_assert_cmpint(question->separator, ==, ',');
    n = svy_question_count_options(question);
    g_assert_cmpuint(n, ==, 3);
    g_assert_cmpint(svy_question_get_option(question, 2).mark, ==, SVY_MARK_OTHER);
    g_assert_cmpuint(svy_bitset_count(svy_question_get_option(question, 2).ticks), ==, 2);
    g_assert_cmpuint(svy_bitset_count(svy_question_get_option(question, 0).ticks), ==, 41);
    g_assert_cmpuint(svy_bitset_count(question->answered), ==, 62);
}

/* Lists that people type are text. */
static void test_typed_lists(void)
{
    g_autoptr(GString) csv = g_string_new("Which else?\n");
    g_auto(Survey) survey = {0};

    for (int r = 0; r < 40; r++)
        g_string_append_printf(csv, "\"tool%d, %s, thing%d\"\n", r, r % 3 == 0 ? "pandas" : "numpy",
                               r % 17);
    survey_must_read(&survey, csv->str, NULL, NULL);
    g_assert_cmpint(survey_find(&survey, "q1")->type, ==, SVY_QUESTION_TEXT);
}

/* "NA" is no answer where it stands for blanks, and an answer beside blanks; never in silence. */
static void test_missing_codes(void)
{
    g_autofree char *whole = repeat("Role,Age,Score\n", "a,30,1\nNA,41,5\nb,NA,3\n", 6);
    g_autofree char *mixed = repeat("Role,Age,Score\n", "a,30,1\nNA,41,\n,52,3\nb,,2\n", 6);
    g_auto(Survey) survey = {0};

    survey_must_read(&survey, whole, NULL, NULL);
    g_assert_cmpuint(svy_bitset_count(survey_find(&survey, "Role")->answered), ==, 12);
    g_assert_cmpuint(survey_find(&survey, "Role")->levels->len, ==, 2);
    g_assert_nonnull(find_finding(survey.dataset->findings, "missing-code"));
    g_assert_cmpuint(find_finding(survey.dataset->findings, "missing-code")->line, ==, 3);
    survey_must_read(&survey, mixed, NULL, NULL);
    g_assert_cmpuint(survey_find(&survey, "Role")->levels->len, ==, 3);
    g_assert_cmpuint(svy_bitset_count(survey_find(&survey, "Role")->answered), ==, 18);
    g_assert_nonnull(find_finding(survey.dataset->findings, "missing-code"));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/infer/columns", test_columns);
    g_test_add_func("/ingest/infer/groups", test_groups);
    g_test_add_func("/ingest/infer/surveymonkey", test_surveymonkey);
    g_test_add_func("/ingest/infer/no-header", test_no_header);
    g_test_add_func("/ingest/infer/header-again", test_header_again);
    g_test_add_func("/ingest/infer/header-again-two", test_header_again_two);
    g_test_add_func("/ingest/infer/spellings", test_spellings);
    g_test_add_func("/ingest/infer/cells", test_cells);
    g_test_add_func("/ingest/infer/interleaved", test_interleaved);
    g_test_add_func("/ingest/infer/sosci-codes", test_sosci_codes);
    g_test_add_func("/ingest/infer/write-ins", test_write_ins);
    g_test_add_func("/ingest/infer/typed-lists", test_typed_lists);
    g_test_add_func("/ingest/infer/missing-codes", test_missing_codes);
    return g_test_run();
}
