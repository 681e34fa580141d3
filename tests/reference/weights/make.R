# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values for weights: Kish, trimming, raking, post-stratification, calibration.
# Remake with: Rscript make.R (here). Package survey 4.1-1 does what it has; raking is iterated
# further than its control allows, by the three lines of rake_fully().
suppressMessages({library(survey); library(jsonlite)})
options(digits = 17)

cases <- list()
add <- function(name, method, input, expected, source, ...)
  cases[[length(cases) + 1]] <<- list(name = name, method = method, input = input,
                                      expected = expected, source = source, ...)
refuse <- function(name, method, input, why)
  add(name, method, input, list(exit = 1L), paste("by definition:", why))
v <- function(x) as.list(unname(x))                  # a JSON list, also of one
m <- function(x) lapply(seq_len(nrow(x)), function(i) v(x[i, ]))

# --- Kish -------------------------------------------------------------------------------------
kish <- function(w) {
  mean <- sum(w) / length(w)
  cv2 <- sum((w - mean)^2) / length(w) / mean^2
  list(deff = 1 + cv2, n_eff = sum(w)^2 / sum(w^2), cv2 = cv2)
}
set.seed(1965)
kishes <- list(equal = rep(2.5, 7), one = 3, two = c(1, 3), `with zero` = c(0, 1, 1, 2),
               small = c(1, 1, 2, 4), lognormal = round(exp(rnorm(40)), 4),
               `large unit` = c(1, 2, 5) * 1e200, `small unit` = c(1, 2, 5) * 1e-200,
               `nearly equal` = 1e6 + c(1, 2, 3, 4))
for (name in names(kishes)) {
  w <- kishes[[name]]
  add(name, "weight.kish_deff", list(weights = v(w)), kish(w / max(w)), "Kish (1965), formula")
}
add("empty", "weight.kish_deff", list(weights = list()),
    list(deff = NA, n_eff = NA, status = "no-cases"), "by definition")
add("all zero", "weight.kish_deff", list(weights = list(0, 0)),
    list(deff = NA, n_eff = NA, status = "undefined"), "by definition")
refuse("negative", "weight.kish_deff", list(weights = list(1, -1)), "a weight is not negative")
refuse("text", "weight.kish_deff", list(weights = list(1, "a")), "a weight is a number")

# --- Trimming ---------------------------------------------------------------------------------
trim <- function(name, w, upper) {
  d <- trimWeights(svydesign(~1, weights = w, data = data.frame(w)), upper = upper, strict = TRUE)
  t <- unname(weights(d))
  add(name, "weight.trim", list(weights = v(w), upper = upper),
      list(weights = v(t), total = sum(t), kish_deff = kish(t)$deff),
      "R survey 4.1-1 trimWeights(strict = TRUE)")
}
trim("one above", c(1, 2, 3, 10), 6)
trim("none above", c(1, 2, 3), 5)
trim("two rounds", c(1, 1, 4.5, 10), 5)
trim("one at the cap", c(1, 2, 5, 9), 5)
trim("lognormal", round(exp(rnorm(30)), 4), 3)
trim("tight", c(1, 1, 1, 5), 2.001)
add("cap is the mean", "weight.trim", list(weights = list(1, 2, 3), upper = 2),
    list(weights = list(2, 2, 2), total = 6, kish_deff = 1), "by definition: the only answer")
add("zero stays out", "weight.trim", list(weights = list(0, 1, 1, 10), upper = 5),
    list(weights = list(0, 3.5, 3.5, 5), total = 12), "by definition: 0 is out of the sample")
add("proportional", "weight.trim", list(weights = list(1, 3, 16), upper = 10, rule = "proportional"),
    list(weights = list(2.5, 7.5, 10), total = 20), "by definition: ratios of the others stay")
add("empty", "weight.trim", list(weights = list(), upper = 2),
    list(weights = list(), kish_deff = NA, status = "no-cases"), "by definition")
refuse("cap below the mean", "weight.trim", list(weights = list(1, 2, 3), upper = 1.9),
       "the total cannot be kept")
refuse("negative cap", "weight.trim", list(weights = list(1, 2, 3), upper = -1), "no such weights")

