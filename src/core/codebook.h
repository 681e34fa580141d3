/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the columns mean: questions, their items and scales. Made by inference or read from a
 * codebook file; either way it is this, so that an untouched codebook gives the same results as
 * none. */
#pragma once

#include <glib.h>
#include <surveystat/survey.h>

#include "base/bitset.h"
#include "base/saying.h"

/* What a column is within its question. */
typedef enum {
    SVY_ROLE_ANSWER,   /* the one column of a single, likert, numeric, text, id, date question */
    SVY_ROLE_OPTION,   /* one option of a select-all: any answer that is not "unticked" ticks it */
    SVY_ROLE_ROW,      /* one row of a grid, or one item of a ranking */
    SVY_ROLE_POINT,    /* one scale point of one row: a grid with a tick column for each */
    SVY_ROLE_PLACE,    /* one place of a ranking: the cell names the item that was put there */
    SVY_ROLE_WRITE_IN, /* text beside the option "Other"; not in any base */
    SVY_ROLE_COMMENT,  /* a comment box beside the question; not in any base */
    SVY_ROLE_LAST,
} SvyRole;

/* Who is in the base of the question's percentages. */
typedef enum {
    SVY_BASE_ANSWERED, /* everyone who answered it (for a grid: at least one row) */
    SVY_BASE_TICKED,   /* blank-unticked select-all: everyone who ticked at least one option */
    SVY_BASE_SHOWN,    /* explicit-unticked select-all: everyone with a mark, ticked or not */
    SVY_BASE_LAST,
} SvyBaseRule;

/* One column of a question. */
typedef struct {
    size_t column; /* of the file, from 0 */
    SvyRole role;
    SvyOptionMark mark;
    char *label;     /* option or row; the wording of the question for SVY_ROLE_ANSWER */
    char *point;     /* (nullable) POINT: the point of the scale */
    bool is_reverse; /* the scale runs the other way: its levels are mirrored when counted */
    bool is_clear;   /* somebody read what was typed here and lets it be published */
    /* filled by svy_dataset_freeze() */
    SvyBitset *ticks;  /* OPTION, POINT: who ticked it */
    int32_t *level_of; /* ANSWER, ROW: [dict->n] level of each dictionary code, -1: not a level */
    SvyBitset *no_answer; /* (nullable) whose cell says expressly that there is no answer; for
                             questions with no_answers only */
} SvyItem;

/* One point of a scale, or one option of a single choice. */
typedef struct {
    char *label;
    char *code; /* (nullable) what the cells hold, when that is not the label */
    SvyOptionMark mark;
    SvyBitset *ticks; /* (nullable) filled by svy_dataset_freeze(): select-alls in one cell only */
} SvyLevel;

/* Several options counted as one, beside the options themselves. */
typedef struct {
    char *label;
    char **parts; /* [NULL-terminated] labels of its options or levels */
} SvyNet;

typedef struct {
    char *id;
    char *text;
    SvyQuestionType type;
    bool is_meta, is_personal;
    bool is_guess;
    bool is_ordered; /* the order of the levels has a meaning */
    SvyBaseRule base;
    char
        separator; /* select-all or ranking in one cell: what stands between the options, or between
                       the items, the first place first; 0: no such */
    char **missing;    /* (nullable) [NULL-terminated] answers that mean "no answer" */
    char **no_answers; /* (nullable) [NULL-terminated] those of missing by which somebody who was
                          asked is recorded as having given none ("No answer"), in contrast to a
                          blank. Such people are asked, not answered, and counted apart. */
    char *reason;      /* (nullable) why it is taken as it is */
    SvySaying *why;    /* (nullable) the same where it is ours, for other languages */
    GPtrArray *items;  /* of SvyItem, owned, in column order */
    GPtrArray *levels; /* of SvyLevel, owned; none for select-alls and open questions */
    GPtrArray *nets;   /* of SvyNet, owned */
    /* filled by svy_dataset_freeze() */
    SvyBitset *answered;  /* (nullable) who is in the base */
    SvyBitset *no_answer; /* (nullable) who is not, but has an express "no answer" in a column */
} SvyQuestion;

