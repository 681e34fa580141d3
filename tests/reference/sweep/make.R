# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values over random inputs (seeded): tied, unbalanced, tiny, huge, at the ends. Remake with:
# Rscript make.R (in this folder). R's own functions where it has them, else the formula.
suppressPackageStartupMessages(library(survey))
source("../cases.R")
set.seed(20231123)
all_of <- function(x) many(unname(x))

# --- One share ------------------------------------------------------------------------------------

for (k in 1:16) {
  n <- sample(c(1, 2, 10, 57, 850, 1e5, 1e6, 1e9), 1); x <- round(n * sample(c(0, 1, runif(4)), 1))
  conf <- sample(c(.95, .9, .99, .999), 1); a <- (1 - conf) / 2
  given <- list(x = x, n = n, conf = conf); name <- sprintf("%g of %g at %g", x, n, conf)
  add(name, "prop_ci.jeffreys", given,
      list(lower = if (x == 0) 0 else qbeta(a, x + .5, n - x + .5),
           upper = if (x == n) 1 else qbeta(a, x + .5, n - x + .5, lower.tail = FALSE)), "R 4.2.2 qbeta")
  add(name, "prop_ci.clopper_pearson", given,
      list(lower = if (x == 0) 0 else qbeta(a, x, n - x + 1),
           upper = if (x == n) 1 else qbeta(a, x + 1, n - x, lower.tail = FALSE)), "R 4.2.2 qbeta")
}
for (k in 1:16) {
  n <- sample(c(1, 2, 10, 57, 850, 1e5), 1); p0 <- sample(c(0, 1, .5, .25, runif(3), 1e-6), 1)
  x <- round(n * sample(c(0, 1, p0, runif(1)), 1))
  tests <- lapply(c("two.sided", "greater", "less"), function(side) as.numeric(binom.test(x, n, p0, side)$p.value))
  if (any(unlist(tests) < 1e-300 & unlist(tests) > 0)) next
  add(sprintf("%g of %g against %g", x, n, p0), "prop_test.binomial_exact", list(x = x, n = n, p0 = p0),
      list(p = tests[[1]]), "R 4.2.2 binom.test")
  add(sprintf("%g of %g against %g", x, n, p0), "prop_test.binomial_one_sided", list(x = x, n = n, p0 = p0),
      list(p_greater = tests[[2]], p_less = tests[[3]]), "R 4.2.2 binom.test")
}
for (k in 1:16) {
  n <- sample(c(1, 2, 10, 57, 850), 1); N <- n + sample(c(0, 1, n, 5 * n, 1e5), 1); K <- round(N * runif(1))
  x <- if (k < 3) 0 else if (k < 5) n else rhyper(1, K, N - K, n)
  a <- .025; possible <- x:(N - n + x)
  above <- phyper(x - 1, possible, N - possible, n, lower.tail = FALSE); below <- phyper(x, possible, N - possible, n)
  least <- if (x == 0) 0 else min(possible[above > a]); most <- if (x == n) N else max(possible[below > a])
  add(sprintf("%g of %g of %g", x, n, N), "prop_ci.hypergeometric_exact", list(x = x, n = n, N = N),
      list(est = x / n, lower = least / N, upper = most / N, K_lower = least, K_upper = most), "R 4.2.2 phyper")
}

# --- Tables ---------------------------------------------------------------------------------------

