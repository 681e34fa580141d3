/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answer scales that are known by their words. */
#include "ingest/scales.h"

#include <glib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "base/translate.h"

/* One point: a rank and folded words; "|" separates spellings. A trailing "*" allows more words. */
typedef struct {
    int rank;
    const char *words;
} Point;

typedef struct {
    const char *name;
    size_t n_points;
    const Point *points;
} Family;

/* Low to high in every family, except that the favourable end of opinion comes first, as
 * questionnaires and diverging charts have it. */
static const Point agreement[] = {
    {0,
     "strongly agree|completely agree|totally agree|agree strongly|definitely agree|fully agree"},
    {1, "agree|mostly agree|tend to agree"},
    {2, "somewhat agree|agree somewhat|slightly agree|rather agree"},
    {3, "neither agree nor disagree|neutral|neither agree or disagree|neither|undecided|"
        "neither disagree nor agree|neither agree nor disagree (neutral)"},
    {4, "somewhat disagree|disagree somewhat|slightly disagree|rather disagree"},
    {5, "disagree|mostly disagree|tend to disagree"},
    {6, "strongly disagree|completely disagree|totally disagree|disagree strongly|"
        "definitely disagree|fully disagree"},
};

static const Point frequency[] = {
    {0, "always|all of the time|all the time|constantly|several times a day|multiple times a day|"
        "many times a day|hourly"},
    {1, "almost always|nearly always|almost all of the time|daily|every day|at least daily|"
        "about once a day|once a day|daily or more|most days"},
    {2, "very often|usually|most of the time|a few times a week|several times a week|"
        "2-3 times a week|a few days a week|very frequently|2+ times per week"},
    {3, "often|frequently|weekly|once a week|every week|at least weekly|about once a week|"
        "a lot of the time"},
    {4, "sometimes|some of the time|a few times a month|several times a month|2-3 times a month|"
        "a moderate amount of the time|every few weeks"},
    {5, "occasionally|once in a while|monthly|once a month|every month|at least monthly|"
        "about half the time"},
    {6, "seldom|rarely|not often|less often|less than once a month|less than monthly|"
        "a few times a year|several times a year|less frequently|not very often|less than weekly|"
        "every few months|quarterly|once a quarter"},
    {7, "almost never|very rarely|hardly ever|once a year|yearly|annually|a little of the time|"
        "once a year or less"},
    {8, "never|not at all|none of the time|i never do"},
};

static const Point quality[] = {
    {0, "excellent|outstanding|exceptional|very high quality"},
    {1, "very good|high quality"},
    {2, "good|above average"},
    {3, "fair|average|ok|okay|acceptable|neither good nor bad|neither good nor poor|"
        "neither high nor low quality|satisfactory"},
    {4, "poor|bad|below average|low quality"},
    {5, "very poor|very bad|terrible|awful|very low quality"},
};

static const Point amount[] = {
    {0, "extremely *|absolutely essential|essential|critical|a great deal|to a great extent"},
    {1, "very *|a lot|quite a lot|a large extent|quite a bit"},
    {2, "quite *|fairly *|moderately *|a moderate amount|to a moderate extent|important|useful|"
        "likely|satisfied|interested|familiar|helpful|confident|comfortable|some|to some extent|"
        "neither important nor unimportant|neutral"},
    {3, "somewhat *|a little *|slightly *|a small extent|to a small extent|a bit|only a little|"
        "a little"},
    {4, "not very *|not too *|not so *|of little importance|unimportant|not much|hardly *|"
        "not really"},
    {5, "not at all *|not *|none at all|nothing at all|not at all|none|very little"},
};

static const Point importance[] = {
    {0, "extremely important|essential"},
    {1, "very important"},
    {2, "important|fairly important|rather important|moderately important"},
    {3, "somewhat important|slightly important"},
    {4, "neither important nor unimportant|neutral|neither|"
        "neither important nor unimportant (neutral)"},
    {5, "somewhat unimportant|slightly unimportant|rather unimportant"},
    {6, "unimportant|fairly unimportant"},
    {7, "very unimportant|not at all important|not important at all"},
};

