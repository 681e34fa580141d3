# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values for weighted estimates: quantiles, rank tests, logistic regression with average
# marginal effects, tests of a share against a target, and what raking gains in precision.
# Remake with: Rscript make.R (here). Package survey 4.1-1 does what it has; the rest is written out
# from the definitions in include/surveystat/weighted.h.
suppressMessages(library(survey))
options(digits = 17)

set.seed(19520914)
n <- 72
d <- data.frame(id = seq_len(n),
                w = round(exp(rnorm(n, 0, 0.6)), 3),
                z = round(rnorm(n, 40, 12), 4),          # no two alike
                y = sample(c(1, 2, 2, 3, 5, 8, 13), n, TRUE),
                scale = sample(1:5, n, TRUE, c(1, 2, 4, 3, 2)),
                g = sample(c("a", "b", "c"), n, TRUE),
                m1 = sample(c("p", "q", "r"), n, TRUE, c(5, 3, 2)),
                m2 = sample(c("s", "t"), n, TRUE))
d$yes <- rbinom(n, 1, plogis(-0.4 + 0.5 * (d$g == "b") + 0.6 * (d$m2 == "t")))
d$follow <- ifelse(d$yes == 1, rbinom(n, 1, 0.4), rbinom(n, 1, 0.1))
d$y[c(5, 31)] <- NA                                      # no answer: stays in the design
write.csv(d, "data.csv", row.names = FALSE, quote = FALSE, na = "")

rows <- list()
put <- function(name, value) rows[[length(rows) + 1]] <<- c(name, format(unname(value), digits = 17))

design <- svydesign(~1, weights = ~w, data = d)

# --- Quantiles --------------------------------------------------------------------------------
# Woodruff by test inversion: all x of which F(x) is not significantly below q and the share below x
# not significantly above it, both by the test that Wilson's interval inverts, with p (1 - p) / v people.
limits <- function(x, q) {
  t <- qt(0.975, n - 1)
  known <- !is.na(x)
  values <- sort(unique(x[known]))
  at <- function(event) {
    m <- svymean(~e, update(design, e = ifelse(known, event, NA)), na.rm = TRUE)
    p <- coef(m)
    c(p, if (p > 0 && p < 1) SE(m) * sqrt(q * (1 - q) / (p * (1 - p))) else 0)
  }
  lo <- hi <- NA
  for (v in values) {
    upto <- at(as.numeric(x <= v)); below <- at(as.numeric(x < v))
    if (is.na(lo) && upto[1] + t * upto[2] >= q) lo <- v
    if (below[1] - t * below[2] <= q) hi <- v
  }
  c(lo, hi)
}
for (name in c("z", "y")) for (q in c(0.25, 0.5, 0.75)) {
  x <- d[[name]]; known <- !is.na(x)
  put(sprintf("quantile %s %g", name, q), survey:::qrule_school(x[known], d$w[known], q))
  put(sprintf("quantile %s %g lo", name, q), limits(x, q)[1])
  put(sprintf("quantile %s %g hi", name, q), limits(x, q)[2])
}
for (name in c("z", "y")) {
  m <- svymean(as.formula(paste0("~", name)), design, na.rm = TRUE, deff = "replace")
  put(paste("mean", name), coef(m)); put(paste("mean", name, "se"), SE(m))
  put(paste("mean", name, "deff"), deff(m))
}

# --- Ranks ------------------------------------------------------------------------------------
# Without ties svyranktest() itself; with ties mid-ranks of the weighted distribution, regressed on
# the groups by svyglm().
two <- subset(d, g != "c")
design2 <- svydesign(~1, weights = ~w, data = two)
r <- svyranktest(z ~ g, design2)
put("ranks z two difference", r$estimate); put("ranks z two t", r$statistic)
put("ranks z two df", r$parameter); put("ranks z two p", r$p.value)
r <- svyranktest(z ~ g, design)
put("ranks z three f", r$parameter / r$statistic); put("ranks z three ddf", r$ddf)
put("ranks z three p", r$p.value)
midranks <- function(x, w) sapply(x, function(v) sum(w[x < v]) + sum(w[x == v]) / 2) / sum(w)
two$rank <- midranks(two$scale, two$w); d$rank <- midranks(d$scale, d$w)
fit <- svyglm(rank ~ g, svydesign(~1, weights = ~w, data = two))
put("ranks scale two difference", coef(fit)[2]); put("ranks scale two se", SE(fit)[2])
put("ranks scale two p", 2 * pt(-abs(coef(fit)[2] / SE(fit)[2]), nrow(two) - 2))
fit <- svyglm(rank ~ g, svydesign(~1, weights = ~w, data = d))
b <- coef(fit)[-1]; f <- drop(b %*% solve(vcov(fit)[-1, -1], b)) / 2
put("ranks scale three f", f); put("ranks scale three p", pf(f, 2, n - 3, lower.tail = FALSE))

