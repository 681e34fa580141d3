# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of rank tests and ordinal association. Remake with: Rscript make.R (in this folder).
# R's own tests where it has them; coin for exact permutation with ties; the rest from the definitions
# over all pairs of people, which is slow and obvious, and shares no formula with the program.
suppressPackageStartupMessages(library(coin))
source("../cases.R")

# --- Data ---------------------------------------------------------------------------------------

motivation <- list(c(40, 35, 38, 43, 44, 41), c(38, 40, 47, 44, 40, 42), c(48, 40, 45, 43, 46, 44))
hygiene <- list(c(2.9, 3.0, 2.5, 2.6, 3.2), c(3.8, 2.7, 4.0, 2.4), c(2.8, 3.4, 3.7, 2.2, 2.0))
permeability <- list(c(0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46),
                     c(1.15, 0.88, 0.90, 0.74, 1.21))
depression <- list(c(1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30),
                   c(0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29))
airquality_groups <- unname(lapply(split(airquality$Ozone, airquality$Month), function(x) x[!is.na(x)]))
likert <- rbind(c(12, 30, 41, 60, 25), c(20, 33, 38, 41, 14), c(5, 9, 22, 40, 31))
likert_big <- likert * 3000
jobs <- rbind(c(1, 3, 10, 6), c(2, 3, 10, 7), c(1, 6, 14, 12), c(0, 1, 9, 11))
expand <- function(table) unname(lapply(seq_len(nrow(table)), function(i) rep(seq_len(ncol(table)), table[i, ])))

# --- Two groups -----------------------------------------------------------------------------------

tail2 <- function(z) min(1, 2 * pnorm(-abs(z)))

mann_whitney <- function(x, y) {
  m <- length(x); n <- length(y); N <- m + n
  U <- sum(sapply(x, function(v) sum(v > y) + sum(v == y) / 2))
  ranks <- rank(c(x, y))
  sd <- sqrt(m * n / N * var(ranks))
  z <- (U - m * n / 2) / sd
  out <- list(U = U, z = z, p = tail2(z), p_cc = tail2(max(0, abs(U - m * n / 2) - 0.5) / sd),
              prob_superiority = U / m / n)
  test <- suppressWarnings(wilcox.test(x, y, exact = FALSE, correct = FALSE))
  stopifnot(all.equal(unname(test$statistic), U), all.equal(test$p.value, out$p))
  stopifnot(all.equal(suppressWarnings(wilcox.test(x, y, exact = FALSE))$p.value, out$p_cc))
  out
}

exact <- function(x, y) {
  data <- data.frame(v = c(x, y), g = factor(rep(1:2, c(length(x), length(y)))))
  as.numeric(pvalue(wilcox_test(v ~ g, data, distribution = "exact")))
}

two <- function(name, x, y, with_exact = TRUE, table = FALSE) {
  expected <- mann_whitney(x, y)
  if (with_exact) expected$p_exact <- exact(x, y)
  levels <- sort(unique(c(x, y)))
  counts <- rbind(sapply(levels, function(l) sum(x == l)), sapply(levels, function(l) sum(y == l)))
  input <- if (table) list(table = counts) else list(x = many(x), y = many(y))
  add(name, "ordinal.mann_whitney", input, c(expected, status = "ok"),
      "R 4.2.2 wilcox.test; definition over all pairs; coin 1.4-2 exact")
}

two("permeability (Hollander & Wolfe)", permeability[[1]], permeability[[2]])
two("depression scale, one tie", depression[[1]], depression[[2]])
two("motivation 1 and 3", motivation[[1]], motivation[[3]])
two("hygiene 1 and 2, no ties", hygiene[[1]], hygiene[[2]])
two("five levels from a table", expand(likert)[[1]], expand(likert)[[2]], TRUE, TRUE)
two("groups 1 and 3 of that table", expand(likert)[[1]], expand(likert)[[3]], TRUE, TRUE)
two("two levels only", c(0, 0, 0, 1, 1), c(0, 1, 1, 1), TRUE)
two("nobody overlaps", 1:5, 11:16)
two("one against many", 7, c(1, 2, 3, 4, 5, 6, 8, 9, 10), TRUE)
two("one against one", 1, 2)
two("no difference at all", c(1, 2, 3), c(1, 2, 3))
two("80 and 70, hardly tied", round(100 * sin(1:80)), round(100 * cos(1:70) + 15))
two("a tail of 1e-13", rep(c(1, 2, 3), c(60, 10, 5)), rep(c(1, 2, 3), c(5, 12, 66)), TRUE, TRUE)

