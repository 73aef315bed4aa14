# Writes normal_scores.csv: Blom's scores of rounded values, ties sharing their mean rank.
# Run from the repository root: Rscript tests/reference/normal_scores.R   (base R only)
series <- read.csv("tests/reference/series.csv")
values <- round(series$y, 1)
scores <- qnorm((rank(values) - 0.375) / (length(values) + 0.25))
rows <- data.frame(value = sprintf("%.15g", values), score = sprintf("%.15g", scores))
write.csv(rows, "tests/reference/normal_scores.csv", row.names = FALSE, quote = FALSE)
