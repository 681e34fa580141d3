/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Survey tools from small headers: which tool, how many header rows, what each column is. In the
 * tables below "|" stands between cells and a line end between records. */
#include "ingest/export-format.h"

#include <string.h>

#include "ingest/not-responses.h"

/* --- From text ------------------------------------------------------------------------------ */

static SvyHead *make_head(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    SvyHead *head = g_new0(SvyHead, 1);

    head->cells = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    head->lines = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; lines[i] != NULL; i++) {
        const size_t line = i + 1;

        g_ptr_array_add(head->cells, g_strsplit(lines[i], "|", -1));
        g_array_append_val(head->lines, line);
    }
    return head;
}

static const char *name_hint(SvyHint hint)
{
    static const char *const names[] = {"",       " open",     " single",  " numeric",
                                        " tick",  " write-in", " comment", " row",
                                        " point", " rank",     " place",   " cell"};

    return names[hint];
}

/* "1 Question > Item > Point hint", or "1 Question (meta)", "(personal)". */
static void append_heading(GString *out, const SvyHeading *heading, size_t group)
{
    g_string_append_printf(out, "%zu %s", group, heading->stem);
    if (heading->item != NULL)
        g_string_append_printf(out, " > %s", heading->item);
    if (heading->point != NULL)
        g_string_append_printf(out, " > %s", heading->point);
    g_string_append(out, name_hint(heading->hint));
    if (heading->is_meta)
        g_string_append(out, heading->is_personal ? " (personal)" : " (meta)");
    if (heading->unticked != NULL)
        g_string_append_printf(out, " unticked=%s", heading->unticked);
    g_string_append_c(out, '\n');
}

/* Groups are numbered from 1 as they come: only which columns share one matters. */
static char *format_headings(const SvyHead *head, const SvyExporter *exporter, size_t n_rows)
{
    GString *out = g_string_new(NULL);
    const size_t n = svy_head_count_fields(head, n_rows > 0 ? n_rows - 1 : 0);
    g_autofree SvyHeading *headings = g_new0(SvyHeading, n + 1);
    size_t group = 0;

    exporter->read_headings(head, n_rows, n, headings);
    for (size_t i = 0; i < n; i++) {
        group += i == 0 || headings[i].group != headings[i - 1].group;
        append_heading(out, &headings[i], group);
    }
    for (size_t i = 0; i < n; i++)
        svy_heading_clear(&headings[i]);
    return g_string_free(out, FALSE);
}

typedef struct {
    const char *path;
    const char *text;
    const char *exporter;
    size_t n_header_rows;
    const char *headings; /* (nullable) not compared */
} Case;

static void test_case(gconstpointer data)
{
    const Case *expected = data;
    g_autoptr(SvyHead) head = make_head(expected->text);
    g_autofree char *headings = NULL;
    const char *evidence = NULL;
    size_t n_header_rows;
    const SvyExporter *exporter = svy_export_format_detect(head, &n_header_rows, &evidence);

    g_assert_cmpstr(exporter->name, ==, expected->exporter);
    g_assert_cmpuint(n_header_rows, ==, expected->n_header_rows);
    g_assert_nonnull(evidence);
    headings = format_headings(head, exporter, n_header_rows);
    if (expected->headings != NULL)
        g_assert_cmpstr(headings, ==, expected->headings);
}

/* --- Cases ---------------------------------------------------------------------------------- */