static const Point expertise[] = {
    {0, "expert|very experienced|fluent"},
    {1, "advanced|experienced|proficient"},
    {2, "intermediate|competent|some experience"},
    {3, "novice|beginner|basic|elementary|little experience"},
    {4, "complete novice|no experience|no knowledge|never used it"},
};

static const Point relevance[] = {
    {0, "critical to me|critical for me|very relevant|very useful"},
    {1, "relevant|useful|important to me"},
    {2, "somewhat useful|somewhat relevant|nice to have"},
    {3, "not relevant for me|not relevant to me|not relevant|not useful|not useful to me"},
};

/* German questionnaires. */
static const Point zustimmung[] = {
    {0, "stimme voll und ganz zu|stimme voll zu|trifft voll und ganz zu|trifft voll zu|"
        "stimme völlig zu|trifft völlig zu"},
    {1, "stimme zu|stimme eher zu|trifft eher zu|trifft zu|stimme überwiegend zu"},
    {2, "teils teils|teils/teils|teils, teils|teils-teils|weder noch|neutral|unentschieden"},
    {3, "stimme eher nicht zu|trifft eher nicht zu|lehne eher ab|trifft weniger zu"},
    {4, "stimme nicht zu|trifft nicht zu|lehne ab"},
    {5, "stimme überhaupt nicht zu|stimme gar nicht zu|trifft überhaupt nicht zu|"
        "trifft gar nicht zu|lehne völlig ab"},
};

static const Point haeufigkeit[] = {
    {0, "immer|ständig|mehrmals täglich"},
    {1, "fast immer|täglich"},
    {2, "sehr oft|sehr häufig|mehrmals pro woche|mehrmals wöchentlich"},
    {3, "oft|häufig|wöchentlich|einmal pro woche"},
    {4, "manchmal|mehrmals im monat|gelegentlich"},
    {5, "monatlich|einmal im monat|ab und zu"},
    {6, "selten|seltener|sehr selten"},
    {7, "fast nie|jährlich"},
    {8, "nie|niemals"},
};

static const Point satisfaction[] = {
    {0, "extremely satisfied|completely satisfied"},
    {1, "very satisfied|highly satisfied"},
    {2, "satisfied|somewhat satisfied|mostly satisfied|fairly satisfied"},
    {3, "neither satisfied nor dissatisfied|neutral|neither dissatisfied nor satisfied|neither"},
    {4, "dissatisfied|somewhat dissatisfied|mostly dissatisfied|fairly dissatisfied|unsatisfied"},
    {5, "very dissatisfied|highly dissatisfied|very unsatisfied"},
    {6, "extremely dissatisfied|completely dissatisfied"},
};

static const Point likelihood[] = {
    {0, "extremely likely|definitely|definitely would|certain|definitely will|absolutely"},
    {1, "very likely|very probably|highly likely|probably|probably would"},
    {2, "likely|somewhat likely|fairly likely|moderately likely"},
    {3, "neither likely nor unlikely|neutral|might or might not|maybe|possibly|not sure|50/50"},
    {4, "unlikely|somewhat unlikely|fairly unlikely|slightly likely"},
    {5, "very unlikely|highly unlikely|not very likely|probably not|not so likely"},
    {6, "extremely unlikely|definitely not|absolutely not|not at all likely|definitely would not|"
        "never"},
};

static const Point favour[] = {
    {0, "very favorably|very favourably|very favorable|very favourable|very positive|"
        "strongly favor|strongly favour|strongly support|very positively"},
    {1, "favorably|favourably|favorable|favourable|positive|favor|favour|support|positively"},
    {2, "somewhat favorably|somewhat favourably|somewhat favorable|somewhat favourable|"
        "somewhat positive|somewhat favor|somewhat favour|somewhat support|mostly positive"},
    {3, "neither favorably nor unfavorably (neutral)|neither favorably nor unfavorably|"
        "neither favourably nor unfavourably|neutral|neither favorable nor unfavorable|"
        "neither positive nor negative|neither favor nor oppose|neither|mixed|"
        "neither support nor oppose"},
    {4, "somewhat unfavorably|somewhat unfavourably|somewhat unfavorable|somewhat unfavourable|"
        "somewhat negative|somewhat oppose|mostly negative"},
    {5, "unfavorably|unfavourably|unfavorable|unfavourable|negative|oppose|negatively"},
    {6, "very unfavorably|very unfavourably|very unfavorable|very unfavourable|very negative|"
        "strongly oppose|very negatively"},
};

