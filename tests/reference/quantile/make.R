# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of quantiles by the nine definitions and of histograms. Remake with: Rscript make.R
# (in this folder).
source("../cases.R")
set.seed(4)

for (k in 1:30) {
  n <- c(1, 2, 3, 5, 10, 20, 41)[k %% 7 + 1]
  y <- if (k %% 2) round(rnorm(n), 3) else sample(1:6, n, TRUE)
  p <- c(.5, .25, .75, .1, .9, .2, 1 / 3, .001, .999, .37)[k %% 10 + 1]
  for (type in if (k < 6) 1:9 else sample(9, 3))
    add(sprintf("%d values, definition %d", n, type), "numeric.quantile", list(y = many(y), p = p, type = type),
        list(est = unname(quantile(y, p, type = type))), "R 4.2.2 quantile")
}
for (type in list(0, 10, 2.5, "a"))
  add("no such definition", "numeric.quantile", list(y = many(1:3), type = type), list(exit = 1), "interface")

# Freedman & Diaconis, made round by the nearest of 1, 2, 5 on the logarithmic scale; counts by hist().
histogram <- function(name, y, width, raw = 2 * IQR(y) / length(y)^(1 / 3)) {
  round_widths <- c(outer(c(1, 2, 5), 10^(-12:12)))
  if (is.na(width)) width <- round_widths[which.min(abs(log(round_widths / raw)))]
  first <- floor(min(y) / width + 1e-9)
  edges <- width * first:(floor(max(y) / width + 1e-9) + 1)
  counts <- as.vector(table(cut(y + 1e-9 * width, edges, right = FALSE)))
  add(name, "numeric.histogram", list(y = many(y)),
      list(width = width, raw_width = raw, edges = many(edges), counts = many(counts), n = length(y),
           status = "ok"), "R 4.2.2 IQR, cut")
}
histogram("faithful", faithful$eruptions, NA)
histogram("waiting", faithful$waiting, NA)
histogram("precip", unname(precip), NA)
histogram("rivers", rivers, NA)
histogram("small", c(.013, .018, .02, .0213, .03, .05, .0301), NA)
histogram("exact limits", c(.1, .2, .3, .3, .7), NA)
histogram("below zero", c(-3.5, -2.2, -1.1, .4, 5), NA)
histogram("whole numbers within 15", c(1, 2, 3, 3, 4, 5, 14), 1)
histogram("whole numbers beyond 15", c(1, 2, 3, 3, 4, 5, 90), NA)
histogram("whole and close", c(1, 2, 2, 2, 3, 3, 3, 40), 1, 2 * IQR(c(1, 2, 2, 2, 3, 3, 3, 40)) / 2)
histogram("all alike", c(2.5, 2.5), 1, 0)
histogram("one", 5, 1, 0)
tail <- c(1, 1, 1, 1, 1, 1, 100)
histogram("no distance between the quartiles", tail, 50, 3.49 * sd(tail) / 7^(1 / 3))
add("nobody", "numeric.histogram", list(y = list()),
    list(width = NULL, edges = list(), counts = list(), n = 0, status = "no-cases"), "definition")
add("a text", "numeric.histogram", list(y = list(1, "a")), list(exit = 1), "interface")
write_cases()