static const Case cases[] = {
    /* SurveyMonkey */
    {"surveymonkey/condensed",
     "Respondent ID|Member?|Channels?|||Why?\n"
     "|Response|Email|Web|Other (please specify)|Open-Ended Response\n"
     "114|Yes|Email||Radio|because",
     "surveymonkey", 2,
     "1 Respondent ID (personal)\n2 Member?\n3 Channels? > Email\n3 Channels? > Web\n"
     "3 Channels? > Other (please specify)\n4 Why? open\n"},
    {"surveymonkey/expanded",
     "RespondentID|Views?||||Fees?||||\n"
     "|Fees - Yes|Fees - No|Voice - Yes|Voice - No|A - 1|B - 2|C - 3|Response|x\n"
     "114|Fees - Yes|||Voice - No|||||",
     "surveymonkey", 2,
     "1 RespondentID (personal)\n2 Views? > Fees > Yes point\n2 Views? > Fees > No point\n"
     "2 Views? > Voice > Yes point\n2 Views? > Voice > No point\n3 Fees? > A - 1\n3 Fees? > B - 2\n"
     "3 Fees? > C - 3\n3 Fees?\n3 Fees? > x\n"},
    {"surveymonkey/codes",
     "|q1|||q2\n"
     "Respondent ID|Channels?|||Why?\n"
     "|Email|Web|Other (please specify)|Open-Ended Response\n"
     "114|1||Radio|because",
     "surveymonkey", 3,
     "1 Respondent ID (personal)\n2 Channels? > Email\n2 Channels? > Web\n"
     "2 Channels? > Other (please specify)\n3 Why? open\n"},
    {"surveymonkey/pandas",
     "|Respondent ID|Channels?|Unnamed: 2|Why?|Why?.1\n"
     "0||Email|Web|Open-Ended Response|Open-Ended Response\n"
     "1|114|Email||a|b",
     "surveymonkey", 2,
     "1  (meta)\n2 Respondent ID (personal)\n3 Channels? > Email\n3 Channels? > Web\n4 Why? open\n"
     "5 Why? open\n"},
    {"surveymonkey/joined",
     "RespondentID|Pie - the best?|Pie - the best? - Other (please specify)|Side? - A|Side? - B - "
     "C|"
     "Age\n"
     "43|Apple||A||18",
     "surveymonkey", 1,
     "1 RespondentID (personal)\n2 Pie - the best?\n2 Pie - the best? > Other (please specify)\n"
     "3 Side? > A\n3 Side? > B - C\n4 Age\n"},
    {"surveymonkey/numbered", "Respondent ID|1. Often?|3. R.|3. Go.\n12|Yes|R.|Go.", "surveymonkey",
     1, "1 Respondent ID (personal)\n2 1. Often?\n3 Question 3 > R.\n3 Question 3 > Go.\n"},
    {"surveymonkey/by-r",
     "|StartDate|q0001|q0004_0001|q0004_0002|q0005\n1|5/10/18 4:01|Yes|Not selected|Radio|NA",
     "surveymonkey", 1,
     "1  (meta)\n2 StartDate (meta)\n3 q0001\n4 q0004 > 0001\n4 q0004 > 0002\n5 q0005\n"},
    {"surveymonkey/by-hand",
     "Age|Views||||Region\n|Fees are fair|Voice is heard|I would recommend it|Stay|\n"
     "34|4|5|3|2|North\n29|3|3|2|1|South",
     "surveymonkey", 2, NULL},
    {"surveymonkey/not-one-header", "a|b|c\n1|2|3\n4|5|6", "plain", 1, NULL},

    /* Qualtrics */
    {"qualtrics/three-rows",
     "StartDate|Status|Q1_First Click|Q2|Q2_5_TEXT|Q3_1|Q3_2|Q3_DO_1|Q4|Region\n"
     "Anfangsdatum|Antworttyp|Timing - First Click|Role? - Selected Choice|Role? - Other - Text|"
     "Views - Fees|Views - Voice|Views - Display Order - Fees|Why?|Region\n"
     "{\"ImportId\":\"startDate\"}|{\"ImportId\":\"status\"}|{\"ImportId\":\"QID1_FIRST_CLICK\"}|"
     "{\"ImportId\":\"QID2\"}|{\"ImportId\":\"QID2_5_TEXT\"}|{\"ImportId\":\"QID3_1\"}|"
     "{\"ImportId\":\"QID3_2\"}|{\"ImportId\":\"QID3_DO_1\"}|{\"ImportId\":\"QID4_TEXT\"}|"
     "{\"ImportId\":\"Region\"}\n"
     "2021-07-28 09:00:18|IP Address|1.2|Staff||Agree|Agree|1|so|North",
     "qualtrics", 3,
     "1 Anfangsdatum (meta)\n2 Antworttyp (meta)\n3 Timing - First Click (meta)\n4 Role?\n"
     "4 Role? > Other write-in\n5 Views > Fees\n5 Views > Voice\n"
     "6 Views - Display Order - Fees (meta)\n7 Why? open\n8 Region\n"},
    {"qualtrics/split-with-choice-id",
     "StartDate|Q2_1|Q2_2\n"
     "Start Date|Media? - Selected Choice - Radio|Media? - Selected Choice - Web\n"
     "{\"ImportId\":\"startDate\",\"timeZone\":\"Z\"}|{\"ImportId\":\"QID2\",\"choiceId\":\"1\"}|"
     "{\"ImportId\":\"QID2\",\"choiceId\":\"2\"}\n"
     "2021-07-28|Radio|",
     "qualtrics", 3, "1 Start Date (meta)\n2 Media? > Radio tick\n2 Media? > Web tick\n"},
    {"qualtrics/numeric",
     "Status|Finished|Q2|Q3\nResponse Type|Finished|Role?|Years?\n"
     "{\"ImportId\":\"status\"}|{\"ImportId\":\"finished\"}|{\"ImportId\":\"QID2\"}|"
     "{\"ImportId\":\"QID3_TEXT\"}\n0|1|6|12",
     "qualtrics", 3, "1 Response Type (meta)\n2 Finished (meta)\n3 Role? single\n4 Years? open\n"},
    {"qualtrics/legacy",
     "V1|V2|V5|Q1|Q2_1|Q2_2\nResponseID|ResponseSet|EmailAddress|Role?|Views-Fees|Views-Voice\n"
     "R_1|Default|a@example.org|Staff|1|2",
     "qualtrics", 2,
     "1 ResponseID (personal)\n2 ResponseSet (meta)\n3 EmailAddress (personal)\n4 Role?\n"
     "5 Views > Fees\n5 Views > Voice\n"},
    {"qualtrics/names-only",
     "StartDate|EndDate|Status|Progress|Q1\n2021-07-28 09:00|2021-07-28 09:01|IP Address|100|Yes",
     "qualtrics", 1, NULL},

    /* Forms */
    {"google-forms/grid",
     "Timestamp|Username|Role?|Views [Fees]|Views [Voice]|One [only]\n"
     "4/22/2016 19:57:50|a@example.org|Staff|1|2|x",
     "google-forms", 1,
     "1 Timestamp (meta)\n2 Username (personal)\n3 Role?\n4 Views > Fees\n4 Views > Voice\n"
     "5 One [only]\n"},
    {"google-forms/french", "Horodateur|Rôle\n22/04/2016 19:57:50|A", "google-forms", 1, NULL},
    {"google-forms/not-without-times", "Timestamp|Role\nfirst|A", "plain", 1, NULL},
    {"microsoft-forms/quiz",
     "ID|Start time|Completion time|Email|Name|Capital?|Points - Capital?\n"
     "1|3/27/2025 18:35|3/27/2025 18:36|anonymous||Rome;|1",
     "microsoft-forms", 1,
     "1 ID (personal)\n2 Start time (meta)\n3 Completion time (meta)\n4 Email (personal)\n"
     "5 Name (personal)\n6 Capital?\n7 Points - Capital? (meta)\n"},
    {"jotform/table",
     "Submission Date|Media?|Views >> Fees|Views >> Voice|Submission ID|IP\n"
     "2024-03-05 14:22:10|Web|1|2|58500|192.0.2.1",
     "jotform", 1,
     "1 Submission Date (meta)\n2 Media?\n3 Views > Fees\n3 Views > Voice\n"
     "4 Submission ID (personal)\n5 IP (personal)\n"},
    {"typeform/options",
     "#|Role?|Other|Web|Radio|Post|Other|Fair?|Submit Date (UTC)|Network ID\n"
     "a1|Staff||Web||||Yes|2024-03-05|x\nb2||Dean|||Post|Stage|No|2024-03-05|y\n"
     "c3|Staff||Web||||Yes|2024-03-06|z",
     "typeform", 1,
     "1 # (personal)\n2 Role?\n2 Role? > Other write-in\n3 Which of: Web, Radio, Post ... > Web "
     "tick\n"
     "3 Which of: Web, Radio, Post ... > Radio tick\n3 Which of: Web, Radio, Post ... > Post tick\n"
     "3 Which of: Web, Radio, Post ... > Other write-in\n4 Fair?\n5 Submit Date (UTC) (meta)\n"
     "6 Network ID (personal)\n"},
    {"alchemer/items-first",
     "Response ID|Time Started|Date Submitted|Status|Country|Web:Media?|Radio: AM:Media?|"
     "Role?|Other - Write In:Role?|Country\n"
     "1|2024|2024|Complete|DE|Web||Staff||France",
     "alchemer", 1,
     "1 Response ID (personal)\n2 Time Started (meta)\n3 Date Submitted (meta)\n4 Status (meta)\n"
     "5 Country (meta)\n6 Media? > Web\n6 Media? > Radio: AM\n7 Role?\n"
     "7 Role? > Other - Write In write-in\n8 Country\n"},

    /* LimeSurvey */
    {"limesurvey/codes",
     "id|submitdate|lastpage|startlanguage|Q1|Q1[other]|Q2[SQ001]|Q2[SQ001comment]|Q5[1]|Q5[2]|"
     "groupTime12\n"
     "1|2024|2|en|-oth-|Dean|Y||Cats|Dogs|4.5",
     "limesurvey", 1,
     "1 id (personal)\n2 submitdate (meta)\n3 lastpage (meta)\n4 startlanguage (meta)\n5 Q1\n"
     "5 Q1 > other write-in\n6 Q2 > SQ001 tick unticked=N\n6 Q2 > SQ001comment comment\n"
     "7 Q5 > 1 place\n7 Q5 > 2 place\n8 groupTime12 (meta)\n"},
    {"limesurvey/code-and-text",
     "id. Response ID|submitdate. Date submitted|Q1. Role?|Q2[SQ001]. Media? [Web]|"
     "Q2[SQ002]. Media? [Radio]|Q3[SQ001]. Alone [One]\n1|2024|Staff|Yes||x",
     "limesurvey", 1,
     "1 Response ID (personal)\n2 Date submitted (meta)\n3 Role?\n4 Media? > Web\n"
     "4 Media? > Radio\n5 Alone [One]\n"},
    {"limesurvey/converted", "Q2[SQ001]|Q2[SQ002]\n1|2\n2|2", "limesurvey", 1,
     "1 Q2 > SQ001 tick unticked=2\n1 Q2 > SQ002 tick unticked=2\n"},
    {"limesurvey/r", "id|submitdate|startlanguage|Q2_SQ001|Q2_SQ002\n1|2024|en|Y|", "limesurvey", 1,
     "1 id (personal)\n2 submitdate (meta)\n3 startlanguage (meta)\n"
     "4 Q2 > SQ001 tick unticked=N\n4 Q2 > SQ002\n"},

    /* REDCap, KoboToolbox */
    {"redcap/raw",
     "record_id|redcap_event_name|role|media___1|media___2|about_complete\n1|base|2|1|0|2",
     "redcap", 1,
     "1 record_id (personal)\n2 redcap_event_name (meta)\n3 role\n4 media > 1 tick\n"
     "4 media > 2 tick\n5 about_complete (meta)\n"},
    {"redcap/labels",
     "Record ID|Media? (choice=Web)|Media? (choice=Radio (AM))|Complete?\n"
     "1|Checked|Unchecked|Complete",
     "redcap", 1,
     "1 Record ID (personal)\n2 Media? > Web tick\n2 Media? > Radio (AM) tick\n"
     "3 Complete? (meta)\n"},
    {"kobo/both",
     "start|g/role|g/media|g/media/web|g/media/radio|x/y|_id|_uuid|_submission_time\n"
     "2018-03-07|a|web radio|1|1|north|7|u|2018\n2018-03-07|b|web|1|0|south|8|v|2018",
     "kobo", 1,
     "1 start (meta)\n2 role\n3 media (meta)\n4 media > web tick\n4 media > radio tick\n5 y\n"
     "6 _id (personal)\n7 _uuid (personal)\n8 _submission_time (meta)\n"},
    {"kobo/joined-only",
     "_id|_uuid|_submission_time|media|place|_place_latitude\n1|a|t|web radio|50 7 0 0|50\n"
     "2|b|t|web|51 7 0 0|51\n3|c|t|web radio|52 7 0 0|52\n4|d|t|radio|53 7 0 0|53",
     "kobo", 1,
     "1 _id (personal)\n2 _uuid (personal)\n3 _submission_time (meta)\n4 media cell\n"
     "5 place (personal)\n6 _place_latitude (personal)\n"},
    {"kobo/surveycto",
     "SubmissionDate|media|media_web|media_radio|media_text|KEY\n"
     "x|web radio|1|1|some|uuid:1\nx|web|1|0||uuid:2",
     "kobo", 1,
     "1 SubmissionDate (meta)\n2 media (meta)\n3 media > web tick\n3 media > radio tick\n"
     "4 media_text\n5 KEY (personal)\n"},

    /* SoSci Survey, releases */
    {"sosci/codes",
     "CASE|QUESTNNR|MODE|STARTED|AB01|AB02|AB02_01|AB02_02|AB02_02a|AB03_01|TIME001\n"
     "7|base|interview|2024|3|1|2|1|radio|12|40",
     "sosci", 1,
     "1 CASE (personal)\n2 QUESTNNR (meta)\n3 MODE (meta)\n4 STARTED (meta)\n5 AB01\n"
     "6 AB02 (meta)\n7 AB02 > 01 tick unticked=1\n7 AB02 > 02 tick unticked=1\n"
     "7 AB02 > 02a comment\n8 AB03_01\n9 TIME001 (meta)\n"},
    {"sosci/labels",
     "CASE|QUESTNNR|MODE|STARTED|AB01_01|AB01_02\nNummer|Bogen|Modus|Beginn|Media: Web|Media: "
     "Radio\n"
     "7|base|interview|2024|2|1",
     "sosci", 2,
     "1 Nummer (personal)\n2 Bogen (meta)\n3 Modus (meta)\n4 Beginn (meta)\n"
     "5 Media > Web tick unticked=1\n5 Media > Radio tick unticked=1\n"},
    {"stack-overflow/bare-names", "ResponseId|MainBranch|DevType\n1|NA|A;B\n2|NA|NA\n3|Dev|A",
     "stack-overflow", 1, "1 ResponseId (personal)\n2 MainBranch\n3 DevType\n"},
    {"kaggle/parts",
     "Time|Q1|Q2_Part_1|Q2_Part_2|Q2_OTHER_TEXT\n"
     "Duration (in seconds)|Role? - Selected Choice|Media? - Selected Choice - Web|"
     "Media? - Selected Choice - Radio|Media? - Other - Text\n410|Staff|Web||-1",
     "kaggle", 2,
     "1 Duration (in seconds) (meta)\n2 Role?\n3 Media? > Web\n3 Media? > Radio\n"
     "4 Media? - Other - Text (meta)\n"},

    /* Anything else */
    {"plain/no-header", "2021-07-28 09:00:18|Yes|3\n2021-07-28 09:05:01|No|4", "plain", 0, NULL},
    {"plain/one-row", "Role?|Views: Fees|Views: Voice\nStaff|1|2\nDean|2|3", "plain", 1,
     "1 Role?\n2 Views > Fees\n2 Views > Voice\n"},
};

