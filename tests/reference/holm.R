# Writes holm.csv: p.adjust(method = "holm") of a few probabilities, with ties and ceilings.
# Run from the repository root: Rscript tests/reference/holm.R   (base R only)
cases <- list(
  link = c(0.012, 0.031, 0.2),
  ties = c(0.02, 0.02, 0.02, 0.5),
  ceiling = c(0.9, 0.4, 0.6, 0.001),
  one = 0.03,
  many = abs(sin(1:15))^3
)
rows <- do.call(rbind, lapply(names(cases), function(case) {
  p <- cases[[case]]
  data.frame(case, p = sprintf("%.15g", p), adjusted = sprintf("%.15g", p.adjust(p, "holm")))
}))
write.csv(rows, "tests/reference/holm.csv", row.names = FALSE, quote = FALSE)
