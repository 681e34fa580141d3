# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of sample designs: Rscript make.R in this folder writes cases.json.
# R survey 4.1-1, where it is right; where it is coarse or lacks a method, the formula that is named
# in the case (see METHODS.md). make.py then adds the tails of the tables with many digits.
# A second argument names another file, a first one "api" takes the data of the package itself.
suppressMessages({library(survey); library(jsonlite); library(Rmpfr)})
options(survey.lonely.psu = "fail", digits = 17)
arguments <- commandArgs(TRUE)
cases <- list()

add <- function(name, method, input, expected, source, ...)
  cases[[length(cases) + 1]] <<- list(name = name, method = method, input = input,
                                      expected = expected, source = source, ...)

# --- Designs ------------------------------------------------------------------------------------

# The parts of a design as calc takes them; the same as R takes it, with y and others as variables.
make <- function(d, ...) {
  options(survey.lonely.psu = if (is.null(d$lonely)) "fail" else d$lonely)
  variables <- list(...)
  n <- length(variables[[1]])
  data <- data.frame(record = seq_len(n))
  for (part in c("weights", "strata", "psu", "ssu", "fpc", "fpc2")) data[[part]] <- d[[part]]
  for (name in names(variables)) data[[name]] <- variables[[name]]
  formula <- function(...) {
    parts <- c(...)
    if (length(parts) == 0) NULL else as.formula(paste("~", paste(parts, collapse = "+")))
  }
  ids <- if (is.null(d$psu)) ~1 else if (is.null(d$fpc2)) ~psu else
    formula("psu", if (is.null(d$ssu)) "record" else "ssu")
  svydesign(ids = ids, data = data, nest = TRUE,
            strata = if (is.null(d$strata)) NULL else ~strata,
            weights = if (!is.null(d$weights)) ~weights else if (is.null(d$fpc)) rep(1, n) else NULL,
            fpc = formula(if (!is.null(d$fpc)) "fpc", if (!is.null(d$fpc2)) "fpc2"))
}

pack <- function(d) {
  out <- lapply(d, function(part) if (length(part) > 1) part else I(part))
  if (!is.null(out$lonely)) out$lonely <- unbox(d$lonely)
  if (length(out) == 0) setNames(list(), character(0)) else out
}

# Mean of those with a value, the others kept in the design: a ratio.
full_mean <- function(design, y) {
  known <- !is.na(y)
  design$variables$value <- ifelse(known, y, 0)
  design$variables$known <- as.numeric(known)
  r <- svyratio(~value, ~known, design)
  c(est = as.numeric(coef(r)), variance = as.numeric(r$var))
}

# --- One number ---------------------------------------------------------------------------------

mean_case <- function(name, d, y, level = 0.95) {
  design <- make(d, y = y)
  m <- full_mean(design, y)
  df <- degf(design)
  w <- weights(design)[!is.na(y)]
  v <- y[!is.na(y)]
  n <- sum(w > 0)
  s2 <- sum(w * (v - m[["est"]])^2) / sum(w) * n / (n - 1)
  correction <- if (is.null(d$fpc)) 1 else (sum(w) - n) / sum(w)
  deff <- m[["variance"]] / (s2 / n * correction)
  if (!anyNA(y)) {  # the same by the package
    own <- svymean(~y, design, deff = if (is.null(d$fpc)) "replace" else TRUE)
    stopifnot(all.equal(deff, as.numeric(deff(own)), tolerance = 1e-12),
              all.equal(m[["variance"]], as.numeric(vcov(own)), tolerance = 1e-12))
  }
  t <- qt((1 + level) / 2, df)
  se <- sqrt(m[["variance"]])
  input <- list(design = pack(d), y = y)
  if (level != 0.95) input$conf <- level
  add(name, "design.mean", input,
      list(est = m[["est"]], se = se, variance = m[["variance"]], df = df,
           lower = m[["est"]] - t * se, upper = m[["est"]] + t * se, deff = deff),
      "R survey svymean, svyratio")
}

total_case <- function(name, d, y, level = 0.95) {
  design <- make(d, y = ifelse(is.na(y), 0, y))
  m <- svytotal(~y, design)
  df <- degf(design)
  t <- qt((1 + level) / 2, df)
  expected <- list(est = as.numeric(coef(m)), se = as.numeric(SE(m)), variance = as.numeric(vcov(m)),
                   df = df, lower = as.numeric(coef(m) - t * SE(m)),
                   upper = as.numeric(coef(m) + t * SE(m)))
  if (!anyNA(y))
    expected$deff <- as.numeric(deff(svytotal(~y, design,
                                              deff = if (is.null(d$fpc)) "replace" else TRUE)))
  add(name, "design.total", list(design = pack(d), y = y), expected, "R survey svytotal")
}

