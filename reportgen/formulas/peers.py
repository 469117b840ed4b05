"""Peers: what a group of companies is paid, and what that says of the company's own price.

The statistic of a group of price multiples is the harmonic mean, which is the multiple of a portfolio
of them (the convention of the CFA curriculum), with the median beside it. A multiple that is missing
or not positive means nothing: its member is left out, named and counted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import reduce
from statistics import fmean, median
from typing import TYPE_CHECKING

from reportgen.figures import Formula, Guard, Values, either, figure
from reportgen.formulas.multiples import LOSS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Of fewer members than this the members are shown, and no statistic of them.
FEWEST = 3

PEERS_AT_A_LOSS = Guard(
    lambda peer_forward_pe: peer_forward_pe <= 0, "n.m.", "the peers' earnings are not positive"
)


@dataclass(frozen=True, slots=True)
class PeerStatistic:
    """The multiple of a group: both means are None where fewer than three members are valid.

    `members` holds every member as given, `valid` and `excluded` name those used and left out.
    """

    harmonic_mean: float | None
    median: float | None
    members: Mapping[str, float | None]
    valid: tuple[str, ...]
    excluded: tuple[str, ...]


def peer_statistic(
    multiples: Mapping[str, float | None], weights: Mapping[str, float] | None = None
) -> PeerStatistic:
    """Harmonic mean, weighted where weights are given, and plain median of the meaningful members.

    A weight must be given for every valid member.
    """
    meant = {
        name: value for name, value in multiples.items() if value is not None and _means(value)
    }
    excluded = tuple(name for name in multiples if name not in meant)
    lacking = [name for name in meant if weights is not None and name not in weights]
    if lacking:
        raise ValueError(f"no weight is given for {', '.join(lacking)}")
    if len(meant) < FEWEST:
        return PeerStatistic(None, None, dict(multiples), tuple(meant), excluded)
    values = tuple(meant.values())
    chosen = None if weights is None else tuple(weights[name] for name in meant)
    mean = harmonic_mean(values, chosen)
    return PeerStatistic(mean, median(values), dict(multiples), tuple(meant), excluded)


def harmonic_mean(values: Sequence[float], weights: Sequence[float] | None = None) -> float:
    """Sum of weights over the sum of weight / value; equal weights where none are given.

    Refused: no values, values that are not positive and finite, weights that are negative or all zero.
    """
    parts = (1.0,) * len(values) if weights is None else tuple(weights)
    if not values or not all(map(_means, values)):
        raise ValueError("a harmonic mean needs values that are positive and finite")
    if not all(math.isfinite(part) and part >= 0 for part in parts) or not any(parts):
        raise ValueError("weights must not be negative, nor all be zero")
    shares = (part / value for part, value in zip(parts, values, strict=True))
    return math.fsum(parts) / math.fsum(shares)


def arithmetic_mean(values: Sequence[float]) -> float:
    """The plain mean of at least one value, beside the harmonic one: a high multiple draws it up."""
    return fmean(values)


def _means(multiple: float) -> bool:
    return math.isfinite(multiple) and multiple > 0


@figure(
    label="Forward multiple against the peers",
    unit="rate",
    decimals=0,
    signed=True,
    guards=(PEERS_AT_A_LOSS,),
    increasing=("forward_pe",),
    decreasing=("peer_forward_pe",),
    reference="common ratio",
)
def peer_premium(forward_pe: Values, peer_forward_pe: Values) -> Values:
    """Premium (or discount, if negative) to the forward P/E of the peers as a group."""
    return forward_pe / peer_forward_pe - 1


@figure(
    label="Price at the peers' forward multiple",
    unit="money_per_share",
    guards=(
        PEERS_AT_A_LOSS,
        Guard(lambda forward_earnings_per_share: forward_earnings_per_share <= 0, "n.m.", LOSS),
    ),
    increasing=("peer_forward_pe", "forward_earnings_per_share"),
    reference="CFA Institute, Equity Asset Valuation (method of comparables)",
)
def implied_price_at_peer_pe(peer_forward_pe: Values, forward_earnings_per_share: Values) -> Values:
    """What a share would cost if the market paid for it what it pays for the peers; n.m. at a loss."""
    return peer_forward_pe * forward_earnings_per_share


def _at_peers(end: str, words: str) -> Formula:
    """The market cap that today's forward earnings would have at a multiple of the peers'."""
    multiple = f"{end}peer_forward_pe"
    return Formula(
        name=f"market_cap_at_{end}peer_pe",
        label=f"Market cap at the peers' {words} forward multiple",
        unit="money",
        function=lambda multiple, earnings, shares: multiple * earnings * shares,
        parameters=(multiple, "forward_earnings_per_share", "shares"),
        section="peers",
        guards=(
            Guard(
                lambda multiple: multiple <= 0,
                "n.m.",
                "the multiple is not positive",
                of=(multiple,),
            ),
            Guard(lambda forward_earnings_per_share: forward_earnings_per_share <= 0, "n.m.", LOSS),
        ),
        increasing=(multiple, "forward_earnings_per_share", "shares"),
        body=f"{multiple} * forward_earnings_per_share * shares",
        sentence=f"What the company would be worth at the peers' {words} multiple of its forward earnings.",
        reference="CFA Institute, Equity Asset Valuation (method of comparables)",
    )


market_cap_at_peer_pe = _at_peers("", "mean")
market_cap_at_lowest_peer_pe = _at_peers("lowest_", "lowest")
market_cap_at_highest_peer_pe = _at_peers("highest_", "highest")


@figure(
    label="Earnings per share of the next twelve months, calendarised",
    unit="money_per_share",
    guards=(
        Guard(
            lambda share_of_this_year: (share_of_this_year < 0) | (share_of_this_year > 1),
            "error",
            "the share of this fiscal year must lie between 0% and 100%",
        ),
    ),
    increasing=("this_fiscal_year_earnings", "next_fiscal_year_earnings"),
    reference="common definition",
)
def calendarised_earnings(
    this_fiscal_year_earnings: Values, next_fiscal_year_earnings: Values, share_of_this_year: Values
) -> Values:
    """Two fiscal years' earnings per share weighted by their part of the next twelve months.

    So peers with other fiscal years are compared over the same months. A share outside 0% to 100% is
    a contradiction; a loss is valid here, its multiple is not.
    """
    later = (1 - share_of_this_year) * next_fiscal_year_earnings
    return share_of_this_year * this_fiscal_year_earnings + later


def growth_gap(key: str, name: str) -> Formula:
    """How much faster the growth driver grows than one rival's business, in percentage points.

    The two are defined differently by their companies; the printed comparison says so.
    """
    rival = f"{key}.segment_growth"
    return Formula(
        name=f"{key}.growth_gap",
        label=f"{{segment}} growth less that of {name}",
        unit="points",
        signed=True,
        function=lambda own, other: own - other,
        parameters=("segment_growth", rival),
        section="peers",
        increasing=("segment_growth",),
        decreasing=(rival,),
        body=f"segment_growth - {rival}",
        reference="house definition",
    )


def growth_gap_to_fastest(keys: Sequence[str]) -> Formula:
    """The smallest of these gaps: the one to the rival that grows fastest."""
    gaps = tuple(f"{key}.growth_gap" for key in keys)
    return Formula(
        name="growth_gap_to_fastest_rival",
        label="{segment} growth less that of its fastest rival",
        unit="points",
        signed=True,
        function=lambda *values: reduce(lambda a, b: either(a < b, a, b), values),
        parameters=gaps,
        section="peers",
        increasing=gaps,
        body=f"min({', '.join(gaps)})",
        reference="house definition",
    )