add("all tied", "ordinal.mann_whitney", list(x = many(c(3, 3, 3)), y = many(c(3, 3))),
    list(U = 3, prob_superiority = 0.5, z = NULL, p = NULL, p_cc = NULL, status = "no-variance"),
    "definition: U = mn/2")
add("an empty group", "ordinal.mann_whitney", list(x = list(), y = many(c(3, 3))),
    list(U = NULL, p = NULL, prob_superiority = NULL, p_exact = NULL, status = "no-cases"), "definition")
add("negative count", "ordinal.mann_whitney", list(table = rbind(c(1, -2), c(3, 4))), list(exit = 1),
    "interface")
add("three rows", "ordinal.mann_whitney", list(table = rbind(c(1, 2), c(3, 4), c(5, 6))), list(exit = 1),
    "interface")
add("neither values nor table", "ordinal.mann_whitney", list(x = many(c(1, 2))), list(exit = 2), "interface")
add("missing answers are left out", "ordinal.mann_whitney",
    list(x = many(c(permeability[[1]], NA)), y = many(c(NA, permeability[[2]]))),
    mann_whitney(permeability[[1]], permeability[[2]]), "R 4.2.2 wilcox.test")

# --- Several groups -------------------------------------------------------------------------------

kruskal <- function(groups) {
  values <- unlist(groups); ranks <- rank(values)
  group <- rep(seq_along(groups), lengths(groups))
  n <- length(values)
  means <- tapply(ranks, group, mean); sizes <- tapply(ranks, group, length)
  H <- sum(sizes * (means - (n + 1) / 2)^2) / var(ranks)
  df <- length(means) - 1
  test <- kruskal.test(groups[lengths(groups) > 0])
  stopifnot(all.equal(unname(test$statistic), H), all.equal(unname(test$parameter), df))
  list(H = H, df = df, p = pchisq(H, df, lower.tail = FALSE), epsilon2 = H / (n - 1))
}

dunn <- function(groups) {
  values <- unlist(groups); ranks <- rank(values); n <- length(values)
  group <- rep(seq_along(groups), lengths(groups))
  ties <- table(values)
  v <- n * (n + 1) / 12 - sum(ties^3 - ties) / (12 * (n - 1))
  z <- p <- list()
  for (i in seq_along(groups)) for (j in seq_along(groups)) if (i < j) {
    gap <- mean(ranks[group == i]) - mean(ranks[group == j])
    key <- paste0(i, "-", j)
    z[[key]] <- gap / sqrt(v * (1 / lengths(groups)[i] + 1 / lengths(groups)[j]))
    p[[key]] <- tail2(z[[key]])
  }
  list(z = z, p = p, p_holm = as.list(p.adjust(unlist(p), "holm")))
}

jonckheere <- function(groups) {
  J <- 0
  for (i in seq_along(groups)) for (j in seq_along(groups)) if (i < j)
    J <- J + sum(outer(groups[[j]], groups[[i]], ">")) + sum(outer(groups[[j]], groups[[i]], "==")) / 2
  values <- unlist(groups); N <- length(values); n <- lengths(groups); t <- as.numeric(table(values))
  mean <- (N^2 - sum(n^2)) / 4
  var <- (N * (N - 1) * (2 * N + 5) - sum(n * (n - 1) * (2 * n + 5)) - sum(t * (t - 1) * (2 * t + 5))) / 72 +
    sum(n * (n - 1) * (n - 2)) * sum(t * (t - 1) * (t - 2)) / (36 * N * (N - 1) * (N - 2)) +
    sum(n * (n - 1)) * sum(t * (t - 1)) / (8 * N * (N - 1))
  z <- (J - mean) / sqrt(var)
  list(J = J, mean = mean, var = var, z = z, p = tail2(z), p_increasing = pnorm(z, lower.tail = FALSE))
}

several <- list("hygiene (Hollander & Wolfe)" = hygiene, "motivation (Hollander & Wolfe)" = motivation,
                "airquality by month" = airquality_groups, "two groups" = permeability,
                "far apart" = list(1:9, 21:29, 41:49, 61:69), "single people" = list(3, 1, 2, 2),
                "five levels" = expand(likert))
