# SPDX-License-Identifier: GPL-3.0-or-later
# Reference values of adjusted p-values: p.adjust. Remake with: Rscript make.R (in this folder).
# One row per p-value; rows of one family stand together, in the order of the family.

RNGkind("Mersenne-Twister", "Inversion", "Rejection")
set.seed(20140627)
families <- list(
  one = 0.03,
  ties = c(0.01, 0.04, 0.01, 0.03, 0.04, 0.01),
  ends = c(1, 0, 0.5, 1, 0),
  tiny = c(1e-300, 3e-17, 2e-16, 0.2, 1e-9),
  equal = rep(0.02, 7),
  gap = c(3.1e-40, 2.2e-12, 0.0041, 0.0123, 0.0127, 0.6),
  forty = round(runif(40)^3, 6))
rows <- list()
for (family in names(families)) {
  p <- families[[family]]
  rows[[family]] <- sprintf("%s,%.17g,%.17g,%.17g", family, p, p.adjust(p, "holm"),
                            p.adjust(p, "BH"))
}
writeLines(c("family,p,holm,benjamini_hochberg", unlist(rows)), "expected.csv")
writeLines(capture.output(sessionInfo()), "session.txt")
