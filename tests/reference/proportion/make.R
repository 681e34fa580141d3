# SPDX-License-Identifier: GPL-3.0-or-later
# Reference limits of one proportion. Remake with: Rscript make.R (in this folder).
# Wilson is prop.test without correction and Clopper-Pearson is binom.test, both also computed from
# their formulas and compared; Jeffreys is qbeta with the boundary rule of Brown, Cai & DasGupta.

close_enough <- function(u, v) stopifnot(abs(u - v) <= 1e-12 * pmax(abs(u), abs(v)) + 1e-15)

wilson <- function(x, n, level) {
  z <- qnorm((1 - level) / 2, lower.tail = FALSE)
  centre <- x + z^2 / 2
  reach <- z * sqrt(x * (n - x) / n + z^2 / 4)
  hi <- (centre + reach) / (n + z^2)
  lo <- x^2 / n / (centre + reach) # product of the roots: keeps the digits of a small limit
  limits <- c(if (x == 0) 0 else lo, if (x == n) 1 else hi)
  if (n == round(n))
    close_enough(limits, suppressWarnings(
      prop.test(x, n, conf.level = level, correct = FALSE)$conf.int))
  limits
}

clopper_pearson <- function(x, n, level) {
  tail <- (1 - level) / 2
  limits <- c(if (x == 0) 0 else qbeta(tail, x, n - x + 1),
              if (x == n) 1 else qbeta(tail, x + 1, n - x, lower.tail = FALSE))
  if (n == round(n))
    close_enough(limits, binom.test(x, n, conf.level = level)$conf.int)
  limits
}

jeffreys <- function(x, n, level) {
  tail <- (1 - level) / 2
  c(if (x == 0) 0 else qbeta(tail, x + 0.5, n - x + 0.5),
    if (x == n) 1 else qbeta(tail, x + 0.5, n - x + 0.5, lower.tail = FALSE))
}

agresti_coull <- function(x, n, level) {
  z <- qnorm((1 - level) / 2, lower.tail = FALSE)
  m <- n + z^2
  q <- (x + z^2 / 2) / m
  reach <- z * sqrt(q * (1 - q) / m)
  c(max(0, q - reach), min(1, q + reach))
}

methods <- list("Wilson" = wilson, "Clopper-Pearson" = clopper_pearson, "Jeffreys" = jeffreys,
                "Agresti-Coull" = agresti_coull)

# x, n: Newcombe's examples, the sample survey, both ends, one case, large bases, weighted counts.
counts <- rbind(c(81, 263), c(15, 148), c(0, 20), c(1, 29), c(778, 850), c(189, 850), c(189, 778),
                c(107, 369), c(0, 1), c(1, 1), c(10, 10), c(850, 850), c(5, 10), c(2, 2),
                c(1, 1e6), c(3, 1e6), c(500000, 1e6), c(200000, 1e6), c(999999, 1e6), c(0, 1e6),
                c(3, 120000), c(12.5, 40.25), c(0.4, 7.3))
levels <- c(0.80, 0.90, 0.95, 0.99)

rows <- list()
for (i in seq_len(nrow(counts))) {
  # every count at 95%, every fourth at the other levels too
  for (level in if (i %% 4 == 1) levels else 0.95) {
    for (method in names(methods)) {
      limits <- methods[[method]](counts[i, 1], counts[i, 2], level)
      rows[[length(rows) + 1]] <- sprintf("%s,%.17g,%.17g,%.17g,%.17g,%.17g", method, counts[i, 1],
                                          counts[i, 2], level, limits[1], limits[2])
    }
  }
}
writeLines(c("method,x,n,level,lo,hi", unlist(rows)), "expected.csv")
writeLines(capture.output(sessionInfo()), "session.txt")
