# SPDX-License-Identifier: GPL-3.0-or-later
# Numbers and places: histogram, box, ranking; odds ratios: forest.

anchor_histogram <- function(rows, job) {
  rows$x <- factor(rows$label, levels = rows$label)
  ggplot(rows, aes(x = x, y = p)) +
    geom_col(fill = "#7BA7CF", width = 0.97) +
    geom_linerange(aes(ymin = lo, ymax = hi), colour = navy) +
    label_of(aes(y = hi, label = pct(p)), vjust = -0.6, fontface = "bold", colour = navy) +
    scale_y_continuous(labels = pct, expand = expansion(mult = c(0, 0.12))) +
    scale_x_discrete(labels = function(x) fold(x, 8)) +
    words_of(job) + theme_anchor() +
    theme(panel.grid.major.x = element_blank(), panel.grid.major.y = element_line(colour = "#E6E9ED"),
          axis.text.y = element_text(colour = grey, size = 8))
}

anchor_box <- function(rows, job) {
  rows$y <- downwards(sprintf("%s (n = %s)", rows$label, ifelse(is.na(rows$base), "few", rows$base)), 26)
  rows$fill <- ifelse(rows$label == "All", "#DEE2E6", "#A9C4DE")
  ggplot(rows, aes(y = y)) +
    geom_linerange(aes(xmin = q05, xmax = q95), colour = grey, na.rm = TRUE) +
    geom_rect(aes(xmin = q1, xmax = q3, ymin = as.integer(y) - 0.28, ymax = as.integer(y) + 0.28, fill = fill),
              na.rm = TRUE) + scale_fill_identity() +
    geom_segment(aes(x = median, xend = median, y = as.integer(y) - 0.28, yend = as.integer(y) + 0.28),
                 linewidth = 1.2, colour = navy, na.rm = TRUE) +
    label_of(aes(x = median, y = as.integer(y) + 0.42, label = median), fontface = "bold", colour = navy,
             na.rm = TRUE) +
    label_of(data = rows[is.na(rows$median), ], aes(x = 0, label = "too few to show"), hjust = 0, colour = grey) +
    scale_x_continuous(expand = expansion(mult = c(0.02, 0.05))) + words_of(job) + theme_anchor()
}

# One row a point of a curve, from the columns density_1 to density_64.
curve_points <- function(rows) {
  heights <- as.matrix(rows[, grep("^density_", names(rows))])
  n <- ncol(heights)
  do.call(rbind, lapply(which(!is.na(rows$curve_from)), function(i)
    data.frame(row = i, x = seq(rows$curve_from[i], rows$curve_to[i], length.out = n), density = heights[i, ])))
}

anchor_ridgeline <- function(rows, job) {
  rows$y <- rev(seq_len(nrow(rows)))
  points <- curve_points(rows)
  points$top <- points$density / max(points$density) * 1.3
  points$fill <- ifelse(rows$label[points$row] == "All", "#DEE2E6", "#A9C4DE")
  at_median <- sapply(seq_len(nrow(rows)), function(i) {
    own <- points[points$row == i, ]
    if (nrow(own)) approx(own$x, own$top, rows$median[i], rule = 2)$y else 0.3
  })
  plot <- ggplot(rows)
  for (i in seq_len(nrow(rows))) {
    own <- points[points$row == i, ]
    own$base <- rows$y[i]
    plot <- plot + geom_ribbon(data = own, aes(x = x, ymin = base, ymax = base + top, fill = fill)) +
      geom_line(data = own, aes(x = x, y = base + top), colour = navy, linewidth = 0.7)
  }
  plot + scale_fill_identity() +
    geom_segment(aes(x = median, xend = median, y = y, yend = y + at_median), colour = navy, linewidth = 0.9,
                 na.rm = TRUE) +
    label_of(aes(x = median, y = y + 0.12, label = median), hjust = -0.4, fontface = "bold", colour = navy,
             na.rm = TRUE) +
    scale_y_continuous(breaks = rows$y,
                       labels = sprintf("%s (n = %s)", rows$label, ifelse(is.na(rows$base), "few", rows$base))) +
    scale_x_continuous(expand = expansion(mult = c(0.02, 0.05))) + words_of(job) + theme_anchor()
}

anchor_ranking <- function(rows, job) {
  rows$y <- downwards(rows$label, 26)
  last <- ceiling(max(rows$mean_hi))
  ggplot(rows, aes(y = y, x = mean)) +
    geom_linerange(aes(xmin = mean_lo, xmax = mean_hi), colour = navy, linewidth = 0.7) +
    geom_point(colour = navy, size = 3.2) +
    label_of(aes(label = sprintf("%.1f", mean)), vjust = -1.1, fontface = "bold", colour = navy) +
    label_of(aes(x = last + 0.15, label = paste(pct(first), "put it first")), hjust = 0, colour = ink) +
    scale_x_continuous(breaks = 1:last, limits = c(1, last + 0.9), expand = c(0.02, 0)) +
    words_of(job) + theme_anchor()
}

# Heads between the rows take a row of their own.
forest_rows <- function(rows) {
  parts <- lapply(split(rows, factor(rows$question, unique(rows$question))), function(part) {
    head <- part[1, ]
    head[, c("odds_ratio", "lo", "hi")] <- NA
    head$label <- sprintf("%s (against: %s)", part$question[1], part$reference[1])
    rbind(cbind(head, is_head = TRUE), cbind(part, is_head = FALSE))
  })
  all <- do.call(rbind, parts)
  all$y <- -(seq_len(nrow(all)) + 0.4 * cumsum(all$is_head))
  all
}

anchor_forest <- function(rows, job) {
  all <- forest_rows(rows)
  one <- all[!all$is_head, ]
  one$colour <- ifelse(one$lo > 1, navy, ifelse(one$hi < 1, orange, "#7A8591"))
  ggplot(one, aes(y = y, x = odds_ratio, colour = colour)) +
    annotate("segment", x = 1, xend = 1, y = min(all$y) - 0.6, yend = -1, colour = ink, linewidth = 0.4) +
    geom_linerange(aes(xmin = lo, xmax = hi), linewidth = 0.8) + geom_point(size = 2.8) +
    scale_colour_identity() +
    label_of(aes(x = 11, label = sprintf("%.2f (%.2f–%.2f)", odds_ratio, lo, hi)), hjust = 0, size = 8.5) +
    label_of(data = all[all$is_head, ], aes(x = 0.0022, label = label), hjust = 0, fontface = "bold", colour = ink,
             size = 8.5) +
    label_of(aes(x = 0.0028, label = label), hjust = 0, colour = ink, size = 8.5) +
    scale_x_log10(breaks = c(0.25, 0.5, 1, 2, 4), labels = c("1/4", "1/2", "1", "2", "4"), limits = c(0.0022, 60),
                  expand = c(0, 0)) +
    words_of(job) + theme_anchor() + theme(axis.text.y = element_blank())
}
