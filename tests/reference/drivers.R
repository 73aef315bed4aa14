# Writes drivers.csv and drivers_r.csv: what goes with fertility in the Swiss data of base R.
# Run from the repository root: Rscript tests/reference/drivers.R   (base R only)
# Relative weights by the singular value decomposition of the data themselves (Johnson 2000),
# coefficients by lm, lmg by fitting every one of the 120 orders in which the items can enter.
scaled <- as.data.frame(scale(swiss))
items <- names(swiss)[-1]
x <- as.matrix(scaled[items]) / sqrt(nrow(swiss) - 1)
y <- scaled$Fertility / sqrt(nrow(swiss) - 1)
parts <- svd(x)
z <- parts$u %*% t(parts$v)  # the uncorrelated variables nearest to the items
lambda <- t(z) %*% x
weight <- as.vector((lambda^2) %*% (t(z) %*% y)^2)
beta <- coef(lm(reformulate(items, "Fertility"), scaled))[items]

r_squared <- function(entered) {
  if (length(entered) == 0) return(0)
  summary(lm(reformulate(entered, "Fertility"), swiss))$r.squared
}
orders <- function(v) {
  if (length(v) < 2) return(list(v))
  unlist(lapply(v, function(first) lapply(orders(setdiff(v, first)), function(rest) c(first, rest))),
         recursive = FALSE)
}
gains <- sapply(orders(items), function(order) {
  explained <- sapply(0:length(order), function(k) r_squared(order[seq_len(k)]))
  setNames(diff(explained), order)[items]
})
found <- data.frame(item = items, weight = weight, beta = beta, lmg = rowMeans(gains))
digits <- function(frame) format(frame, digits = 15)
write.csv(digits(found), "tests/reference/drivers.csv", row.names = FALSE, quote = FALSE)
write.csv(digits(as.data.frame(cor(swiss))), "tests/reference/drivers_r.csv",
          row.names = FALSE, quote = FALSE)
cat("R", as.character(getRversion()), "\n")