for (k in 1:16) {
  m <- matrix(rpois(4, sample(c(.5, 3, 30, 3000), 1)), 2); b <- m[1, 2]; c <- m[2, 1]
  if (b + c == 0) next
  add(sprintf("%d against %d", b, c), "mcnemar", list(a = m[1, 1], b = b, c = c, d = m[2, 2]),
      list(n_discordant = b + c, chisq = unname(mcnemar.test(m, correct = FALSE)$statistic),
           p_asym = mcnemar.test(m, correct = FALSE)$p.value, chisq_cc = unname(mcnemar.test(m)$statistic),
           p_cc = mcnemar.test(m)$p.value, p_exact = min(1, 2 * pbinom(min(b, c), b + c, .5)),
           p_midp = if (b == c) 1 else 2 * pbinom(min(b, c), b + c, .5) - dbinom(b, b + c, .5)),
      "R 4.2.2 mcnemar.test, pbinom")
}
for (k in 1:24) {
  r <- sample(2:5, 1); c <- sample(2:5, 1); m <- matrix(rpois(r * c, sample(c(.7, 3, 20, 400, 1e4), 1)), r)
  if (min(rowSums(m), colSums(m)) == 0) next
  test <- suppressWarnings(chisq.test(m, correct = FALSE)); df <- unname(test$parameter)
  g2 <- 2 * sum(ifelse(m > 0, m * log(m / test$expected), 0))
  add(sprintf("%d x %d from %d", r, c, m[1, 1]), "crosstab.chisq", list(table = m),
      list(X2 = unname(test$statistic), df = df, p = test$p.value, min_expected = min(test$expected),
           n_expected_lt5 = sum(test$expected < 5), p_G2 = pchisq(g2, df, lower.tail = FALSE)), "R 4.2.2 chisq.test",
      digits = 9, why = "R's G2 loses digits near independence")
  add(sprintf("%d x %d from %d", r, c, m[1, 1]), "crosstab.residuals", list(table = m),
      list(adjusted = test$stdres, pearson = test$residuals), "R 4.2.2 chisq.test")
}
for (k in 1:16) {
  m <- matrix(rpois(4, sample(c(1, 3, 10, 50, 500, 5000), 1)), 2)
  if (min(rowSums(m), colSums(m)) == 0) next
  tests <- lapply(c("two.sided", "greater", "less"), function(side) fisher.test(m, alternative = side)$p.value)
  add(sprintf("from %d", m[1, 1]), "crosstab.fisher_2x2", list(table = m),
      list(p = tests[[1]], p_greater = tests[[2]], p_less = tests[[3]]), "R 4.2.2 fisher.test")
}
for (k in 1:12) {
  K <- sample(2:4, 1); r <- sample(2:4, 1); c <- sample(3:4, 1); a <- array(rpois(r * c * K, sample(c(3, 20), 1)), c(r, c, K))
  test <- mantelhaen.test(a)
  add(sprintf("%d x %d in %d", r, c, K), "stratified.cmh_general", list(strata = many(lapply(1:K, function(i) a[, , i]))),
      list(M2 = unname(test$statistic), df = unname(test$parameter), p = test$p.value), "R 4.2.2 mantelhaen.test")
}

# --- Ordinal, numeric -----------------------------------------------------------------------------

draw <- function(n, tied) if (tied) sample(1:5, n, TRUE) else round(rnorm(n, 0, 2), 6)
for (k in 1:20) {
  nx <- sample(1:12, 1); ny <- sample(1:12, 1); x <- draw(nx, k %% 2 == 0); y <- draw(ny, k %% 2 == 0)
  N <- nx + ny; r <- rank(c(x, y)); U <- sum(r[1:nx]) - nx * (nx + 1) / 2
  v <- nx * ny / 12 * (N + 1 - sum(table(r)^3 - table(r)) / (N * (N - 1)))
  if (v == 0) next
  expected <- list(U = U, z = (U - nx * ny / 2) / sqrt(v), prob_superiority = U / (nx * ny),
                   p = suppressWarnings(wilcox.test(x, y, exact = FALSE, correct = FALSE))$p.value,
                   p_cc = suppressWarnings(wilcox.test(x, y, exact = FALSE))$p.value)
  if (N <= 14) {
    sums <- colSums(matrix(r[combn(N, nx)], nx)); mean <- nx * (N + 1) / 2
    expected$p_exact <- mean(abs(sums - mean) >= abs(sum(r[1:nx]) - mean) - 1e-9)
  }
  add(sprintf("%d and %d people", nx, ny), "ordinal.mann_whitney", list(x = many(x), y = many(y)), expected,
      "R 4.2.2 wilcox.test; all permutations")
  groups <- lapply(1:sample(2:5, 1), function(i) draw(sample(1:9, 1), k %% 2 == 0))
  test <- kruskal.test(groups)
  if (is.finite(test$statistic))
    add(sprintf("%d groups", length(groups)), "ordinal.kruskal_wallis", list(groups = many(lapply(groups, many))),
        list(H = unname(test$statistic), df = length(groups) - 1, p = test$p.value), "R 4.2.2 kruskal.test")
}
for (k in 1:16) {
  scale <- sample(c(1, 1e-8, 1e8), 1); conf <- sample(c(.95, .9, .99), 1)
  x <- round(rnorm(sample(c(2, 3, 10, 40), 1)), 5) * scale; y <- round(rnorm(sample(c(2, 5, 30), 1), 1, 3), 5) * scale
  for (method in c("welch_t", "student_t")) {
    test <- t.test(x, y, var.equal = method == "student_t", conf.level = conf)
    add(sprintf("%d and %d", length(x), length(y)), paste0("numeric.", method), list(x = many(x), y = many(y), conf = conf),
        list(t = unname(test$statistic), df = unname(test$parameter), p = test$p.value, lower = test$conf.int[1],
             upper = test$conf.int[2]), "R 4.2.2 t.test", digits = 9, why = "R's means of close values")
  }
  groups <- lapply(1:sample(2:6, 1), function(i) round(rnorm(sample(2:12, 1), i / 3, i), 4))
  data <- data.frame(y = unlist(groups), g = factor(rep(seq_along(groups), lengths(groups))))
  classical <- anova(lm(y ~ g, data)); welch <- oneway.test(y ~ g, data)
  add(sprintf("%d groups", length(groups)), "numeric.anova_oneway", list(groups = many(lapply(groups, many))),
      list(F = classical$F[1], p = classical$P[1], ss_between = classical$Sum[1], ss_within = classical$Sum[2]), "R 4.2.2 anova")
  add(sprintf("%d groups", length(groups)), "numeric.welch_anova", list(groups = many(lapply(groups, many))),
      list(F = unname(welch$statistic), df2 = unname(welch$parameter[2]), p = welch$p.value), "R 4.2.2 oneway.test")
}