ratio_case <- function(name, d, y, x) {
  design <- make(d, y = y, x = x)
  r <- svyratio(~y, ~x, design)
  add(name, "design.ratio", list(design = pack(d), numerator = y, denominator = x),
      list(est = as.numeric(coef(r)), se = as.numeric(SE(r))), "R survey svyratio")
}

domain_case <- function(name, d, y, by) {
  design <- make(d, y = y, by = factor(by))
  r <- svyby(~y, ~by, design, svymean)
  add(name, "design.domain_mean", list(design = pack(d), y = y, by = by),
      list(domains = setNames(Map(c, as.numeric(coef(r)), as.numeric(SE(r))), as.character(r$by))),
      "R survey svyby(svymean)")
}

# --- Shares -------------------------------------------------------------------------------------

likelihood_limits <- function(p, n_eff, t) {
  high <- function(x) mpfr(x, 200)
  p <- high(p)
  excess <- function(q) 2 * high(n_eff) * (p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))) -
    high(t)^2
  root <- function(lo, hi) asNumeric(unirootR(excess, lower = lo, upper = hi, tol = 1e-40)$root)
  c(root(high(1e-12), p), root(p, 1 - high(1e-12)))
}

exact_limits <- function(p, n, level) {
  a <- (1 - level) / 2
  c(if (p > 0) qbeta(a, p * n, (1 - p) * n + 1) else 0,
    if (p < 1) qbeta(1 - a, p * n + 1, (1 - p) * n) else 1)
}

share_limits <- function(kind, p, v, n, df, level) {
  a <- (1 - level) / 2
  t <- qt(a, df, lower.tail = FALSE)
  n_eff <- p * (1 - p) / v
  n_exact <- n_eff * (qt(a, n - 1) / qt(a, df))^2
  half <- asin(sqrt(p))
  reach <- t * sqrt(v / (4 * p * (1 - p)))
  switch(kind,
    xlogit = , logit = plogis(qlogis(p) + c(-1, 1) * t * sqrt(v) / (p * (1 - p))),
    mean = p + c(-1, 1) * t * sqrt(v),
    asin = sin(c(max(0, half - reach), min(pi / 2, half + reach)))^2,
    beta = exact_limits(p, n_exact, level),
    korn_graubard_nchs = exact_limits(p, min(n, n_exact), level),
    likelihood = likelihood_limits(p, n_eff, t),
    wilson = (p + t^2 / (2 * n_eff) +
                c(-1, 1) * t * sqrt(p * (1 - p) / n_eff + t^2 / (4 * n_eff^2))) / (1 + t^2 / n_eff))
}

kinds <- c("xlogit", "logit", "beta", "korn_graubard_nchs", "asin", "likelihood", "wilson", "mean")
share_source <- c(
  xlogit = "R survey svyciprop xlogit", logit = "formula of R survey svyciprop xlogit",
  beta = "R survey svyciprop beta", korn_graubard_nchs = "R qbeta, n_eff at most n (Parker 2017)",
  asin = "R survey svyciprop asin, the angle cut at 0 and 90 degrees",
  likelihood = "Rmpfr: 2 n_eff (log likelihood) = t^2", wilson = "formula, n_eff and t",
  mean = "R survey svyciprop mean")

share_case <- function(name, d, y, which = kinds, level = 0.95, df = NULL) {
  design <- make(d, y = y)
  m <- full_mean(design, y)
  n <- sum(!is.na(y))
  own_df <- if (is.null(df)) degf(design) else df
  for (kind in which) {
    ci <- share_limits(kind, m[["est"]], m[["variance"]], n, own_df, level)
    if (!anyNA(y) && is.null(df) && kind %in% c("xlogit", "beta", "mean"))
      stopifnot(all.equal(ci, as.numeric(confint(svyciprop(~y, design, kind, level))),
                          tolerance = 1e-11))
    input <- list(design = pack(d), event = y)
    if (level != 0.95) input$conf <- level
    if (!is.null(df)) input$df <- df
    add(name, paste0("design.ciprop.", kind), input,
        list(est = m[["est"]], se = sqrt(m[["variance"]]), lower = ci[1], upper = ci[2],
             df = own_df), share_source[[kind]])
  }
}

