# SPDX-License-Identifier: GPL-3.0-or-later
# The data sets of R that make.py uses, as data.json. Remake with: Rscript data.R (in this folder).
source("../cases.R")
b <- MASS::birthwt
data <- list(
  mtcars = list(mpg = mtcars$mpg, wt = mtcars$wt, hp = mtcars$hp, am = mtcars$am),
  birthwt = list(low = b$low, age = b$age, lwt = b$lwt, black = as.numeric(b$race == 2),
                 other = as.numeric(b$race == 3), smoke = b$smoke, ftv = b$ftv),
  longley = as.list(longley), cars = as.list(cars))
writeLines(show(data), "data.json")