# --- Raking -----------------------------------------------------------------------------------
rake_fully <- function(base, values, targets) {
  w <- base
  for (pass in 1:20000) {
    before <- w
    for (k in names(values)) {
      sums <- tapply(w, values[[k]], sum)
      w <- w * unlist(targets[[k]])[as.character(values[[k]])] / sums[as.character(values[[k]])]
    }
    if (max(abs(w / before - 1)) < 1e-15) break
  }
  unname(w)
}
rake_case <- function(name, base, values, targets, has_base = TRUE) {
  w <- rake_fully(base, values, targets)
  data <- as.data.frame(values, stringsAsFactors = TRUE)
  d <- rake(svydesign(~1, weights = base, data = data),
            lapply(names(values), function(k) as.formula(paste("~", k))),
            lapply(names(values), function(k) setNames(
              data.frame(names(targets[[k]]), unlist(targets[[k]])), c(k, "Freq"))),
            control = list(maxit = 500, epsilon = 1e-9, verbose = FALSE))
  stopifnot(max(abs(weights(d) / w - 1)) < 1e-6)
  input <- list(margins = setNames(lapply(names(values), function(k)
    list(values = v(values[[k]]), targets = targets[[k]])), names(values)))
  if (has_base) input$base <- v(base)
  add(name, "weight.rake", input, list(weights = v(w), kish_deff = kish(w)$deff, converged = TRUE,
                                       status = "ok"),
      "R 4.2.2, iterated to 1e-15; agrees with survey 4.1-1 rake() to its epsilon")
}
sex <- c("f", "f", "f", "m", "m", "m", "f", "m", "f", "f")
age <- c("a", "b", "c", "a", "b", "c", "a", "a", "b", "c")
ten <- list(sex = sex, age = age)
rake_case("two margins", rep(1, 10), ten,
          list(sex = list(f = 520, m = 480), age = list(a = 300, b = 300, c = 400)), FALSE)
rake_case("with base weights", c(1, 2, 1.5, 1, 1, 3, 0.5, 2, 2, 1), ten,
          list(sex = list(f = 52, m = 48), age = list(a = 30, b = 30, c = 40)))
rake_case("shares", rep(1, 10), ten,
          list(sex = list(f = 0.55, m = 0.45), age = list(a = 0.2, b = 0.5, c = 0.3)), FALSE)
rake_case("one margin", rep(1, 10), ten["sex"], list(sex = list(f = 30, m = 70)), FALSE)
rake_case("far from the sample", rep(1, 10), ten,
          list(sex = list(f = 5, m = 95), age = list(a = 80, b = 15, c = 5)), FALSE)
three <- c("x", "y", "x", "x", "y", "y", "y", "x", "y", "x")
rake_case("three margins", rep(1, 10), c(ten, list(site = three)),
          list(sex = list(f = 52, m = 48), age = list(a = 30, b = 30, c = 40),
               site = list(x = 45, y = 55)), FALSE)
set.seed(1940)
n <- 60
many <- list(role = sample(letters[1:5], n, TRUE), region = sample(c("N", "S", "E", "W"), n, TRUE),
             years = sample(c("0-4", "5-9", "10+"), n, TRUE))
rake_case("sixty records", round(runif(n, 0.5, 3), 3), many,
          list(role = list(a = 10, b = 25, c = 25, d = 20, e = 20),
               region = list(N = 30, S = 20, E = 25, W = 25),
               years = list(`0-4` = 40, `5-9` = 35, `10+` = 25)))
numbers <- list(sex = c(1, 1, 2, 2, 2), age = c(1, 2, 1, 2, 2))
rake_case("numbers as groups", rep(1, 5), numbers,
          list(sex = list(`1` = 50, `2` = 50), age = list(`1` = 40, `2` = 60)), FALSE)
margin <- function(values, targets) list(values = v(values), targets = targets)
add("nobody", "weight.rake", list(margins = list(sex = margin(c(), list(f = 1, m = 1)))),
    list(weights = NA, kish_deff = NA, status = "no-cases"), "by definition")
refuse("empty group", "weight.rake",
       list(margins = list(sex = margin(c("f", "f"), list(f = 50, m = 50)))), "nobody is m")
refuse("group without target", "weight.rake",
       list(margins = list(sex = margin(c("f", "m", "x"), list(f = 50, m = 50)))), "x has none")
refuse("target of nothing", "weight.rake",
       list(margins = list(sex = margin(c("f", "m"), list(f = 50, m = 0)))), "m has people")
refuse("negative target", "weight.rake",
       list(margins = list(sex = margin(c("f", "m"), list(f = 50, m = -1)))), "negative")
refuse("totals differ", "weight.rake",
       list(margins = list(sex = margin(c("f", "m"), list(f = 50, m = 50)),
                           age = margin(c("a", "b"), list(a = 50, b = 51)))), "100 is not 101")