SvyQuestion *svy_question_new(SvyQuestionType type, const char *text);
/* Its reason in @language (nullable: English); "" without one. (transfer full) */
char *svy_question_say_reason(const SvyQuestion *question, const char *language);
void svy_question_free(SvyQuestion *question);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SvyQuestion, svy_question_free)

SvyItem *svy_question_add_item(SvyQuestion *question,
                               size_t column,
                               SvyRole role,
                               const char *label);
SvyLevel *svy_question_add_level(SvyQuestion *question, const char *label);

/* Takes @parts [NULL-terminated] (transfer full). */
SvyNet *svy_question_add_net(SvyQuestion *question, const char *label, char **parts);

static inline SvyNet *svy_question_get_net(const SvyQuestion *question, size_t i)
{
    return (SvyNet *)g_ptr_array_index(question->nets, i);
}

/* Whether an option or level is one of those that the net counts. */
bool svy_net_has(const SvyNet *net, const char *label);

/* The level across from level @i on a scale that runs the other way. Levels that stand apart are
 * no part of the scale and stay where they are. */
size_t svy_question_mirror_level(const SvyQuestion *question, size_t i);

static inline SvyItem *svy_question_get_item(const SvyQuestion *question, size_t i)
{
    return (SvyItem *)g_ptr_array_index(question->items, i);
}

static inline SvyLevel *svy_question_get_level(const SvyQuestion *question, size_t i)
{
    return (SvyLevel *)g_ptr_array_index(question->levels, i);
}

/* What the cells hold for a level. */
static inline const char *svy_level_get_cell(const SvyLevel *level)
{
    return level->code != NULL ? level->code : level->label;
}

/* One option of a select-all, or of a single choice that was exported as one column per option,
 * whatever the file looks like. All borrowed from the question. */
typedef struct {
    const char *label;
    SvyOptionMark mark;
    size_t column;          /* of the file, from 0 */
    const SvyBitset *ticks; /* NULL before svy_dataset_freeze() */
} SvyChoice;

/* Options that are kept as tick rows: the columns with role OPTION, or the levels of a select-all
 * in one cell. 0 for questions whose answers are codes, and for rankings. */
size_t svy_question_count_options(const SvyQuestion *question);
SvyChoice svy_question_get_option(const SvyQuestion *question, size_t i);

/* True when an answer is one of the texts that mean "no answer" in this question. */
bool svy_question_is_missing(const SvyQuestion *question, const char *text);

/* True when it is one of those that say so expressly, see no_answers. */
bool svy_question_is_no_answer(const SvyQuestion *question, const char *text);

/* True for a ranking in one cell: the levels are the items, and each cell lists them in order. */
static inline bool svy_question_is_ranked_cell(const SvyQuestion *question)
{
    return question->type == SVY_QUESTION_RANK && question->separator != '\0';
}

/* Cuts the cell of a select-all in one cell into options: at each place the longest level that ends
 * at the separator or the end, else the text up to the next separator. @is_chosen [n levels] is set
 * for each level found; returns the number of pieces that are no level (write-ins). */
size_t svy_question_split_cell(const SvyQuestion *question, const char *text, bool is_chosen[]);

/* The same in order: @places [n levels] becomes the place of each level in the cell, from 1; 0
 * where it is not in it. What is no level takes a place, too. */
size_t svy_question_split_places(const SvyQuestion *question, const char *text, size_t places[]);

/* True for the item that stands for a row of a grid: itself, or the first of its columns of ticks.
 */
bool svy_question_leads_row(const SvyQuestion *question, size_t i);

/* Number of items with a role. */
size_t svy_question_count_role(const SvyQuestion *question, SvyRole role);

/* The mark that a label's words ask for: "None of these", "Other (please specify)", "Don't know".
 */
SvyOptionMark svy_option_mark_guess(const char *label);

/* Words of the codebook file; static. */
const char *svy_role_get_name(SvyRole role);
const char *svy_base_get_name(SvyBaseRule base);
const char *svy_mark_get_name(SvyOptionMark mark);