# --- Logistic ---------------------------------------------------------------------------------
tight <- glm.control(epsilon = 1e-14, maxit = 100)
fit <- svyglm(yes ~ (g == "b") + (g == "c") + (m2 == "t"), design, family = quasibinomial(),
              control = tight)
# svyglm() takes its covariance from the step before the last (8 digits); here it is taken at the end.
b <- coef(fit); x <- model.matrix(fit); df <- n - length(b)
p <- drop(plogis(x %*% b)); inverse <- solve(crossprod(x, d$w * p * (1 - p) * x))
V <- n / (n - 1) * inverse %*% crossprod(d$w * (d$yes - p) * x) %*% inverse
stopifnot(all.equal(V, vcov(fit), check.attributes = FALSE, tolerance = 1e-6))
for (j in seq_along(b)) {
  put(sprintf("logistic b%d", j), b[j]); put(sprintf("logistic se%d", j), sqrt(V[j, j]))
  put(sprintf("logistic p%d", j), 2 * pt(-abs(b[j] / sqrt(V[j, j])), df))
}
for (j in 2:4) {
  x1 <- x0 <- x; x1[, j] <- 1; x0[, j] <- 0
  p1 <- drop(plogis(x1 %*% b)); p0 <- drop(plogis(x0 %*% b)); share <- d$w / sum(d$w)
  put(sprintf("logistic ame%d", j), sum(share * (p1 - p0)))
  gradient <- colSums(share * (p1 * (1 - p1) * x1 - p0 * (1 - p0) * x0))
  put(sprintf("logistic ame se%d", j), sqrt(drop(gradient %*% V %*% gradient)))
}

# --- A share against a target -----------------------------------------------------------------
m <- svymean(~yes, design); p <- unname(coef(m)); n_eff <- p * (1 - p) / c(SE(m))^2
t <- (p - 0.3) / sqrt(0.3 * 0.7 / n_eff)
put("target above", pt(t, n - 1, lower.tail = FALSE)); put("target below", pt(t, n - 1))
put("target either", 2 * pt(-abs(t), n - 1))
wilson <- function(p, n, z) {
  (p + z^2 / (2 * n) + c(-1, 1) * z * sqrt(p * (1 - p) / n + z^2 / (4 * n^2))) / (1 + z^2 / n)
}
own <- wilson(p, n_eff, qt(0.975, n - 1)); other <- wilson(0.3, 200, qnorm(0.975))
put("outside diff", p - 0.3)
put("outside lo", p - 0.3 - sqrt((p - own[1])^2 + (other[2] - 0.3)^2))
put("outside hi", p - 0.3 + sqrt((own[2] - p)^2 + (0.3 - other[1])^2))
pooled <- (n_eff * p + 60) / (n_eff + 200)
put("outside p",
    2 * pt(-abs((p - 0.3) / sqrt(pooled * (1 - pooled) * (1 / n_eff + 1 / 200))), n - 1))

# --- Raking -----------------------------------------------------------------------------------
# From equal weights to 40/35/25 and 55/45 per cent; the variance is that of calibrate().
plain <- svydesign(~1, weights = rep(1, n), data = d)
raked <- calibrate(plain, ~m1 + m2, c(`(Intercept)` = n, m1q = 0.35 * n, m1r = 0.25 * n,
                                      m2t = 0.45 * n),
                   calfun = "raking", epsilon = 1e-13, maxit = 200)
d$raked <- weights(raked)
for (i in seq_len(n)) put(sprintf("raked weight %d", i), d$raked[i])
m <- svymean(~yes, raked); put("raked share", coef(m)); put("raked share se", SE(m))
m <- svymean(~z, raked); put("raked mean", coef(m)); put("raked mean se", SE(m))
m <- svymean(~I(yes - follow), raked); put("raked gap", coef(m)); put("raked gap se", SE(m))
for (group in c("a", "b", "c")) {
  m <- svymean(~yes, subset(raked, g == group))
  put(paste("raked share in", group), coef(m)); put(paste("raked share in", group, "se"), SE(m))
}
e <- svymean(~I(m1 == "q"), raked); put("raked margin", coef(e)[2])
raked <- update(raked, own = as.numeric(g == "a"), own_yes = yes * (g == "a"),
                other = as.numeric(g != "a"), other_yes = yes * (g != "a"))
m <- svycontrast(svytotal(~own_yes + own + other_yes + other, raked),
                 quote(own_yes / own - other_yes / other))
put("raked difference", coef(m)); put("raked difference se", SE(m))

table <- do.call(rbind, rows)
write.table(table, "expected.csv", sep = ",", quote = FALSE, row.names = FALSE,
            col.names = c("name", "value"))
writeLines(capture.output(sessionInfo()), "session.txt")
