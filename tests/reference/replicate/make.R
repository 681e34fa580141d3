# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of replicates: Rscript make.R in this folder writes cases.json.
# R survey 4.1-1, as.svrepdesign(); scd is the table of Levy & Lemeshow (cardiac arrests).
suppressMessages({library(survey); library(jsonlite)})
options(digits = 17)
data(scd)
cases <- list()

add <- function(name, method, input, expected, source, ...)
  cases[[length(cases) + 1]] <<- list(name = name, method = method, input = input,
                                      expected = expected, source = source, ...)

pack <- function(d) lapply(d, function(part) if (length(part) > 1) part else unbox(part))

make <- function(d, y, x) {
  options(survey.lonely.psu = if (is.null(d$lonely)) "fail" else d$lonely)
  data <- data.frame(y = y, x = x)
  for (part in c("weights", "strata", "psu", "fpc")) data[[part]] <- d[[part]]
  svydesign(ids = if (is.null(d$psu)) ~1 else ~psu, data = data, nest = TRUE,
            strata = if (!is.null(d$strata)) ~strata, fpc = if (!is.null(d$fpc)) ~fpc,
            weights = if (is.null(d$weights)) rep(1, length(y)) else ~weights)
}

# @x NULL: the mean of y.
replicate_case <- function(name, d, y, x = NULL, type, rho = 0, given = NULL) {
  design <- make(d, y, if (is.null(x)) rep(1, length(y)) else x)
  found <- lapply(c(TRUE, FALSE), function(mse) {
    r <- suppressWarnings(if (is.null(given))
      as.svrepdesign(design, type = type, fay.rho = rho, mse = mse) else given(design, mse))
    svyratio(~y, ~x, r, return.replicates = TRUE)
  })
  se <- sapply(found, function(r) sqrt(as.numeric(r$var)))
  input <- list(design = pack(d))
  if (is.null(x)) input$y <- y else input <- c(input, list(numerator = y, denominator = x))
  method <- switch(type, JK1 = , JKn = "jackknife", BRR = "brr", Fay = "brr_fay", "bootstrap")
  if (method == "jackknife") input$type <- type
  if (method == "brr_fay") input$rho <- rho
  if (!is.null(given)) input$multiplicities <- attr(given, "multiplicities")
  add(name, paste0("design.", method), input,
      list(est = as.numeric(found[[1]]$ratio), se = se[1], se_mse = se[1], se_mean = se[2],
           replicates = as.numeric(found[[1]]$replicates)),
      sprintf("R survey as.svrepdesign(type = \"%s\")", type))
}

# Draws of n - 1 of the n PSUs of each stratum, one row per replicate.
draw <- function(d, replicates, seed) {
  set.seed(seed, kind = "Mersenne-Twister", sample.kind = "Rejection")
  psu <- if (is.null(d$psu)) seq_along(d$weights) else d$psu
  strata <- if (is.null(d$strata)) rep(1, length(psu)) else d$strata
  first <- !duplicated(paste(strata, psu))
  upsu <- paste(strata, psu)[first]; ustrata <- strata[first]
  t(replicate(replicates, {
    m <- numeric(length(upsu))
    for (s in unique(ustrata)) {
      own <- which(ustrata == s)
      drawn <- own[sample.int(length(own), length(own) - 1, TRUE)]
      m[own] <- tabulate(match(drawn, own), length(own))
    }
    m
  }))
}

given_draws <- function(d, multiplicities) {
  psu <- if (is.null(d$psu)) seq_along(d$weights) else d$psu
  strata <- if (is.null(d$strata)) rep(1, length(psu)) else d$strata
  key <- paste(strata, psu); first <- !duplicated(key)
  n <- as.numeric(table(strata[first])[as.character(strata[first])])
  weights <- (t(multiplicities) * n / (n - 1))[match(key, key[first]), ]
  f <- function(design, mse)
    svrepdesign(data = design$variables, weights = d$weights, repweights = weights,
                combined.weights = FALSE, type = "other", mse = mse,
                scale = 1 / (nrow(multiplicities) - 1), rscales = rep(1, nrow(multiplicities)))
  attr(f, "multiplicities") <- multiplicities
  f
}

# --- Data ---------------------------------------------------------------------------------------