# --- Comparisons --------------------------------------------------------------------------------

ttest_case <- function(name, d, y, group) {
  design <- make(d, y = y, group = factor(group))
  r <- svyttest(y ~ group, design)
  df <- degf(design) - 1
  diff <- as.numeric(r$estimate)
  se <- diff / as.numeric(r$statistic)
  t <- qt(0.975, df)
  add(name, "design.ttest", list(design = pack(d), y = y, group = group),
      list(diff = diff, se = se, t = diff / se, df = df, p = 2 * pt(-abs(diff / se), df),
           lower = diff - t * se, upper = diff + t * se), "R survey svyttest")
}

# Of records that are missing, the mean's way: influence values of the whole design.
prop_case <- function(name, d, y, group) {
  levels <- sort(unique(na.omit(group)))
  design <- make(d, y = y)
  part <- function(level) as.numeric(!is.na(y) & !is.na(group) & group == level)
  z <- sapply(levels, function(level) {
    w <- weights(design) * part(level)
    ifelse(is.na(y), 0, w * (y - sum(w * y, na.rm = TRUE) / sum(w)) / sum(w))
  })
  p <- sapply(levels, function(level) weighted.mean(y[part(level) == 1],
                                                    weights(design)[part(level) == 1]))
  v <- survey:::svyrecvar(cbind(z[, 1] - z[, 2]), design$cluster, design$strata, design$fpc)
  df <- degf(design) - 1
  se <- sqrt(as.numeric(v))
  kish <- sapply(levels, function(level) {
    w <- weights(design)[part(level) == 1]
    length(w) * sum(w^2) / sum(w)^2
  })
  t <- qt(0.975, df)
  diff <- p[1] - p[2]
  add(name, "design.prop_diff", list(design = pack(d), y = y, group = group),
      list(p1 = p[1], p2 = p[2], diff = diff, se = se, t = diff / se, df = df,
           p = 2 * pt(-abs(diff / se), df), lower = diff - t * se, upper = diff + t * se,
           kish_deff_1 = kish[1], kish_deff_2 = kish[2]), "R survey svyrecvar")
}

paired_case <- function(name, d, x, y) {
  design <- make(d, y = x - y)
  m <- full_mean(design, x - y)
  df <- degf(design)
  se <- sqrt(m[["variance"]])
  t <- m[["est"]] / se
  reach <- qt(0.975, df) * se
  add(name, "design.paired_diff", list(design = pack(d), x = x, y = y),
      list(diff = m[["est"]], se = se, df = df, lower = m[["est"]] - reach,
           upper = m[["est"]] + reach, p = 2 * pt(-abs(t), df)), "R survey svymean of differences")
}

# --- Tables -------------------------------------------------------------------------------------

chisq_case <- function(name, d, row, col) {
  design <- make(d, row = factor(row), col = factor(col))
  known <- !is.na(row) & !is.na(col)
  stopifnot(all(known))
  f <- svychisq(~row + col, design, statistic = "F")
  first <- svychisq(~row + col, design, statistic = "Chisq")
  x2 <- as.numeric(first$statistic)  # Pearson's, though the p is of the adjusted one
  df <- (nlevels(factor(row)) - 1) * (nlevels(factor(col)) - 1)
  mean_deff <- x2 / (as.numeric(f$statistic) * df)
  expected <- list(X2 = x2, df = df, n = length(row), mean_deff = mean_deff,
                   F = as.numeric(f$statistic), ndf = f$parameter[["ndf"]],
                   ddf = f$parameter[["ddf"]], p_F = as.numeric(f$p.value),
                   chisq_adj = x2 / mean_deff, p_chisq = as.numeric(first$p.value),
                   eigenvalues = eigenvalues(design))
  wald <- tryCatch(list(svychisq(~row + col, design, statistic = "Wald"),
                        svychisq(~row + col, design, statistic = "adjWald")),
                   error = function(e) NULL)
  if (!is.null(wald) && degf(design) >= df)
    expected <- c(expected, list(
      wald_F = as.numeric(wald[[1]]$statistic), wald_df2 = wald[[1]]$parameter[["ddf"]],
      wald_p = as.numeric(wald[[1]]$p.value), adjwald_F = as.numeric(wald[[2]]$statistic),
      adjwald_df2 = wald[[2]]$parameter[["ddf"]], adjwald_p = as.numeric(wald[[2]]$p.value)))
  add(name, "design.chisq", list(design = pack(d), row = row, col = col), expected,
      "R survey svychisq; p_exact_lincom and p_saddlepoint: mpmath")
}