refuse("confounded", "weight.rake",
       list(margins = list(sex = margin(c("f", "f", "m", "m"), list(f = 60, m = 40)),
                           site = margin(c("x", "x", "y", "y"), list(x = 50, y = 50)))),
       "f and x are the same people")
refuse("one inside the other", "weight.rake",
       list(margins = list(age = margin(c("a", "a", "b", "b"), list(a = 60, b = 40)),
                           site = margin(c("x", "x", "x", "y"), list(x = 50, y = 50)))),
       "everybody in a is in x, 60 > 50")
refuse("only by weight 0", "weight.rake",
       list(margins = list(age = margin(c("a", "a", "b", "b"), list(a = 50, b = 50)),
                           site = margin(c("x", "x", "x", "y"), list(x = 50, y = 50)))),
       "the b in x would get 0")
refuse("lengths differ", "weight.rake",
       list(margins = list(sex = margin(c("f", "m"), list(f = 50, m = 50)),
                           age = margin(c("a", "b", "a"), list(a = 50, b = 50)))), "2 is not 3")
refuse("a record without a group", "weight.rake",
       list(margins = list(sex = list(values = list("f", NULL, "m"),
                                      targets = list(f = 50, m = 50)))), "null is no group")

# --- Post-stratification ----------------------------------------------------------------------
table_case <- function(name, sample, population)
  add(name, "weight.poststratify", list(sample = m(sample), population = m(population)),
      list(weights = m(population / sample)), "definition: population / sample")
table_case("two by two", rbind(c(20, 30), c(25, 25)), rbind(c(200, 240), c(300, 260)))
table_case("one row", rbind(c(3, 5, 7)), rbind(c(1000, 1000, 500)))
table_case("one cell", rbind(4), rbind(10))
add("cell that is nowhere", "weight.poststratify",
    list(sample = list(list(2, 0)), population = list(list(4, 0))),
    list(weights = list(list(2, NA)), status = "undefined"), "by definition")
refuse("empty cell", "weight.poststratify",
       list(sample = list(list(2, 0)), population = list(list(4, 3))), "nobody to weight")
refuse("nobody in the population", "weight.poststratify",
       list(sample = list(list(2, 1)), population = list(list(4, 0))), "there are people")
refuse("shapes differ", "weight.poststratify",
       list(sample = list(list(2, 1)), population = list(list(4), list(1))), "1 x 2 and 2 x 1")
refuse("ragged", "weight.poststratify",
       list(sample = list(list(2, 1), list(3)), population = list(list(4, 1), list(1))), "ragged")
refuse("negative count", "weight.poststratify",
       list(sample = list(list(2, -1)), population = list(list(4, 1))), "negative")
w <- c(1, 2, 1, 3, 1.5)
cell <- c("u", "u", "v", "v", "v")
d <- postStratify(svydesign(~1, weights = w, data = data.frame(cell = factor(cell))), ~cell,
                  data.frame(cell = c("u", "v"), Freq = c(60, 40)))
add("records", "weight.poststratify",
    list(design = list(weights = v(w)), cell = v(cell), totals = list(u = 60, v = 40)),
    list(weights = v(weights(d))), "R survey 4.1-1 postStratify()")
add("records without weights", "weight.poststratify",
    list(cell = v(cell), totals = list(u = 60, v = 40)),
    list(weights = v(c(30, 30, rep(40 / 3, 3)))), "by definition")

# --- Calibration ------------------------------------------------------------------------------
# survey's calibrate() stops at epsilon; 1e-13 is what it reaches.
calibrate_case <- function(name, method, design, input_design, x, totals, y, bounds = NULL) {
  colnames(x) <- paste0("x", seq_len(ncol(x)))
  design <- update(design, y = y)
  for (k in colnames(x)) design$variables[[k]] <- x[, k]
  formula <- as.formula(paste("~ 0 +", paste(colnames(x), collapse = " + ")))
  population <- setNames(totals, colnames(x))
  args <- list(design, formula, population, calfun = method, epsilon = 1e-14, maxit = 200)
  if (!is.null(bounds)) args$bounds <- bounds
  cal <- suppressWarnings(do.call(calibrate, c(args, force = TRUE)))
  stopifnot(max(abs(colSums(x * weights(cal)) / totals - 1)) < 1e-11)
  mean <- svymean(~y, cal, na.rm = TRUE)
  total <- svytotal(~y, cal, na.rm = TRUE)
  input <- list(X = m(x), totals = v(totals), y = v(y))
  if (!is.null(input_design)) input$design <- input_design
  if (!is.null(bounds)) input$bounds <- v(bounds)
  add(name, paste0("weight.calibrate.", method), input,
      list(g = v(weights(cal) / weights(design)), weights = v(weights(cal)),
           mean = coef(mean)[[1]], mean_se = SE(mean)[[1]], total = coef(total)[[1]],
           total_se = SE(total)[[1]]),
      "R survey 4.1-1 calibrate(epsilon = 1e-14)")
}
x4 <- cbind(1, c(2, 4, 5, 9))
y4 <- c(3, 5, 4, 10)
srs4 <- svydesign(~1, weights = ~one, data = data.frame(one = rep(1, 4)))
for (method in c("linear", "raking"))
  calibrate_case("four records", method, srs4, NULL, x4, c(8, 42), y4)
