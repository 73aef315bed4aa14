# Writes series.csv and panel.csv, the made-up data the other scripts here and the tests read.
# Run from the repository root: Rscript tests/reference/data.R   (base R only)
# panel.csv has unequal lengths and holes; "whole" marks the units without.
quarters <- 1:40
leader <- function(i, t) sin(0.37 * t^2 + 1.1 * i) + (0.5 + 0.1 * i) * cos(0.9 * t)
follower <- function(i, t) {
  cos(0.53 * t^2 + 0.7 * i^2) + 0.6 * leader(i, t - 1) + (1.5 - 0.1 * i) * sin(0.4 * t^2)
}
write <- function(frame, name) {
  digits <- as.data.frame(lapply(frame, function(v) if (is.double(v)) sprintf("%.15g", v) else v))
  write.csv(digits, file.path("tests/reference", name), row.names = FALSE, quote = FALSE)
}
write(data.frame(quarter = quarters, x = leader(0, quarters), y = follower(0, quarters)),
      "series.csv")

panel <- expand.grid(quarter = 1:20, unit = 1:12)[, c("unit", "quarter")]
panel$x <- leader(panel$unit, panel$quarter)
panel$y <- follower(panel$unit, panel$quarter)
panel$whole <- as.integer(panel$unit <= 8)
late <- panel$unit > 8 & panel$quarter < panel$unit - 6
hole <- panel$unit > 10 & panel$quarter == panel$unit
write(panel[!late & !hole, ], "panel.csv")
