# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of proportions, tests and sample sizes by R's own functions: binom.test, prop.test, mcnemar.test,
# p.adjust, power.prop.test, power.t.test, survey's svyciprop. Remake with: Rscript make.R (in this folder).
# What R lacks or computes coarsely is in ../proportions, with 50 digits.

suppressMessages({
  library(jsonlite)
  library(survey)
})

cases <- list()
number <- function(x) if (length(x) == 1) unbox(x) else x
record <- function(method, name, input, expected, source) {
  cases[[length(cases) + 1]] <<- list(
    name = unbox(name), method = unbox(method), input = lapply(input, number), expected = lapply(expected, number),
    source = unbox(source))
}

# --- One proportion: prop.test has Newcombe's method 4 except at x = n / 2, where it corrects by less.
for (t in list(c(81, 263), c(15, 148), c(1, 29), c(3, 7), c(499, 1000), c(700001, 1e6), c(28, 29)))
  for (conf in c(0.9, 0.95, 0.99)) {
    test <- suppressWarnings(prop.test(t[1], t[2], conf.level = conf))
    record("prop_ci.wilson_cc", sprintf("%g of %g, %g", t[1], t[2], conf), list(x = t[1], n = t[2], conf = conf),
           list(est = t[1] / t[2], lower = test$conf.int[1], upper = test$conf.int[2]), "R prop.test")
  }

for (t in list(c(682, 925, 0.75), c(0, 20, 0.1), c(20, 20, 0.9), c(10, 20, 0.5), c(3, 10, 0.3), c(0, 5, 0), c(2, 5, 0),
               c(5, 5, 1), c(4, 5, 1), c(1, 1, 0.5), c(60, 1000, 0.03), c(400, 1000, 0.5), c(12, 40, 0.2),
               c(1, 1000, 0.02), c(999, 1000, 0.97)))
  record("prop_test.binomial_exact", sprintf("%g of %g against %g", t[1], t[2], t[3]),
         list(x = t[1], n = t[2], p0 = t[3]), list(p = as.numeric(binom.test(t[1], t[2], t[3])$p.value)), "R binom.test")

# --- Pairs
for (t in list(c(794, 150, 86, 570), c(59, 6, 16, 80), c(1, 1, 7, 12), c(10, 7, 7, 26), c(0, 3, 2, 0), c(5, 0, 1, 0),
               c(2, 40, 3, 900))) {
  m <- matrix(c(t[1], t[3], t[2], t[4]), 2)
  plain <- mcnemar.test(m, correct = FALSE)
  corrected <- mcnemar.test(m)
  k <- min(t[2:3]); n <- sum(t[2:3])
  exact <- binom.test(t[2], n)$p.value
  record("mcnemar", paste(t, collapse = " "), list(a = t[1], b = t[2], c = t[3], d = t[4]),
         list(n_discordant = n, chisq = unname(plain$statistic), p_asym = plain$p.value,
              chisq_cc = unname(corrected$statistic), p_cc = corrected$p.value, p_exact = exact,
              p_midp = if (t[2] == t[3]) 1 else exact - dbinom(k, n, 0.5)), "R mcnemar.test, binom.test")
}

# --- Two groups: the Wald interval and the pooled z
for (t in list(c(56, 70, 48, 80), c(9, 10, 3, 10), c(83, 86, 90, 93), c(1, 40, 12, 30), c(120, 1000, 150, 900))) {
  test <- suppressWarnings(prop.test(t[c(1, 3)], t[c(2, 4)], correct = FALSE))
  p <- t[c(1, 3)] / t[c(2, 4)]
  input <- list(x1 = t[1], n1 = t[2], x2 = t[3], n2 = t[4])
  record("prop_diff_ci.wald", paste(t, collapse = " "), input,
         list(est = p[1] - p[2], lower = test$conf.int[1], upper = test$conf.int[2]), "R prop.test(correct = FALSE)")
  record("prop_diff_test.z", paste(t, collapse = " "), input,
         list(z_pooled = sign(p[1] - p[2]) * sqrt(unname(test$statistic)), p_pooled = test$p.value),
         "R prop.test(correct = FALSE)")
}

