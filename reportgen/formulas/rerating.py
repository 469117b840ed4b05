"""The re-rating split: how much of the gap earnings, the multiple and the share count must carry.

The identity is market cap = earnings per share x price/earnings x shares. The multiple at the horizon
is what is left over, so the re-rating is computed, never assumed. Money is split by the additive
logarithmic mean method (LMDI-I; Ang, Energy Policy 33, 2005), which sums exactly in any order.

"At the horizon" follows the exit rule: the price at the horizon is paid for the twelve months after
it, so today's next-twelve-month earnings grow over the whole time left.
"""

from __future__ import annotations

from reportgen.figures import Guard, Values, either, figure, log

LOSS = "earnings are not positive"
NO_LOSS = Guard(lambda base_earnings_per_share: base_earnings_per_share <= 0, "n.m.", LOSS)
NO_GAP = Guard(
    lambda target_market_cap, market_cap: target_market_cap == market_cap, "n/a", "there is no gap"
)
NEVER = Guard(
    lambda earnings_growth: earnings_growth <= 0, "n.m.", "never at this growth of earnings"
)


def logarithmic_mean(first: Values, second: Values) -> Values:
    """L(a, b) = (a - b) / (ln a - ln b), and L(a, a) = a; positive arguments only."""
    ratio = first / second
    apart = abs(ratio - 1) > 1e-12  # noqa: PLR2004 - nearer than this the quotient is only noise
    spread = either(apart, ratio, 2.0)
    return either(apart, second * (spread - 1) / log(spread), second)


@figure(label="Multiple today on the base earnings", unit="multiple", guards=(NO_LOSS,))
def base_pe(share_price: Values, base_earnings_per_share: Values) -> Values:
    """Price over the earnings the split starts from."""
    return share_price / base_earnings_per_share


@figure(
    label="Earnings per share at the horizon",
    unit="money_per_share",
    increasing=(
        "base_earnings_per_share",
        "earnings_growth",
    ),
)
def horizon_earnings_per_share(
    base_earnings_per_share: Values, earnings_growth: Values, years_to_horizon: Values
) -> Values:
    """Base earnings grown at the house's rate up to the horizon."""
    return base_earnings_per_share * (1 + earnings_growth) ** years_to_horizon


@figure(
    label="Multiple needed at the horizon",
    unit="multiple",
    core=True,
    guards=(
        Guard(lambda horizon_earnings_per_share: horizon_earnings_per_share <= 0, "n.m.", LOSS),
    ),
    increasing=("target_market_cap",),
    decreasing=(
        "horizon_earnings_per_share",
        "horizon_shares",
    ),
)
def required_pe(
    target_market_cap: Values, horizon_earnings_per_share: Values, horizon_shares: Values
) -> Values:
    """P/E at which the target is met if earnings and shares go as assumed."""
    return target_market_cap / (horizon_earnings_per_share * horizon_shares)


@figure(
    label="Re-rating needed",
    unit="multiple",
    decimals=2,
    increasing=("required_pe",),
    decreasing=("base_pe",),
)
def rerating_ratio(required_pe: Values, base_pe: Values) -> Values:
    """Multiple needed over multiple today; above one is a re-rating, below one a de-rating."""
    return required_pe / base_pe


@figure(
    label="Earnings per share needed at today's multiple",
    unit="money_per_share",
    core=True,
    increasing=("target_market_cap",),
    decreasing=(
        "base_pe",
        "horizon_shares",
    ),
)
def required_earnings_per_share(
    target_market_cap: Values, base_pe: Values, horizon_shares: Values
) -> Values:
    """Earnings at which the target is met with no change of multiple."""
    return target_market_cap / (base_pe * horizon_shares)


@figure(
    label="Rise of earnings needed at today's multiple",
    unit="rate",
    decimals=0,
    core=True,
    guards=(NO_LOSS,),
    increasing=("required_earnings_per_share",),
    decreasing=("base_earnings_per_share",),
)
def required_earnings_growth(
    required_earnings_per_share: Values, base_earnings_per_share: Values
) -> Values:
    """The same as a rise over the base earnings, in total."""
    return required_earnings_per_share / base_earnings_per_share - 1


@figure(
    label="Years of assumed growth that rise takes",
    unit="years",
    core=True,
    guards=(NEVER, NO_LOSS),
    increasing=("required_earnings_per_share",),
    decreasing=("earnings_growth",),
)
def years_at_assumed_growth(
    required_earnings_per_share: Values, base_earnings_per_share: Values, earnings_growth: Values
) -> Values:
    """How long earnings need at the house's growth to carry the gap alone."""
    return log(required_earnings_per_share / base_earnings_per_share) / log(1 + earnings_growth)