# As in svychisq, which does not return them.
eigenvalues <- function(design) {
  cell <- interaction(design$variables$row, design$variables$col)
  nr <- nlevels(design$variables$row); nc <- nlevels(design$variables$col)
  mm <- model.matrix(~cell - 1)
  mean2 <- svymean(mm, design)
  grid <- expand.grid(rows = factor(1:nr), cols = factor(1:nc))
  X1 <- model.matrix(~rows + cols, grid)
  X12 <- model.matrix(~rows * cols, grid)
  C <- qr.resid(qr(X1), X12[, -(1:(nr + nc - 1)), drop = FALSE])
  D <- diag(ifelse(coef(mean2) == 0, 0, 1 / coef(mean2)))
  delta <- solve(t(C) %*% (D / nrow(mm)) %*% C, t(C) %*% D %*% vcov(mean2) %*% D %*% C)
  I(sort(Re(eigen(delta, only.values = TRUE)$values), decreasing = TRUE))
}

# --- Regression ---------------------------------------------------------------------------------

model_case <- function(name, d, y, X, logistic = FALSE) {
  design <- make(d, y = y)
  design$variables$X <- X
  fit <- svyglm(y ~ X - 1, design, family = if (logistic) quasibinomial() else gaussian(),
                control = glm.control(epsilon = 1e-15, maxit = 100))
  if (logistic)  # once more from there: R takes the weights of the step before the last
    fit <- eval(bquote(svyglm(y ~ X - 1, design, family = quasibinomial(),
                              start = .(as.numeric(coef(fit))))))
  df <- degf(design) + 1 - ncol(X)
  se <- as.numeric(SE(fit))
  t <- as.numeric(coef(fit)) / se
  add(name, if (logistic) "design.logistic" else "design.linear",
      list(design = pack(d), y = y, X = X),
      list(coef = as.numeric(coef(fit)), se = se, t = t, p = 2 * pt(-abs(t), df), df = df),
      if (logistic) "R survey svyglm quasibinomial, epsilon 1e-15" else "R survey svyglm")
}

# --- Data ---------------------------------------------------------------------------------------

if (length(arguments) > 0 && arguments[1] == "api") {
  data(api)
  clus1 <- with(apiclus1, list(weights = pw, psu = dnum, fpc = fpc))
  strat <- with(apistrat, list(weights = pw, strata = as.character(stype), fpc = fpc))
  clus2 <- with(apiclus2, list(psu = dnum, ssu = snum, fpc = fpc1, fpc2 = as.numeric(fpc2)))
  sets <- list(clus1 = list(clus1, apiclus1), strat = list(strat, apistrat),
               clus2 = list(clus2, apiclus2),
               replaced = list(with(apiclus1, list(weights = pw, psu = dnum)), apiclus1))
  for (name in names(sets)) {
    d <- sets[[name]][[1]]; a <- sets[[name]][[2]]
    mean_case(name, d, a$api00); total_case(name, d, a$enroll)
    ratio_case(name, d, a$api.stu, a$enroll)
    domain_case(name, d, a$api00, as.character(a$stype))
    share_case(name, d, as.numeric(a$sch.wide == "Yes"))
    share_case(paste(name, "rare"), d, as.numeric(a$api00 > 880))
    ttest_case(name, d, a$api00, as.character(a$sch.wide))
    prop_case(name, d, as.numeric(a$comp.imp == "Yes"), as.character(a$awards))
    paired_case(name, d, a$api00, a$api99)
    chisq_case(name, d, as.character(a$sch.wide), as.character(a$stype))
    chisq_case(name, d, as.character(a$comp.imp), as.character(a$sch.wide))
    model_case(name, d, a$api00, cbind(1, a$ell, a$meals, a$mobility))
    model_case(name, d, as.numeric(a$sch.wide == "Yes"), cbind(1, a$ell, a$meals), TRUE)
  }
} else source("data.R")

out <- if (length(arguments) > 1) arguments[2] else "cases.json"
writeLines(toJSON(list(made_by = "make.R, make.py", cases = cases), auto_unbox = TRUE, digits = NA,
                  na = "null", null = "null", pretty = FALSE), out)
writeLines(capture.output(sessionInfo()), "session.txt")
cat(length(cases), "cases\n")
