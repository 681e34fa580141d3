# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of stratified.*. Remake with: Rscript make.R (here).
# mantelhaen.test() for the tests and the odds ratio; the variance of Robins, Breslow and Greenland
# and the tests of Breslow-Day and Tarone from their papers, with the expected counts found by
# uniroot() and Newton's method (the C code solves the quadratic).
library(jsonlite)

none <- function(x) if (length(x) == 0 || is.na(x) || is.infinite(x)) NULL else x
as_array <- function(strata) array(unlist(lapply(strata, as.vector)), c(dim(strata[[1]]), length(strata)))

expected_count <- function(m, psi) {
  n1 <- sum(m[1, ]); t <- sum(m[, 1]); n2 <- sum(m[2, ])
  f <- function(a) log(a) + log(n2 - t + a) - log(n1 - a) - log(t - a) - log(psi)
  lo <- max(0, t - n2); hi <- min(n1, t); gap <- (hi - lo) * 1e-12
  a <- uniroot(f, c(lo + gap, hi - gap), tol = 1e-14, maxiter = 10000)$root
  for (i in 1:3) a <- a - f(a) / (1 / a + 1 / (n2 - t + a) + 1 / (n1 - a) + 1 / (t - a))
  a
}

two_by_two <- function(strata, conf = 0.95) {
  used <- Filter(function(m) sum(m) > 1, strata)
  # R wants two strata: one with an empty column adds nothing anywhere.
  x <- as_array(if (length(used) > 1) used else c(used, list(matrix(c(1, 1, 0, 0), 2))))
  plain <- mantelhaen.test(x, correct = FALSE, conf.level = conf)
  corrected <- mantelhaen.test(x, correct = TRUE)
  R <- sapply(used, function(m) m[1, 1] * m[2, 2] / sum(m))
  S <- sapply(used, function(m) m[1, 2] * m[2, 1] / sum(m))
  P <- sapply(used, function(m) (m[1, 1] + m[2, 2]) / sum(m))
  Q <- 1 - P
  psi <- sum(R) / sum(S)
  se <- sqrt(sum(P * R) / (2 * sum(R)^2) + sum(P * S + Q * R) / (2 * sum(R) * sum(S)) +
               sum(Q * S) / (2 * sum(S)^2))
  z <- qnorm((1 - conf) / 2, lower.tail = FALSE)
  full <- Filter(function(m) all(rowSums(m) > 0) && all(colSums(m) > 0), strata)
  a <- sapply(full, function(m) m[1, 1])
  A <- sapply(full, expected_count, psi)
  V <- mapply(function(m, e) 1 / (1 / e + 1 / (sum(m[1, ]) - e) + 1 / (sum(m[, 1]) - e) +
                                    1 / (sum(m[2, ]) - sum(m[, 1]) + e)), full, A)
  bd <- sum((a - A)^2 / V)
  tarone <- bd - sum(a - A)^2 / sum(V)
  df <- length(full) - 1
  upper <- function(q) if (df > 0) pchisq(q, df, lower.tail = FALSE) else NA
  list(cmh = unname(plain$statistic), cmh_p = plain$p.value, cmh_cc = unname(corrected$statistic),
       cmh_cc_p = corrected$p.value, or_mh = unname(plain$estimate),
       or_lower = psi * exp(-z * se), or_upper = psi * exp(z * se), log_or_se = se,
       breslow_day = if (df > 0) bd, bd_df = df, bd_p = none(upper(bd)),
       tarone = if (df > 0) tarone, tarone_p = none(upper(tarone)),
       status = if (df > 0) "ok" else "undefined")
}

general <- function(strata) {
  test <- mantelhaen.test(as_array(strata))
  list(M2 = unname(test$statistic), df = unname(test$parameter), p = test$p.value, status = "ok")
}

cases <- list()
rows_of <- function(m) lapply(seq_len(nrow(m)), function(i) as.list(unname(m[i, ])))
add <- function(method, name, strata, expected, source, ...) {
  cases[[length(cases) + 1]] <<- list(name = name, method = method,
                                      input = c(list(strata = lapply(strata, rows_of)), ...),
                                      expected = expected, source = source)
}
m2 <- function(...) matrix(c(...), 2, byrow = TRUE)
slices <- function(x) lapply(seq_len(dim(x)[3]), function(k) matrix(x[, , k], dim(x)[1]))

sets <- list(
  "Berkeley admissions (Agresti 2002, table 2.11)" = slices(UCBAdmissions),
  "penicillin, rabbits (R mantelhaen.test)" = list(m2(0, 0, 6, 5), m2(3, 0, 3, 6), m2(6, 2, 0, 4),
                                                   m2(5, 6, 1, 0), m2(2, 5, 0, 0)),
  "Doll and Hill: smoking by sex" = list(m2(647, 622, 2, 27), m2(41, 28, 19, 32)),
  "clinical trial in eight centres (Agresti 2002, table 6.9)" =
    list(m2(11, 25, 10, 27), m2(16, 4, 22, 10), m2(14, 5, 7, 12), m2(2, 14, 1, 16),
         m2(6, 11, 0, 12), m2(1, 10, 0, 10), m2(1, 4, 1, 8), m2(4, 2, 6, 1)),
  "one stratum" = list(m2(12, 5, 3, 9)),
  "same odds ratio" = list(m2(10, 20, 5, 30), m2(20, 40, 10, 60)),
  "opposite odds ratios" = list(m2(40, 10, 10, 40), m2(10, 40, 40, 10), m2(30, 20, 15, 35)),
  "a stratum with an empty column" = list(m2(10, 4, 6, 12), m2(5, 0, 7, 0), m2(9, 6, 3, 11)),
  "thousands" = list(m2(5120, 3130, 890, 1900), m2(3530, 2070, 170, 800)),
  "a cell of 0 in each" = list(m2(0, 8, 6, 9), m2(5, 4, 0, 7)))
