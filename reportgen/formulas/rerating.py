"""The re-rating split: how much of the gap earnings, the multiple and the share count must carry.

The identity is market cap = earnings per share x price/earnings x shares. The multiple at the horizon
is what is left over, so the re-rating is computed, never assumed. Money is split by the additive
logarithmic mean method (LMDI-I; Ang, Energy Policy 33, 2005), which sums exactly in any order.

"At the horizon" follows the exit rule: the price at the horizon is paid for the twelve months after
it, so today's next-twelve-month earnings grow over the whole time left.
"""

from __future__ import annotations

from reportgen.figures import Formula, Guard, Values, either, figure, log

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


@figure(
    label="Multiple today on the base earnings",
    unit="multiple",
    guards=(NO_LOSS,),
    reference="CFA Institute, Equity Asset Valuation",
)
def base_pe(share_price: Values, base_earnings_per_share: Values) -> Values:
    """Price over the earnings the split starts from, forward or trailing; n.m. at a loss."""
    return share_price / base_earnings_per_share


@figure(
    label="Earnings per share at the horizon",
    unit="money_per_share",
    increasing=(
        "base_earnings_per_share",
        "earnings_growth",
    ),
    reference="house definition",
)
def horizon_earnings_per_share(
    base_earnings_per_share: Values, earnings_growth: Values, years_to_horizon: Values
) -> Values:
    """Base earnings grown at the house's rate up to the horizon, forward or trailing as they are."""
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
    reference="house definition (exit rule)",
)
def required_pe(
    target_market_cap: Values, horizon_earnings_per_share: Values, horizon_shares: Values
) -> Values:
    """P/E at which the target is met if earnings and shares go as assumed; n.m. at a loss."""
    return target_market_cap / (horizon_earnings_per_share * horizon_shares)


@figure(
    label="Re-rating needed",
    unit="multiple",
    decimals=2,
    increasing=("required_pe",),
    decreasing=("base_pe",),
    reference="common ratio",
)
def rerating_ratio(required_pe: Values, base_pe: Values) -> Values:
    """Multiple needed over multiple today; above one is a re-rating, below one a de-rating."""
    return required_pe / base_pe


def _required_earnings(name: str, multiple: str, words: str, *, core: bool = False) -> Formula:
    """Earnings per share at which the target is met at one multiple; n.m. unless it is positive."""
    return Formula(
        name=name,
        label=f"Earnings per share needed at {words}",
        unit="money_per_share",
        function=lambda target, multiple, shares: target / (multiple * shares),
        parameters=("target_market_cap", multiple, "horizon_shares"),
        section="rerating",
        core=core,
        guards=(
            Guard(lambda paid: paid <= 0, "n.m.", "the multiple is not positive", of=(multiple,)),
        ),
        increasing=("target_market_cap",),
        decreasing=(multiple, "horizon_shares"),
        body=f"target_market_cap / ({multiple} * horizon_shares)",
        sentence=f"Earnings per share at which the target is met at {words} at the horizon.",
        reference="house definition (exit rule)",
    )


def _required_growth(name: str, earnings: str, words: str, *, core: bool = False) -> Formula:
    """The same as a rise over the base earnings, in total; n.m. where they are not positive."""
    return Formula(
        name=name,
        label=f"Rise of earnings needed at {words}",
        unit="rate",
        decimals=0,
        function=lambda needed, base: needed / base - 1,
        parameters=(earnings, "base_earnings_per_share"),
        section="rerating",
        core=core,
        guards=(NO_LOSS,),
        increasing=(earnings,),
        decreasing=("base_earnings_per_share",),
        body=f"{earnings} / base_earnings_per_share - 1",
        sentence="Rise over the base earnings that this takes, in total; n.m. at a loss.",
        reference="common ratio",
    )


TODAY, HOUSE = "today's multiple", "the house's exit multiple"
BENCHMARK, PEERS = "{benchmark}'s multiple", "the peers' multiple"

required_earnings_per_share = _required_earnings(
    "required_earnings_per_share", "base_pe", TODAY, core=True
)
required_earnings_growth = _required_growth(
    "required_earnings_growth", "required_earnings_per_share", TODAY, core=True
)