for (name in names(several)) {
  groups <- several[[name]]
  input <- if (name == "five levels") list(table = likert) else list(groups = lapply(groups, many))
  add(name, "ordinal.kruskal_wallis", input, c(kruskal(groups), status = "ok"), "R 4.2.2 kruskal.test")
  add(name, "ordinal.dunn", input, dunn(groups), "Dunn (1964), from rank() and p.adjust()")
  add(name, "ordinal.jonckheere", input, c(jonckheere(groups), status = "ok"),
      "Lehmann (1975), over all pairs of people")
}
add("an empty group does not count", "ordinal.kruskal_wallis",
    list(groups = list(many(hygiene[[1]]), list(), many(hygiene[[2]]))),
    kruskal(hygiene[1:2]), "R 4.2.2 kruskal.test")
pairs <- dunn(hygiene[1:2])
add("an empty group does not count", "ordinal.dunn",
    list(groups = list(many(hygiene[[1]]), list(), many(hygiene[[2]]))),
    list(z = list("1-2" = NULL, "1-3" = pairs$z[["1-2"]]), p_holm = list("1-3" = pairs$p[["1-2"]]),
         status = "no-cases"), "Dunn (1964)")
big <- kruskal(expand(likert))
add("963,000 people", "ordinal.kruskal_wallis", list(table = likert_big), {
  n <- sum(likert_big); t <- colSums(likert_big); mid <- cumsum(t) - t + (t + 1) / 2
  v <- sum(t * (mid - (n + 1) / 2)^2) / (n - 1)
  gap <- as.vector(likert_big %*% (mid - (n + 1) / 2)) / rowSums(likert_big)
  H <- sum(rowSums(likert_big) * gap^2) / v
  list(H = H, df = 2, p = pchisq(H, 2, lower.tail = FALSE), epsilon2 = H / (n - 1))
}, "definition, on counts")
for (method in c("ordinal.kruskal_wallis", "ordinal.dunn", "ordinal.jonckheere")) {
  add("all tied", method, list(groups = list(many(c(2, 2)), many(c(2, 2, 2)))), list(status = "no-variance"),
      "definition")
  add("negative count", method, list(table = rbind(c(1, 2), c(3, -4))), list(exit = 1), "interface")
  add("ragged table", method, list(table = list(c(1, 2, 3), c(3, 4))), list(exit = 1), "interface")
}
add("one group", "ordinal.kruskal_wallis", list(groups = list(many(c(1, 2, 3)))),
    list(H = NULL, df = NULL, p = NULL, epsilon2 = NULL, status = "undefined"), "definition")
add("one group", "ordinal.jonckheere", list(groups = list(many(c(1, 2, 3)))),
    list(J = NULL, p = NULL, status = "undefined"), "definition")
add("nobody", "ordinal.kruskal_wallis", list(groups = list()), list(H = NULL, status = "no-cases"), "definition")
add("published J", "ordinal.jonckheere", list(groups = lapply(motivation, many)), list(J = 79),
    "Hollander & Wolfe, Nonparametric Statistical Methods, example 6.2")
add("published H", "ordinal.kruskal_wallis", list(groups = lapply(hygiene, many)), list(H = 0.771, df = 2),
    "Hollander & Wolfe, table 6.1: H' = 0.771", 3, "printed with three digits")

# --- Association ----------------------------------------------------------------------------------

