# Writes projection.csv: local projections of one series and of a panel, as regressions of their
# own at each horizon (lm, sandwich), and less the error expected in short windows, worked out here
# with explicit matrices, unit by unit.
# Run from the repository root: Rscript tests/reference/projection.R   (needs sandwich)
library(sandwich)
series <- read.csv("tests/reference/series.csv")
series <- series[series$quarter != 17, ]  # a hole
series$unit <- 1
panel <- read.csv("tests/reference/panel.csv")
for (leg in c("x", "y")) panel[[leg]] <- panel[[leg]] - ave(panel[[leg]], panel$unit)
longest <- 4

lay <- function(frame, first, last, least) {  # one row a unit and quarter, all variables there
  at <- function(column, shift) {
    frame[[column]][match(paste(frame$unit, frame$quarter + shift),
                          paste(frame$unit, frame$quarter))]
  }
  rows <- data.frame(unit = frame$unit, quarter = frame$quarter, x = frame$x,
                     y_before = at("y", -1), x_before = at("x", -1),
                     target = rowSums(sapply(first:last, function(h) at("y", h))))
  rows <- rows[complete.cases(rows), ]
  rows <- rows[ave(rows$x, rows$unit, FUN = length) >= least, ]
  for (name in c("target", "x", "y_before", "x_before")) {
    rows[[paste0(name, "_mean")]] <- ave(rows[[name]], rows$quarter)
  }
  rows$trend <- rows$quarter
  rows$season <- factor(rows$quarter %% 4)
  rows
}
removed <- list(
  one = "trend + season",
  none = "factor(unit)",
  twfe = "factor(unit) + factor(quarter)",
  cce = "factor(unit) + factor(unit):(target_mean + x_mean + y_before_mean + x_before_mean)"
)
fit <- function(case, frame, first, last) {
  rows <- lay(frame, first, last, if (case == "cce") 6 else 5)
  model <- lm(as.formula(paste("target ~ x + y_before + x_before +", removed[[case]])), rows)
  units <- length(unique(rows$unit))
  n <- nrow(rows)
  if (case == "one") {
    variance <- vcovHC(model, type = "HC3")["x", "x"]
    factor <- NA
  } else {
    slopes <- 3 + (case == "twfe") * (length(unique(rows$quarter)) - 1)
    factor <- units / (units - 1) * (n - 1) / (n - slopes)
    variance <- factor * vcovCL(model, rows$unit, type = "HC0", cadjust = FALSE)["x", "x"]
  }
  kept <- !is.na(coef(model))
  design <- model.matrix(model)[, kept]
  by_row <- resid(model) * (design %*% solve(crossprod(design)))[, "x"]
  list(rows = rows, estimate = coef(model)[["x"]], se = sqrt(variance), n = n, factor = factor,
       influence = tapply(by_row, rows$unit, sum))
}

# Expected error: sum over units and pairs of quarters of (I - P)[t, s] times the covariance that a
# first-order vector autoregression gives to the two quarters.
weights <- function(case, rows) {  # sum of (I - P) by distance s - t
  total <- numeric(0)
  for (unit in split(rows, rows$unit)) {
    taken <- switch(case,
      one = model.matrix(~ trend + season, unit),
      cce = model.matrix(~ target_mean + x_mean + y_before_mean + x_before_mean, unit),
      matrix(1, nrow(unit), 1)
    )
    left <- diag(nrow(unit)) - taken %*% solve(crossprod(taken), t(taken))
    apart <- outer(unit$quarter, unit$quarter, function(t, s) s - t)
    sums <- tapply(left, apart, sum)
    total[names(sums)] <- ifelse(is.na(total[names(sums)]), 0, total[names(sums)]) + sums
  }
  total
}
products <- function(a, s, w, d) {  # weighted sum of E[w(t + k + d) w(t)'] over distances k
  apart <- as.integer(names(w)) + d
  level <- matrix(solve(diag(4) - kronecker(a, a), as.vector(s)), 2)
  ahead <- Reduce(function(power, step) a %*% power, seq_len(max(abs(apart))), diag(2),
                  accumulate = TRUE)
  Reduce(`+`, Map(function(k, weight) {
    block <- ahead[[abs(k) + 1]] %*% level
    weight * if (k >= 0) block else t(block)
  }, apart, w))
}
dynamics <- function(found, s, w) {
  a <- found
  repeat {
    step <- found - products(a, s, w, 1) %*% solve(products(a, s, w, 0))
    a <- a + 0.5 * step
    if (max(abs(step)) < 1e-12) return(a)
  }
}
error <- function(a, s, w, first, last) {
  moment <- lapply(0:(last + 1), function(d) products(a, s, w, d))
  level <- moment[[1]]
  step <- moment[[2]]
  z <- matrix(c(level[1, 1], step[1, 2], step[1, 1],
                step[1, 2], level[2, 2], level[2, 1],
                step[1, 1], level[1, 2], level[1, 1]), 3, byrow = TRUE)
  y <- c(0, 0, 0)
  truth <- 0
  for (h in first:last) {
    y <- y + c(moment[[h + 1]][2, 1], moment[[h + 2]][2, 2], moment[[h + 2]][2, 1])
    power <- diag(2)
    for (times in seq_len(h)) power <- a %*% power
    truth <- truth + (power %*% c(1, s[1, 2] / s[1, 1]))[2]
  }
  solve(z, y)[1] - truth
}
swept <- function(case, rows) {  # what is left of all four variables at horizon 0
  names <- c("x", "target", "x_before", "y_before")
  sapply(names, function(name) resid(lm(as.formula(paste(name, "~", removed[[case]])), rows)))
}

