# SPDX-License-Identifier: GPL-3.0-or-later
# What the make.R of a topic shares: a list of cases, written with 17 significant digits (jsonlite stops
# at 15). Source it from the folder of the topic: source("../cases.R").

show_text <- function(x) sprintf('"%s"', gsub('(["\\\\])', "\\\\\\1", x))

# A named list is an object, a list or a vector of more than one is an array; one(x) is x itself, and
# many(x) an array even of one.
one <- function(x) structure(x, kind = "one")
many <- function(x) structure(as.list(x), kind = "many")

show <- function(x) {
  if (is.null(x)) return("null")
  if (is.matrix(x)) x <- lapply(seq_len(nrow(x)), function(i) many(unname(x[i, ])))
  if (is.list(x) && !is.null(names(x)))
    return(paste0("{", paste0(show_text(names(x)), ": ", vapply(x, show, ""), collapse = ", "), "}"))
  if (is.list(x) || length(x) != 1)
    return(paste0("[", paste(vapply(x, show, ""), collapse = ", "), "]"))
  if (is.character(x)) return(show_text(x))
  if (is.logical(x) && !is.na(x)) return(if (x) "true" else "false")
  if (!is.finite(x)) return("null")
  sprintf("%.17g", x)
}

cases <- list()
add <- function(name, method, input, expected, source, digits = NULL, why = NULL) {
  case <- list(name = name, method = method, input = input, expected = expected, source = source)
  if (!is.null(digits)) case <- c(case, list(digits = digits, why = why))
  cases[[length(cases) + 1]] <<- case
}

write_cases <- function(made_by = "make.R") {
  lines <- vapply(cases, show, "")
  writeLines(c(sprintf('{"made_by": "%s", "cases": [', made_by),
               paste0(lines, c(rep(",", length(lines) - 1), "")), "]}"), "cases.json")
  writeLines(capture.output(sessionInfo()), "session.txt")
}
