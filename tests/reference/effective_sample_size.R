# Writes effective_sample_size.csv: Pyper & Peterman (1998), equation 1, on R's acf.
# Run from the repository root: Rscript tests/reference/effective_sample_size.R   (base R only)
series <- read.csv("tests/reference/series.csv")
effective <- function(x, y) {
  n <- length(x)
  lags <- seq_len(n %/% 5)
  own <- function(v) acf(v, lag.max = max(lags), plot = FALSE)$acf[lags + 1]
  n / (1 + 2 * sum((n - lags) / n * own(x) * own(y)))
}
walk <- function(v) cumsum(v - mean(v))
rows <- rbind(
  data.frame(case = "levels", value = effective(series$x, series$y)),
  data.frame(case = "walks", value = effective(walk(series$x), walk(series$y))),
  data.frame(case = "short_walks", value = effective(walk(series$x)[1:23], walk(series$y)[1:23]))
)
rows$value <- sprintf("%.15g", rows$value)
write.csv(rows, "tests/reference/effective_sample_size.csv", row.names = FALSE, quote = FALSE)