method <- "stratified.cmh_breslow_day"
R <- "R 4.2.2 mantelhaen.test; Robins et al., Breslow & Day, Tarone (make.R)"
for (name in names(sets)) add(method, name, sets[[name]], two_by_two(sets[[name]]), R)
for (conf in c(0.9, 0.99))
  add(method, paste("smoking,", conf), sets[[3]], two_by_two(sets[[3]], conf), R, conf = conf)
add(method, "an empty stratum and one of one person", c(sets[[3]], list(m2(0, 0, 0, 0), m2(1, 0, 0, 0))),
    two_by_two(sets[[3]]), "as without them")
add(method, "everybody in the diagonal", list(m2(5, 0, 0, 6), m2(4, 0, 0, 3)),
    list(or_mh = NULL, or_upper = NULL, breslow_day = NULL, status = "undefined"), "definition")
add(method, "nothing varies", list(m2(5, 0, 6, 0), m2(0, 4, 0, 3)),
    list(cmh = NULL, or_mh = NULL, log_or_se = NULL, bd_df = 0, status = "no-variance"), "definition")
add(method, "nobody", list(m2(0, 0, 0, 0)), list(cmh = NULL, or_mh = NULL, status = "no-cases"),
    "definition")
add(method, "a larger table", list(matrix(1:6, 2)), list(exit = 1), "refused")
add(method, "a negative count", list(m2(1, 2, -3, 4)), list(exit = 1), "refused")

method <- "stratified.cmh_general"
G <- "R 4.2.2 mantelhaen.test"
job <- list(matrix(c(1, 3, 11, 2, 2, 3, 17, 3, 0, 1, 8, 5, 0, 2, 4, 2), 4, byrow = TRUE),
            matrix(c(1, 1, 2, 1, 0, 3, 5, 1, 0, 0, 7, 3, 0, 1, 9, 6), 4, byrow = TRUE))
hair <- slices(HairEyeColor)
larger <- list("job satisfaction by gender (Agresti 2002, table 7.8): 10.2001" = job,
               "hair and eye by sex" = hair,
               "three by two" = slices(aperm(array(c(10, 12, 5, 8, 9, 14, 3, 6, 11, 7, 2, 13), c(2, 3, 2)),
                                             c(2, 1, 3))),
               "two by four" = list(matrix(c(5, 8, 2, 9, 3, 6, 7, 4), 2),
                                    matrix(c(1, 7, 4, 4, 9, 2, 3, 8), 2)))
for (name in names(larger)) add(method, name, larger[[name]], general(larger[[name]]), G)
x <- sets[[3]]
plain <- mantelhaen.test(as_array(x), correct = FALSE)
add(method, "two by two is CMH", x, list(M2 = unname(plain$statistic), df = 1, p = plain$p.value), G)
one <- matrix(c(8, 3, 1, 2, 9, 4, 1, 3, 7), 3, byrow = TRUE)
pearson <- suppressWarnings(chisq.test(one, correct = FALSE)$statistic)
add(method, "one stratum is Pearson's by (n - 1) / n", list(one),
    list(M2 = unname(pearson) * (sum(one) - 1) / sum(one), df = 4), "R 4.2.2 chisq.test")
add(method, "a row that is empty everywhere", lapply(larger[[4]], function(m) rbind(m, 0)),
    general(larger[[4]]), "as without it")
add(method, "an empty stratum", c(larger[[4]], list(matrix(0, 2, 4))), general(larger[[4]]),
    "as without it")
apart <- list(cbind(m2(5, 6, 8, 3), 0, 0), cbind(0, 0, m2(7, 2, 4, 9)))
each <- sapply(list(m2(5, 6, 8, 3), m2(7, 2, 4, 9)), function(m)
  suppressWarnings(chisq.test(m, correct = FALSE)$statistic) * (sum(m) - 1) / sum(m))
add(method, "strata that share no columns: the sum of both", apart,
    list(M2 = sum(each), df = 2, p = pchisq(sum(each), 2, lower.tail = FALSE)), "R 4.2.2 chisq.test")
add(method, "one row", list(matrix(c(3, 4, 5), 1)), list(M2 = NULL, p = NULL, status = "undefined"),
    "definition")
add(method, "nobody", list(m2(0, 0, 0, 0)), list(M2 = NULL, status = "no-cases"), "definition")
add(method, "tables of two shapes", list(matrix(1:4, 2), matrix(1:6, 2)), list(exit = 1), "refused")

lines <- sapply(cases, toJSON, auto_unbox = TRUE, digits = NA, null = "null", na = "null")
writeLines(c('{"made_by": "make.R", "cases": [', paste0("  ", lines, c(rep(",", length(lines) - 1), "")),
             "]}"), "cases.json")
writeLines(capture.output(sessionInfo()), "session.txt")
cat(length(cases), "cases\n")