/* --- Cells and records of the tool ---------------------------------------------------------- */

static void test_words(void)
{
    const SvySkipRule *rule = svy_export_qualtrics.skip_rule;

    g_assert_cmpstr(rule->column, ==, "Status");
    g_assert_true(g_strv_contains(rule->words, "Survey Preview"));
    g_assert_false(g_strv_contains(rule->words, "IP Address"));
    g_assert_false(g_strv_contains(rule->words, "0"));
    g_assert_true(g_strv_contains(svy_export_sosci.missing, "-9"));
    g_assert_true(g_strv_contains(svy_export_surveymonkey_r.missing, "NA"));
    g_assert_null(svy_export_surveymonkey.missing);
    g_assert_null(svy_export_google_forms.skip_rule);
}

/* --- Files without responses ---------------------------------------------------------------- */

static bool is_refused(const char *text, bool (*check)(const SvyHead *, const char *, GError **))
{
    g_autoptr(SvyHead) head = make_head(text);
    g_autoptr(GError) error = NULL;
    const bool is_taken = check(head, "in.csv", &error);

    g_assert_true(is_taken == (error == NULL));
    if (error != NULL)
        g_assert_error(error, SVY_ERROR, SVY_ERROR_DATA);
    return !is_taken;
}

static void test_not_responses(void)
{
    g_assert_true(
        is_refused("Survey\n\nQ1. Who?\nAnswer Choices|Response Percent|Responses\nA|9%|4",
                   svy_not_responses_check));
    g_assert_true(is_refused("Q1. Why?\nAnswered|7\nSkipped|3", svy_not_responses_check));
    g_assert_true(is_refused("Variable / Field Name|Form Name|Field Type|Field Label\na|f|text|A",
                             svy_not_responses_check));
    g_assert_true(is_refused("column|header|question|text\n1|a|q1|A", svy_not_responses_check));
    g_assert_false(is_refused("Answer|Percent\nA|9%", svy_not_responses_check));

    g_assert_true(is_refused("MEN|All|Old|Young\nQ1|||\nYes|37%|29%|42%\nNo|46%|47%|46%",
                             svy_not_responses_check_table));
    g_assert_true(
        is_refused("Answer|All|Old\nYes|0.37|0.29\nNo|0.63|0.71", svy_not_responses_check_table));
    g_assert_false(is_refused("id|a|b\n1|0|1\n2|1|0\n3|0|0", svy_not_responses_check_table));
    g_assert_false(is_refused("name|share|city\nA|37%|Rome\nB|46%|Oslo\nC|10%|Bonn",
                              svy_not_responses_check_table));
    g_assert_false(is_refused("id|w1|w2\na|0.9|1.1\nb|1.1|0.9", svy_not_responses_check_table));
}

int main(int argc, char *argv[])
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions(); /* all cases that fail, not only the first */
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/ingest/exporters/%s", cases[i].path);

        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/ingest/exporters/words", test_words);
    g_test_add_func("/ingest/not-responses", test_not_responses);
    return g_test_run();
}
