# SPDX-License-Identifier: GPL-3.0-or-later
# One share to a row: ranked-bars, select-all, ladder, targets; one share alone: icon-array.

bars_of <- function(rows, job) {
  rows$y <- downwards(rows$label)
  rows$colour <- ifelse(seq_len(nrow(rows)) == 1, navy, "#8FA9C2")
  ggplot(rows, aes(y = y, x = p)) +
    geom_col(aes(fill = colour), width = 0.66) + scale_fill_identity() +
    geom_linerange(aes(xmin = lo, xmax = hi), colour = ink, linewidth = 0.5) +
    label_of(aes(x = hi, label = pct(p)), hjust = -0.25, fontface = "bold", colour = ink) +
    axis_shares() + words_of(job) + theme_anchor()
}
anchor_ranked_bars <- bars_of
anchor_select_all <- bars_of

anchor_ladder <- function(rows, job) {
  rows$y <- downwards(rows$label, 26)
  rows$on <- ifelse(is.na(rows$step), "", paste0(pct(rows$step), " of the stage before"))
  ggplot(rows, aes(y = y, x = p)) +
    geom_col(fill = navy, width = 0.6) +
    geom_linerange(aes(xmin = lo, xmax = hi), colour = ink) +
    label_of(aes(x = hi, label = pct(p)), hjust = -0.25, fontface = "bold", size = 11) +
    label_of(aes(x = 0.005, label = on), hjust = 0, vjust = -3.6, colour = grey, size = 8) +
    axis_shares(limits = c(0, 1)) + words_of(job) + theme_anchor()
}

anchor_targets <- function(rows, job) {
  rows$y <- downwards(rows$label, 26)
  rows$colour <- c(`cannot tell` = grey, met = teal, missed = orange, higher = navy, lower = navy)[rows$verdict]
  ggplot(rows, aes(y = y)) +
    geom_linerange(aes(xmin = lo, xmax = hi, colour = colour), linewidth = 1.1) +
    geom_point(aes(x = p, colour = colour), size = 3) + scale_colour_identity() +
    geom_point(aes(x = target), shape = 124, size = 6, colour = ink) +
    label_of(aes(x = p, label = pct(p), colour = colour), vjust = -1.1, fontface = "bold") +
    label_of(aes(x = 1.05, label = paste0(wanted, "\n", verdict), colour = colour), hjust = 0, lineheight = 1) +
    scale_x_continuous(labels = pct, breaks = 0:4 / 4, limits = c(0, 1.45), expand = c(0, 0)) +
    words_of(job) + theme_anchor()
}

anchor_icon_array <- function(rows, job) {
  disc <- data.frame(x = rep(1:10, 10), y = rep(1:10, each = 10), is_on = seq_len(100) <= rows$icons[1])
  ggplot(disc, aes(x, y)) +
    geom_point(aes(fill = is_on, colour = is_on), shape = 21, size = 5.6) +
    scale_fill_manual(values = c(`TRUE` = navy, `FALSE` = "white")) +
    scale_colour_manual(values = c(`TRUE` = navy, `FALSE` = pale)) +
    annotate("text", x = 12, y = 7, label = pct(rows$p[1]), hjust = 0, fontface = "bold", colour = navy,
             family = "Inter", size = 48 / .pt) +
    annotate("text", x = 12, y = 4, hjust = 0, family = "Inter", size = 11 / .pt, colour = ink, lineheight = 1.1,
             label = sprintf("%d in 100 respondents\n95%% interval %s to %s", rows$icons[1], pct(rows$lo[1]),
                             pct(rows$hi[1]))) +
    coord_fixed(xlim = c(0.5, 22), ylim = c(0.5, 10.5)) + words_of(job) + theme_anchor() +
    theme(panel.grid = element_blank(), axis.text = element_blank(), axis.text.y = element_blank())
}
