# SPDX-License-Identifier: GPL-3.0-or-later
# Answers on a scale: likert, likert-stacked, stacked-bar.

fill_points <- function(levels, shown = levels)
  scale_fill_manual(values = setNames(scale_five, levels), breaks = shown)
label_ink <- c("white", ink, ink, ink, "white")

likert_rows <- function(rows) {
  long <- longer(rows)
  long$y <- downwards(rows$label, 30)[match(long$label, rows$label)]
  long$side <- as.integer(long$group)
  long
}

key_of <- function() theme(legend.position = "top", legend.justification = "left", legend.title = element_blank(),
                           legend.key.size = unit(9, "pt"), legend.margin = margin(0, 0, 0, 0), legend.box.margin = margin(0, 0, 0, -125),
                           legend.text = element_text(size = 7, colour = ink), legend.spacing.x = unit(3, "pt"), panel.grid = element_blank())

anchor_likert <- function(rows, job) {
  long <- likert_rows(rows)
  left <- long[long$side <= 2, ]
  right <- long[long$side >= 4, ]
  left$p <- -left$p
  left$group <- factor(left$group, levels = levels(long$group))
  totals <- data.frame(y = downwards(rows$label, 30), left = rows$left, right = rows$right, middle = rows$middle)
  ggplot(mapping = aes(y = y)) +
    geom_col(data = left, aes(x = p, fill = group), width = 0.7, position = position_stack(reverse = FALSE)) +
    geom_col(data = right, aes(x = p, fill = group), width = 0.7, position = position_stack(reverse = TRUE)) +
    geom_rect(data = totals, aes(xmin = 1, xmax = 1 + middle, ymin = as.integer(y) - 0.35,
                                 ymax = as.integer(y) + 0.35), fill = scale_five[3]) +
    label_of(data = totals, aes(x = 1 + middle, label = pct(middle)), hjust = -0.2, size = 8, colour = grey) +
    label_of(data = totals, aes(x = -left, label = pct(left)), hjust = 1.2, fontface = "bold",
             colour = scale_five[1]) +
    label_of(data = totals, aes(x = right, label = pct(right)), hjust = -0.2, fontface = "bold", colour = navy) +
    geom_vline(xintercept = c(0, 1), colour = "white") +
    annotate("text", x = 1, y = nrow(rows) + 0.7, label = "Neither", hjust = 0, size = 8 / .pt, family = "Inter",
             colour = grey) +
    fill_points(levels(long$group), levels(long$group)[-3]) + guides(fill = guide_legend(nrow = 1)) +
    coord_cartesian(clip = "off") + scale_x_continuous(expand = expansion(mult = c(0.12, 0.08))) + words_of(job) + theme_anchor() +
    key_of() + theme(axis.text.x = element_blank())
}

anchor_likert_stacked <- function(rows, job) {
  long <- likert_rows(rows)
  ggplot(long, aes(x = p, y = y, fill = group)) +
    geom_col(width = 0.72, colour = "white", position = position_stack(reverse = TRUE)) +
    label_of(aes(label = ifelse(p >= 0.045, pct(p), ""), colour = label_ink[side], group = group), size = 8,
             position = position_stack(vjust = 0.5, reverse = TRUE)) +
    scale_colour_identity() + fill_points(levels(long$group)) + guides(fill = guide_legend(nrow = 1)) +
    scale_x_continuous(expand = c(0, 0)) + words_of(job) + theme_anchor() + key_of() +
    theme(axis.text.x = element_blank())
}

anchor_stacked_bar <- function(rows, job) {
  blues <- c("#E3EDF6", "#B3CDE4", "#7BA7CF", "#3D79B0", "#0F4C81")
  rows$group <- factor(rows$label, levels = rows$label)
  rows$middle <- cumsum(rows$p) - rows$p / 2
  ggplot(rows) +
    geom_rect(aes(xmin = middle - p / 2, xmax = middle + p / 2, ymin = 0.75, ymax = 1.25, fill = group), colour = "white") +
    scale_fill_manual(values = blues) +
    label_of(aes(x = middle, y = 1, label = pct(p)), fontface = "bold", size = 11,
             colour = c(ink, ink, ink, "white", "white")[seq_len(nrow(rows))]) +
    label_of(aes(x = middle, y = 1.33, label = fold(label, 14)), lineheight = 1, vjust = 0) +
    scale_x_continuous(expand = c(0, 0)) + scale_y_continuous(limits = c(0.7, 1.6)) + words_of(job) +
    theme_anchor() + theme(axis.text = element_blank(), axis.text.y = element_blank(), panel.grid = element_blank())
}
