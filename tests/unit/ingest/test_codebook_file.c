/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/findings.h"
#include "read-survey.h"

/* --- Comparing ------------------------------------------------------------------------------ */

static void check_items(const SvyQuestion *a, const SvyQuestion *b)
{
    g_assert_cmpuint(a->items->len, ==, b->items->len);
    for (guint i = 0; i < a->items->len; i++) {
        const SvyItem *x = svy_question_get_item(a, i), *y = svy_question_get_item(b, i);

        g_assert_cmpuint(x->column, ==, y->column);
        g_assert_cmpint(x->role, ==, y->role);
        g_assert_cmpint(x->mark, ==, y->mark);
        g_assert_cmpstr(x->label, ==, y->label);
        g_assert_true((x->ticks == NULL) == (y->ticks == NULL));
        if (x->ticks != NULL)
            g_assert_cmpuint(svy_bitset_count_and(x->ticks, y->ticks), ==,
                             svy_bitset_count(x->ticks));
    }
}

static void check_same(const SvyDataset *a, const SvyDataset *b)
{
    g_assert_cmpuint(a->questions->len, ==, b->questions->len);
    for (guint q = 0; q < a->questions->len; q++) {
        const SvyQuestion *x = svy_dataset_get_question(a, q), *y = svy_dataset_get_question(b, q);

        g_assert_cmpstr(x->id, ==, y->id);
        g_assert_cmpstr(x->text, ==, y->text);
        g_assert_cmpstr(x->reason, ==, y->reason);
        g_assert_cmpint(x->type, ==, y->type);
        g_assert_cmpint(x->base, ==, y->base);
        g_assert_cmpint(x->separator, ==, y->separator);
        g_assert_true((x->no_answer == NULL) == (y->no_answer == NULL));
        if (x->no_answer != NULL)
            g_assert_cmpuint(svy_bitset_count_and(x->no_answer, y->no_answer), ==,
                             MAX(svy_bitset_count(x->no_answer), svy_bitset_count(y->no_answer)));
        g_assert_true(x->is_meta == y->is_meta && x->is_personal == y->is_personal);
        g_assert_true(x->is_ordered == y->is_ordered);
        g_assert_cmpuint(x->levels->len, ==, y->levels->len);
        for (guint i = 0; i < x->levels->len; i++) {
            g_assert_cmpstr(svy_question_get_level(x, i)->label, ==,
                            svy_question_get_level(y, i)->label);
            g_assert_cmpint(svy_question_get_level(x, i)->mark, ==,
                            svy_question_get_level(y, i)->mark);
        }
        check_items(x, y);
        g_assert_true((x->answered == NULL) == (y->answered == NULL));
        if (x->answered != NULL)
            g_assert_cmpuint(svy_bitset_count_and(x->answered, y->answered), ==,
                             MAX(svy_bitset_count(x->answered), svy_bitset_count(y->answered)));
    }
}

/* --- There and back ------------------------------------------------------------------------- */

static void check_round_trip(const Survey *survey)
{
    g_autofree char *book = svy_codebook_format(survey->dataset);
    g_autofree char *again = NULL;
    g_auto(Survey) other = {0};
    g_autofree char *path = survey_write(&other, "named.txt", book, -1);
    const SvyReadOptions options = {.codebook_path = path};

    other.path = g_strdup(survey->path);
    survey_read_with(&other, &options);
    if (other.error != NULL)
        g_test_message("%s", book);
    g_assert_no_error(other.error);
    check_same(survey->dataset, other.dataset);
    again = svy_codebook_format(other.dataset);
    g_assert_cmpstr(again, ==, book);
    g_assert_cmpstr(svy_dataset_get_codebook_path(other.dataset), ==, path);
    g_assert_null(find_finding(other.dataset->findings, "type-guess"));
}

