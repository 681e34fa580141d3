/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body of its own for a chart. The frame (title, subtitle, remark, notes, margins, the ladder
 * of fits, the audit, the structure of the PDF) is the layout's for all charts. What stands between
 * remark and notes is either rows with marks on an axis of shares (SvyChartKind.draw_row), or what
 * a plot brings as a panel:
 *
 *   rows     the plot has rows: the layout still wraps and draws their labels at the left, places
 *            them at a common pitch, and draws bands and rules; the panel has the room right of the
 *            labels, and strips above and below the rows;
 *   no rows  the panel has the whole width and says which height it needs and which it would like.
 *
 * A kind embeds SvyPanel as the first member of a struct of its own. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct SvyLayout SvyLayout;
typedef struct SvyPanel SvyPanel;

/* What a panel needs at the width and fit at hand; points. */
typedef struct {
    double missing_width;               /* the room is too narrow by this; 0: it will do */
    double head, foot;                  /* rows: strips above the first and below the last */
    double least_row;                   /* rows: least height of each */
    double least_height, wanted_height; /* no rows */
    double axis_left, axis_width;       /* 0% and the length of 100%, for the scene; 0: none */
    double message_left;                /* of what stands where marks would; 0: room_left */
} SvyPanelSize;

struct SvyPanel {
    /* Shapes the texts for the room from layout->room_left to layout->room_right with
     * layout->label_pt and layout->m; asked again for each fit, drops what it shaped before. What
     * does not fit may leave a line in @notes (of char, owned). False with the error of
     * svy_measure_line(). */
    bool (*measure)(SvyPanel *panel,
                    const SvyLayout *layout,
                    GPtrArray *notes,
                    SvyPanelSize *ret_size,
                    GError **error);

    /* Emits into layout->scene; the rows are placed, or layout->rows_top to rows_bottom is the
     * room. Texts are cells of the table: head in row 0, labels in column 0. */
    void (*draw)(SvyPanel *panel, const SvyLayout *layout);

    void (*free)(SvyPanel *panel);

    /* Where layout->is_inset: those that share a scale with this one, itself and everybody's among
     * them. It is measured twice, so that the texts of all are shaped the second time. */
    SvyPanel *const *peers; /* (nullable) [n_peers] borrowed */
    size_t n_peers;
    bool has_own_foot; /* rows: what stands below them is of this panel alone, no common axis */
    const SvyPanel *everybody; /* (nullable) what each is compared with, drawn in gray; borrowed */
};

/* NULL is allowed. */
static inline void svy_panel_free(SvyPanel *panel)
{
    if (panel != NULL)
        panel->free(panel);
}
