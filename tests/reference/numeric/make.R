# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of means, t tests, analyses of variance and reliability. Remake with: Rscript make.R
# (in this folder). R's own functions; psych for alpha; the definitions where R has none.
suppressPackageStartupMessages(library(psych))
source("../cases.R")

groups_of <- function(values, group) unname(lapply(split(values, group), identity))
many_of <- function(groups) lapply(groups, many)

sleep1 <- sleep$extra[sleep$group == 1]; sleep2 <- sleep$extra[sleep$group == 2]
darwin_cross <- c(23.5, 12, 21, 22, 19.125, 21.5, 22.125, 20.375, 18.25, 21.625, 23.25, 21, 22.125, 23, 12)
darwin_self <- c(17.375, 20.375, 20, 20, 18.375, 18.625, 18.625, 15.25, 16.5, 18, 16.25, 18, 12.75, 15.5, 18)

# --- One group ------------------------------------------------------------------------------------

for (y in list(sleep1, unname(precip[1:20]), c(5), c(2, 2, 2), c(1e15, 1e15 + 2, 1e15 + 4), c(-1e-8, 1e-8)))
  add(sprintf("%d values from %g", length(y), y[1]), "numeric.mean_sd", list(y = many(y)),
      list(n = length(y), mean = mean(y), sd = if (length(y) > 1) sd(y) else NULL,
           status = if (length(y) > 1) "ok" else "no-variance"), "R 4.2.2 mean, sd")
add("nobody", "numeric.mean_sd", list(y = list()), list(n = 0, mean = NULL, sd = NULL, status = "no-cases"),
    "definition")
add("missing values", "numeric.mean_sd", list(y = many(c(1, NA, 3))), list(n = 2, mean = 2, sd = sqrt(2)),
    "R 4.2.2 mean, sd")
add("a text", "numeric.mean_sd", list(y = list(1, "a")), list(exit = 1), "interface")

# --- Two groups -----------------------------------------------------------------------------------

t_case <- function(name, method, x, y, conf = 0.95, ...) {
  test <- t.test(x, y, conf.level = conf, ...)
  diff <- if (length(test$estimate) == 2) test$estimate[[1]] - test$estimate[[2]] else test$estimate[[1]]
  t <- test$statistic[[1]]; df <- test$parameter[[1]]
  input <- list(x = many(x), y = many(y))
  if (conf != 0.95) input$conf <- conf
  add(name, method, input,
      list(t = t, df = df, p = 2 * pt(-abs(t), df), diff = diff, lower = test$conf.int[1],
           upper = test$conf.int[2], status = "ok"), "R 4.2.2 t.test")
}
pairs <- list("sleep (Student 1908)" = list(sleep1, sleep2), "Darwin's maize" = list(darwin_cross, darwin_self),
              "far apart" = list(c(1, 2, 3, 4.5), c(101, 102, 103, 99)))
for (name in names(pairs)) {
  x <- pairs[[name]][[1]]; y <- pairs[[name]][[2]]
  t_case(name, "numeric.welch_t", x, y)
  t_case(name, "numeric.student_t", x, y, var.equal = TRUE)
  t_case(name, "numeric.paired_t", x, y, paired = TRUE)
}
t_case("at 80%", "numeric.welch_t", sleep1, sleep2, 0.8)
t_case("unequal sizes", "numeric.welch_t", mtcars$mpg[mtcars$am == 1], mtcars$mpg[mtcars$am == 0])
t_case("unequal sizes", "numeric.student_t", mtcars$mpg[mtcars$am == 1], mtcars$mpg[mtcars$am == 0],
       var.equal = TRUE)
t_case("one person against five", "numeric.student_t", c(7), c(1, 2, 3, 4, 6), var.equal = TRUE)
t_case("one group alike", "numeric.welch_t", c(2, 2, 2), c(1, 2, 4, 7))
none <- list(t = NULL, df = NULL, p = NULL, lower = NULL, upper = NULL, status = "no-variance")
add("one person", "numeric.welch_t", list(x = many(7), y = many(c(1, 2, 3))), c(none, diff = 5), "definition")
for (method in c("numeric.welch_t", "numeric.student_t", "numeric.paired_t")) {
  add("all alike", method, list(x = many(c(0.1, 0.1, 0.1)), y = many(c(0.1, 0.1, 0.1))), c(none, diff = 0),
      "definition")
  add("nobody", method, list(x = list(), y = list()), list(t = NULL, diff = NULL, status = "no-cases"),
      "definition")
  add("level 95", method, list(x = many(1:3), y = many(2:4), conf = 95), list(exit = 1), "interface")
}
add("not pairs", "numeric.paired_t", list(x = many(1:3), y = many(1:4)), list(exit = 1), "interface")

# --- Several groups -------------------------------------------------------------------------------