static void test_round_trip(void)
{
    static const char *const surveys[] = {
        "Role\nLibrarian\nStudent\nLibrarian\n",
        /* cells that a spreadsheet would compute, and those that look as if defused */
        "=Role,+1,-x,@home,\"'=y\",\357\274\235full\n=a,+b,-c,@d,'=e,\357\274\213f\n"
        "=a,+b,-c,@d,'=e,\357\274\213f\nz,z,z,z,z,z\n",
        /* bars, commas, quotes and backslashes in labels */
        "Which | one?,\"A, or \"\"B\"\"\",Back\\slash\na | b,1\\|2,c\\\nc|d,\"x, y\",\\\na | b,"
        "\"\"\"q\"\"\",c\\\n",
        "Rate it [A | B],Rate it [C=D]\nGood,Poor\nPoor,Good\nGood,Fair\n",
        "Which? [A],Which? [None of these],Which? [Other (please specify)]\n"
        "x,,\n,x,\n,,my own words\n,,other words\n",
        "How often?\nDaily\nWeekly\nDon't know\nOther: hourly\nDaily\nN/A=x\n",
        "Email,Submit Date,Score,Age\na@b.org,2014-03-01,3,30.5\nc@d.org,2014-03-02,4,70\n"
        "e@f.org,2014-03-02,5,88\n",
        "Respondent ID,Which?,,Why?\n,A,B,Open-Ended Response\n3071000001,A,,because\n"
        "3071000002,,B,\n3071000003,A,B,so\n",
        "1,2,3\n2,3,4\n3,4,5\n",
        "a,,b,\n1,2,3,4\n1,2,4,4\n2,1,4,4\n",
        "Timestamp,How? [A ],How? [ B]\n4/22/2016 19:57:50,Good,Poor\n"
        "4/22/2016 19:58:50,Poor,Good\n4/22/2016 19:59:50,Good,Good\n",
        /* rankings in one cell, with bars and the separator's like in their items */
        "Order\n\"A, a;B | b;C\"\n\"C;A, a;B | b\"\n\"B | b;C;A, a\"\n\"A, a;C;B | b\"\n",
        /* people who are recorded as having given no answer */
        "Role,Age,Sex\na,No answer,f\nNo answer,30,m\nb,41,No answer\na,52,f\nb,30,m\n"
        "a,41,f\n",
        "S\303\251lection [\303\204],S\303\251lection [\303\226]\nx,\n,x\nx,x\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(surveys); i++) {
        g_auto(Survey) survey = {0};

        g_test_message("survey %zu", i);
        survey_must_read(&survey, surveys[i], NULL, NULL);
        check_round_trip(&survey);
    }
}

static void test_round_trip_sample(void)
{
    g_auto(Survey) survey = {0};

    survey.path = g_build_filename(g_getenv("SVY_DATA_DIR"), "alcts-2014.csv", NULL);
    survey_read_with(&survey, NULL);
    g_assert_no_error(survey.error);
    check_round_trip(&survey);
}

/* The names of questions are the user's: order and all else stay with the columns. */
static void test_round_trip_own_ids(void)
{
    static const char csv[] = "Role,Rate it [A],Rate it [B],Age\n"
                              "Librarian,Good,Poor,18-29\nStudent,Poor,Good,30-44\n"
                              "Librarian,Good,Fair,45-60\nStudent,Good,Fair,18-29\n";
    static const char *const names[][2] = {{",q1,", ",age,"}, {",q2,", ",q1,"}, {",q3,", ",q2,"}};
    g_auto(Survey) survey = {0}, other = {0};

    survey_must_read(&survey, csv, NULL, NULL);

    g_autofree char *book = svy_codebook_format(survey.dataset);

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_auto(GStrv) parts = g_strsplit(book, names[i][0], -1);

        g_free(book);
        book = g_strjoinv(names[i][1], parts);
    }
    survey_must_read(&other, csv, book, NULL);
    g_assert_cmpuint(other.dataset->questions->len, ==, 3);
    for (guint q = 0; q < 3; q++) {
        const SvyQuestion *was = svy_dataset_get_question(survey.dataset, q);
        const SvyQuestion *is = svy_dataset_get_question(other.dataset, q);

        g_assert_cmpstr(is->id, !=, was->id);
        g_assert_true(is->is_ordered == was->is_ordered);
        g_assert_true(is->is_ordered == (q > 0));
    }

    g_autofree char *again = svy_codebook_format(other.dataset);

    g_assert_cmpstr(again, ==, book);
}

/* --- Edited by hand ------------------------------------------------------------------------- */

static const char SURVEY[] = "Role,Comment,Which? [A],Which? [B],Which? [Other],Score\n"
                             "Librarian,red,x,No,,3\n"
                             "Student,blue,,x,,4\n"
                             "Librarian,red,x,,x,5\n"
                             "Teacher,green,,x,,3\n"
                             "Student,red,No,,,4\n"
                             "Librarian,blue,x,,,1\n";

#define FIELDS "column,header,question,text,type,role,item,mark,base,use,levels,apart,reason\n"
#define ROLE_ROW                                                                                   \
    "1,Role,q1,Role,single,answer,,,answered,opinion,"                                             \
    "Librarian | Student | Teacher,,\n"
#define COMMENT_ROW "2,Comment,q2,Comment,text,answer,,,answered,opinion,,,\n"
#define MULTI_ROWS                                                                                 \
    "3,Which? [A],q3,Which?,multi,option,A,,ticked,opinion,,,\n"                                   \
    "4,Which? [B],q3,Which?,multi,option,B,,ticked,opinion,,,\n"                                   \
    "5,Which? [Other],q3,Which?,multi,option,Other,other,ticked,opinion,,,\n"
#define SCORE_ROW "6,Score,q4,Score,numeric,answer,,,answered,opinion,,,\n"