results <- list()
for (case in names(removed)) {
  frame <- if (case == "one") series else panel
  first <- fit(case, frame, 0, 0)
  left <- swept(case, first$rows)
  now <- left[, 1:2]
  past <- left[, 3:4]
  w0 <- weights(case, first$rows)
  found <- t(now) %*% past %*% solve(crossprod(past))
  news <- now - past %*% t(found)
  s <- crossprod(news) / w0[["0"]]
  of_unit <- lapply(split(seq_len(nrow(news)), first$rows$unit), function(i) {
    t(news[i, , drop = FALSE]) %*% past[i, , drop = FALSE] %*% solve(crossprod(past))
  })
  moves <- cbind(t(sapply(of_unit, function(m) as.vector(t(m)))), first$influence)
  spans <- rbind(cbind(0:longest, 0:longest), cbind(0, 0:longest), c(1, longest))
  kinds <- c(rep("response", longest + 1), rep("cumulative", longest + 1), "carried")
  shifted <- function(shift) {
    moved <- s
    moved[1, 2] <- moved[2, 1] <- s[1, 2] + shift[5] * s[1, 1]
    moved[2, 2] <- s[2, 2] + (moved[1, 2]^2 - s[1, 2]^2) / s[1, 1]
    target <- found + matrix(shift[1:4], 2, byrow = TRUE)
    list(a = dynamics(target, moved, w0), s = moved)
  }
  steps <- lapply(1:5, function(i) 1e-4 * (1:5 == i))
  base <- shifted(rep(0, 5))
  around <- lapply(steps, function(step) list(shifted(step), shifted(-step)))
  for (i in seq_len(nrow(spans))) {
    span <- spans[i, ]
    plain <- fit(case, frame, span[1], span[2])
    w <- weights(case, plain$rows)
    off <- function(d) error(d$a, d$s, w, span[1], span[2])
    estimate <- plain$estimate - off(base)
    se <- plain$se
    if (case != "one") {
      slope <- sapply(around, function(pair) (off(pair[[1]]) - off(pair[[2]])) / 2e-4)
      all <- setNames(-as.vector(moves %*% slope), names(first$influence))
      there <- names(plain$influence)
      all[there] <- all[there] + plain$influence
      se <- sqrt(plain$factor * sum(all^2))
    }
    results[[length(results) + 1]] <- data.frame(
      case, kind = kinds[i], horizon = span[2], n_pairs = plain$n, n_units = length(unique(plain$rows$unit)),
      estimate = sprintf("%.15g", plain$estimate), se = sprintf("%.15g", plain$se),
      corrected = sprintf("%.15g", estimate), corrected_se = sprintf("%.15g", se))
  }
}
write.csv(do.call(rbind, results), "tests/reference/projection.csv", row.names = FALSE,
          quote = FALSE)
cat("R", as.character(getRversion()), "sandwich", as.character(packageVersion("sandwich")), "\n")
