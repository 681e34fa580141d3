# SPDX-License-Identifier: GPL-3.0-or-later
# Reference limits of the gap of two paired proportions. Remake with: Rscript make.R (here).
# Base R has none of these intervals: they are written here from the papers' formulas, on another
# path than the C code where there is one (Tango: the score statistic itself, searched by uniroot in
# its own variable; the C code searches the numerator).

z_of <- function(level) qnorm((1 - level) / 2, lower.tail = FALSE)

wilson <- function(x, n, level) {
  z <- z_of(level)
  p <- x / n
  hi <- (2 * n * p + z^2 + z * sqrt(z^2 + 4 * n * p * (1 - p))) / (2 * (n + z^2))
  c(if (x == 0) 0 else p^2 * n / (n + z^2) / hi, if (x == n) 1 else hi)
}

# Newcombe (1998c), method 10, in the letters of the paper.
newcombe10 <- function(e, f, g, h, level) {
  n <- e + f + g + h
  p1 <- (e + f) / n
  p2 <- (e + g) / n
  w1 <- wilson(e + f, n, level)
  w2 <- wilson(e + g, n, level)
  dl2 <- p1 - w1[1]; du2 <- w1[2] - p1
  dl3 <- p2 - w2[1]; du3 <- w2[2] - p2
  if ((e + f) * (g + h) * (e + g) * (f + h) == 0) {
    phi <- 0
  } else {
    cross <- e * h - f * g
    if (cross > 0) cross <- max(cross - n / 2, 0)
    phi <- cross / sqrt((e + f) * (g + h) * (e + g) * (f + h))
  }
  theta <- (f - g) / n
  c(theta - sqrt(dl2^2 - 2 * phi * dl2 * du3 + du3^2),
    theta + sqrt(du2^2 - 2 * phi * du2 * dl3 + dl3^2))
}

# Tango (1998): score statistic for a gap of d.
tango_statistic <- function(d, b, c, n) {
  A <- 2 * n
  B <- -b - c + (2 * n - b + c) * d
  C <- -c * d * (1 - d)
  root <- sqrt(max(0, B^2 - 4 * A * C))
  q <- if (B > 0) -2 * C / (B + root) else (root - B) / (2 * A)
  (b - c - n * d) / sqrt(n * (2 * q + d * (1 - d)))
}

tango_lower <- function(b, c, n, z) {
  if (c == n) return(-1)
  top <- (b - c) / n
  # d = top - 2^-s (top + 1): equal steps in s reach every distance below the estimate
  at <- function(s) top - 2^-s * (top + 1)
  f <- function(s) tango_statistic(at(s), b, c, n) - z
  at(uniroot(f, c(1e-12, 40), tol = 1e-15, maxiter = 10000)$root)
}

tango <- function(a, b, c, d, level) {
  n <- a + b + c + d
  c(tango_lower(b, c, n, z_of(level)), -tango_lower(c, b, n, z_of(level)))
}

# Bonett & Price (2012).
bonett_price <- function(a, b, c, d, level) {
  n <- a + b + c + d
  p12 <- (b + 1) / (n + 2)
  p21 <- (c + 1) / (n + 2)
  reach <- z_of(level) * sqrt((p12 + p21 - (p12 - p21)^2) / (n + 2))
  c(max(-1, p12 - p21 - reach), min(1, p12 - p21 + reach))
}

nested <- function(a, b, c, d, level) wilson(b, a + b + d, level)

# a b c d: Newcombe's and Agresti's examples, the sample survey's shape with contradictions, no
# discordant pairs, b = c, empty margins, everybody discordant, n = 1, large, weighted.
tables <- rbind(c(20, 12, 2, 16), c(794, 150, 86, 570), c(36, 12, 2, 0), c(1, 14, 3, 32),
                c(180, 598, 9, 63), c(97, 594, 2, 157), c(30, 0, 0, 20), c(10, 7, 7, 26),
                c(0, 25, 5, 0), c(0, 40, 0, 0), c(0, 0, 40, 0), c(50, 0, 0, 0), c(0, 0, 0, 50),
                c(1, 0, 0, 0), c(0, 1, 0, 0), c(0, 0, 1, 0), c(0, 12, 0, 30), c(15, 0, 9, 0),
                c(400000, 300100, 99900, 200000), c(999990, 3, 1, 6), c(12.5, 7.25, 3.5, 20.75),
                c(2, 1, 9, 43))
nested_tables <- rbind(c(189, 589, 0, 72), c(107, 262, 0, 481), c(0, 50, 0, 0), c(20, 0, 0, 5),
                       c(1e5, 7, 0, 899993))
levels <- c(0.80, 0.90, 0.95, 0.99)

rows <- list()
record <- function(name, method, tables) {
  for (i in seq_len(nrow(tables))) {
    t <- tables[i, ]
    for (level in if (i %% 4 == 1) levels else 0.95) {
      limits <- method(t[1], t[2], t[3], t[4], level)
      rows[[length(rows) + 1]] <<- paste(c(name, sprintf("%.17g", c(t, level, limits))),
                                         collapse = ",")
    }
  }
}
record("Newcombe 10", newcombe10, tables)
record("Tango", tango, tables)
record("Bonett-Price", bonett_price, tables)
record("Wilson (nested)", nested, nested_tables)

writeLines(c("method,both,first_only,second_only,neither,level,lo,hi", unlist(rows)),
           "expected.csv")
writeLines(capture.output(sessionInfo()), "session.txt")