static void test_edits(void)
{
    g_auto(Survey) survey = {0};
    const SvyQuestion *question;
    g_autofree char *levels = NULL, *scores = NULL;

    survey_must_read(&survey, SURVEY,
                     FIELDS
                     "1,Role,job,What do you do?,likert,answer,,,answered,technical,"
                     "Teacher | Student | Librarian,Teacher=other | Student=dont-know,my reason\n"
                     "2,Comment,q2,Comment,text,answer,,,answered,personal,,,\n"
                     "3,Which? [A],q3,Which of these?,multi,option,Alpha,,shown,opinion,,,\n"
                     "4,Which? [B],q3,,multi,option,Beta,none,shown,opinion,,,\n"
                     "5,Which? [Other],q3,,multi,comment,Other,,shown,opinion,,,\n"
                     "6,Score,q4,Score,single,answer,,,answered,opinion,5 | 4 | 3 | 2 | 1,,\n",
                     NULL);
    question = survey_find(&survey, "job");
    g_assert_cmpstr(question->text, ==, "What do you do?");
    g_assert_cmpint(question->type, ==, SVY_QUESTION_LIKERT);
    g_assert_true(question->is_ordered && question->is_meta && !question->is_personal);
    g_assert_cmpstr(question->reason, ==, "my reason");
    levels = join_level_labels(question);
    g_assert_cmpstr(levels, ==, "Teacher|Student|Librarian");
    g_assert_cmpint(svy_question_get_level(question, 0)->mark, ==, SVY_MARK_OTHER);
    g_assert_cmpint(svy_question_get_level(question, 1)->mark, ==, SVY_MARK_DONT_KNOW);
    g_assert_cmpint(svy_question_get_level(question, 2)->mark, ==, SVY_MARK_NONE);

    g_assert_true(survey_find(&survey, "q2")->is_personal);
    g_assert_cmpstr(survey_find(&survey, "q2")->reason, ==, "as the codebook says");

    question = survey_find(&survey, "q3");
    g_assert_cmpstr(question->text, ==, "Which of these?");
    g_assert_cmpint(question->base, ==, SVY_BASE_SHOWN);
    g_assert_cmpstr(svy_question_get_item(question, 0)->label, ==, "Alpha");
    g_assert_cmpint(svy_question_get_item(question, 1)->mark, ==, SVY_MARK_NOTHING);
    g_assert_cmpint(svy_question_get_item(question, 2)->role, ==, SVY_ROLE_COMMENT);
    /* shown: "No" is an answer, and no tick; the column beside it counts no more */
    g_assert_cmpuint(svy_bitset_count(svy_question_get_item(question, 0)->ticks), ==, 3);
    g_assert_cmpuint(svy_bitset_count(svy_question_get_item(question, 1)->ticks), ==, 2);
    g_assert_cmpuint(svy_bitset_count(question->answered), ==, 6);
    scores = join_level_labels(survey_find(&survey, "q4"));
    g_assert_cmpstr(scores, ==, "5|4|3|2|1");
}

/* A text or number that is made a choice has no levels to list: they come from the data. */
static void test_levels_from_data(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *colours = NULL, *scores = NULL;

    survey_must_read(&survey, SURVEY,
                     FIELDS ROLE_ROW
                     "2,Comment,q2,Comment,single,answer,,,answered,opinion,,,\n" MULTI_ROWS
                     "6,Score,q4,Score,likert,answer,,,answered,opinion,,,\n",
                     NULL);
    colours = join_level_labels(survey_find(&survey, "q2"));
    scores = join_level_labels(survey_find(&survey, "q4"));
    g_assert_cmpstr(colours, ==, "red|blue|green");
    g_assert_cmpstr(scores, ==, "1|3|4|5");
    g_assert_cmpuint(svy_bitset_count(survey_find(&survey, "q2")->answered), ==, 6);
}

/* Columns may be made one question (with its levels copied down), and one question several. */
static void test_regroup(void)
{
    g_auto(Survey) survey = {0};
    const SvyQuestion *grid;
    g_autofree char *levels = NULL;

    survey_must_read(&survey, "X,Y,Z [1],Z [2]\ngood,bad,x,\nbad,bad,,x\ngood,good,x,x\n",
                     FIELDS "1,X,g,Both,grid,row,Ex,,answered,opinion,good | bad,,\n"
                            "2,Y,g,Both,grid,row,Why,,answered,opinion,good | bad,,\n"
                            "3,Z [1],z1,First,single,answer,,,answered,opinion,,,\n"
                            "4,Z [2],z2,Second,single,answer,,,answered,opinion,,,\n",
                     NULL);
    grid = survey_find(&survey, "g");
    g_assert_cmpuint(survey.dataset->questions->len, ==, 3);
    g_assert_cmpuint(svy_question_count_role(grid, SVY_ROLE_ROW), ==, 2);
    levels = join_level_labels(grid);
    g_assert_cmpstr(levels, ==, "good|bad");
    g_assert_cmpstr(survey_find(&survey, "z2")->text, ==, "Second");
}

#define ALL_FIELDS                                                                                 \
    "column,header,question,text,type,role,item,point,mark,base,use,levels,codes,apart,"           \
    "separator,missing,reason\n"

/* Codes with labels, answers that mean none, several answers in one cell, a grid with a column for
 * each point, a ranking with a column for each place. */
