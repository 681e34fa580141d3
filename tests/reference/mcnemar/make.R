# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of McNemar's test. Remake with: Rscript make.R (in this folder).
# Asymptotic: mcnemar.test without correction. Exact: binom.test, checked against twice the tail.
# Mid-p: 2 P(B < k) + P(B = k) with pbinom and dbinom. Equal counts give 1.

mcnemar <- function(a, b, c, d) {
  m <- b + c
  if (m == 0) return(c(NaN, 1, 1, 1))
  test <- mcnemar.test(matrix(c(a, c, b, d), 2), correct = FALSE)
  k <- min(b, c)
  exact <- if (b == c) 1 else 2 * pbinom(k, m, 0.5)
  stopifnot(abs(exact - binom.test(b, m)$p.value) <= 1e-10 * exact + 1e-320)
  midp <- if (b == c) 1 else 2 * pbinom(k - 1, m, 0.5) + dbinom(k, m, 0.5)
  c(unname(test$statistic), test$p.value, exact, midp)
}

tables <- rbind(c(794, 150, 86, 570), c(20, 12, 2, 16), c(1, 1, 7, 12), c(59, 6, 16, 80),
                c(30, 0, 0, 20), c(10, 7, 7, 26), c(0, 1, 0, 0), c(0, 0, 1, 0), c(5, 1, 1, 3),
                c(0, 3, 2, 0), c(180, 598, 9, 63), c(107, 262, 0, 481), c(9, 112, 1, 728),
                c(400000, 300100, 99900, 200000), c(0, 500500, 499500, 0),
                c(250000, 250700, 249300, 250000), c(1, 0, 30, 9), c(100, 40, 60, 100),
                c(7, 5, 6, 7), c(0, 1000, 999, 3))
rows <- apply(tables, 1, function(t) paste(sprintf("%.17g", c(t, mcnemar(t[1], t[2], t[3], t[4]))),
                                           collapse = ","))
writeLines(c("both,first_only,second_only,neither,statistic,p_asymptotic,p_exact,p_midp", rows),
           "expected.csv")
writeLines(capture.output(sessionInfo()), "session.txt")