static const Point change[] = {
    {0, "much more|much better|a lot more|a lot better|much higher|significantly more"},
    {1, "more|better|somewhat more|somewhat better|a little more|a little better|slightly more|"
        "slightly better|higher"},
    {2, "about the same|the same|same|no change|unchanged|stayed the same|neither more nor less"},
    {3, "less|worse|somewhat less|somewhat worse|a little less|a little worse|slightly less|"
        "slightly worse|lower"},
    {4, "much less|much worse|a lot less|a lot worse|much lower|significantly less"},
};

#define FAMILY(title, table)                                                                       \
    {                                                                                              \
        title, G_N_ELEMENTS(table), table                                                          \
    }

static const Family families[] = {
    FAMILY(SVY_TR("agreement"), agreement),   FAMILY(SVY_TR("frequency"), frequency),
    FAMILY(SVY_TR("quality"), quality),       FAMILY(SVY_TR("satisfaction"), satisfaction),
    FAMILY(SVY_TR("likelihood"), likelihood), FAMILY(SVY_TR("favour"), favour),
    FAMILY(SVY_TR("change"), change),         FAMILY(SVY_TR("importance or extent"), amount),
    FAMILY(SVY_TR("importance"), importance), FAMILY(SVY_TR("expertise"), expertise),
    FAMILY(SVY_TR("relevance"), relevance),   FAMILY(SVY_TR("agreement"), zustimmung),
    FAMILY(SVY_TR("frequency"), haeufigkeit),
};

/* --- Words ---------------------------------------------------------------------------------- */

static bool is_spelling(const char *label, const char *spelling, size_t n)
{
    if (n > 1 && spelling[n - 1] == '*')
        return strncmp(label, spelling, n - 1) == 0 && strlen(label) > n - 1;
    return strlen(label) == n && strncmp(label, spelling, n) == 0;
}

static bool is_point(const char *label, const char *words)
{
    while (true) {
        const size_t n = strcspn(words, "|");

        if (is_spelling(label, words, n))
            return true;
        if (words[n] == '\0')
            return false;
        words += n + 1;
    }
}

/* Labels such as "5 - Strongly agree" or "Strongly agree (5)" are compared by their words. */
static char *strip_numbers(const char *label)
{
    g_autofree char *folded = svy_text_fold(label);
    const char *start = folded + strspn(folded, "(0123456789 .)=:-–");
    char *paren;
    char *words = g_strdup(*start == '\0' ? folded : start);

    for (size_t n = strlen(words); n > 1 && words[n - 1] == '.'; n--)
        words[n - 1] = '\0';
    paren = strrchr(words, '(');
    if (paren != NULL && paren > words && g_ascii_isdigit(paren[1]))
        *paren = '\0';
    return g_strchomp(words);
}

static int find_rank(const Family *family, const char *label)
{
    for (size_t i = 0; i < family->n_points; i++)
        if (is_point(label, family->points[i].words))
            return family->points[i].rank;
    return -1;
}

static bool match_family(const Family *family, char *const labels[], size_t n, double ret_ranks[])
{
    for (size_t i = 0; i < n; i++) {
        const int rank = find_rank(family, labels[i]);

        if (rank < 0)
            return false;
        ret_ranks[i] = rank;
        for (size_t j = 0; j < i; j++)
            if (!(ret_ranks[j] < ret_ranks[i] || ret_ranks[j] > ret_ranks[i]) &&
                strcmp(labels[i], labels[j]) != 0)
                return false;
    }
    return true;
}

bool svy_scale_match(const char *const labels[],
                     size_t n,
                     double ret_ranks[],
                     const char **ret_name)
{
    g_auto(GStrv) words = g_new0(char *, n + 1);

    if (n < 2)
        return false;
    for (size_t i = 0; i < n; i++)
        words[i] = strip_numbers(labels[i]);
    for (size_t f = 0; f < G_N_ELEMENTS(families); f++) {
        if (match_family(&families[f], words, n, ret_ranks)) {
            *ret_name = families[f].name;
            return true;
        }
    }
    return false;
}

