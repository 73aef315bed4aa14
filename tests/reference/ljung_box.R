# Writes ljung_box.csv: Box.test over four lags of stretches of series.csv.
# Run from the repository root: Rscript tests/reference/ljung_box.R   (base R only)
series <- read.csv("tests/reference/series.csv")
rows <- do.call(rbind, lapply(c(12, 20, 40), function(n) {
  do.call(rbind, lapply(c("x", "y"), function(leg) {
    test <- Box.test(series[[leg]][1:n], lag = 4, type = "Ljung-Box")
    data.frame(leg, n, statistic = sprintf("%.15g", test$statistic))
  }))
}))
write.csv(rows, "tests/reference/ljung_box.csv", row.names = FALSE, quote = FALSE)