static void test_other_shapes(void)
{
    g_auto(Survey) survey = {0};
    const SvyQuestion *sex, *media, *grid, *rank;
    const SvyLevel *level;

    survey_must_read(
        &survey,
        "Sex,Media,P1,P2,R1,R2\n"
        "1,A; B,x,,tea,milk\n"
        "2,B,,x,milk,tea\n"
        "9,n/a,,,tea,\n"
        "1,A; mine,,x,,\n"
        "2,,,,tea,milk\n",
        ALL_FIELDS "1,Sex,q1,Sex,single,answer,,,,answered,opinion,Man | Woman,1 | 2,,,9 | x\\|y,\n"
                   "2,Media,q2,Media,multi,answer,,,,ticked,opinion,A | B | Other,,Other=other,"
                   ";,n/a,\n"
                   "3,P1,q3,Rate,grid,point,Price,Good,,answered,opinion,Good | Bad,,,,,\n"
                   "4,P2,q3,Rate,grid,point,Price,Bad,,answered,opinion,,,,,,\n"
                   "5,R1,q4,Drinks,rank,place,first,,,answered,opinion,tea | milk,,,,,\n"
                   "6,R2,q4,Drinks,rank,place,second,,,answered,opinion,,,,,,\n",
        NULL);
    sex = survey_find(&survey, "q1");
    g_assert_cmpuint(svy_bitset_count(sex->answered), ==, 4);
    g_assert_cmpstr(svy_question_get_level(sex, 1)->code, ==, "2");
    g_assert_cmpint(svy_question_get_item(sex, 0)->level_of[0], ==, 0);
    g_assert_cmpstr(sex->missing[1], ==, "x|y");

    media = survey_find(&survey, "q2");
    g_assert_cmpuint(svy_bitset_count(media->answered), ==, 3);
    g_assert_cmpuint(svy_question_count_options(media), ==, 3);
    g_assert_cmpuint(svy_bitset_count(svy_question_get_option(media, 0).ticks), ==, 2);
    g_assert_cmpuint(svy_bitset_count(svy_question_get_option(media, 1).ticks), ==, 2);
    level = svy_question_get_level(media, 2);
    g_assert_cmpint(level->mark, ==, SVY_MARK_OTHER);
    g_assert_cmpuint(svy_bitset_count(level->ticks), ==, 1); /* "mine" */

    grid = survey_find(&survey, "q3");
    g_assert_cmpuint(svy_bitset_count(grid->answered), ==, 3);
    g_assert_cmpstr(svy_question_get_item(grid, 1)->point, ==, "Bad");
    rank = survey_find(&survey, "q4");
    g_assert_cmpuint(svy_bitset_count(rank->answered), ==, 4);
    check_round_trip(&survey);
}

static void test_too_many_cells(void)
{
    g_autoptr(GString) csv = g_string_new("Media,Group\n");
    g_auto(Survey) survey = {0};

    for (size_t i = 0; i < 10100; i++)
        g_string_append_printf(csv, "A; %zu,g\n", i);
    g_assert_false(survey_read(&survey, csv->str,
                               ALL_FIELDS
                               "1,Media,q1,Media,multi,answer,,,,ticked,opinion,A,,,;,,\n"
                               "2,Group,q2,Group,single,answer,,,,answered,opinion,,,,,,\n",
                               NULL));
    check_error(survey.error, SVY_ERROR_LIMIT, "*column 1 (question q1) has more than 10000*");
}

/* Sorted in a spreadsheet by another column. */
static void test_sorted(void)
{
    g_auto(Survey) survey = {0};
    g_auto(Survey) plain = {0};

    survey_must_read(&plain, "Rate [A],Rate [B],Role\nGood,Poor,x\nPoor,Good,y\nFair,Fair,x\n",
                     FIELDS "1,Rate [A],q1,Rate,grid,row,A,,answered,opinion,"
                            "Good | Fair | Poor,Fair=other,why\n"
                            "2,Rate [B],q1,Rate,grid,row,B,,answered,opinion,,,\n"
                            "3,Role,q2,Role,single,answer,,,answered,opinion,x | y,,\n",
                     NULL);
    survey_must_read(&survey, "Rate [A],Rate [B],Role\nGood,Poor,x\nPoor,Good,y\nFair,Fair,x\n",
                     FIELDS "3,Role,q2,Role,single,answer,,,answered,opinion,x | y,,\n"
                            "2,Rate [B],q1,Rate,grid,row,B,,answered,opinion,,,\n"
                            "1,Rate [A],q1,Rate,grid,row,A,,answered,opinion,"
                            "Good | Fair | Poor,Fair=other,why\n",
                     NULL);
    check_same(plain.dataset, survey.dataset);
}

/* --- As other programs save it -------------------------------------------------------------- */

