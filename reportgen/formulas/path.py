"""The path to the target: where the market cap would have to stand today, and how far it is from there.

The path is a straight line in logarithms from the baseline to the target, so that the growth still
required stays constant for a company that keeps to it. Time is ACT/365, and once it is used up what
rests on the path is n.m.
"""

from __future__ import annotations

from reportgen.figures import Guard, Values, figure, log
from reportgen.formulas.gap import DAYS_PER_YEAR, POSITIVE_TARGET

TARGET_IS_BASELINE = Guard(
    lambda target_market_cap, baseline_market_cap: target_market_cap == baseline_market_cap,
    "error",
    "the target equals the baseline, so there is no path between them",
)
NO_PATH_TIME = Guard(
    lambda years_on_path: years_on_path <= 0, "n.m.", "the path has no length in time"
)
PATH_EXPIRED = Guard(
    lambda years_since_baseline, years_on_path: years_since_baseline > years_on_path,
    "n.m.",
    "the path has expired",
)


@figure(
    label="Market cap at the baseline",
    unit="money",
    increasing=("baseline_share_price", "baseline_shares_outstanding"),
    reference="common definition",
)
def baseline_market_cap(
    baseline_share_price: Values, baseline_shares_outstanding: Values
) -> Values:
    """Where the path starts: price times shares on the baseline's day."""
    return baseline_share_price * baseline_shares_outstanding


@figure(label="Years since the baseline", unit="years", reference="XIRR convention, ACT/365")
def years_since_baseline(as_of: Values, baseline_date: Values) -> Values:
    """Time used up since the path began, in years, ACT/365."""
    return (as_of - baseline_date) / DAYS_PER_YEAR


@figure(label="Length of the path", unit="years", reference="XIRR convention, ACT/365")
def years_on_path(horizon_date: Values, baseline_date: Values) -> Values:
    """Time from baseline to horizon in years, ACT/365; without any there is no path."""
    return (horizon_date - baseline_date) / DAYS_PER_YEAR


@figure(
    label="Market cap on the path",
    unit="money",
    core=True,
    guards=(POSITIVE_TARGET, TARGET_IS_BASELINE, NO_PATH_TIME, PATH_EXPIRED),
    reference="house definition",
)
def on_path_market_cap(
    baseline_market_cap: Values,
    target_market_cap: Values,
    years_since_baseline: Values,
    years_on_path: Values,
) -> Values:
    """Where the cap would stand today on a path of constant growth from baseline to target.

    A target of zero or less, or one that equals the baseline, stops the build. The path is n.m. where
    it has no length in time, and after its end.
    """
    growth = target_market_cap / baseline_market_cap
    return baseline_market_cap * growth ** (years_since_baseline / years_on_path)


@figure(label="Required upside on the path", unit="rate", decimals=0, reference="common ratio")
def path_required_upside(target_market_cap: Values, on_path_market_cap: Values) -> Values:
    """Rise still needed today by a company that keeps to the path."""
    return target_market_cap / on_path_market_cap - 1


@figure(
    label="Ahead of the path",
    unit="rate",
    signed=True,
    core=True,
    increasing=("market_cap",),
    decreasing=("on_path_market_cap",),
    reference="house definition",
)
def ahead_of_path(market_cap: Values, on_path_market_cap: Values) -> Values:
    """Distance of the cap from the path: positive is ahead, negative behind."""
    return market_cap / on_path_market_cap - 1


@figure(
    label="Share of the way covered",
    unit="rate",
    signed=True,
    decimals=0,
    guards=(TARGET_IS_BASELINE,),
    reference="house definition",
)
def gap_closed(
    market_cap: Values, baseline_market_cap: Values, target_market_cap: Values
) -> Values:
    """Share of the way from baseline to target, measured in logarithms; negative when further away.

    A target that equals the baseline stops the build.
    """
    return log(market_cap / baseline_market_cap) / log(target_market_cap / baseline_market_cap)


@figure(
    label="Time ahead of the path",
    unit="months",
    signed=True,
    guards=(NO_PATH_TIME, PATH_EXPIRED),
    reference="house definition",
)
def months_ahead_of_path(
    gap_closed: Values, years_on_path: Values, years_since_baseline: Values
) -> Values:
    """By how many months the cap leads (or trails, if negative) its path; n.m. after its end.

    It is the time that growth along the path takes to cover what the cap has covered, less the time used.
    """
    return 12 * (years_on_path * gap_closed - years_since_baseline)
