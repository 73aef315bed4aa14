# Writes pooled.csv: pooled slope of y on x a few quarters earlier, company-wide movements removed
# by common correlated effects: plm's pcce, and unit by unit with lm, which also gives r.
# Run from the repository root: Rscript tests/reference/pooled.R   (needs plm)
suppressMessages(library(plm))
panel <- read.csv("tests/reference/panel.csv")
for (leg in c("x", "y")) panel[[leg]] <- panel[[leg]] - ave(panel[[leg]], panel$unit)

by_hand <- function(frame, lag) {
  before <- frame[, c("unit", "quarter", "x")]
  before$quarter <- before$quarter + lag
  both <- merge(frame[, c("unit", "quarter", "y")], before)
  both$x_mean <- ave(both$x, both$quarter)
  both$y_mean <- ave(both$y, both$quarter)
  left <- do.call(rbind, lapply(split(both, both$unit), function(unit) {
    data.frame(a = resid(lm(x ~ x_mean + y_mean, unit)), b = resid(lm(y ~ x_mean + y_mean, unit)))
  }))
  c(sum(left$a * left$b) / sum(left$a^2),
    sum(left$a * left$b) / sqrt(sum(left$a^2) * sum(left$b^2)), nrow(both))
}
row <- function(case, lag, statistic, value) {
  data.frame(case, lag, statistic, value = sprintf("%.15g", value))
}
whole <- panel[panel$whole == 1, ]
frame <- pdata.frame(whole, index = c("unit", "quarter"))
rows <- do.call(rbind, lapply(0:3, function(lag) {
  hand <- by_hand(whole, lag)
  ready <- frame
  ready$before <- plm::lag(frame$x, lag)
  ready <- ready[!is.na(ready$before), ]
  theirs <- coef(pcce(y ~ before, data = ready, model = "p"))[["before"]]
  stopifnot(abs(theirs - hand[1]) < 1e-10)
  rbind(row("whole", lag, c("slope", "r", "n_pairs"), hand), row("whole", lag, "pcce", theirs),
        row("holes", lag, c("slope", "r", "n_pairs"), by_hand(panel, lag)))
}))
write.csv(rows, "tests/reference/pooled.csv", row.names = FALSE, quote = FALSE)
