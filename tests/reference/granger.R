# Writes granger.csv: Granger tests of one pair (lm, anova) and of many units (plm).
# Run from the repository root: Rscript tests/reference/granger.R   (needs plm)
# Grunfeld (1958) is plm's, 10 firms; panel.csv and series.csv are made by data.R.
suppressMessages(library(plm))
series <- read.csv("tests/reference/series.csv")
panel <- read.csv("tests/reference/panel.csv")
data("Grunfeld", package = "plm")

row <- function(case, order, statistic, value) {
  data.frame(case, order, statistic, value = sprintf("%.15g", value))
}
one <- function(order) {
  now <- (order + 1):nrow(series)
  own <- sapply(1:order, function(lag) series$y[now - lag])
  other <- sapply(1:order, function(lag) series$x[now - lag])
  test <- anova(lm(series$y[now] ~ own), lm(series$y[now] ~ own + other))
  row("series", order, c("f", "p", "df_left"), c(test$F[2], test$`Pr(>F)`[2], test$Res.Df[2]))
}
many <- function(case, formula, data, order, index) {
  frame <- pdata.frame(data, index = index)
  balanced <- is.pbalanced(frame)
  tilde <- pgrangertest(formula, data = frame, order = order, test = "Ztilde")
  found <- row(case, order, c("z_tilde", "p"), c(tilde$statistic, tilde$p.value))
  wald <- tilde$indgranger$Chisq
  found <- rbind(found, row(case, order, c("w_bar", paste0("wald_", seq_along(wald))),
                            c(mean(wald), wald)))
  if (balanced) {
    bar <- pgrangertest(formula, data = frame, order = order, test = "Zbar")
    found <- rbind(found, row(case, order, "z_bar", bar$statistic))
  }
  found
}
whole <- panel[panel$whole == 1, ]
unholed <- panel[panel$unit <= 10, ]  # units that start late, none with a hole
rows <- rbind(
  do.call(rbind, lapply(1:3, one)),
  many("grunfeld", inv ~ value, Grunfeld, 1, c("firm", "year")),
  many("grunfeld_reverse", value ~ inv, Grunfeld, 1, c("firm", "year")),
  many("grunfeld", inv ~ value, Grunfeld, 2, c("firm", "year")),
  many("whole", y ~ x, whole, 1, c("unit", "quarter")),
  many("whole", y ~ x, whole, 2, c("unit", "quarter")),
  many("unequal", y ~ x, unholed, 1, c("unit", "quarter")),
  many("unequal", y ~ x, unholed, 2, c("unit", "quarter"))
)
write.csv(rows, "tests/reference/granger.csv", row.names = FALSE, quote = FALSE)
cat("R", as.character(getRversion()), "plm", as.character(packageVersion("plm")), "\n")