anova_case <- function(name, groups) {
  values <- unlist(groups); group <- factor(rep(seq_along(groups), lengths(groups)))
  means <- tapply(values, group, mean)
  between <- sum(lengths(groups) * (means - mean(values))^2)
  within <- sum((values - means[group])^2)
  for (equal in c(TRUE, FALSE)) {
    test <- oneway.test(values ~ group, var.equal = equal)
    F <- test$statistic[[1]]; df <- unname(test$parameter)
    add(name, if (equal) "numeric.anova_oneway" else "numeric.welch_anova", list(groups = many_of(groups)),
        list(F = F, df1 = df[1], df2 = df[2], p = pf(F, df[1], df[2], lower.tail = FALSE),
             ss_between = between, ss_within = within, eta2 = between / (between + within), status = "ok"),
        "R 4.2.2 oneway.test, aov")
  }
}
anova_case("plant growth (Dobson 1983)", groups_of(PlantGrowth$weight, PlantGrowth$group))
anova_case("insect sprays", groups_of(InsectSprays$count, InsectSprays$spray))
anova_case("chick weights", groups_of(chickwts$weight, chickwts$feed))
anova_case("two groups", list(sleep1, sleep2))
add("published F", "numeric.anova_oneway",
    list(groups = many_of(groups_of(PlantGrowth$weight, PlantGrowth$group))),
    list(F = 4.846, p = 0.0159, ss_between = 3.766, ss_within = 10.492),
    "R documentation of PlantGrowth, anova(lm())", 3, "printed with three or four digits")
for (method in c("numeric.anova_oneway", "numeric.welch_anova")) {
  add("one group", method, list(groups = list(many(1:3))), list(F = NULL, p = NULL, eta2 = NULL, status = "undefined"),
      "definition")
  add("nobody", method, list(groups = list(list(), list())), list(F = NULL, status = "no-cases"), "definition")
  add("nothing varies within", method, list(groups = list(many(c(1, 1)), many(c(2, 2)))),
      list(F = NULL, p = NULL, ss_between = 1, ss_within = 0, eta2 = 1, status = "no-variance"), "definition")
}
add("an empty group does not count", "numeric.anova_oneway",
    list(groups = list(many(sleep1), list(), many(sleep2))),
    list(F = oneway.test(extra ~ group, sleep, var.equal = TRUE)$statistic[[1]], df1 = 1, df2 = 18),
    "R 4.2.2 oneway.test")

# --- Reliability ----------------------------------------------------------------------------------

alpha_case <- function(name, answers, conf = 0.95) {
  complete <- answers[stats::complete.cases(answers), , drop = FALSE]
  n <- nrow(complete); k <- ncol(complete)
  formula <- function(m) ncol(m) / (ncol(m) - 1) * (1 - sum(apply(m, 2, var)) / var(rowSums(m)))
  a <- formula(complete)
  by_psych <- suppressWarnings(psych::alpha(as.data.frame(complete), check.keys = FALSE, warnings = FALSE))
  stopifnot(all.equal(by_psych$total$raw_alpha, a))
  if (k > 2) stopifnot(all.equal(by_psych$alpha.drop$raw_alpha, sapply(1:k, function(j) formula(complete[, -j]))))
  r <- cor(complete); mean_r <- mean(r[lower.tri(r)])
  tail <- (1 - conf) / 2
  input <- list(matrix = answers)
  if (conf != 0.95) input$conf <- conf
  add(name, "reliability.alpha", input,
      list(alpha = a, lower = 1 - (1 - a) * qf(tail, n - 1, (n - 1) * (k - 1), lower.tail = FALSE),
           upper = 1 - (1 - a) * qf(tail, n - 1, (n - 1) * (k - 1)),
           std_alpha = k * mean_r / (1 + (k - 1) * mean_r),
           alpha_if_dropped = if (k > 2) many(sapply(1:k, function(j) formula(complete[, -j])))
                              else list(NA_real_, NA_real_),
           item_rest = many(sapply(1:k, function(j) cor(complete[, j], rowSums(complete[, -j, drop = FALSE])))),
           n = n, status = "ok"),
      "psych 2.2.9 alpha; Feldt (1965) by R 4.2.2 qf")
}
attitude_matrix <- unname(as.matrix(attitude))
alpha_case("attitude", attitude_matrix)
alpha_case("attitude at 90%", attitude_matrix, 0.9)
alpha_case("two items", attitude_matrix[, 1:2])
reversed <- attitude_matrix[, 1:4]; reversed[, 2] <- 100 - reversed[, 2]
alpha_case("an item reversed", reversed)
alpha_case("negative", cbind(c(1, 2, 3, 4, 5, 3), c(5, 4, 2, 2, 1, 3), c(2, 3, 3, 1, 5, 4)))
holes <- attitude_matrix[1:15, 1:3]; holes[2, 1] <- NA; holes[7, 3] <- NA
alpha_case("missing answers", holes)
add("published alpha", "reliability.alpha", list(matrix = attitude_matrix), list(alpha = 0.843),
    "R psych documentation, alpha(attitude): 0.84; SPSS: .843", 3, "printed with three digits")
add("one item", "reliability.alpha", list(matrix = cbind(c(1, 2, 3))),
    list(alpha = NULL, lower = NULL, std_alpha = NULL, status = "undefined"), "definition")
add("nothing varies", "reliability.alpha", list(matrix = cbind(c(1, 1, 1), c(2, 2, 2))),
    list(alpha = NULL, status = "no-variance"), "definition")
add("the sum does not vary", "reliability.alpha", list(matrix = cbind(c(1, 2, 3), c(3, 2, 1))),
    list(alpha = NULL, status = "no-variance"), "definition: variance of the sum is 0")
add("nobody", "reliability.alpha", list(matrix = list()), list(alpha = NULL, status = "no-cases"), "definition")
add("ragged", "reliability.alpha", list(matrix = list(c(1, 2), c(1, 2, 3))), list(exit = 1), "interface")

write_cases()