/* --- Numbers -------------------------------------------------------------------------------- */

/* The first number of a label, commas inside it removed; *ret_rest is what follows. */
static bool read_number(const char *label, double *ret_value, const char **ret_rest)
{
    const char *start = strpbrk(label, "0123456789");
    g_autoptr(GString) digits = g_string_new(NULL);

    if (start == NULL)
        return false;
    for (;
         g_ascii_isdigit(*start) || ((*start == ',' || *start == '.') && g_ascii_isdigit(start[1]));
         start++)
        if (*start != ',')
            g_string_append_c(digits, *start);
    *ret_rest = start;
    return svy_num_parse(digits->str, ret_value);
}

/* Skips what may stand between a number and its unit: "- 12", "to 12", "+", "or more". */
static const char *skip_range(const char *rest)
{
    static const char *const words[] = {"to ", "or ", "more ", "less ", "fewer ", "and "};

    while (true) {
        const char *before = rest;

        rest += strspn(rest, "0123456789 .,+-\xE2\x80\x93");
        for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
            if (g_str_has_prefix(rest, words[i]))
                rest += strlen(words[i]);
        if (rest == before)
            return rest;
    }
}

/* The unit behind a number: time in years, money in ones. 1 when there is none. */
static double find_unit(const char *rest)
{
    static const struct {
        const char *word;
        double factor;
    } units[] = {{"minute", 1.0 / 525600}, {"hour", 1.0 / 8760}, {"day", 1.0 / 365},
                 {"week", 7.0 / 365},      {"month", 1.0 / 12},  {"million", 1e6}};

    if (rest[0] == 'k' && !g_ascii_isalpha(rest[1]))
        return 1e3;
    if (rest[0] == 'm' && !g_ascii_isalpha(rest[1]))
        return 1e6;
    rest = skip_range(rest);
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (g_str_has_prefix(rest, units[i].word))
            return units[i].factor;
    return 1;
}

static bool begins_with_any(const char *label, const char *const words[])
{
    for (size_t i = 0; words[i] != NULL; i++)
        if (g_str_has_prefix(label, words[i]))
            return true;
    return false;
}

/* Place of one label on the line of numbers; false when it has none. "Under 18" stands before
 * "18-24", "over 60" after "45-60". */
static bool place_label(const char *label, double *ret_rank)
{
    static const char *const below[] = {"<",      "under ",      "less than ",    "below ",
                                        "up to ", "fewer than ", "younger than ", NULL};
    static const char *const above[] = {">", "over ", "more than ", "above ", "older than ", NULL};
    static const char *const lead[] = {"$",         "€",      "£",        "age ",  "ages ", "aged ",
                                       "at least ", "about ", "between ", "from ", "(",     NULL};
    g_autofree char *folded = svy_text_fold(label);
    const char *rest;
    double value;

    if (!read_number(folded, &value, &rest))
        return false;
    value *= find_unit(rest);
    if (begins_with_any(folded, below))
        *ret_rank = value * (1 - 1e-6) - 1e-9;
    else if (begins_with_any(folded, above))
        *ret_rank = value * (1 + 1e-6) + 1e-9;
    else if (g_ascii_isdigit(folded[0]) || begins_with_any(folded, lead))
        *ret_rank = value;
    else
        return false;
    return true;
}

/* Answers are ranges or numbered points, not texts that happen to hold a number. */
bool svy_scale_match_numbers(const char *const labels[], size_t n, double ret_ranks[])
{
    size_t n_placed = 0;

    if (n < 2)
        return false;
    for (size_t i = 0; i < n; i++) {
        g_autofree char *folded = svy_text_fold(labels[i]);

        if (place_label(labels[i], &ret_ranks[i]))
            n_placed++;
        else if (strcmp(folded, "none") == 0 || strcmp(folded, "never") == 0 ||
                 g_str_has_prefix(folded, "no "))
            ret_ranks[i] = -1;
        else
            return false;
    }
    return n_placed >= 2;
}