static void test_saved(void)
{
    static const char *const books[] = {
        /* Excel in a German Windows */
        "column;header;question;text;type;role;item;mark;base;use;levels;apart;reason\r\n"
        "1;Caf\351;q1;Which caf\351?;likert;answer;;;answered;opinion;No | Oui \226 s\373r;;\r\n",
        "sep=;\r\ncolumn;header;question;text;type;role;item;mark;base;use;levels;apart\r\n"
        "1;Caf\303\251;q1;Which caf\303\251?;likert;answer;;;answered;opinion;"
        "No | Oui \342\200\223 s\303\273r;\r\n",
        "\357\273\277Column\tHeader\tQuestion\tText\tType\tRole\tItem\tBase\tUse\tLevels\n"
        "1\tCaf\303\251\tq1\tWhich caf\303\251?\tLikert\tanswer\t\tanswered\topinion\t"
        "No | Oui \342\200\223 s\303\273r\n",
        /* other order of columns, blank lines */
        "type,role,header,column,question,levels,text,base,use,item\n\n"
        "likert,answer,caf\303\251,1,q1,No | Oui \342\200\223 s\303\273r,Which caf\303\251?,"
        "answered,opinion,\n\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(books); i++) {
        g_auto(Survey) survey = {0};
        g_autofree char *levels = NULL;

        survey_read(&survey, "Caf\303\251\nNo\nOui \342\200\223 s\303\273r\nNo\n", books[i], NULL);
        if (survey.error != NULL)
            g_test_message("book %zu", i);
        g_assert_no_error(survey.error);
        levels = join_level_labels(survey_find(&survey, "q1"));
        g_assert_cmpstr(levels, ==, "No|Oui \342\200\223 s\303\273r");
        g_assert_cmpstr(survey_find(&survey, "q1")->text, ==, "Which caf\303\251?");
        g_assert_cmpint(survey_find(&survey, "q1")->type, ==, SVY_QUESTION_LIKERT);
    }
}

/* --- What does not fit ---------------------------------------------------------------------- */

