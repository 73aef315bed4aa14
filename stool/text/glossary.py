"""Glossary: every figure with its definition, formula and source, and the way there."""

from functools import cache
from urllib.parse import quote

from stool.catalogue import say
from stool.text import service
from stool.text.labels import plain
from stool.text.term import Term

SEARCH = say("Search a word or figure")
MORE = say("On the Help page:")


TERMS = (
    Term(
        say("leg score"),
        say(
            "How high a leg stands: 0 at your floor, 75 at your target, 100 at your stretch, "
            "straight lines between, 0 to 110. The raw figure stands beside it."
        ),
        say(
            "75 (x − floor) / (target − floor) up to the target, then 75 + 25 (x − target) / "
            "(stretch − target)"
        ),
    ),
    Term(
        say("provisional target"),
        say(
            "Used until somebody sets a target: from all quarters of all units, never from the "
            "window on screen. Floor, target and stretch lie 3 standard deviations below and 0.5 "
            "and 1.5 above the mean of the unit-quarters. Revenue against target always uses 90, "
            "100, 105 %."
        ),
        say("mean − 3 SD, mean + 0.5 SD, mean + 1.5 SD"),
    ),
    Term(
        say("tilt"),
        say(
            "How much the seat slopes: the length of its slope vector, in score points. It points "
            "down to the short leg."
        ),
        say("√2 × the population standard deviation of the three scores"),
        say("Slope of the plane through three points that stand 120 degrees apart"),
    ),
    Term(
        say("noise floor"),
        say(
            "The tilt that 95 of 100 level stools would show by survey noise alone. At or under "
            "it the stool is level, as far as the data can tell."
        ),
        say(
            "95 % quantile of the length of a two-dimensional normal vector with covariance C′ "
            "diag(se²) C"
        ),
        say("Hoyt (1947), Bell Syst. Tech. J. 26, 318-359"),
    ),
    Term(
        say("interval of the tilt"),
        say(
            "How far the true seat may slope: about 80 of 100 such intervals hold it. At or under "
            "the noise floor it begins at 0. The dashed edges of the drawn stool are the seat at "
            "both ends, sloping the way it does."
        ),
        say(
            "|g| ± 1.28 √(u′ Cov(g) u), u = g / |g|; low end 0 where |g| is at or under the noise "
            "floor"
        ),
    ),
    Term(
        say("level test"),
        say(
            "Whether the slope differs from zero given the legs' standard errors; it knows "
            "directions, which the noise floor does not."
        ),
        say("W = g′ Cov(g)⁻¹ g against χ²(2)"),
        say("Wald (1943), Trans. Am. Math. Soc. 54, 426-482"),
    ),
    Term(
        say("balance index"),
        say(
            "100 when the three legs are equal, 0 when two are at zero. It is the drawn seat in "
            "one number."
        ),
        say("100 (1 − CV / √2) = 100 (1 − tan(tilt) / 2) for heights scaled by their mean"),
    ),
    Term(
        say("kind of imbalance"),
        say(
            "Named by the leg farthest from the mean of the three, where the tilt is beyond "
            "noise: squeezed staff, under-served or under-monetised where that leg is low; staff "
            "first, over-served or harvested where it is high."
        ),
        say("direction of the slope, in six sectors of 60 degrees"),
    ),
    Term(
        say("pooled score"),
        say(
            "The best guess of where a unit stands: its own score pulled towards the mean of all "
            "units, the more the fewer answers it has. Own weight is the share of its own "
            "answers. The raw figure stays beside it."
        ),
        say(
            "mean + (1 − B)(own − mean), B = (k − 3)/(k − 1) · se² / (se² + variance between units)"
        ),
        say(
            "Efron & Morris (1975), J. Am. Stat. Assoc. 70, 311-319; Morris (1983), J. Am. Stat. "
            "Assoc. 78, 47-55; Paule & Mandel (1982), J. Res. Natl. Bur. Stand. 87, 377-385"
        ),
    ),
    Term(
        say("changes among many units"),
        say(
            "Of 24 units that did not move one would show a change beyond noise by luck. In a "
            "list of units a change is marked only where it stays beyond noise for so many looked "
            "at."
        ),
        say("Holm over the units in the list"),
        say("Holm (1979), Scand. J. Stat. 6, 65-70"),
    ),
    Term(
        say("segment gap"),
        say(
            "Mean answer of a segment less the mean of all other answers of the same split, "
            "marked where it is beyond noise for all the segments compared."
        ),
        say("difference ± 1.96 √(se₁² + se₂²); Holm over the segments"),
        say("Welch (1938), Biometrika 29, 350-362"),
    ),
    Term(
        say("the next quarters"),
        say(
            "Where a leg tends to go, from what its leader did already: only over established "
            "links, only as far as their lags reach, each quarter with a model of its own. The "
            "shaded fan holds 4 of 5."
        ),
        say(
            "mean over units of: follower at t + h on its value and the leader's at t and before; "
            "the change is added to the last score"
        ),
        say("Marcellino, Stock & Watson (2006), J. Econometrics 135, 499-526"),
    ),
    Term(
        say("ESAT and CSAT"),
        say(
            "Employee and customer satisfaction: the mean answer to the overall question, or, "
            "where an employee survey has none, the mean over each person's items."
        ),
        say("s / n, with standard error √(s² / n) √(1 − n / N) when N people could have answered"),
        say("Cochran (1977), Sampling Techniques, 2.6; interval by Student's t"),
    ),
    Term(
        say("favourable and top box"),
        say(
            "Share of answers that are good (4-5 of 1-5, 6-7 of 1-7, 8-10 of 0-10 and 1-10) and "
            "the best (5, 7, 9-10). Of employees there is no top box: beside the mean it would "
            "tell what a few answered."
        ),
        say("k / n with the Wilson interval"),
        say("Wilson (1927), J. Am. Stat. Assoc. 22, 209-212"),
    ),
    Term(
        say("NPS"),
        say("Net promoter score: share of 9-10 minus share of 0-6, in points."),
        say("100 (p − d), standard error √((p + d − (p − d)²) / n)"),
        say("Reichheld (2003); interval: Rocks (2016), J. Mark. Anal. 4, 63-76"),
    ),
    Term(
        say("profit leg"),
        say(
            "The mean of the scores of margin and of revenue against target; margin alone where "
            "no target is loaded. Ledger figures are counted in full and have no interval."
        ),
        say("margin = 100 (revenue − cost) / revenue; attainment = 100 revenue / target"),
    ),
    Term(
        say("change beyond noise"),
        say(
            "A survey score moved more than sampling makes it move; a ledger figure moved more "
            "than its own earlier changes usually do (eight are needed). Smaller changes are not "
            "marked."
        ),
        say("|change| > 1.96 √(se₁² + se₀²), or > 1.96 SD of earlier changes"),
    ),
    Term(
        say("not comparable"),
        say(
            "Wording or scale of the figure changed in between, as somebody noted on the Data "
            "page. No change is computed across that, the line stops there, and own limits and "
            "the usual swing begin anew. It counts for the unit or region it is noted of and for "
            "all below. Links and forecasts do not know of it."
        ),
    ),
    Term(
        say("change since an action began"),
        say(
            "Mean score of the units an action reaches, each counting alike, less that in the "
            "quarter before it began. It is what happened meanwhile, not what the action did. "
            "Marked only where it stays clear when all actions are looked at together."
        ),
        say("1.96 standard errors of the difference of the two means; Holm over the actions"),
        say("Holm (1979), Scand. J. Stat. 6, 65-70"),
    ),
    Term(
        say("response rate"),
        say(
            "Answers over people who could have answered: head count for employees, customers "
            "served for customers, over exactly the units that have answers. Answers of employees "
            "are told in bands, so theirs is a range."
        ),
        "n / N",
    ),
    Term(
        say("link"),
        say(
            "One leg tends to follow another some quarters later: after company-wide shocks, "
            "trend, season and each series' own past are removed, what is new in the leader goes "
            "with what is new in the follower. Association, not proof of cause; a common driver "
            "inside a unit, such as a new manager, still looks like a lead."
        ),
        say(
            "Pooled AR(1) prewhitening, projection on the cross-section means, studentised "
            "sign-flip max-T over the lags; Holm over the three links"
        ),
        say("Pesaran (2006), Econometrica 74, 967-1012; Westfall & Young (1993); Holm (1979)"),
    ),
    Term(
        say("slope of a link"),
        say(
            "Points of the follower per point of the leader, on the unbent score line, within "
            "units."
        ),
        say("Σ s / Σ x², over the residuals of all units"),
    ),
    Term(
        say("lag set"),
        say(
            "Every lag whose p-value, adjusted for the lags tried, is under 0.05. Neighbours of "
            "the true lag are often flagged too, so a lag is a range, never one number."
        ),
    ),
    Term(
        say("p over the lags tried"),
        say(
            "How often unrelated data of this size show, at any of the lags tried, as much as "
            "yours. It already pays for looking at several lags; the three links then share the "
            "5% by Holm."
        ),
        say("(1 + draws in which the largest |t| over the lags is at least yours) / (1 + draws)"),
        say(
            "Westfall & Young (1993), section 2.3; Canay, Romano & Shaikh (2017), Econometrica "
            "85, 1013-1030"
        ),
    ),
    Term(
        say("what a link must survive"),
        say(
            "Established also asks that the rank version finds the same lag, that nothing is left "
            "of either leg's own past, that no single quarter takes more than a third of r with "
            "it, and that r keeps two thirds when the company's movements of both quarters are "
            "taken out of both legs."
        ),
        say("|r without| ≥ 2/3 |r|"),
        say(
            "Blom (1958), section 6.9 (normal scores); Chudik & Pesaran (2015), J. Econometrics "
            "188, 393-420 (more means)"
        ),
    ),
    Term(
        say("smallest correlation that would show"),
        say(
            "What a test of this size finds four times in five. A weaker link may exist and not "
            "show."
        ),
        say("(critical value + 80% point of t) × standard error"),
    ),
    Term(
        say("reliability and the highest r"),
        say(
            "Survey error hides part of what moves in a leg, so even two legs tied perfectly "
            "would not correlate fully. Reliability is the share of the movement within units "
            "that is not error."
        ),
        say(
            "reliability = 1 − mean(se²) / variance within units; highest r = √(reliability of "
            "both)"
        ),
        say("Spearman (1904), Am. J. Psychol. 15, 72-101; Lord & Novick (1968), section 3.4"),
    ),
    Term(
        say("response to a surprise"),
        say(
            "A second opinion: how far the follower is off its own path in each quarter after the "
            "leader was one point above what its past suggests; at once, and carried over."
        ),
        say(
            "follower at t + h on the leader at t and both legs' last values, within units; the "
            "bias of short windows is taken out"
        ),
        say(
            "Jordà (2005), Am. Econ. Rev. 95, 161-182; Montiel Olea & Plagborg-Møller (2021), "
            "Econometrica 89, 1789-1823"
        ),
    ),
    Term(
        say("Granger and Dumitrescu-Hurlin tests"),
        say(
            "Second opinions: does the leader's past improve on what the follower's own past "
            "says, in the company-wide series, or in at least some units. They do not pay for the "
            "lags tried, and the second leaves company-wide shocks in."
        ),
        say("F of the leader's lags; Z̃ from the units' mean Wald statistic"),
        say(
            "Granger (1969), Econometrica 37, 424-438; Dumitrescu & Hurlin (2012), Econ. "
            "Modelling 29, 1450-1460"
        ),
    ),
    Term(
        say("skill of a forecast"),
        say(
            "How much smaller its squared error is than that of a rule anybody could use: no "
            "change, the same as a year ago, or the follower's own path. Only skill over its own "
            "path is what the leader adds. 0 is no better, below 0 worse."
        ),
        say("1 − mean squared error / that of the rule; jackknife over quarters"),
        say("Efron & Tibshirani (1993), chapter 11"),
    ),
    Term(
        say("inside their interval"),
        say(
            "Share of what happened that lay inside the forecast's 80% interval: 80% when they "
            "are honest."
        ),
    ),
    Term(
        say("95 % interval"),
        say(
            "Where the figure would lie in 95 of 100 surveys like this one. Ledger figures are "
            "counted in full and have none; a figure hidden for few answers shows none."
        ),
        say(
            "mean ± t(n − 1) √(s² / n) √(1 − n / N), on the score 75 / |target − floor| times "
            "that; of a correlation tanh(atanh r ± 1.96 / √(n − 3))"
        ),
        say("Cochran (1977), Sampling Techniques, 2.6"),
    ),
    Term(
        say("raw figure"),
        say(
            "The figure behind a score in its own unit: mean answer, share of yes, or percent of "
            "revenue. A score never stands without it."
        ),
        say("s / n; margin = 100 (revenue − cost) / revenue"),
    ),
    Term(
        say("height and gap"),
        say(
            "Mean height is the mean of the three scores; the gap goes from the lowest leg to the "
            "highest."
        ),
        say("mean(scores); max(scores) − min(scores)"),
    ),
    Term(
        say("tilt, debiased"),
        say("The tilt less what noise adds to it on average; never under 0."),
        say("√max(0, tilt² − trace of C′ diag(se²) C)"),
    ),
    Term(
        say("downhill direction"),
        say(
            "Where the seat slopes down: x and y are its slope uphill, y towards profit; the "
            "angle is downhill, in degrees, counter-clockwise from the right."
        ),
        say("g = C′ scores; angle = atan2(−y, −x)"),
    ),
    Term(
        say("own limits"),
        say(
            "What the leg usually swings between, by its own quarters (eight are needed). A "
            "quarter beyond them, or eight in a row on one side, is a reason to look."
        ),
        say("mean ± the larger of 2.66 × mean moving range and 3 standard errors"),
        say(
            "Wheeler & Chambers (1992), Understanding Statistical Process Control; Western "
            "Electric (1956), Statistical Quality Control Handbook, 25-28"
        ),
    ),
    Term(
        say("evidence word"),
        say(
            "How sure a link is, in five steps from not enough data to replicated. It is one "
            "scale everywhere, and how often it is wrong is measured and shown on the Help page."
        ),
    ),
    Term(
        say("r, correlation"),
        say(
            "How closely two figures go together, from −1 to 1; 0 is not at all. In a link: of "
            "what is new in the leader and what is new in the follower some quarters later, "
            "within units. Beyond its band it stands out over all lags tried; the robust r is "
            "that of ranks."
        ),
        say("Σ xy / √(Σ x² Σ y²)"),
    ),
    Term(
        say("within and between units"),
        say(
            "Within: whether a unit moves as its leader moved, over time. Between: whether units "
            "that are high in one leg are high in the other, which is no evidence of a lead. "
            "Pooled mixes the two."
        ),
        say("r of what is new in each unit; r of the units’ means; r of all unit-quarters"),
    ),
    Term(
        say("unit by unit"),
        say(
            "The correlation of each unit alone, with its interval. One of them says little; a "
            "link that holds shows in how they spread."
        ),
        say("r at the best lag less the company-wide movements; tanh(atanh r ± 1.96 / √(n − 3))"),
    ),
    Term(
        say("left of the own past"),
        say(
            "What a leg still remembers of itself after its past was taken out. Beyond the band "
            "of luck, p-values come out too small."
        ),
        say("autocorrelation at 1 to 4 quarters, pooled over units"),
    ),
    Term(
        say("otherwise computed"),
        say(
            "The same link with one choice made differently, to see whether the verdict hangs on "
            "it. Trying many and keeping the best would be fishing; nothing here is published."
        ),
    ),
    Term(
        say("customers kept and repeat share"),
        say(
            "The share of customers at the start of the quarter who did not leave, and the share "
            "of revenue from customers who had bought before."
        ),
        say("100 (start − lost) / start; 100 repeat revenue / revenue"),
    ),
    Term(
        say("what is measured"),
        say(
            "A concept counts as measured when the columns its figure is made of are loaded and "
            "may be shown; in part, when some are."
        ),
        say("concepts measured / concepts there are"),
    ),
    Term(
        say("what is loaded"),
        say(
            "For each unit and leg, how many quarters have a figure, where a quarter between is "
            "missing, and where too few answered to show it."
        ),
    ),
    Term(
        say("loop gain"),
        say(
            "How much of a score point comes back to its leg once round the loop, employees to "
            "customers to profit to employees. Above 1 the loop would feed itself. It rests on its "
            "weakest link, and is not seen to close unless all three are established."
        ),
        say("product of the three slopes; interval from 20,000 draws of them"),
        say("MacKinnon, Lockwood & Williams 2004 (interval of a product)"),
    ),
    Term(
        say("what if"),
        say(
            "What tends to follow if one score is moved and held from next quarter on, against "
            "what would have been. It is carried through established links alone, each by its "
            "slope and lag, and bounded by the largest change that the company or a unit held for "
            "a year."
        ),
        say(
            "difference = points × slope, from the lag on; chains multiply slopes and add lags; "
            "4,000 draws of slope (its interval) and lag (its set)"
        ),
    ),
    Term(
        say("standard of service"),
        say(
            "What is promised of the service in a number: what is measured, the target, who "
            "answers for it, and what it came to when it was last measured."
        ),
        say("attained where the value is as good as the target or better"),
    ),
    Term(
        say("break-even"),
        say(
            "The first quarter in which what comes back as margin is more likely than not to cover "
            "what was spent. A point of the profit score is priced by the margin alone, on the "
            "revenue of a usual quarter."
        ),
        say(
            "money a point = mean revenue of 4 quarters × (target − floor of the margin) / 75 / 100"
        ),
    ),
    Term(
        say("effect of an action"),
        say(
            "What the units an action reached did beyond the others, from the quarters before it "
            "began to those from when it was due. It is told only where there are others to "
            "compare with and both went alike before; actions looked at together pay for their "
            "number."
        ),
        say(
            "least squares on unit effects, quarter effects and being reached; p and interval by "
            "exchanging units (1,999 draws)"
        ),
        say(
            "Bertrand, Duflo & Mullainathan (2004), Q. J. Econ. 119, 249-275; Rosenbaum (2002), "
            "Observational Studies, section 2.6"
        ),
    ),
    Term(
        say("reward fund"),
        say(
            "Margin over its target is what rewards can be paid from. The path is followed step by "
            "step: surplus, reward spend a head, what employees say of rewards. Money is spent on "
            "rewards only where somebody decides it: a step that does not follow says so."
        ),
        say("surplus = margin − target, in points; spend a head = reward spend / headcount"),
    ),
    Term(
        say("due to show"),
        say(
            "The quarter an action began in, and the quarters after which its leg should move. "
            "What the leg did meanwhile is a change like any other: no proof that the action did "
            "it."
        ),
        say("start + quarters until it shows; change = score now − score before the start"),
    ),
    Term(
        say("change of wording or scale"),
        say(
            "From that quarter on a figure is another figure. No change, tilt or score is "
            "compared across it."
        ),
    ),
    Term(
        say("minimum n"),
        say(
            "Employee figures need at least 7 answers, or more where the Data page asks for more, "
            "for confidentiality; customer figures at least 5, for honesty. A smaller group is "
            "hidden and says so."
        ),
        "",
        say("Hundepool et al. (2012), Statistical Disclosure Control, ch. 4"),
    ),
    Term(
        say("threshold"),
        say(
            "The fewest answers of employees that any number shown may rest on: 7 unless it was "
            "raised, never under 5. Nothing that can be worked out from what is shown is about "
            "fewer people."
        ),
        "",
        say("Hundepool et al. (2012), Statistical Disclosure Control, ch. 4"),
    ),
    Term(
        say("primary suppression"),
        say(
            "Hiding a figure because it rests on fewer answers than the threshold. All questions "
            "of a group are hidden together: the one with the fewest answers decides."
        ),
        say("n < threshold"),
        say("Hundepool et al. (2012), Statistical Disclosure Control, ch. 4"),
    ),
    Term(
        say("complementary suppression"),
        say(
            "Hiding a figure that has answers enough, because together with what else is shown it "
            "would tell of a smaller group. Which one is chosen by numbers of answers, never by "
            "what they say, and an audit checks every combination."
        ),
        say("parent − children shown is of nobody, or of as many as the threshold"),
        say("Hundepool et al. (2012), Statistical Disclosure Control, sections 4.3 to 4.5"),
    ),
    Term(
        say("other small teams"),
        say(
            "Teams of a region that are hidden, taken together where all their answers are enough; "
            "the number in brackets says how many teams. It is the region less the teams shown, so "
            "it tells nothing new. No change is told, since other teams may be hidden in another "
            "quarter."
        ),
        say("region − teams shown"),
    ),
    Term(
        say("coded figures"),
        say(
            "What employees answer is shown too coarsely to be counted back into people: their "
            "number in bands (7–9, 10–14, 15–24, 25–39, 40–63, 64–99, and so on), means to 0.1 of "
            "a scale 1-5 and told as 1.5 or less, or as 4.5 or more, shares to 5 points and told "
            "as 10% or less, or as 90% or more; on other scales in proportion, and more finely "
            "from 100, 400 and 1,000 answers on. Intervals hold what that takes."
        ),
        say("variance of the answers, told coarsely, + n × step² / 12"),
        say("Hundepool et al. (2012), ch. 5; Sheppard (1898), Proc. Lond. Math. Soc. 29, 353-380"),
    ),
    Term(
        say("revision"),
        say(
            "A data version. Every upload, replacement, reversal and target makes one, and every "
            "page can be read as of any of them."
        ),
    ),
    Term(
        say("comments shown"),
        say(
            "Comments of employees are shown where 10 people or more wrote in a unit and quarter. "
            "Those of smaller units of a region are shown together, if they are 10 together. Each "
            "text stands in one list at one level, so no list can be taken from another. Of "
            "customers 5 are enough."
        ),
    ),
    Term(
        say("masking"),
        say(
            "What tells who wrote is replaced before a text is stored: e-mail addresses, telephone "
            "numbers, links, identifiers, account numbers, names after a title, and names of those "
            "who serve or stand in a roster. It goes by patterns; other names stay."
        ),
    ),
    Term(
        say("topic"),
        say(
            "A list of words anybody can read and change. A text is of a topic if it holds one of "
            "them. Fewer than 5 mentions are not counted out."
        ),
        say("mentions / texts of the quarter that may be counted"),
    ),
    Term(
        say("importance of a question"),
        say(
            "How much of the score's differences among people goes with a question, shared out "
            "fairly among questions that are answered alike; people are compared with others of "
            "the same unit and quarter. It has no sign and is no cause: the tie says which way it "
            "goes, and whether it can be told from its neighbours."
        ),
        say("relative weight: Λ² (Λ⁻¹ r)², Λ the square root of the questions' correlations"),
        say(
            "Johnson (2000), Multivariate Behav. Res. 35, 1-19; intervals: whole units drawn "
            "anew, Tonidandel, LeBreton & Johnson (2009)"
        ),
    ),
    Term(
        say("rank of a question"),
        say(
            "Its place by importance, 1 the largest. “Rank could be 2–5” holds the places it took "
            "in 95 of 100 companies drawn anew from the same units."
        ),
        say("middle 95 % of the ranks of resampled companies"),
    ),
    Term(
        say("performance of a question"),
        say(
            "Where the mean answer stands on its scale, 0 worst to 100 % best. Important questions "
            "under the mean of all are to improve first, those over it to keep up."
        ),
        say("(mean − worst) / (best − worst)"),
        say("Martilla & James (1977), J. Marketing 41(1), 77-79"),
    ),
    Term(
        say("tie to the score"),
        say(
            "Goes with the score: better answers come with a higher score, and still do among "
            "people who answered the other questions alike. Shared with others: only the first. No "
            "clear tie: chance could make it. Goes against the score: better answers come with a "
            "lower one, which is never advice."
        ),
        say("t of Fisher's z of r, and of the coefficient, over resampled errors; Holm over items"),
    ),
    Term(
        say("groups that differ"),
        say(
            "Whether a question goes with the score alike in every group, beyond chance for so "
            "many questions. With opposite signs, more of it helps in one group and harms in "
            "another."
        ),
        say("Cochran's Q of Fisher's z of r over resampled errors, Holm over items"),
        say("Cochran (1954), Biometrics 10, 101-129"),
    ),
    Term(
        say("worth of a question"),
        say(
            "Money a quarter that tends to go with a point of a question (a tenth where it is yes "
            "or no): its slope to the score, then the established links, then the price of a point "
            "of profit. Nothing is said where a link is not established."
        ),
        say("slope × points a unit × slopes of the links × money a point, 4,000 draws"),
    ),
    Term(
        say("low scorer"),
        say(
            "Somebody whose answer to the headline question is below favourable. Of employees the "
            "comparison is of the company alone, in steps of 5 %, from 10 people in each group on."
        ),
        say("share of low scorers who mention it − share of the others, Holm over the topics"),
        say("Newcombe (1998), Stat. Med. 17, 873-890; Fisher's exact test"),
    ),
    Term(
        say("suggestion"),
        say(
            "What people ask for in a column of its own. Its steps: heard; coded, when a topic "
            "names it or somebody says so; an action came of it; told back to those who asked."
        ),
    ),
    *service.TERMS,
)


@cache
def tip(*names: str) -> str:
    """Definition of a term in full, then links to it and to the others: for a tooltip."""
    links = " · ".join(f"[{plain(say(name))}](help?term={quote(say(name))})" for name in names)
    first = term(names[0])
    formula = f"  \n`{first.formula}`" if first.formula else ""
    return f"{plain(first.meaning)}{formula}  \n{MORE} {links}"


def nothing(text: str) -> str:
    """No term holds a text."""
    return say("No word or formula holds “{text}”. All of them are listed below.", text=text)


def term(name: str) -> Term:
    """The term of that English name."""
    return next(term for term in TERMS if term.name == say(name))


def found(text: str) -> list[Term]:
    """Terms that hold a text, those that bear it as a name first."""
    wanted = text.casefold().strip()
    named = [each for each in TERMS if wanted in each.name.casefold()]
    inside = [each for each in TERMS if wanted in f"{each.meaning} {each.formula}".casefold()]
    exact = [each for each in named if each.name.casefold() == wanted]
    return list(dict.fromkeys([*exact, *named, *inside]))
