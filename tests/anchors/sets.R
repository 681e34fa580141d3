# SPDX-License-Identifier: GPL-3.0-or-later
# Without a layer of their own in ggplot2, by hand: upset, tile-map.

anchor_upset <- function(rows, job) {
  option <- rows[rows$part == "option", ]
  column <- rows[rows$part != "option" & nzchar(rows$rows), ]
  column <- column[seq_len(min(15, nrow(column))), ]
  column$x <- seq_len(nrow(column))
  option$y <- -seq_len(nrow(option)) * 0.055
  grid <- expand.grid(x = column$x, y = option$y)
  on <- do.call(rbind, lapply(column$x, function(x) {
    members <- as.integer(strsplit(column$rows[x], "[^0-9]+")[[1]])
    data.frame(x = x, y = option$y[members])
  }))
  span <- do.call(rbind, lapply(split(on, on$x), function(one)
    data.frame(x = one$x[1], lo = min(one$y), hi = max(one$y))))
  ggplot() +
    geom_col(data = column, aes(x, p), fill = "#7BA7CF", width = 0.66) +
    geom_linerange(data = column, aes(x, ymin = lo, ymax = hi), colour = ink) +
    label_of(data = column, aes(x, hi, label = pct(p)), vjust = -0.6, fontface = "bold") +
    geom_point(data = grid, aes(x, y), colour = "#DDE1E6", size = 3) +
    geom_segment(data = span, aes(x, lo, xend = x, yend = hi), colour = navy, linewidth = 0.9) +
    geom_point(data = on, aes(x, y), colour = navy, size = 3) +
    label_of(data = option, aes(x = 0.35, y, label = paste0(label, "  ", pct(p))), hjust = 1) +
    scale_x_continuous(limits = c(-0.3 * nrow(column), nrow(column) + 0.6), expand = c(0, 0)) +
    scale_y_continuous(labels = function(y) ifelse(y < 0, "", pct(y)), breaks = 0:3 / 10,
                       expand = expansion(mult = c(0.03, 0.08))) +
    words_of(job) + theme_anchor() +
    theme(axis.text = element_blank(), axis.text.y = element_blank(), panel.grid = element_blank())
}

anchor_tile_map <- function(rows, job) {
  blues <- c("#E3EDF6", "#B3CDE4", "#7BA7CF", "#3D79B0", "#0F4C81")
  rows$fill <- ifelse(is.na(rows$class), "#F1F2F4", blues[rows$class])
  rows$ink <- ifelse(!is.na(rows$class) & rows$class >= 4, "white", ifelse(is.na(rows$class), "#7A8591", ink))
  limits <- tapply(rows$value, rows$class, function(v) paste0(pct(min(v)), "–", pct(max(v))))
  key <- data.frame(x = seq_along(limits) * 1.9 - 0.5, fill = blues[as.integer(names(limits))], word = limits)
  ggplot(rows, aes(column, -row)) +
    geom_tile(aes(fill = fill), width = 0.94, height = 0.94) +
    label_of(aes(label = code, colour = ink), vjust = -0.35, size = 8) +
    label_of(aes(label = ifelse(is.na(value), "–", pct(value)), colour = ink), vjust = 1.1, fontface = "bold",
             size = 9) +
    geom_tile(data = key, aes(x, 0.15, fill = fill), width = 1.8, height = 0.22) +
    label_of(data = key, aes(x, 0.5, label = word), size = 7.5, colour = grey) +
    scale_fill_identity() + scale_colour_identity() + coord_fixed() + words_of(job) + theme_anchor() +
    theme(axis.text = element_blank(), axis.text.y = element_blank(), panel.grid = element_blank())
}