@figure(
    label="Earnings per share needed at {benchmark}'s multiple",
    unit="money_per_share",
    increasing=("target_market_cap",),
    decreasing=(
        "benchmark_forward_pe",
        "horizon_shares",
    ),
)
def required_earnings_at_benchmark_pe(
    target_market_cap: Values, benchmark_forward_pe: Values, horizon_shares: Values
) -> Values:
    """Earnings at which the target is met if the benchmark's forward multiple were paid."""
    return target_market_cap / (benchmark_forward_pe * horizon_shares)


@figure(
    label="Rise of earnings needed at {benchmark}'s multiple",
    unit="rate",
    decimals=0,
    guards=(NO_LOSS,),
    increasing=("required_earnings_at_benchmark_pe",),
)
def required_earnings_growth_at_benchmark_pe(
    required_earnings_at_benchmark_pe: Values, base_earnings_per_share: Values
) -> Values:
    """The same as a rise over the base earnings, in total."""
    return required_earnings_at_benchmark_pe / base_earnings_per_share - 1


@figure(
    label="Earnings per share needed at the house's exit multiple",
    unit="money_per_share",
    increasing=("target_market_cap",),
    decreasing=(
        "exit_multiple",
        "horizon_shares",
    ),
)
def required_earnings_at_exit_multiple(
    target_market_cap: Values, exit_multiple: Values, horizon_shares: Values
) -> Values:
    """Earnings at which the target is met at the multiple the house would pay."""
    return target_market_cap / (exit_multiple * horizon_shares)


@figure(
    label="Rise of earnings needed at the house's exit multiple",
    unit="rate",
    decimals=0,
    guards=(NO_LOSS,),
    increasing=("required_earnings_at_exit_multiple",),
)
def required_earnings_growth_at_exit_multiple(
    required_earnings_at_exit_multiple: Values, base_earnings_per_share: Values
) -> Values:
    """The same as a rise over the base earnings, in total."""
    return required_earnings_at_exit_multiple / base_earnings_per_share - 1


@figure(
    label="Gap carried by earnings",
    unit="money",
    signed=True,
    core=True,
    guards=(NO_LOSS,),
    increasing=("horizon_earnings_per_share",),
)
def earnings_contribution(
    target_market_cap: Values,
    market_cap: Values,
    horizon_earnings_per_share: Values,
    base_earnings_per_share: Values,
) -> Values:
    """Part of the gap that the assumed growth of earnings per share fills."""
    weight = logarithmic_mean(target_market_cap, market_cap)
    return weight * log(horizon_earnings_per_share / base_earnings_per_share)


@figure(
    label="Gap carried by the multiple",
    unit="money",
    signed=True,
    core=True,
    increasing=("required_pe",),
)
def multiple_contribution(
    target_market_cap: Values, market_cap: Values, required_pe: Values, base_pe: Values
) -> Values:
    """Part of the gap that a change of the multiple has to fill; negative is a de-rating allowed."""
    return logarithmic_mean(target_market_cap, market_cap) * log(required_pe / base_pe)


@figure(
    label="Gap carried by the share count",
    unit="money",
    signed=True,
    core=True,
    increasing=("horizon_shares",),
)
def share_count_contribution(
    target_market_cap: Values, market_cap: Values, horizon_shares: Values, shares: Values
) -> Values:
    """Part of the gap that new shares fill: it adds to the cap but not to the holder's price."""
    return logarithmic_mean(target_market_cap, market_cap) * log(horizon_shares / shares)


@figure(
    label="Share of the gap from earnings",
    unit="rate",
    decimals=0,
    core=True,
    guards=(NO_GAP,),
    increasing=("earnings_contribution",),
)
def earnings_share_of_gap(
    earnings_contribution: Values, target_market_cap: Values, market_cap: Values
) -> Values:
    """Logarithmic share; a negative one is valid and keeps its sign."""
    return earnings_contribution / (target_market_cap - market_cap)


@figure(
    label="Share of the gap from the multiple",
    unit="rate",
    decimals=0,
    core=True,
    guards=(NO_GAP,),
    increasing=("multiple_contribution",),
)
def multiple_share_of_gap(
    multiple_contribution: Values, target_market_cap: Values, market_cap: Values
) -> Values:
    """Logarithmic share; a negative one is valid and keeps its sign."""
    return multiple_contribution / (target_market_cap - market_cap)


@figure(
    label="Share of the gap from the share count",
    unit="rate",
    decimals=0,
    core=True,
    guards=(NO_GAP,),
    increasing=("share_count_contribution",),
)
def share_count_share_of_gap(
    share_count_contribution: Values, target_market_cap: Values, market_cap: Values
) -> Values:
    """Logarithmic share; a negative one is valid and keeps its sign."""
    return share_count_contribution / (target_market_cap - market_cap)
