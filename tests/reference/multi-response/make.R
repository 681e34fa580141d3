# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of multi_response.*. Remake with: Rscript make.R (here).
# Written from the appendices of Bilder, Loughin & Nettleton (2000) and Bilder & Loughin (2004) with
# their matrices over all 2^J patterns and eigenvalues, which is another path than the C code (traces
# of item covariances). No constant is added to zero counts.
library(jsonlite)

# Patterns of the Kansas farmers as published (Loughin & Scherer 1998; R package MRCV): the digits are
# education group and five sources of veterinary information, or three waste storage methods and four
# sources; after the colon, how many farmers.
farmer1 <- c(
  "100001:8 100010:17 100011:4 100100:5 100101:1 100110:3 100111:3 101000:9 101001:7",
  "101010:1 101011:2 101110:1 101111:8 110000:9 111000:2 111110:1 111111:7 200001:1",
  "200010:3 200011:1 200100:4 201000:3 201111:2 210110:1 211110:1 300001:6 300010:6",
  "300011:2 300100:2 300110:1 301000:4 301001:1 301011:2 301110:3 301111:3 310100:1",
  "400001:16 400010:30 400011:2 400100:17 400101:1 400110:6 401000:11 401001:2 401010:1",
  "401100:1 401110:3 401111:4 410000:11 410110:1 411100:1 411110:2 411111:4 500001:1",
  "500010:1 500011:1 500100:2 500101:1 500110:1 500111:1 501000:1 501100:1 501101:1",
  "510000:1 510010:1 511111:1",
  NULL)
farmer2 <- c(
  "0000000:1 0000001:9 0000010:69 0000100:41 0000110:3 0001000:85 0001001:1 0001010:8",
  "0001100:16 0001101:1 0001110:3 0011000:1 0111000:1 1000001:1 1000010:1 1000100:3",
  "1001000:4 1001100:1 1011000:1 1100001:1 1100100:5 1101000:4 1101100:1 1110100:2",
  "1111000:12 1111100:3 1111110:1",
  NULL)

read_patterns <- function(lines) {
  words <- unlist(strsplit(lines, " "))
  t(sapply(strsplit(words, ":"), function(w) c(as.numeric(strsplit(w[1], "")[[1]]), as.numeric(w[2]))))
}

pearson <- function(table) {
  expected <- outer(rowSums(table), colSums(table)) / sum(table)
  sum((table - expected)^2 / expected)
}

upper <- function(x, df) pchisq(x, df, lower.tail = FALSE)

corrected <- function(x2, df, lambda, smallest_p, n) {
  list(X2_RS1 = x2 / (sum(lambda) / df), df_RS1 = df, p_RS1 = upper(x2 / (sum(lambda) / df), df),
       X2_RS2 = df * x2 / sum(lambda^2), df_RS2 = df^2 / sum(lambda^2),
       p_RS2 = upper(df * x2 / sum(lambda^2), df^2 / sum(lambda^2)),
       p_bonferroni = min(1, n * smallest_p))
}

# Rows: group, items, count. G: items of each of the 2^J patterns; V: multinomial in each group.
mmi <- function(rows) {
  rows <- rows[rows[, ncol(rows)] > 0, , drop = FALSE]
  J <- ncol(rows) - 2
  count <- rows[, ncol(rows)]
  ticks <- rows[, 1 + seq_len(J), drop = FALSE]
  groups <- sort(unique(rows[, 1]))
  r <- length(groups)
  ni <- sapply(groups, function(g) sum(count[rows[, 1] == g]))
  n <- sum(ni)
  items <- sapply(seq_len(J), function(j)
    pearson(t(sapply(groups, function(g) {
      x <- sum((count * ticks[, j])[rows[, 1] == g]); c(x, sum(count[rows[, 1] == g]) - x)
    }))))
  G <- t(as.matrix(expand.grid(rep(list(0:1), J))))
  key <- as.vector(ticks %*% 2^(seq_len(J) - 1)) + 1
  V <- matrix(0, r * J, r * J)
  for (i in seq_len(r)) {
    tau <- sapply(seq_len(2^J), function(k) sum(count[rows[, 1] == groups[i] & key == k])) / ni[i]
    block <- (i - 1) * J + seq_len(J)
    V[block, block] <- n / ni[i] * G %*% (diag(tau) - tau %*% t(tau)) %*% t(G)
  }
  p <- colSums(ticks * count) / n
  a <- ni / n
  H <- diag(r * J) - kronecker(matrix(1, r, r) %*% diag(a, r), diag(J))
  D <- rep(1 / a, each = J) * rep(p * (1 - p), r)
  S <- H %*% V %*% t(H) / sqrt(D %o% D)
  lambda <- eigen((S + t(S)) / 2, symmetric = TRUE)$values
  each <- upper(items, r - 1)
  c(list(X2_S = sum(items), X2_items = items), corrected(sum(items), J * (r - 1), lambda, min(each), J),
    list(p_items_bonferroni = pmin(1, J * each)))
}

