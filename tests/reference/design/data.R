# SPDX-License-Identifier: GPL-3.0-or-later
# The data of the cases: made up, small, with the shape of a school survey in clusters and strata.

set.seed(20180307, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")

# Twelve clusters in three strata, of 2 to 5 records.
sizes <- c(3, 4, 2, 5, 3, 4, 5, 3, 4, 2, 3, 4)
s <- data.frame(psu = rep(seq_along(sizes), sizes))
n <- nrow(s)
s$strata <- rep(c("E", "H", "M"), each = 4)[s$psu]
s$fpc <- c(E = 40, H = 25, M = 16)[s$strata]
s$ssu <- sequence(sizes)
s$fpc2 <- (sizes + c(0, 5, 3, 10, 0, 7, 9, 4, 6, 2, 8, 5))[s$psu]
s$w <- round(s$fpc / 4 * s$fpc2 / sizes[s$psu] * runif(n, 0.8, 1.25), 2)
effect <- rnorm(12, 0, 40)[s$psu]
s$y <- round(600 + effect + rnorm(n, 0, 60))
s$y0 <- round(s$y - 20 + rnorm(n, 0, 15))
s$size <- round(runif(n, 100, 900))
s$event <- as.numeric(s$y > 590)
s$rare <- as.numeric(seq_len(n) %in% c(7, 29))
s$group <- ifelse(runif(n) < 0.45, "b", "a")
s$kind <- sample(c("x", "y", "z"), n, TRUE, c(0.5, 0.3, 0.2))
s$few <- sample(c("p", "q"), n, TRUE)
s$a <- round(rnorm(n, 30, 8), 1)
s$b <- round(runif(n, 0, 10), 1)
s$missing <- replace(s$y, c(2, 11, 12, 30), NA)

designs <- list(
  `simple random sample` = list(),
  `sample of a list of 400` = list(fpc = rep(400, n)),
  weights = list(weights = s$w),
  strata = list(weights = s$w, strata = s$strata),
  `strata of a finite population` = list(weights = s$w, strata = s$strata,
                                         fpc = c(E = 300, H = 180, M = 90)[s$strata]),
  clusters = list(weights = s$w, psu = s$psu),
  `clusters of 60` = list(weights = s$w, psu = s$psu, fpc = rep(60, n)),
  `clusters in strata` = list(weights = s$w, strata = s$strata, psu = s$psu),
  `clusters in strata, finite` = list(weights = s$w, strata = s$strata, psu = s$psu, fpc = s$fpc),
  `two stages, weights from fpc` = list(strata = s$strata, psu = s$psu, ssu = s$ssu, fpc = s$fpc,
                                        fpc2 = s$fpc2),
  `two stages of records` = list(weights = s$w, psu = s$psu, fpc = rep(60, n), fpc2 = s$fpc2))
designs <- lapply(designs, function(d) lapply(d, unname))

# --- The usual ----------------------------------------------------------------------------------

for (name in names(designs)) mean_case(name, designs[[name]], s$y)
for (name in names(designs)[c(3, 5, 9, 10)]) total_case(name, designs[[name]], s$size)
for (name in names(designs)[c(1, 4, 8, 10)]) ratio_case(name, designs[[name]], s$y0, s$y)
for (name in names(designs)[c(3, 4, 9, 10)]) domain_case(name, designs[[name]], s$y, s$kind)
share_case("clusters in strata", designs[["clusters in strata"]], s$event)
share_case("two stages", designs[["two stages, weights from fpc"]], s$event,
           c("xlogit", "beta", "wilson", "likelihood"))
share_case("rare, weights", designs[["weights"]], s$rare)
share_case("common, 90%", designs[["strata"]], 1 - s$rare, level = 0.9)
share_case("df told", designs[["weights"]], s$event, c("xlogit", "asin", "wilson", "mean"), df = 5)
for (name in names(designs)[c(1, 3, 8, 10)]) {
  ttest_case(name, designs[[name]], s$y, s$group)
  prop_case(name, designs[[name]], s$event, s$few)
  paired_case(name, designs[[name]], s$event, as.numeric(s$y0 > 590))
}
for (name in names(designs)[c(1, 3, 5, 8, 10)]) {
  chisq_case(name, designs[[name]], s$kind, s$group)
  chisq_case(paste("2 x 2,", name), designs[[name]], s$few, s$group)
}
X <- cbind(1, s$a, s$b)
for (name in names(designs)[c(1, 3, 5, 9, 10)]) {
  model_case(name, designs[[name]], s$y, X)
  model_case(name, designs[[name]], s$event, X, TRUE)
}

# --- Missing values, levels, scale --------------------------------------------------------------

mean_case("four missing", designs[["clusters in strata"]], s$missing)
mean_case("four missing, weights", designs[["weights"]], s$missing, 0.9)
total_case("four missing", designs[["strata"]], s$missing)
share_case("some missing", designs[["clusters in strata"]], replace(s$event, c(3, 8), NA),
           c("xlogit", "korn_graubard_nchs"))
prop_case("some missing", designs[["clusters in strata"]], replace(s$event, c(3, 8), NA), s$few)
paired_case("some missing", designs[["clusters"]], s$event, replace(as.numeric(s$rare), 4, NA))
scaled <- designs[["clusters in strata"]]
scaled$weights <- scaled$weights * 1000
mean_case("weights times 1000", scaled, s$y)
chisq_case("weights times 1000", scaled, s$kind, s$group)
local({  # the same spread as without the shift, where R has lost digits
  found <- Filter(function(case) case$method == "design.mean" && case$name == "strata", cases)
  near <- found[[1]]$expected
  add("far from 0", "design.mean",
      list(design = pack(designs[["strata"]]), y = s$y + 1e8),
      list(est = near$est + 1e8, se = near$se, deff = near$deff), "R survey svymean of y, shifted")
})
mean_case("a weight of 0", list(weights = replace(s$w, 5, 0)), s$y)

# --- Lonely strata ------------------------------------------------------------------------------

small <- list(weights = c(5, 4, 6, 7, 3, 8, 9), strata = c("a", "a", "b", "b", "b", "c", "c"),
              psu = c(1, 1, 2, 3, 4, 5, 6))
y7 <- c(3, 5, 2, 8, 6, 7, 9)
for (lonely in c("remove", "certainty", "average"))
  for (kind in c("mean", "total"))
    (if (kind == "mean") mean_case else total_case)(
      paste("lonely psu,", lonely), c(small, list(lonely = lonely)), y7)
mean_case("lonely psu, adjust", c(small, list(lonely = "adjust")), y7)
adjusted <- local({  # survey 4.1-1 does not centre: the formula of methods, PSU totals about their mean
  z <- c(5 * 3 + 4 * 5, 12, 56, 18, 56, 81)
  b <- z[2:4]; c <- z[5:6]
  (z[1] - mean(z))^2 + 3 / 2 * sum((b - mean(b))^2) + 2 * sum((c - mean(c))^2)
})
add("lonely psu, adjust", "design.total",
    list(design = pack(c(small, list(lonely = "adjust"))), y = y7),
    list(est = sum(small$weights * y7), se = sqrt(adjusted), variance = adjusted, df = 3),
    "formula: the lonely PSU about the mean of all PSU totals (as survey 4.5)")
add("lonely psu fails", "design.mean", list(design = pack(small), y = y7), list(exit = 1),
    "methods: the default is to fail")
whole <- c(small, list(fpc = c(1, 1, 9, 9, 9, 8, 8)))
mean_case("lonely psu that is all of its stratum", whole, y7)

# --- Edges --------------------------------------------------------------------------------------

none <- NULL
add("nobody", "design.mean", list(y = list()), list(est = none, se = none, status = "no-cases"),
    "definition")
add("only missing", "design.mean", list(y = c(NA, NA, NA)),
    list(est = none, se = none, lower = none, status = "no-cases"), "definition")
add("no weight", "design.mean", list(design = list(weights = c(0, 0)), y = c(1, 2)),
    list(est = none, status = "no-cases"), "definition")
add("one record", "design.mean", list(y = I(4)),
    list(est = 4, se = none, lower = none, upper = none, status = "no-variance"), "definition")
add("one cluster", "design.mean", list(design = list(psu = c(1, 1, 1)), y = c(1, 2, 6)),
    list(est = 3, se = none, status = "no-variance"), "definition")
add("all alike", "design.mean", list(y = c(0.1, 0.1, 0.1)),
    list(est = 0.1, se = 0, lower = 0.1, upper = 0.1, deff = none), "definition")
add("the whole population", "design.mean",
    list(design = list(fpc = c(4, 4, 4, 4)), y = c(1, 2, 4, 9)),
    list(est = 4, se = 0, lower = 4, upper = 4), "R survey svymean: all(f < 1e-7)")
add("denominator 0", "design.ratio", list(numerator = c(1, 2), denominator = c(0, 0)),
    list(est = none, se = none, status = "undefined"), "definition")
for (kind in kinds) {
  p0 <- exact_limits(0, 8, 0.95); p1 <- exact_limits(1, 8, 0.95)
  add("nobody did", paste0("design.ciprop.", kind),
      list(design = list(weights = 1:8, psu = c(1, 1, 2, 2, 3, 3, 4, 4)), event = rep(0, 8)),
      list(est = 0, se = 0, lower = 0, upper = p0[2], df = 3), "Clopper-Pearson on 8 records")
  add("everybody did", paste0("design.ciprop.", kind),
      list(design = list(weights = 1:8, psu = c(1, 1, 2, 2, 3, 3, 4, 4)), event = rep(1, 8)),
      list(est = 1, se = 0, lower = p1[1], upper = 1, df = 3), "Clopper-Pearson on 8 records")
}
add("nobody asked", "design.ciprop.xlogit", list(event = list()),
    list(est = none, lower = none, upper = none, status = "no-cases"), "definition")
add("one group", "design.ttest", list(y = 1:4, group = rep("a", 4)),
    list(diff = none, t = none, p = none, status = "no-cases"), "definition")
add("alike in both groups", "design.ttest", list(y = c(2, 2, 2, 2), group = c("a", "b", "a", "b")),
    list(diff = 0, se = 0, t = none, p = none), "0 / 0")
local({
  d <- make(list(weights = s$w), y = s$y0 - 560)
  m <- full_mean(d, s$y0 - 560)
  se <- sqrt(m[["variance"]])
  add("one sample", "design.ttest", list(design = list(weights = s$w), y = s$y0 - 560),
      list(diff = m[["est"]], t = m[["est"]] / se, df = n - 1,
           p = 2 * pt(-abs(m[["est"]] / se), n - 1)), "R survey svymean, df of the design")
})
add("one row", "design.chisq", list(row = c("a", "a", "a"), col = c("x", "y", "x")),
    list(X2 = none, F = none, p_F = none, status = "undefined"), "definition")
add("nobody, in no stratum", "design.mean", list(design = list(strata = list()), y = list()),
    list(est = none, status = "no-cases"), "definition")
add("nobody", "design.chisq", list(row = list(), col = list()),
    list(F = none, n = 0, status = "no-cases"), "definition")
add("X depends", "design.linear", list(y = c(1, 2, 4), X = cbind(c(1, 1, 1), c(2, 2, 2))),
    list(coef = I(list(none, none)), status = "undefined"), "definition")
add("separated", "design.logistic",
    list(y = c(0, 0, 0, 1, 1, 1), X = cbind(1, 1:6)),
    list(coef = I(list(none, none)), status = "undefined"), "Albert & Anderson (1984)")

refused <- list(
  `negative weight` = list("design.mean", list(design = list(weights = c(1, -1)), y = c(1, 2))),
  `weights too short` = list("design.mean", list(design = list(weights = I(1)), y = c(1, 2))),
  `fpc below the sample` = list("design.mean", list(design = list(fpc = c(2, 2, 2)), y = 1:3)),
  `fpc varies` = list("design.mean", list(design = list(fpc = c(5, 6, 5)), y = 1:3)),
  `no such lonely` = list("design.mean", list(design = list(lonely = "ignore"), y = 1:3)),
  `event of 2` = list("design.ciprop.beta", list(event = c(0, 2, 1))),
  `three groups` = list("design.prop_diff", list(y = c(0, 1, 1), group = c("a", "b", "c"))),
  `ragged X` = list("design.linear", list(y = c(1, 2), X = list(c(1, 2), I(1)))),
  `outcome of 3` = list("design.logistic", list(y = c(0, 3), X = cbind(c(1, 1)))),
  `conf of 95` = list("design.mean", list(y = 1:3, conf = 95)))
for (name in names(refused))
  add(name, refused[[name]][[1]], refused[[name]][[2]], list(exit = 1), "interface: exit 1")