# Each person against each other one: a person's concordant and discordant partners.
association <- function(table, conf = 0.95) {
  n <- sum(table); r <- row(table); k <- col(table)
  A <- D <- matrix(0, nrow(table), ncol(table))
  for (i in seq_len(nrow(table))) for (j in seq_len(ncol(table))) {
    A[i, j] <- sum(table[(r > i & k > j) | (r < i & k < j)])
    D[i, j] <- sum(table[(r > i & k < j) | (r < i & k > j)])
  }
  P <- sum(table * A); Q <- sum(table * D); d <- A - D
  ni <- rowSums(table)[r]; nj <- colSums(table)[k]
  wr <- n^2 - sum(rowSums(table)^2); wc <- n^2 - sum(colSums(table)^2); w <- sqrt(wr * wc)
  gamma <- (P - Q) / (P + Q); tau <- (P - Q) / w
  spread <- sum(table * d^2) - (P - Q)^2 / n
  m <- min(sum(rowSums(table) > 0), sum(colSums(table) > 0))
  v <- as.vector(ni) * wc + as.vector(nj) * wr
  z975 <- qnorm((1 + conf) / 2)
  gamma_ase <- sqrt(16 / (P + Q)^4 * sum(table * (Q * A - P * D)^2))
  tau_ase <- sqrt(max(0, sum(table * (2 * w * as.vector(d) + tau * v)^2) - n^3 * tau^2 * (wr + wc)^2)) / w^2
  list(concordant = P / 2, discordant = Q / 2, gamma = gamma, gamma_ase = gamma_ase,
       gamma_ase0 = 2 / (P + Q) * sqrt(spread), gamma_lower = gamma - z975 * gamma_ase,
       gamma_upper = gamma + z975 * gamma_ase, tau_b = tau, tau_b_ase = tau_ase,
       tau_b_ase0 = 2 / w * sqrt(spread), tau_b_lower = tau - z975 * tau_ase,
       tau_b_upper = tau + z975 * tau_ase, tau_c = m * (P - Q) / (n^2 * (m - 1)),
       tau_c_ase = 2 * m / ((m - 1) * n^2) * sqrt(spread), somers_d_CR = (P - Q) / wr,
       somers_d_CR_ase = 2 / wr^2 * sqrt(sum(table * (wr * d - (P - Q) * (n - as.vector(ni)))^2)),
       somers_d_RC = (P - Q) / wc,
       somers_d_RC_ase = 2 / wc^2 * sqrt(sum(table * (wc * d - (P - Q) * (n - as.vector(nj)))^2)),
       z = (P - Q) / (2 * sqrt(spread)), p = tail2((P - Q) / (2 * sqrt(spread))))
}

tables <- list("job satisfaction (Agresti 2002, table 2.8)" = jobs, "three groups, five levels" = likert,
               "transposed" = t(jobs), "2 x 2" = rbind(c(20, 5), c(8, 17)),
               "an empty row and column" = rbind(c(3, 0, 5), c(0, 0, 0), c(6, 0, 2), c(1, 0, 9)),
               "negative association" = jobs[4:1, ], "963,000 people" = likert_big,
               "one of 50 off" = rbind(c(30, 0), c(1, 19)))
for (name in names(tables)) {
  expected <- association(tables[[name]])
  v <- suppressWarnings(cor(rep(row(tables[[name]]), tables[[name]] / max(1, tables[[name]][1] %/% 1000)),
                            rep(col(tables[[name]]), tables[[name]] / max(1, tables[[name]][1] %/% 1000)),
                            method = "kendall"))
  if (name != "963,000 people") stopifnot(all.equal(v, expected$tau_b))
  add(name, "ordinal.association", list(table = tables[[name]]), c(expected, status = "ok"),
      "Brown & Benedetti (1977), over all cells; tau-b also R 4.2.2 cor(method = \"kendall\")")
}
expected <- association(jobs, 0.99)
add("at 99%", "ordinal.association", list(table = jobs, conf = 0.99),
    expected[c("gamma_lower", "gamma_upper", "tau_b_lower", "tau_b_upper")], "Brown & Benedetti (1977)")
add("perfect", "ordinal.association", list(table = rbind(c(5, 0), c(0, 5))),
    list(concordant = 25, discordant = 0, gamma = 1, gamma_ase = 0, tau_b = 1, tau_b_ase = 0,
         gamma_lower = 1, gamma_upper = 1, z = NULL, p = NULL, status = "no-variance"),
    "definition: all terms of the variance are alike")
add("one row", "ordinal.association", list(table = rbind(c(5, 3, 2))),
    list(gamma = NULL, tau_b = NULL, somers_d_CR = NULL, p = NULL, status = "undefined"), "definition")
add("nobody", "ordinal.association", list(table = rbind(c(0, 0), c(0, 0))),
    list(gamma = NULL, tau_b = NULL, status = "no-cases"), "definition")
add("negative count", "ordinal.association", list(table = rbind(c(1, 2), c(-3, 4))), list(exit = 1), "interface")
add("ragged", "ordinal.association", list(table = list(c(1, 2), c(3, 4, 5))), list(exit = 1), "interface")
add("level 95", "ordinal.association", list(table = jobs, conf = 95), list(exit = 1), "interface")

write_cases()
