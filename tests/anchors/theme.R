# SPDX-License-Identifier: GPL-3.0-or-later
# What all anchors share: a look that a careful user of ggplot2 would give to a chart for a report.
library(ggplot2)

ink <- "#1B1F24"
grey <- "#5B6570"
pale <- "#C9D1DA"
navy <- "#0F4C81"
orange <- "#C85A12"
teal <- "#2A7F73"
series <- c(navy, orange, teal, "#8A2E4F")
scale_five <- c("#A8480B", "#EBA97A", "#DEE2E6", "#8DB3D6", "#0F4C81")

theme_anchor <- function(size = 9) {
  theme_minimal(base_size = size, base_family = "Inter") +
    theme(plot.title = element_text(face = "bold", size = size * 1.7, colour = ink, lineheight = 1.05),
          plot.subtitle = element_text(colour = grey, size = size * 1.1, margin = margin(b = 10)),
          plot.caption = element_text(colour = grey, size = size * 0.82, hjust = 0, margin = margin(t = 10)),
          plot.title.position = "plot", plot.caption.position = "plot",
          plot.margin = margin(16, 18, 14, 16), panel.grid.minor = element_blank(),
          panel.grid.major.y = element_blank(), axis.title = element_blank(),
          axis.text = element_text(colour = grey), legend.position = "none",
          axis.text.y = element_text(colour = ink, size = size * 1.1, hjust = 1),
          strip.text = element_text(face = "bold", colour = ink, size = size, hjust = 0),
          legend.justification = "left", plot.background = element_rect(fill = "white", colour = NA))
}

pct <- function(p) ifelse(is.na(p), "", sprintf("%.0f%%", 100 * p))
fold <- function(text, width) vapply(text, function(one) paste(strwrap(one, width), collapse = "\n"), "")
# The fewest lines, of nearly one length.
balance <- function(text, width) {
  n_lines <- length(strwrap(text, width))
  widths <- Filter(function(one) length(strwrap(text, one)) == n_lines, 10:width)
  fold(text, min(widths))
}
# Rows from top to bottom in the order of the file.
downwards <- function(labels, width = 30) {
  words <- fold(labels, width)
  factor(words, levels = rev(unique(words)))
}
words_of <- function(job)
  labs(title = balance(sub("[.]$", "", job$title), 50), subtitle = balance(job$subtitle, 84), caption = fold(job$caption, 118))
axis_shares <- function(...)
  scale_x_continuous(labels = pct, expand = expansion(mult = c(0, 0.12)), ...)
# All rows in their order, also when a layer has only some.
all_rows <- function(y, ...) scale_y_discrete(limits = levels(y), ...)
label_of <- function(..., size = 9, family = "Inter")
  geom_text(..., size = size / .pt, family = family)

# One row for each item and group, from columns such as "p Member".
longer <- function(rows) {
  groups <- sub("^p ", "", grep("^p ", names(rows), value = TRUE))
  parts <- lapply(groups, function(group) {
    part <- function(name) {
      column <- rows[[paste(name, group)]]
      if (is.null(column)) NA else column
    }
    data.frame(label = rows$label, group = group, p = part("p"), lo = part("lo"), hi = part("hi"),
               n = if (is.null(rows[[paste("base", group)]])) part("n") else part("base"),
               residual = part("residual"))
  })
  long <- do.call(rbind, parts)
  long$group <- factor(long$group, levels = groups)
  long
}
