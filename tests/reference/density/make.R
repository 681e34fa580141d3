# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of kernel densities: summed directly (R's density() bins its values first), and
# bandwidths by R's bw.nrd0(). Remake with: Rscript make.R (in this folder).
source("../cases.R")
set.seed(8)

# --- One bandwidth of several groups: bw.nrd0() of one group; pooled within groups of more.
spread <- function(y) bw.nrd0(y) / 0.9 * length(y)^0.2
pooled <- function(groups) {
  n <- lengths(groups)
  0.9 * sqrt(sum(n * sapply(groups, spread)^2) / sum(n)) * mean(n)^-0.2
}
for (y in list(faithful$eruptions, faithful$waiting, unname(precip), rivers, c(1, 2), round(rexp(41), 2),
               c(1, 1, 1, 1, 1, 1, 9), 1e6 + rnorm(30)))
  add(sprintf("%d values", length(y)), "numeric.bandwidth", list(groups = list(many(y))),
      list(bandwidth = bw.nrd0(y), status = "ok"), "R 4.2.2 bw.nrd0")
for (groups in list(split(iris$Sepal.Length, iris$Species), split(chickwts$weight, chickwts$feed),
                    list(rnorm(5), rnorm(50, 3, 2), c(1, 1, 1, 1, 8))))
  add(sprintf("%d groups", length(groups)), "numeric.bandwidth",
      list(groups = unname(lapply(groups, many))), list(bandwidth = pooled(groups), status = "ok"),
      "R 4.2.2 bw.nrd0 of each group")
add("all alike", "numeric.bandwidth", list(groups = list(many(c(2, 2, 2)))),
    list(bandwidth = NULL, status = "no-variance"), "definition")

# --- Densities, summed directly.
smooth <- function(y, at, h, w = rep(1, length(y)))
  vapply(at, function(x) sum(w * dnorm(x, y, h)) / sum(w), 0)
check <- function(name, y, at, h = NULL, w = NULL) {
  input <- list(y = many(y), at = many(at))
  if (!is.null(h)) input$bandwidth <- h
  if (!is.null(w)) input$w <- many(w)
  bandwidth <- if (is.null(h)) bw.nrd0(y) else h
  expected <- smooth(y, at, bandwidth, if (is.null(w)) rep(1, length(y)) else w)
  add(name, "numeric.density", input,
      list(bandwidth = bandwidth, density = many(expected), n = length(y), status = "ok"),
      "R 4.2.2 dnorm, summed")
  # density() itself, which bins, agrees to a few digits
  bins <- density(y, bw = bandwidth, kernel = "gaussian", n = 2^14,
                  weights = if (is.null(w)) NULL else w / sum(w))
  off <- approx(bins$x, bins$y, at)$y - expected
  stopifnot(abs(off[!is.na(off)]) < 1e-3 * max(bins$y))
}
quantiles <- function(y) unname(quantile(y, c(.05, .2, .5, .7, .95)))
check("faithful", faithful$eruptions, quantiles(faithful$eruptions))
check("precip", unname(precip), quantiles(precip))
check("rivers", rivers, quantiles(rivers), 60)
check("narrow", rivers, quantiles(rivers), 5)
check("far out", rnorm(12), c(-9, 9), 1)
check("one value", 3, c(2, 3, 4.5), .5)
check("weights", rivers, quantiles(rivers), 80, round(runif(length(rivers), .2, 4), 3))
check("a weight of nothing", c(1, 2, 3), c(1, 2.5), .7, c(1, 0, 2))
add("nobody", "numeric.density", list(y = list(), at = many(1)),
    list(density = list(), n = 0, status = "no-cases"), "definition")
add("all alike", "numeric.density", list(y = many(c(2, 2)), at = many(2)),
    list(bandwidth = NULL, density = list(), status = "no-variance"), "definition")
for (wrong in list(list(bandwidth = 0), list(bandwidth = -1), list(w = many(1)), list(w = many(c(1, -1))),
                   list(to = many(c(0, 3)))))
  add(paste("wrong", names(wrong)), "numeric.density",
      c(list(y = many(1:2), at = many(1)), wrong), list(exit = 1), "interface")

# --- Intervals: each is the mean of the normal density over it, by quadrature where that is exact
# enough, and by pnorm from the nearer tail.
between <- function(lo, hi) ifelse(lo > 0, pnorm(lo, lower.tail = FALSE) - pnorm(hi, lower.tail = FALSE),
                                   pnorm(hi) - pnorm(lo))
check_pieces <- function(name, from, to, w, at, h) {
  expected <- vapply(at, function(x) {
    piece <- ifelse(to > from, between((from - x) / h, (to - x) / h) / (to - from), dnorm(x, from, h))
    sum(w * piece) / sum(w)
  }, 0)
  quadrature <- vapply(at, function(x) {
    piece <- mapply(function(a, b) if (b > a) integrate(function(u) dnorm(x, u, h), a, b, rel.tol = 1e-12)$value /
                                     (b - a) else dnorm(x, a, h), from, to)
    sum(w * piece) / sum(w)
  }, 0)
  stopifnot(abs(quadrature / expected - 1) < 1e-9)
  add(name, "numeric.density",
      list(y = many(from), to = many(to), w = many(w), at = many(at), bandwidth = h),
      list(density = many(expected), status = "ok"), "R 4.2.2 pnorm")
}
check_pieces("intervals", c(0, 10, 20, 35), c(10, 20, 35, 80), c(5, 20, 20, 5), c(3, 10, 27, 60), 4)
check_pieces("intervals and a value", c(0, 4.5, 5), c(4.5, 4.5, 9), c(.2, .15, .65), c(1, 4.5, 7), 1.2)
check_pieces("narrow intervals", c(1, 2), c(1.01, 2.002), c(1, 3), c(.5, 1.5, 4), 1)
check_pieces("far from an interval", c(0, 1), c(1, 2), c(1, 1), c(-5, 8), 1)
write_cases()