static void test_faults(void)
{
    static const struct {
        const char *book, *pattern;
    } cases[] = {
        {FIELDS "1,Rolle,q1,Role,single,answer,,,answered,opinion,,,\n",
         "*-codebook.csv:2:2: error: the codebook does not fit*the wording of column 1 was "
         "'Rolle', is 'Role'*"},
        {FIELDS
         "1,Sex,q1,Role,single,answer,,,answered,opinion,,,\n" COMMENT_ROW MULTI_ROWS SCORE_ROW,
         "*-codebook.csv:2:2: error: the codebook does not fit*column 1 was 'Sex', is 'Role'*"},
        {FIELDS ROLE_ROW "7,x,q2,x,text,answer,,,answered,opinion,,,\n",
         "*-codebook.csv:3:2: error: *its column 7, 'x', is not in them*"},
        {FIELDS ROLE_ROW "2.5,Comment,q2,x,text,answer,,,answered,opinion,,,\n",
         "*-codebook.csv:3:1: error: no column number, got '2.5'*"},
        {FIELDS ROLE_ROW ROLE_ROW, "*-codebook.csv:3:1: error: column 1 is described twice*"},
        {FIELDS ROLE_ROW COMMENT_ROW MULTI_ROWS,
         "*-codebook.csv: error: *their column 6, 'Score', is not in it*--accept-drift*"},
        {FIELDS "1,Role,q1,Role,singel,answer,,,answered,opinion,,,\n",
         "*-codebook.csv:2:5: error: unknown type, got 'singel'. Did you mean single*"},
        {FIELDS "1,Role,q1,Role,zzzzzz,answer,,,answered,opinion,,,\n",
         "*-codebook.csv:2:5: error: unknown type*Use one of: single, multi*"},
        {FIELDS "1,Role,q1,Role,single,answers,,,answered,opinion,,,\n",
         "*-codebook.csv:2:6: error: unknown role*Did you mean answer*"},
        {FIELDS "1,Role,q1,Role,single,answer,,nothing,answered,opinion,,,\n",
         "*-codebook.csv:2:8: error: unknown mark*"},
        {FIELDS "1,Role,q1,Role,single,answer,,,everybody,opinion,,,\n",
         "*-codebook.csv:2:9: error: unknown base*"},
        {FIELDS "1,Role,q1,Role,single,answer,,,answered,opinon,,,\n",
         "*-codebook.csv:2:10: error: unknown use*Did you mean opinion*"},
        {FIELDS "1,Role,q1,Role,single,answer,,,answered,opinion,a | b | A,,\n",
         "*-codebook.csv:2:11: error: a level is listed twice, got 'A'*"},
        {FIELDS "1,Role,q1,Role,single,answer,,,answered,opinion,a | b,c=other,\n",
         "*-codebook.csv:2:12: error: cannot set a level apart, got 'c=other'*"},
        {FIELDS "1,Role,q1,Role,single,answer,,,answered,opinion,a | b,b=others,\n",
         "*-codebook.csv:2:12: error: cannot set a level apart*"},
        {FIELDS "1,Role,,Role,single,answer,,,answered,opinion,,,\n",
         "*-codebook.csv:2:3: error: a column without a question*"},
        {FIELDS ROLE_ROW "2,Comment,q1,x,text,answer,,,answered,opinion,,,\n",
         "*-codebook.csv:3:5: error: question q1 is single above and text here*"},
        {FIELDS
         "1,Role,q1,Role,multi,answer,,,ticked,opinion,,,\n" COMMENT_ROW MULTI_ROWS SCORE_ROW,
         "*error: question q1 is multi in one column and has no separator*"},
        {FIELDS
         "1,Role,q1,Role,single,answer,,,answered,opinion,Librarian | Student,,\n" COMMENT_ROW
             MULTI_ROWS SCORE_ROW,
         "*error: 1 people answered column 1 (question q1) with a level*'Teacher'*"},
        {"column,header,question\n1,Role,q1\n", "*-codebook.csv:1: error: this is no codebook*"},
        {"column,header,question,text,type,role,item,base,use,levels,colour\n"
         "1,Role,q1,Role,text,answer,,answered,opinion,,\n",
         "*-codebook.csv:1:11: error: unknown codebook column, got 'colour'*"},
        {"", "*-codebook.csv: error: *no data*"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_auto(Survey) survey = {0};

        if (survey_read(&survey, SURVEY, cases[i].book, NULL)) {
            g_test_message("taken: %s", cases[i].book);
            g_test_fail();
            continue;
        }
        check_error(survey.error, SVY_ERROR_DATA, cases[i].pattern);
    }
}

/* --- The next wave -------------------------------------------------------------------------- */

static const char WAVE_1[] = "Role,Media [Facebook],Media [Orkut],How satisfied are you?,Old,City\n"
                             "Librarian,x,,Good,a b c d,Rome\n"
                             "Student,,x,Bad,e f g h,Paris\n"
                             "Student,x,x,Good,i j k l,Rome\n";

static const char WAVE_2[] =
    "Role,Media [Facebook],Media [TikTok],How satisfied are you now?,City,New\n"
    "Librarian,x,,Good,Rome,1\n"
    "Archivist,,x,Good,Paris,2\n"
    "Archivist,x,x,Good,Rome,3\n";

#define WAVE_BOOK                                                                                  \
    FIELDS "1,Role,role,Your role,single,answer,,,answered,opinion,Librarian | Student,,\n"        \
           "2,Media [Facebook],media,Media,multi,option,FB,,ticked,opinion,,,\n"                   \
           "3,Media [Orkut],media,Media,multi,option,Orkut,,ticked,opinion,,,\n"                   \
           "4,How satisfied are you?,sat,Satisfaction,likert,answer,,,answered,opinion,"           \
           "Bad | Good,,\n"                                                                        \
           "5,Old,old,Old,text,answer,,,answered,opinion,,,\n"                                     \
           "6,City,city,City,single,answer,,,answered,opinion,Rome | Paris,,\n"

/* Every difference is named at once, and nothing else is said. */
static void test_drift(void)
{
    static const char *const lines[] = {
        "*:7:2: error: *1 column stands at another place, the first is 'City', was column 6, is "
        "5*",
        "*:5:2: error: *the wording of column 4 was 'How satisfied are you?', is 'How satisfied "
        "are you now?'*",
        "*:4:2: error: *column 3 was 'Media [Orkut]', is 'Media [TikTok]'*",
        "*:6:2: error: *its column 5, 'Old', is not in them*",
        "*: error: *their column 6, 'New', is not in it*",
        "*:2:11: error: 2 people answered column 1 (question role) with a level*'Archivist'*",
        "*:2:11: error: nobody chose the option 'Student' of question role*",
        "*:5:11: error: nobody chose the option 'Bad' of question sat*",
        "8 differences between the codebook and the responses.",
    };
    g_auto(Survey) first = {0};
    g_auto(Survey) second = {0};
    g_auto(GStrv) said = NULL;

    survey_must_read(&first, WAVE_1, WAVE_BOOK, NULL);
    g_assert_false(survey_read(&second, WAVE_2, WAVE_BOOK, NULL));
    g_assert_error(second.error, SVY_ERROR, SVY_ERROR_DATA);
    said = g_strsplit(second.error->message, "\n", -1);
    g_assert_cmpuint(g_strv_length(said), ==, G_N_ELEMENTS(lines));
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (!g_pattern_match_simple(lines[i], said[i])) {
            g_test_message("%s", said[i]);
            g_test_fail();
        }
}

/* Accepted: what fits is applied by header, new answers come last, what is new is inferred. */
static void test_drift_accepted(void)
{
    static const char *const codes[] = {"column-moved",   "wording-changed", "column-renamed",
                                        "column-missing", "column-new",      "option-new",
                                        "option-gone"};
    g_auto(Survey) survey = {0};
    g_autofree char *path = survey_write(&survey, "named.txt", WAVE_BOOK, -1);
    const SvyReadOptions options = {.codebook_path = path, .accepts_drift = true};
    const SvyQuestion *media;
    g_autofree char *roles = NULL;

    survey.path = survey_write(&survey, "survey.csv", WAVE_2, -1);
    survey_read_with(&survey, &options);
    g_assert_no_error(survey.error);
    for (size_t i = 0; i < G_N_ELEMENTS(codes); i++) {
        g_assert_nonnull(find_finding(survey.dataset->findings, codes[i]));
        g_assert_cmpint(find_finding(survey.dataset->findings, codes[i])->severity, ==,
                        SVY_SEVERITY_WARNING);
    }
    roles = join_level_labels(survey_find(&survey, "role"));
    g_assert_cmpstr(roles, ==, "Librarian|Student|Archivist");
    g_assert_cmpuint(svy_bitset_count(survey_find(&survey, "role")->answered), ==, 3);
    media = survey_find(&survey, "media");
    g_assert_cmpuint(media->items->len, ==, 2);
    g_assert_cmpstr(svy_question_get_item(media, 0)->label, ==, "FB");
    g_assert_cmpstr(svy_question_get_item(media, 1)->label, ==, "TikTok");
    g_assert_cmpuint(svy_bitset_count(svy_question_get_item(media, 1)->ticks), ==, 2);
    g_assert_cmpuint(svy_question_get_item(survey_find(&survey, "sat"), 0)->column, ==, 3);
    g_assert_cmpuint(svy_question_get_item(survey_find(&survey, "city"), 0)->column, ==, 4);
    g_assert_cmpuint(survey.dataset->questions->len, ==, 5);
    g_assert_cmpuint(svy_question_get_item(svy_dataset_get_question(survey.dataset, 4), 0)->column,
                     ==, 5);
}

/* --- Lists in one cell ---------------------------------------------------------------------- */

#define LIST_FIELDS                                                                                \
    "column,header,question,text,type,role,item,mark,base,use,levels,apart,separator,missing\n"

static const char LISTS[] = "Which?,Order\nA;B,x;y;z\nB,y;x;z\nA;C,z;x;y\nA;C;my own,x;z;y\n"
                            "B;C,z;y;x\nC,x;y;z\nA;B;C,x;y;z\n";

/* New options are named, and so is what would be lost; what the book says of wave 1 fits wave 1. */
static void test_drift_in_cells(void)
{
    static const char BOOK[] =
        LIST_FIELDS "1,Which?,media,Media,multi,answer,,,answered,opinion,A | B | D,,;,\n"
                    "2,Order,order,Order,rank,answer,,,answered,opinion,x | y,,;,\n";
    static const char *const lines[] = {
        "*-codebook.csv:2:11: error: 5 people answered column 1 (question media) with an option "
        "that the codebook does not list, got 'C'*",
        "*-codebook.csv:2:11: error: nobody chose the option 'D' of question media*",
        "*-codebook.csv:3:11: error: 7 people*column 2 (question order)*got 'z'*",
        "3 differences between the codebook and the responses.",
    };
    g_auto(Survey) survey = {0};
    g_auto(Survey) accepted = {0};
    g_autofree char *path = survey_write(&accepted, "named.txt", BOOK, -1);
    const SvyReadOptions options = {.codebook_path = path, .accepts_drift = true};
    g_autofree char *media = NULL, *order = NULL;
    g_auto(GStrv) said = NULL;

    g_assert_false(survey_read(&survey, LISTS, BOOK, NULL));
    said = g_strsplit(survey.error->message, "\n", -1);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
        if (i >= g_strv_length(said) || !g_pattern_match_simple(lines[i], said[i])) {
            g_test_message("%s", survey.error->message);
            g_test_fail();
            break;
        }
    accepted.path = survey_write(&accepted, "survey.csv", LISTS, -1);
    survey_read_with(&accepted, &options);
    g_assert_no_error(accepted.error);
    media = join_level_labels(survey_find(&accepted, "media"));
    order = join_level_labels(survey_find(&accepted, "order"));
    g_assert_cmpstr(media, ==, "A|B|D|C");
    g_assert_nonnull(find_finding(accepted.dataset->findings, "write-in-uncounted"));
    g_assert_cmpstr(order, ==, "x|y|z");
    g_assert_cmpuint(
        svy_bitset_count(svy_question_get_option(survey_find(&accepted, "media"), 3).ticks), ==, 5);
}

/* A separator is enough: the options are learned. */
static void test_learned(void)
{
    g_auto(Survey) survey = {0};
    g_autofree char *media = NULL, *order = NULL;

    survey_must_read(&survey, LISTS,
                     LIST_FIELDS "1,Which?,media,Media,multi,answer,,,answered,opinion,,,;,\n"
                                 "2,Order,order,Order,rank,answer,,,answered,opinion,,,;,\n",
                     NULL);
    media = join_level_labels(survey_find(&survey, "media"));
    order = join_level_labels(survey_find(&survey, "order"));
    g_assert_cmpstr(media, ==, "A|B|C|my own");
    g_assert_cmpstr(order, ==, "x|y|z");
    g_assert_cmpuint(svy_question_count_options(survey_find(&survey, "media")), ==, 4);
    g_assert_cmpuint(svy_question_count_options(survey_find(&survey, "order")), ==, 0);
    g_assert_nonnull(find_finding(survey.dataset->findings, "levels-learned"));
}

/* --- Rows of one question that do not agree ------------------------------------------------- */

static void test_rows_differ(void)
{
    static const struct {
        const char *first, *second; /* use, levels, apart of two rows; text of the second */
        const char *pattern;        /* of the error; NULL: taken */
        const char *finding;        /* nullable */
    } cases[] = {
        {"opinion,1 | 2,", "opinion,,", NULL, NULL},
        {"opinion,1 | 2,", "opinion,1 | 2,", NULL, NULL},
        {"opinion,,", "opinion,2 | 1,", NULL, NULL},
        {"opinion,1 | 2,", "opinion,2 | 1,",
         "*-codebook.csv:3:11: error: question q1 has another \"levels\" here than on line 2. *",
         NULL},
        {"opinion,1 | 2,1=other", "opinion,,2=other",
         "*-codebook.csv:3:12: error: question q1 has another \"apart\" here than on line 2. *",
         NULL},
        {"opinion,1 | 2,", "personal,,",
         "*-codebook.csv:3:10: error: question q1 has another \"use\" here than on line 2. *",
         NULL},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *book = g_strdup_printf(
            FIELDS "1,Q [A],q1,Q,grid,row,A,,answered,%s,\n2,Q [B],q1,Q,grid,row,B,,answered,%s,\n",
            cases[i].first, cases[i].second);
        g_auto(Survey) survey = {0};

        g_test_message("case %zu", i);
        if (survey_read(&survey, "Q [A],Q [B]\n1,2\n2,1\n1,1\n", book, NULL)) {
            g_assert_null(cases[i].pattern);
            g_assert_null(find_finding(survey.dataset->findings, "codebook-differs"));
            continue;
        }
        g_assert_nonnull(cases[i].pattern);
        check_error(survey.error, SVY_ERROR_DATA, cases[i].pattern);
    }
}

/* The wording of the first row counts; another one is not passed over in silence. */
static void test_texts_differ(void)
{
    g_auto(Survey) survey = {0};
    const SvyFinding *finding;

    survey_must_read(&survey, "Q [A],Q [B]\n1,2\n2,1\n1,1\n",
                     FIELDS "1,Q [A],q1,Mine,grid,row,A,,answered,opinion,1 | 2,,\n"
                            "2,Q [B],q1,Q,grid,row,B,,answered,opinion,,,\n",
                     NULL);
    g_assert_cmpstr(survey_find(&survey, "q1")->text, ==, "Mine");
    finding = find_finding(survey.dataset->findings, "codebook-differs");
    g_assert_nonnull(finding);
    g_assert_cmpint(finding->severity, ==, SVY_SEVERITY_WARNING);
    g_assert_true(g_pattern_match_simple(
        "*-codebook.csv:3: question q1 has another \"text\" here than on line 2, which counts",
        finding->message));
}

/* --- No answer ------------------------------------------------------------------------------ */

/* A level, or a missing text, that says "no answer": out of the base, its people are counted. */
static void test_no_answer(void)
{
    static const char CSV[] = "Role\na\nRefused\nb\nRefused\n\"\"\na\n-\n";
    static const char *const rows[] = {"a | b | Refused,Refused=no-answer,,-",
                                       "a | b,Refused=no-answer,,Refused | -"};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *book = g_strdup_printf(
            LIST_FIELDS "1,Role,q1,Role,single,answer,,,answered,opinion,%s\n", rows[i]);
        g_auto(Survey) survey = {0};
        const SvyQuestion *question;
        g_autofree char *levels = NULL;

        survey_must_read(&survey, CSV, book, NULL);
        question = survey_find(&survey, "q1");
        levels = join_level_labels(question);
        g_assert_cmpstr(levels, ==, "a|b");
        g_assert_cmpuint(svy_bitset_count(question->answered), ==, 3);
        g_assert_cmpuint(svy_bitset_count(question->no_answer), ==, 2);
        g_assert_true(svy_question_is_no_answer(question, "Refused"));
        g_assert_false(svy_question_is_no_answer(question, "-"));
        g_assert_true(svy_question_is_missing(question, "-"));
        check_round_trip(&survey);
    }
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/ingest/codebook-file/round-trip", test_round_trip);
    g_test_add_func("/ingest/codebook-file/round-trip-sample", test_round_trip_sample);
    g_test_add_func("/ingest/codebook-file/round-trip-own-ids", test_round_trip_own_ids);
    g_test_add_func("/ingest/codebook-file/edits", test_edits);
    g_test_add_func("/ingest/codebook-file/levels-from-data", test_levels_from_data);
    g_test_add_func("/ingest/codebook-file/regroup", test_regroup);
    g_test_add_func("/ingest/codebook-file/other-shapes", test_other_shapes);
    g_test_add_func("/ingest/codebook-file/too-many-cells", test_too_many_cells);
    g_test_add_func("/ingest/codebook-file/sorted", test_sorted);
    g_test_add_func("/ingest/codebook-file/saved", test_saved);
    g_test_add_func("/ingest/codebook-file/faults", test_faults);
    g_test_add_func("/ingest/codebook-file/drift", test_drift);
    g_test_add_func("/ingest/codebook-file/drift-accepted", test_drift_accepted);
    g_test_add_func("/ingest/codebook-file/drift-in-cells", test_drift_in_cells);
    g_test_add_func("/ingest/codebook-file/learned", test_learned);
    g_test_add_func("/ingest/codebook-file/rows-differ", test_rows_differ);
    g_test_add_func("/ingest/codebook-file/texts-differ", test_texts_differ);
    g_test_add_func("/ingest/codebook-file/no-answer", test_no_answer);
    return g_test_run();
}