# Rows: I items, J items, count.
spmi <- function(rows, I, J) {
  count <- rows[, I + J + 1]
  n <- sum(count)
  tau <- count / n
  a <- t(rows[, seq_len(I), drop = FALSE])
  b <- t(rows[, I + seq_len(J), drop = FALSE])
  pa <- as.vector(a %*% tau)
  pb <- as.vector(b %*% tau)
  pairs <- outer(seq_len(I), seq_len(J), Vectorize(function(i, j) pearson(
    matrix(sapply(0:3, function(k) sum(count[a[i, ] == k %% 2 & b[j, ] == k %/% 2])), 2))))
  # G: both ticked; F: derivative of p_ij - p_i p_j with respect to the pattern probabilities
  G <- do.call(rbind, lapply(seq_len(I), function(i) t(a[i, ] * t(b))))
  F <- G - kronecker(pa, b) - kronecker(a, matrix(pb))
  V <- F %*% (diag(tau) - tau %*% t(tau)) %*% t(F)
  D <- kronecker(pa * (1 - pa), pb * (1 - pb))
  S <- V / sqrt(D %o% D)
  lambda <- eigen((S + t(S)) / 2, symmetric = TRUE)$values
  c(list(X2_S = sum(pairs), X2_pairs = pairs),
    corrected(sum(pairs), I * J, lambda, min(upper(pairs, 1)), I * J))
}

cases <- list()
add <- function(method, name, input, expected, source, ...) {
  cases[[length(cases) + 1]] <<- list(name = name, method = method, input = input,
                                      expected = expected, source = source, ...)
}
vec <- function(x) as.list(x)
rows_of <- function(m) lapply(seq_len(nrow(m)), function(i) vec(unname(m[i, ])))
shape <- function(x) {
  x$X2_items <- if (!is.null(x$X2_items)) vec(x$X2_items)
  x$p_items_bonferroni <- if (!is.null(x$p_items_bonferroni)) vec(x$p_items_bonferroni)
  if (!is.null(x$X2_pairs)) x$X2_pairs <- rows_of(x$X2_pairs)
  x
}
PAPER <- "R 4.2.2, matrices of the paper (make.R)"

set.seed(11)
random_patterns <- function(n, items, groups = 0) {
  base <- rnorm(n)
  ticks <- sapply(seq_len(items), function(j) as.numeric(base + rnorm(n) > j / 3 - 0.5))
  m <- cbind(if (groups > 0) sample(seq_len(groups), n, TRUE), ticks)
  counts <- aggregate(rep(1, n), as.data.frame(m), sum)
  unname(as.matrix(counts))
}

sets <- list("Kansas farmers by education" = read_patterns(farmer1),
             "three groups, four items" = random_patterns(200, 4, 3),
             "two groups, two items" = random_patterns(60, 2, 2),
             "one item is Pearson's test" = cbind(c(1, 1, 2, 2, 3, 3), c(1, 0, 1, 0, 1, 0),
                                                  c(10, 20, 15, 12, 8, 30)),
             "weights that are not whole" = cbind(c(1, 1, 2, 2, 2), c(1, 0, 1, 0, 1),
                                                  c(1, 1, 0, 1, 1), c(10.5, 20.25, 15, 12.75, 8)),
             "items that exclude each other" = cbind(rep(1:2, each = 3), rep(c(1, 0, 0), 2),
                                                     rep(c(0, 1, 0), 2), rep(c(0, 0, 1), 2),
                                                     c(20, 30, 10, 25, 12, 23)),
             "same item twice" = cbind(c(1, 1, 2, 2), c(1, 0, 1, 0), c(1, 0, 1, 0),
                                       c(10, 20, 25, 15)))
for (name in names(sets))
  add("multi_response.mmi", name, list(patterns = rows_of(sets[[name]])),
      c(shape(mmi(sets[[name]])), status = "ok"), PAPER)

base <- sets[["two groups, two items"]]
never <- cbind(base[, 1:2], 0, base[, 3:4])
expected <- shape(mmi(base))
expected$X2_items <- list(expected$X2_items[[1]], NULL, expected$X2_items[[2]])
expected$p_items_bonferroni <- list(expected$p_items_bonferroni[[1]], NULL,
                                    expected$p_items_bonferroni[[2]])
add("multi_response.mmi", "an item nobody ticked", list(patterns = rows_of(never)),
    c(expected, status = "undefined"), "left out: as without it")
empty <- rbind(base, c(9, 1, 1, 0))
add("multi_response.mmi", "an empty group", list(patterns = rows_of(empty)),
    c(shape(mmi(base)), status = "ok"), "left out: as without it")