@figure(
    label="Years of assumed growth that rise takes",
    unit="years",
    core=True,
    guards=(NEVER, NO_LOSS),
    increasing=("required_earnings_per_share",),
    decreasing=("earnings_growth",),
    reference="compound growth, solved for time",
)
def years_at_assumed_growth(
    required_earnings_per_share: Values, base_earnings_per_share: Values, earnings_growth: Values
) -> Values:
    """How long earnings need at the house's growth to carry the gap alone, at today's multiple.

    It is n.m. at a loss, and without growth ("never"); negative where earnings are more than enough.
    """
    return log(required_earnings_per_share / base_earnings_per_share) / log(1 + earnings_growth)


required_earnings_at_benchmark_pe = _required_earnings(
    "required_earnings_at_benchmark_pe", "benchmark_forward_pe", BENCHMARK
)
required_earnings_growth_at_benchmark_pe = _required_growth(
    "required_earnings_growth_at_benchmark_pe", "required_earnings_at_benchmark_pe", BENCHMARK
)
required_earnings_at_peer_pe = _required_earnings(
    "required_earnings_at_peer_pe", "peer_forward_pe", PEERS
)
required_earnings_growth_at_peer_pe = _required_growth(
    "required_earnings_growth_at_peer_pe", "required_earnings_at_peer_pe", PEERS
)
required_earnings_at_exit_multiple = _required_earnings(
    "required_earnings_at_exit_multiple", "exit_multiple", HOUSE
)
required_earnings_growth_at_exit_multiple = _required_growth(
    "required_earnings_growth_at_exit_multiple", "required_earnings_at_exit_multiple", HOUSE
)


@figure(
    label="Gap carried by earnings",
    unit="money",
    signed=True,
    core=True,
    guards=(NO_LOSS,),
    increasing=("horizon_earnings_per_share",),
    reference="Ang, Energy Policy 33 (2005)",
)
def earnings_contribution(
    target_market_cap: Values,
    market_cap: Values,
    horizon_earnings_per_share: Values,
    base_earnings_per_share: Values,
) -> Values:
    """Part of the gap that the assumed growth of earnings per share fills; n.m. at a loss."""
    weight = logarithmic_mean(target_market_cap, market_cap)
    return weight * log(horizon_earnings_per_share / base_earnings_per_share)


@figure(
    label="Gap carried by the multiple",
    unit="money",
    signed=True,
    core=True,
    increasing=("required_pe",),
    reference="Ang, Energy Policy 33 (2005)",
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
    reference="Ang, Energy Policy 33 (2005)",
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
    reference="Ang, Energy Policy 33 (2005)",
)
def earnings_share_of_gap(
    earnings_contribution: Values, target_market_cap: Values, market_cap: Values
) -> Values:
    """Part of the gap from growth of earnings, by logarithms; negative is valid; n/a without a gap."""
    return earnings_contribution / (target_market_cap - market_cap)


@figure(
    label="Share of the gap from the multiple",
    unit="rate",
    decimals=0,
    core=True,
    guards=(NO_GAP,),
    increasing=("multiple_contribution",),
    reference="Ang, Energy Policy 33 (2005)",
)
def multiple_share_of_gap(
    multiple_contribution: Values, target_market_cap: Values, market_cap: Values
) -> Values:
    """Part of the gap from a change of the multiple, by logarithms; negative is valid; n/a without a gap."""
    return multiple_contribution / (target_market_cap - market_cap)


@figure(
    label="Share of the gap from the share count",
    unit="rate",
    decimals=0,
    core=True,
    guards=(NO_GAP,),
    increasing=("share_count_contribution",),
    reference="Ang, Energy Policy 33 (2005)",
)
def share_count_share_of_gap(
    share_count_contribution: Values, target_market_cap: Values, market_cap: Values
) -> Values:
    """Part of the gap from new shares, by logarithms; negative is valid; n/a without a gap."""
    return share_count_contribution / (target_market_cap - market_cap)
