# SPDX-License-Identifier: GPL-3.0-or-later
# Draws the anchors that a table names: Rscript draw.R JOBS.csv, with columns
# kind,numbers,picture,width_in,height_in,dpi,title,subtitle,caption.
folder <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))
for (family in c("theme", "gaps", "shares", "scales", "groups", "numbers", "sets"))
  source(file.path(folder, paste0(family, ".R")))

draw <- function(job) {
  rows <- read.csv(job$numbers, check.names = FALSE, encoding = "UTF-8")
  anchor <- get(paste0("anchor_", gsub("-", "_", job$kind)))
  png(job$picture, width = job$width_in, height = job$height_in, units = "in", res = job$dpi, type = "cairo")
  on.exit(dev.off())
  print(anchor(rows, job))
}

jobs <- read.csv(commandArgs(trailingOnly = TRUE)[1], encoding = "UTF-8")
for (i in seq_len(nrow(jobs)))
  tryCatch(draw(jobs[i, ]), error = function(fault) {
    message(jobs$kind[i], ": ", conditionMessage(fault))
    unlink(jobs$picture[i])
  })