# --- Designs --------------------------------------------------------------------------------------

for (k in 1:8) {
  rows <- do.call(rbind, lapply(1:sample(2:4, 1), function(h) {
    psu <- rep(h * 10 + 1:sample(3:5, 1), each = sample(1:4, 1))
    data.frame(h = h, psu = psu, w = round(runif(length(psu), .5, 20), 3), fpc = 30 + 10 * h)
  }))
  n <- nrow(rows); rows$y <- round(rnorm(n, 5, 2), 3); rows$x <- round(rows$y / 2 + rnorm(n), 3)
  rows$e <- rbinom(n, 1, .4); rows$g <- sample(c("a", "b"), n, TRUE); rows$c <- sample(c("u", "v", "w"), n, TRUE)
  has_fpc <- k %% 2 == 0
  design <- if (has_fpc) svydesign(~psu, strata = ~h, weights = ~w, data = rows, fpc = ~fpc) else
    svydesign(~psu, strata = ~h, weights = ~w, data = rows)
  given <- list(weights = all_of(rows$w), strata = all_of(rows$h), psu = all_of(rows$psu))
  if (has_fpc) given$fpc <- all_of(rows$fpc)
  df <- degf(design); name <- sprintf("%d records, %d clusters", n, length(unique(rows$psu)))
  m <- svymean(~y, design); ci <- confint(m, df = df)
  add(name, "design.mean", list(design = given, y = all_of(rows$y)),
      list(est = unname(coef(m)), se = as.numeric(SE(m)), df = df, lower = ci[1], upper = ci[2]), "R survey 4.1-1 svymean")
  m <- svytotal(~y, design)
  add(name, "design.total", list(design = given, y = all_of(rows$y)), list(est = unname(coef(m)), se = as.numeric(SE(m))), "R survey 4.1-1 svytotal")
  ratio <- svyratio(~y, ~x, design)
  add(name, "design.ratio", list(design = given, numerator = all_of(rows$y), denominator = all_of(rows$x)),
      list(est = as.numeric(coef(ratio)), se = as.numeric(SE(ratio))), "R survey 4.1-1 svyratio")
  by <- svyby(~y, ~c, design, svymean); domains <- lapply(seq_len(nrow(by)), function(i) c(by$y[i], by$se[i])); names(domains) <- by$c
  add(name, "design.domain_mean", list(design = given, y = all_of(rows$y), by = all_of(rows$c)), list(domains = domains), "R survey 4.1-1 svyby")
  for (method in c("xlogit", "beta", "asin", "mean")) {
    share <- svyciprop(~e, design, method = method, level = .9); ci <- attr(share, "ci")
    add(name, paste0("design.ciprop.", method), list(design = given, event = all_of(rows$e), conf = .9),
        list(est = as.numeric(share), lower = unname(ci[1]), upper = unname(ci[2])), "R survey 4.1-1 svyciprop")
  }
  test <- svyttest(y ~ g, design)
  add(name, "design.ttest", list(design = given, y = all_of(rows$y), group = all_of(rows$g)),
      list(t = unname(test$statistic), df = unname(test$parameter), p = test$p.value), "R survey 4.1-1 svyttest")
  f <- svychisq(~g + c, design); wald <- svychisq(~g + c, design, statistic = "Wald")
  add(name, "design.chisq", list(design = given, row = all_of(rows$g), col = all_of(rows$c)),
      list(F = unname(f$statistic), ndf = unname(f$parameter[1]), ddf = unname(f$parameter[2]), p_F = as.numeric(f$p.value),
           wald_F = as.numeric(wald$statistic), wald_p = as.numeric(wald$p.value)), "R survey 4.1-1 svychisq")
  s <- summary(svyglm(y ~ x, design), df.resid = df - 1)$coef
  add(name, "design.linear", list(design = given, y = all_of(rows$y), X = cbind(1, rows$x)),
      list(coef = all_of(s[, 1]), se = all_of(s[, 2]), p = all_of(s[, 4])), "R survey 4.1-1 svyglm")
}
write_cases()
