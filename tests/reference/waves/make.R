# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values for change between waves. Remake with: Rscript make.R (here). The waves are
# stacked into one survey design (persons as clusters where they overlap, waves as strata where they
# do not) and the difference of the two domain means is a contrast.
suppressMessages({library(survey); library(jsonlite)})
options(digits = 17)

cases <- list()
add <- function(name, method, input, expected, source, ...)
  cases[[length(cases) + 1]] <<- list(name = name, method = method, input = input,
                                      expected = expected, source = source, ...)
v <- function(x) as.list(unname(x))

change <- function(name, method, id1, y1, w1, id2, y2, w2, conf = 0.95, has_w = TRUE,
                   shift = 0) {
  if (is.null(id2)) id2 <- 1000 + seq_along(y2)
  stacked <- data.frame(id = c(id1, id2), y = c(y1, y2) - shift, w = c(w1 / mean(w1), w2 / mean(w2)),
                        wave = rep(1:2, c(length(y1), length(y2))))
  design <- if (method == "overlap") svydesign(~id, weights = ~w, data = stacked)
            else svydesign(~1, strata = ~wave, weights = ~w, data = stacked)
  # Four totals and the ratios of them: svyby(covmat = TRUE) of 4.1-1 stumbles over missing answers.
  answered <- !is.na(stacked$y)
  design <- update(design, n1 = ifelse(answered & wave == 1, y, 0), d1 = 1 * (answered & wave == 1),
                   n2 = ifelse(answered & wave == 2, y, 0), d2 = 1 * (answered & wave == 2))
  totals <- svytotal(~n1 + d1 + n2 + d2, design)
  contrast <- svycontrast(totals, quote(n2 / d2 - n1 / d1))
  means <- list(svycontrast(totals, quote(n1 / d1)), svycontrast(totals, quote(n2 / d2)))
  df <- degf(design)
  diff <- coef(contrast)[[1]]
  se <- SE(contrast)[[1]]
  reach <- qt((1 + conf) / 2, df) * se
  wave <- function(id, y, w) {
    out <- list(y = v(y))
    if (method == "overlap") out$id <- v(id)
    if (has_w) out$w <- v(w)
    out
  }
  add(name, paste0("waves.", method),
      list(wave1 = wave(id1, y1, w1), wave2 = wave(id2, y2, w2), conf = conf),
      list(est1 = shift + coef(means[[1]])[[1]], est2 = shift + coef(means[[2]])[[1]], diff = diff, se = se, df = df,
           lower = diff - reach, upper = diff + reach, p = 2 * pt(-abs(diff / se), df),
           se1 = SE(means[[1]])[[1]], se2 = SE(means[[2]])[[1]]),
      "R survey 4.1-1 svytotal() and svycontrast()")
}
set.seed(2015)
y1 <- c(1, 0, 1, 1, 0, 0, 1, 0, 1, 0)
y2 <- c(1, 1, 1, 0, 1, 1, 0, 1)
one1 <- rep(1, 10); one2 <- rep(1, 8)
id1 <- 1:10
for (shared in c(0, 3, 8)) {
  id2 <- c(head(id1, shared), 100 + seq_len(8 - shared))
  change(paste(shared, "shared"), "overlap", id1, y1, one1, id2, y2, one2, has_w = FALSE)
}
change("shares", "independent", id1, y1, one1, NULL, y2, one2, has_w = FALSE)
change("shares, 90%", "independent", id1, y1, one1, NULL, y2, one2, 0.9)
w1 <- round(runif(10, 0.5, 3), 3); w2 <- round(runif(8, 10, 40), 2)
change("weighted", "independent", id1, y1, w1, NULL, y2, w2)
change("weighted", "overlap", id1, y1, w1, c(2, 4, 6, 11:15), y2, w2)
x1 <- round(rnorm(10, 50, 10), 2); x2 <- round(rnorm(8, 55, 10), 2)
change("means", "independent", id1, x1, w1, NULL, x2, w2)
change("means", "overlap", id1, x1, w1, c(10:3), x2, w2, 0.99)
change("large level, small spread", "independent", id1, 1e6 + x1 / 100, w1, NULL,
       1e6 + x2 / 100, w2, shift = 1e6) # R cancels
m1 <- replace(x1, c(2, 7), NA); m2 <- replace(x2, 4, NA)
change("missing answers", "independent", id1, m1, w1, NULL, m2, w2)
change("missing answers", "overlap", id1, m1, w1, c(10:3), m2, w2)
change("nobody in common, names", "overlap", paste0("p", 1:10), x1, one1, paste0("q", 1:8), x2, one2)
change("one all alike", "independent", id1, rep(1, 10), one1, NULL, y2, one2)
change("two sheets by one person", "overlap", c(1, 1, 2:9), x1, w1, c(1, 2, 2, 10:14), x2, w2)
change("far tail", "independent", id1, x1, w1, NULL, x2 + 2000, w2)
n <- 80
big <- round(rnorm(n), 3)
change("panel of eighty", "overlap", 1:n, big, rep(1, n), 1:n, round(0.6 * big + rnorm(n), 3),
       rep(1, n), has_w = FALSE)

