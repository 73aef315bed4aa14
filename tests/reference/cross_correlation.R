# Writes cross_correlation.csv: R's ccf of series.csv, lag positive where x comes first.
# Run from the repository root: Rscript tests/reference/cross_correlation.R   (base R only)
series <- read.csv("tests/reference/series.csv")
found <- ccf(series$y, series$x, lag.max = 8, plot = FALSE)  # ccf(a, b): a[t + k] with b[t]
rows <- data.frame(lag = as.integer(found$lag), r = sprintf("%.15g", found$acf))
write.csv(rows, "tests/reference/cross_correlation.csv", row.names = FALSE, quote = FALSE)