add("multi_response.mmi", "one group", list(patterns = list(list(1, 1, 0, 5), list(1, 0, 1, 6))),
    list(X2_S = NULL, X2_items = list(NULL, NULL), p_RS2 = NULL, status = "undefined"), "definition")
add("multi_response.mmi", "all alike within groups",
    list(patterns = list(list(1, 1, 1, 3), list(2, 0, 0, 6))),
    list(X2_S = 18, X2_items = list(9, 9), X2_RS1 = NULL, X2_RS2 = NULL, df_RS2 = NULL, p_RS2 = NULL,
         p_bonferroni = 2 * upper(9, 1), status = "no-variance"), "two perfect tables of 9 people")
add("multi_response.mmi", "nobody", list(patterns = list(list(1, 1, 0, 0), list(2, 0, 1, 0))),
    list(X2_S = NULL, p_RS2 = NULL, status = "no-cases"), "definition")
add("multi_response.mmi", "a tick of 2", list(patterns = list(list(1, 2, 0, 5))), list(exit = 1),
    "refused")
add("multi_response.mmi", "a negative count", list(patterns = list(list(1, 1, 0, -5))),
    list(exit = 1), "refused")

pairs <- list("Kansas farmers, waste by source" = list(read_patterns(farmer2), 3, 4),
              "two by two" = list(random_patterns(80, 4), 2, 2),
              "one by one is Pearson's test" = list(cbind(c(1, 1, 0, 0), c(1, 0, 1, 0),
                                                          c(12, 5, 7, 20)), 1, 1),
              "three by two" = list(random_patterns(150, 5), 3, 2),
              "one by three" = list(random_patterns(90, 4), 1, 3))
for (name in names(pairs)) {
  set <- pairs[[name]]
  add("multi_response.spmi", name, list(patterns = rows_of(set[[1]]), I = set[[2]], J = set[[3]]),
      c(shape(spmi(set[[1]], set[[2]], set[[3]])), status = "ok"), PAPER)
}
set <- pairs[["one by one is Pearson's test"]][[1]]
expected <- shape(spmi(set, 1, 1))
expected$X2_pairs <- list(list(expected$X2_pairs[[1]][[1]], NULL))
add("multi_response.spmi", "an item all ticked",
    list(patterns = rows_of(cbind(set[, 1:2], 1, set[, 3])), I = 1, J = 2),
    c(expected, status = "undefined"), "left out: as without it")
add("multi_response.spmi", "nobody", list(patterns = list(list(1, 0, 0)), I = 1, J = 1),
    list(X2_S = NULL, X2_pairs = list(list(NULL)), status = "no-cases"), "definition")
add("multi_response.spmi", "items that are not there", list(patterns = list(list(1, 0, 5)), I = 2, J = 2),
    list(exit = 1), "refused")

farmers <- read_patterns(farmer1)[, -1]
share <- function(m) {
  count <- m[, ncol(m)]
  ticks <- m[, -ncol(m), drop = FALSE]
  x <- colSums(ticks * count)
  any <- sum(count[rowSums(ticks) > 0])
  list(n_asked = sum(count), n_any = any, count = vec(x), pct_asked = vec(100 * x / sum(count)),
       pct_any = vec(100 * x / any), pct_responses = vec(100 * x / sum(x)), status = "ok")
}
add("multi_response.percentages", "Kansas farmers", list(patterns = rows_of(farmers)),
    share(farmers), "R 4.2.2")
small <- rbind(c(1, 0, 1, 30), c(0, 1, 0, 20), c(0, 0, 0, 11.5))
add("multi_response.percentages", "three items", list(patterns = rows_of(small)), share(small), "R 4.2.2")
add("multi_response.percentages", "nothing ticked", list(patterns = list(list(0, 0, 7))),
    list(n_asked = 7, n_any = 0, count = list(0, 0), pct_asked = list(0, 0),
         pct_any = list(NULL, NULL), pct_responses = list(NULL, NULL), status = "no-cases"),
    "definition")
add("multi_response.percentages", "nobody", list(patterns = list(list(1, 0, 0))),
    list(n_asked = 0, pct_asked = list(NULL, NULL), status = "no-cases"), "definition")
add("multi_response.percentages", "half a tick", list(patterns = list(list(0.5, 0, 3))),
    list(exit = 1), "refused")

lines <- sapply(cases, toJSON, auto_unbox = TRUE, digits = NA, null = "null", na = "null")
writeLines(c('{"made_by": "make.R", "cases": [', paste0("  ", lines, c(rep(",", length(lines) - 1), "")),
             "]}"), "cases.json")
writeLines(capture.output(sessionInfo()), "session.txt")
cat(length(cases), "cases; farmers X2_S", mmi(read_patterns(farmer1))$X2_S,
    spmi(read_patterns(farmer2), 3, 4)$X2_S, "\n")