calibrate_case("four records", "logit", srs4, NULL, x4, c(4.2, 21.5), y4, c(0.5, 2))
calibrate_case("bounded", "linear", srs4, NULL, x4, c(4.2, 23), y4, c(0.7, 1.4))
set.seed(1992)
n <- 24
stratum <- rep(c("s1", "s2", "s3"), each = 8)
psu <- rep(1:12, each = 2)
weight <- round(rep(c(10, 14, 20), each = 8) * runif(n, 0.8, 1.2), 3)
fpc <- rep(c(40, 60, 80), each = 8)
x <- cbind(1, round(rnorm(n, 500, 100), 1), as.numeric(runif(n) < 0.4))
y <- round(0.5 * x[, 2] + 30 * x[, 3] + rnorm(n, 0, 20), 2)
totals <- round(colSums(x * weight) * c(1.05, 1.08, 1.15), 1)
frame <- data.frame(stratum, psu, weight, fpc)
designs <- list(
  srs = list(svydesign(~1, weights = ~weight, data = frame), list(weights = v(weight))),
  strata = list(svydesign(~1, strata = ~stratum, weights = ~weight, data = frame),
                list(weights = v(weight), strata = v(stratum))),
  clusters = list(svydesign(~psu, strata = ~stratum, weights = ~weight, data = frame, nest = TRUE),
                  list(weights = v(weight), strata = v(stratum), psu = v(psu))),
  fpc = list(svydesign(~1, strata = ~stratum, weights = ~weight, fpc = ~fpc, data = frame),
             list(weights = v(weight), strata = v(stratum), fpc = v(fpc))))
for (kind in names(designs)) {
  one <- designs[[kind]]
  calibrate_case(kind, "linear", one[[1]], one[[2]], x, totals, y)
  calibrate_case(kind, "raking", one[[1]], one[[2]], x, totals, y)
}
calibrate_case("strata", "logit", designs$strata[[1]], designs$strata[[2]], x, totals, y,
               c(0.4, 2.5))
calibrate_case("clusters", "logit", designs$clusters[[1]], designs$clusters[[2]], x, totals, y,
               c(0.4, 2.5))
refuse("total out of reach", "weight.calibrate.logit",
       list(X = m(x4), totals = v(c(9, 42)), bounds = v(c(0.5, 2))), "4 records of at most 2")
refuse("logit without bounds", "weight.calibrate.logit", list(X = m(x4), totals = v(c(4, 20))),
       "it needs two")
refuse("negative total of a positive column", "weight.calibrate.raking",
       list(X = m(x4), totals = v(c(4, -20))), "factors are positive")
refuse("contradicting columns", "weight.calibrate.linear",
       list(X = m(cbind(1, c(1, 1, 0, 0), c(0, 0, 1, 1))), totals = v(c(10, 5, 6))), "5 + 6 is not 10")
add("full set of dummies", "weight.calibrate.linear",
    list(X = m(cbind(1, c(1, 1, 0, 0), c(0, 0, 1, 1))), totals = v(c(10, 4, 6))),
    list(g = v(c(2, 2, 3, 3))), "by definition: post-stratification")
refuse("lengths differ", "weight.calibrate.linear", list(X = m(x4), totals = v(4)), "1 is not 2")
refuse("bounds around nothing", "weight.calibrate.linear",
       list(X = m(x4), totals = v(c(4, 20)), bounds = v(c(1.2, 2))), "1 is not inside")
add("nobody", "weight.calibrate.linear", list(X = list(), totals = list()),
    list(g = NA, status = "no-cases"), "by definition")

text <- toJSON(list(made_by = "make.R", cases = cases), auto_unbox = TRUE, digits = I(17), na = "null",
               null = "null")
writeLines(gsub("},{\"name\":", "},\n{\"name\":", text, fixed = TRUE), "cases.json")
writeLines(capture.output(sessionInfo()), "session.txt")