undefined <- function(name, method, wave1, wave2, expected)
  add(name, paste0("waves.", method), list(wave1 = wave1, wave2 = wave2), expected, "by definition")
for (method in c("independent", "overlap")) {
  undefined("first wave empty", method, list(id = list(), y = list()), list(id = list(1, 2), y = list(1, 0)),
            list(est1 = NA, est2 = 0.5, diff = NA, se = NA, lower = NA, p = NA, status = "no-cases"))
  undefined("all alike in both", method, list(id = list(1, 2), y = list(1, 1)),
            list(id = list(3, 4), y = list(1, 1)),
            list(est1 = 1, est2 = 1, diff = 0, se = 0, lower = NA, p = NA, status = "no-variance"))
  undefined("one person each", method, list(id = list(1), y = list(1)), list(id = list(1), y = list(0)),
            list(est1 = 1, est2 = 0, diff = -1, se = NA, p = NA, status = "no-variance"))
  undefined("nobody answered", method, list(id = list(1, 2), y = list(NULL, NULL)),
            list(id = list(3, 4), y = list(1, 0)), list(est1 = NA, diff = NA, status = "no-cases"))
  undefined("negative weight", method, list(id = list(1), y = list(1), w = list(-1)),
            list(id = list(2), y = list(1)), list(exit = 1L))
  undefined("lengths differ", method, list(id = list(1), y = list(1), w = list(1, 2)),
            list(id = list(2), y = list(1)), list(exit = 1L))
  add("bad level", paste0("waves.", method),
      list(wave1 = list(y = list(1, 0)), wave2 = list(y = list(1, 0)), conf = 95), list(exit = 1L),
      "by definition")
}

# --- Panel: intervals by their equations, see tests/reference/paired --------------------------
z <- qnorm(0.975)
wilson <- function(x, n) {
  mid <- (x + z^2 / 2) / (n + z^2)
  half <- z / (n + z^2) * sqrt(x * (n - x) / n + z^2 / 4)
  c(if (x == 0) 0 else mid - half, if (x == n) 1 else mid + half)
}
newcombe10 <- function(a, b, c, d) {
  n <- a + b + c + d
  p1 <- (a + b) / n; p2 <- (a + c) / n
  w1 <- wilson(a + b, n); w2 <- wilson(a + c, n)
  margins <- (a + b) * (c + d) * (a + c) * (b + d)
  cross <- a * d - b * c
  phi <- if (margins == 0) 0 else (if (cross > 0) max(cross - n / 2, 0) else cross) / sqrt(margins)
  lo <- (p1 - w1[1])^2 - 2 * phi * (p1 - w1[1]) * (w2[2] - p2) + (w2[2] - p2)^2
  hi <- (w1[2] - p1)^2 - 2 * phi * (w1[2] - p1) * (p2 - w2[1]) + (p2 - w2[1])^2
  c(p1 - p2 - sqrt(lo), p1 - p2 + sqrt(hi))
}
midp <- function(b, c) if (b == c) 1 else 2 * pbinom(min(b, c), b + c, 0.5) - dbinom(min(b, c), b + c, 0.5)
panel <- function(a, b, c, d, ...) {
  limits <- newcombe10(a, b, c, d)
  add(paste(a, b, c, d), "waves.panel_paired", list(a = a, b = b, c = c, d = d),
      list(change = (b - c) / (a + b + c + d), newcombe_lower = limits[1], newcombe_upper = limits[2],
           mcnemar_p_exact = min(1, 2 * pbinom(min(b, c), b + c, 0.5)), mcnemar_p_midp = midp(b, c)),
      "R 4.2.2 pbinom; Newcombe (1998c) by formula")
}
panel(20, 12, 2, 16); panel(794, 150, 86, 570); panel(5, 0, 0, 5); panel(0, 0, 10, 0)
panel(43, 0, 1, 0); panel(10, 4, 4, 2)
add("published", "waves.panel_paired", list(a = 20, b = 12, c = 2, d = 16),
    list(newcombe_lower = 0.0562, newcombe_upper = 0.3292), "Newcombe (1998c), table",
    digits = 3, why = "printed to four places")
add("nobody", "waves.panel_paired", list(a = 0, b = 0, c = 0, d = 0),
    list(change = NA, newcombe_lower = NA, mcnemar_p_midp = NA, status = "no-cases"), "by definition")
add("negative", "waves.panel_paired", list(a = 1, b = -1, c = 0, d = 0), list(exit = 1L),
    "by definition")

text <- toJSON(list(made_by = "make.R", cases = cases), auto_unbox = TRUE, digits = I(17), na = "null",
               null = "null")
writeLines(gsub("},{\"name\":", "},\n{\"name\":", text, fixed = TRUE), "cases.json")
writeLines(capture.output(sessionInfo()), "session.txt")
