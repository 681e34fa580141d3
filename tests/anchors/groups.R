# SPDX-License-Identifier: GPL-3.0-or-later
# One question by groups: crosstab-dots, small-multiples, heatmap; over waves: slope.

group_rows <- function(rows, width = 30) {
  long <- longer(rows)
  long$y <- downwards(rows$label, width)[match(long$label, rows$label)]
  long
}

anchor_crosstab_dots <- function(rows, job) {
  long <- group_rows(rows)
  seen <- long[!is.na(long$p), ]
  seen$is_last <- seen$p == ave(seen$p, seen$y, FUN = max)
  seen$is_first <- !seen$is_last & seen$p == ave(seen$p, seen$y, FUN = min)
  range <- do.call(rbind, lapply(split(seen, seen$y, drop = TRUE), function(one)
    data.frame(y = one$y[1], lo = min(one$p), hi = max(one$p))))
  key <- sprintf("%s (n = %s)", levels(long$group), tapply(long$n, long$group, max, na.rm = TRUE))
  rows$y <- downwards(rows$label)
  ggplot(seen, aes(y = y)) +
    geom_segment(data = range, aes(x = lo, xend = hi, yend = y), colour = pale, linewidth = 1.2) +
    geom_point(data = rows, aes(x = p), shape = 124, size = 4, colour = ink) +
    geom_linerange(aes(xmin = lo, xmax = hi, colour = group), position = position_dodge(width = 0.5),
                   alpha = 0.6) +
    geom_point(aes(x = p, colour = group, shape = group), size = 2.6, position = position_dodge(width = 0.5)) +
    label_of(data = seen[seen$is_last, ], aes(x = hi, label = pct(p), colour = group), hjust = -0.25,
             fontface = "bold") +
    label_of(data = seen[seen$is_first, ], aes(x = lo, label = pct(p), colour = group), hjust = 1.25,
             fontface = "bold") +
    scale_colour_manual(values = unname(series), labels = unname(key)) +
    scale_shape_manual(values = c(16, 18, 15, 17), labels = unname(key)) +
    axis_shares() + all_rows(rows$y) + words_of(job) + theme_anchor() +
    theme(legend.position = "top", legend.justification = "left", legend.title = element_blank(),
          legend.margin = margin(0, 0, 0, 0), legend.box.margin = margin(0, 0, 0, -105), legend.text = element_text(size = 8, colour = ink))
}

anchor_small_multiples <- function(rows, job) {
  long <- group_rows(rows, 20)
  other <- long
  other$of <- other$group
  other$group <- NULL
  all <- rows
  all$y <- downwards(rows$label, 20)
  key <- sprintf("%s\nn = %s", levels(long$group), tapply(long$n, long$group, max, na.rm = TRUE))
  names(key) <- levels(long$group)
  ggplot(long, aes(y = y, x = p)) +
    geom_point(data = other, colour = "#D5DBE1", size = 1.3, na.rm = TRUE) +
    geom_point(data = all, shape = 124, size = 3, colour = grey) +
    geom_linerange(aes(xmin = lo, xmax = hi), colour = navy, na.rm = TRUE) +
    geom_point(colour = navy, size = 2, na.rm = TRUE) +
    label_of(aes(x = hi, label = pct(p)), hjust = -0.2, size = 6.5, colour = navy, na.rm = TRUE) +
    facet_wrap(~group, nrow = 2, labeller = as_labeller(key)) +
    scale_x_continuous(labels = pct, breaks = c(0, 0.5, 1), limits = c(0, 1.1), expand = c(0, 0)) +
    words_of(job) + theme_anchor(8) + theme(panel.spacing = unit(12, "pt"))
}

anchor_heatmap <- function(rows, job) {
  long <- group_rows(rows, 22)
  long$class <- cut(long$residual, c(-Inf, -3, -2, 2, 3, Inf),
                    labels = c("far below", "below", "as expected", "above", "far above"))
  long$word <- ifelse(is.na(long$p), "–", paste0(pct(long$p), ifelse(long$residual > 2, " ▲",
                                                                     ifelse(long$residual < -2, " ▼", ""))))
  names(scale_five) <- levels(long$class)
  long$ink <- ifelse(long$class %in% c("far below", "far above"), "white", ink)
  ggplot(long, aes(x = group, y = y, fill = class)) +
    geom_tile(colour = "white", linewidth = 1.2) +
    label_of(aes(label = word, colour = ink), size = 10) + scale_colour_identity() +
    scale_fill_manual(values = scale_five, na.value = "#F4F5F7", drop = FALSE, na.translate = FALSE) +
    scale_x_discrete(position = "top", labels = function(x) fold(x, 12), expand = c(0, 0)) +
    words_of(job) + theme_anchor() +
    theme(panel.grid = element_blank(), legend.position = "bottom", legend.justification = "left",
          legend.title = element_blank(), legend.key.size = unit(9, "pt"),
          legend.text = element_text(size = 8), axis.text.x = element_text(colour = ink, size = 9))
}

# Labels that would meet are moved away from each other.
apart <- function(p, least = 0.045) {
  order <- order(p)
  for (step in 1:50) for (i in seq_along(p)[-1]) {
    low <- order[i - 1]
    high <- order[i]
    lack <- max(0, least - (p[high] - p[low]))
    p[low] <- p[low] - lack / 2
    p[high] <- p[high] + lack / 2
  }
  p
}

anchor_slope <- function(rows, job) {
  long <- longer(rows)
  long$x <- as.numeric(sub("[^0-9]*", "", long$group))
  long$change <- rows$change[match(long$label, rows$label)]
  long$colour <- c(rose = navy, fell = orange, `cannot tell` = "#7A8591")[long$change]
  last <- long[long$x == max(long$x), ]
  first <- long[long$x == min(long$x), ]
  ggplot(long, aes(x = x, y = p, colour = colour, group = label)) +
    geom_ribbon(aes(ymin = lo, ymax = hi, fill = colour), alpha = 0.12, colour = NA) +
    geom_line(linewidth = 0.9) + geom_point(size = 2.4) + scale_colour_identity() + scale_fill_identity() +
    label_of(data = last, aes(y = apart(p), label = paste(pct(p), label)), hjust = 0, nudge_x = 0.12,
             fontface = "bold") +
    label_of(data = first, aes(y = apart(p), label = pct(p)), hjust = 1, nudge_x = -0.12, fontface = "bold") +
    scale_x_continuous(breaks = unique(long$x), labels = levels(long$group),
                       expand = expansion(add = c(0.7, 2.2))) +
    scale_y_continuous(labels = pct, limits = c(0, NA), expand = expansion(mult = c(0, 0.05))) +
    words_of(job) + theme_anchor() +
    theme(panel.grid.major.y = element_line(colour = "#E6E9ED"), panel.grid.major.x = element_blank(),
          axis.text.y = element_text(colour = grey, size = 8))
}