# --- Several tests
set.seed(4)
families <- list(five = c(0.01, 0.02, 0.03, 0.04, 0.05), one = 0.03, ties = c(0.01, 0.04, 0.01, 0.03, 0.04, 0.01),
                 ends = c(1, 0, 0.5, 1, 0), tiny = c(1e-300, 3e-17, 2e-16, 0.2, 1e-9), equal = rep(0.02, 7),
                 many = round(runif(40)^3, 6))
for (name in names(families)) {
  p <- families[[name]]
  adjusted <- lapply(c(holm = "holm", hochberg = "hochberg", bh = "BH", by = "BY", bonferroni = "bonferroni"),
                     function(method) I(p.adjust(p, method)))
  cases[[length(cases) + 1]] <- list(name = unbox(name), method = unbox("multiplicity"), input = list(p = I(p)),
                                     expected = adjusted, source = unbox("R p.adjust"))
}

# --- Sizes: the formula is power.prop.test's; its search is asked for 12 digits.
for (t in list(c(0.5, 0.75, 0.9, 0.05), c(0.1, 0.12, 0.8, 0.05), c(0.3, 0.2, 0.95, 0.01), c(0, 0.05, 0.8, 0.05),
               c(0.915, 0.95, 0.8, 0.05))) {
  size <- power.prop.test(p1 = t[1], p2 = t[2], power = t[3], sig.level = t[4], tol = 1e-13)$n
  record("power.two_proportions_n", paste(t, collapse = " "), list(p1 = t[1], p2 = t[2], power = t[3], alpha = t[4]),
         list(n_per_group = size, n_ceil = ceiling(size)), "R power.prop.test(tol = 1e-13)")
}
for (t in list(c(50, 0.5, 0.75, 0.05), c(850, 0.2, 0.25, 0.05), c(12, 0.1, 0.9, 0.01), c(1, 0.4, 0.5, 0.05)))
  record("power.two_proportions_power", paste(t, collapse = " "), list(n = t[1], p1 = t[2], p2 = t[3], alpha = t[4]),
         list(power = power.prop.test(n = t[1], p1 = t[2], p2 = t[3], sig.level = t[4])$power), "R power.prop.test")
for (t in list(c(20, 1, 1, 0.05), c(100, 0.3, 1.2, 0.01), c(3, 2, 1, 0.05), c(2000, 0.05, 1, 0.05), c(10, 0, 1, 0.05)))
  record("power.two_means", paste("power", paste(t, collapse = " ")), list(n = t[1], delta = t[2], sd = t[3], alpha = t[4]),
         list(power = power.t.test(n = t[1], delta = t[2], sd = t[3], sig.level = t[4])$power), "R power.t.test")

# --- Weighted conversion: all people in the design, users as a domain, df = n - 1
data(api)
weighted <- function(name, used, followed, w) {
  design <- svydesign(ids = ~1, weights = w, data = data.frame(used, followed, w))
  users <- subset(design, used == 1)
  conf <- svyciprop(~followed, users, method = "xlogit", df = length(w) - 1)
  ratio <- svyratio(~I(used * followed), ~used, design)
  record("conversion.weighted", name, list(used = used, followed = followed, w = w),
         list(rate = unname(coef(ratio)[1]), se = sqrt(ratio$var[1]), lower_xlogit = attr(conf, "ci")[[1]],
              upper_xlogit = attr(conf, "ci")[[2]]), "R survey svyratio, svyciprop(xlogit)")
}
weighted("six people", c(1, 1, 1, 0, 1, 1), c(1, 0, 1, 0, 0, 1), c(1, 2, 1, 1, 0.5, 1.5))
weighted("schools", as.numeric(apistrat$stype == "E"), as.numeric(apistrat$stype == "E" & apistrat$sch.wide == "Yes"),
         apistrat$pw)
weighted("one follower", c(1, 1, 1, 1, 0), c(1, 0, 0, 0, 0), c(2, 2, 3, 0.25, 9))

writeLines(toJSON(list(made_by = unbox("make.R"), cases = cases), digits = I(17), pretty = TRUE), "cases.json")
writeLines(capture.output(sessionInfo()), "session.txt")