heart <- list(weights = rep(c(5, 7, 3), each = 2), strata = scd$ESA, psu = scd$ambulance)
set.seed(42, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
n <- 24
w <- round(runif(n, 2, 9), 1); y <- round(rnorm(n, 50, 9)); x <- round(runif(n, 10, 40))
clusters <- list(weights = w, psu = rep(1:8, each = 3))
strata <- list(weights = w, strata = rep(c("a", "b", "c"), c(6, 6, 12)), psu = rep(1:8, each = 3))
finite <- c(strata, list(fpc = rep(c(10, 8, 30), c(6, 6, 12))))
records <- list(weights = w)
pairs <- function(h) list(weights = w[seq_len(2 * h)], strata = rep(seq_len(h), each = 2))

# --- Jackknife ----------------------------------------------------------------------------------

replicate_case("cardiac arrests", heart, scd$alive, scd$arrests, "JKn")
replicate_case("clusters", clusters, y, NULL, "JK1")
replicate_case("clusters, ratio", clusters, y, x, "JK1")
replicate_case("clusters of 20", c(clusters, list(fpc = rep(20, n))), y, NULL, "JK1")
replicate_case("records", records, y, NULL, "JK1")
replicate_case("strata", strata, y, NULL, "JKn")
replicate_case("strata, ratio", strata, y, x, "JKn")
replicate_case("finite strata", finite, y, x, "JKn")
lonely <- list(weights = w[1:7], strata = c("a", "b", "b", "c", "c", "c", "a"),
               psu = c(1, 2, 3, 4, 5, 6, 1))
for (how in c("adjust", "average"))
  replicate_case(paste("lonely psu,", how), c(lonely, list(lonely = how)), y[1:7], NULL, "JKn")
local({  # R 4.1-1 fails on "remove": no replicate for the stratum, the others as they are
  d <- make(c(lonely, list(lonely = "adjust")), y[1:7], rep(1, 7))
  r <- as.svrepdesign(d, type = "JKn", mse = TRUE)
  m <- svyratio(~y, ~x, r, return.replicates = TRUE)
  theta <- as.numeric(m$replicates)[-1]
  scales <- r$rscales[-1]
  add("lonely psu, remove", "design.jackknife",
      list(design = pack(c(lonely, list(lonely = "remove"))), y = y[1:7]),
      list(est = as.numeric(m$ratio), se_mse = sqrt(sum(scales * (theta - as.numeric(m$ratio))^2)),
           se_mean = sqrt(sum(scales * (theta - mean(theta))^2)), replicates = theta),
      "R survey, the replicate of the lonely stratum left out")
})

# --- Balanced -----------------------------------------------------------------------------------

replicate_case("cardiac arrests", heart, scd$alive, scd$arrests, "BRR")
replicate_case("cardiac arrests", heart, scd$alive, scd$arrests, "Fay", rho = 0.3)
for (h in c(2, 4, 9, 11, 12)) {
  replicate_case(sprintf("%d pairs", h), pairs(h), y[seq_len(2 * h)], x[seq_len(2 * h)], "BRR")
  replicate_case(sprintf("%d pairs", h), pairs(h), y[seq_len(2 * h)], NULL, "Fay", rho = 0.5)
}
replicate_case("a stratum of four", strata, y, x, "BRR")

# --- Bootstrap ----------------------------------------------------------------------------------

for (set in list(list("clusters", clusters, 1), list("strata", strata, 2),
                 list("records", records, 3), list("cardiac arrests", heart, 4))) {
  d <- set[[2]]; m <- draw(d, 12, set[[3]])
  is_heart <- length(d$weights) == 6
  replicate_case(set[[1]], d, if (is_heart) scd$alive else y, if (is_heart) scd$arrests else x,
                 "bootstrap", given = given_draws(d, m))
}
local({
  m <- draw(strata, 10, 5)
  replicate_case("mean", strata, y, NULL, "bootstrap", given = given_draws(strata, m))
  last <- cases[[length(cases)]]
  last$name <- "one column per replicate"
  last$input$multiplicities <- t(m)
  cases[[length(cases) + 1]] <<- last
})

# --- Edges --------------------------------------------------------------------------------------

none <- NULL
for (method in c("design.jackknife", "design.brr", "design.bootstrap")) {
  add("nobody", method, list(y = list()), list(est = none, se = none, status = "no-cases"),
      "definition")
  add("one record", method, list(y = I(4)), list(est = 4, se = none, status = "no-variance"),
      "definition")
}
add("the whole population", "design.jackknife", list(design = list(fpc = c(2, 2)), y = c(1, 4)),
    list(est = 2.5, se = 0, se_mean = 0, replicates = c(4, 1)), "the share not in the sample is 0")
add("denominator 0", "design.jackknife", list(numerator = c(1, 2), denominator = c(0, 0)),
    list(est = none, se = none, status = "undefined"), "definition")
add("odd stratum", "design.brr",
    list(design = list(strata = c("a", "a", "a", "b", "b")), y = 1:5), list(exit = 1),
    "balanced replicates need pairs")
add("rho of 1", "design.brr_fay", list(y = 1:2, rho = 1), list(exit = 1), "interface: exit 1")
add("JK1 of strata", "design.jackknife",
    list(design = list(strata = c("a", "a", "b", "b")), y = 1:4, type = "JK1"), list(exit = 1),
    "interface: exit 1")
add("lonely psu", "design.jackknife",
    list(design = list(strata = c("a", "a", "b")), y = 1:3), list(exit = 1),
    "methods: the default is to fail")

json <- sapply(cases, toJSON, auto_unbox = TRUE, digits = NA, na = "null", null = "null")
writeLines(c('{"made_by": "make.R", "cases": [', paste(json, collapse = ",\n"), "]}"), "cases.json")
writeLines(capture.output(sessionInfo()), "session.txt")
cat(length(cases), "cases\n")
