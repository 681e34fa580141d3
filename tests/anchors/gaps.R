# SPDX-License-Identifier: GPL-3.0-or-later
# Use against following: gap-dumbbell, gap-bars.

anchor_gap_dumbbell <- function(rows, job) {
  rows$y <- downwards(rows$label)
  top <- rows[1, ]
  none <- rows[rows$has_account == "no", ]
  both <- rows[rows$has_account != "no", ]
  ggplot(rows, aes(y = y)) +
    geom_segment(data = both, aes(x = follow_p, xend = use_p, yend = y), colour = pale, linewidth = 2) +
    geom_linerange(data = both, aes(xmin = follow_lo, xmax = follow_hi), colour = orange) +
    geom_linerange(aes(xmin = use_lo, xmax = use_hi), colour = navy) +
    geom_point(data = both, aes(x = follow_p), colour = orange, size = 3.2, shape = 18) +
    geom_point(aes(x = use_p), colour = navy, size = 3) +
    label_of(aes(x = use_hi, label = pct(use_p)), hjust = -0.25, colour = navy, fontface = "bold") +
    label_of(data = both, aes(x = follow_lo, label = pct(follow_p)), hjust = 1.3, colour = orange,
             fontface = "bold") +
    label_of(data = both, aes(x = 1.12, label = sprintf("%.0f", 100 * gap)), hjust = 1, fontface = "bold") +
    label_of(data = none, aes(x = 1.12, label = "no account"), hjust = 1, colour = grey, size = 8) +
    annotate("text", x = c(top$follow_p, top$use_p - 0.02), y = nrow(rows) + 0.7, label = c("follow ALCTS", "use"),
             colour = c(orange, navy), fontface = "bold", family = "Inter", size = 9 / .pt) +
    annotate("text", x = 1.12, y = nrow(rows) + 0.7, label = "Gap, points", hjust = 1, fontface = "bold",
             family = "Inter", size = 9 / .pt) +
    scale_x_continuous(labels = pct, breaks = 0:4 / 4, limits = c(-0.05, 1.12), expand = c(0, 0)) +
    all_rows(rows$y, expand = expansion(add = c(0.5, 1.1))) + words_of(job) + theme_anchor()
}

anchor_gap_bars <- function(rows, job) {
  rows$y <- downwards(rows$label)
  ggplot(rows, aes(y = y, x = gap)) +
    geom_col(fill = "#A9BFD4", width = 0.62) +
    geom_linerange(aes(xmin = gap_lo, xmax = gap_hi), colour = navy) +
    geom_point(colour = navy, size = 2.4) +
    label_of(aes(x = gap_hi, label = sprintf("%.0f", 100 * gap)), hjust = -0.35, fontface = "bold") +
    label_of(aes(x = 1.05, label = paste0(pct(use_p), " use, ", pct(follow_p), " follow")), hjust = 1,
             colour = grey) +
    scale_x_continuous(labels = function(x) 100 * x, breaks = 0:4 / 5, limits = c(0, 1.05),
                       expand = c(0, 0)) +
    words_of(job) + theme_anchor()
}
