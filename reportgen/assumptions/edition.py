"""The shape of edition.yaml: what one quarter's briefing knew, assumed and expected."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from reportgen.assumptions.fields import (
    Confidence,
    CountFact,
    Day,
    EarningsFact,
    Entry,
    Key,
    Moment,
    MoneyFact,
    MultipleFact,
    MultipleJudgement,
    NumberJudgement,
    PriceFact,
    Quarter,
    Rate,
    RateFact,
    RateJudgement,
    SharesFact,
)
from reportgen.assumptions.valuation import Valuation
from reportgen.assumptions.written import Reads, wrong


class OptionGrant(Entry):
    """Options outstanding at one strike."""

    count: CountFact
    strike: PriceFact


class Market(Entry):
    """What the market said on the as-of day."""

    share_price: PriceFact
    shares_outstanding: SharesFact
    restricted_stock_units: CountFact | None = None
    options: tuple[OptionGrant, ...] = ()
    quoted_market_cap: MoneyFact | None = None
    """A market cap as somebody states it: checked against price times shares."""
    dividend_yield: RateFact | None = None


class Capital(Entry):
    """Balance-sheet items of the enterprise value; a missing one makes it n/a, never zero."""

    cash_and_securities: MoneyFact | None = None
    debt: MoneyFact | None = None
    leases: MoneyFact | None = None
    minority_interests: MoneyFact | None = None
    preferred_stock: MoneyFact | None = None
    equity_stakes: MoneyFact | None = None


class Consensus(Entry):
    """What analysts outside the house expected, each with vendor and day."""

    forward_earnings_per_share: EarningsFact | None = None
    this_fiscal_year_earnings: EarningsFact | None = None
    next_fiscal_year_earnings: EarningsFact | None = None
    share_of_this_year: RateFact | None = None
    """Part of the next twelve months that lies in this fiscal year; the three make the next twelve
    months' earnings where no vendor states them."""
    forward_sales: MoneyFact | None = None
    forward_ebit: MoneyFact | None = None
    price_target: PriceFact | None = None


class PeerMarket(Entry):
    """The same day's numbers of a peer."""

    share_price: PriceFact | None = None
    shares_outstanding: SharesFact | None = None
    forward_earnings_per_share: EarningsFact | None = None
    forward_pe: MultipleFact | None = None
    """As a vendor states it; used where there are no earnings to compute it from."""
    segment_growth: RateFact | None = None
    """Growth of the peer's comparable segment over a year, as reported."""
    earlier_segment_growth: dict[Quarter, RateFact] = {}
    """The same for quarters that no earlier edition has told."""
    price_performance: RateFact | None = None


class OneTime(Entry):
    """Gains and losses in the last four quarters that are not earnings power."""

    pre_tax_gains: MoneyFact | None = None
    tax_rate: RateJudgement | None = None


class House(Entry):
    """The house's own judgement: printed as such, never as fact."""

    earnings_basis: Literal["forward", "trailing"] = "forward"
    """Which earnings the re-rating split starts from."""
    earnings_growth: RateJudgement | None = None
    """Growth of earnings per share a year up to the horizon."""
    share_count_growth: RateJudgement | None = None
    """Net change of the share count a year: dilution less buy-backs."""
    cost_of_equity: RateJudgement | None = None
    exit_multiple: MultipleJudgement | None = None
    """Price to next-twelve-month earnings the house would pay at the horizon."""
    own_multiple_range: MultipleJudgement | None = None
    """The lowest and the highest of that multiple in the company's own last ten years."""


class AdoptionCurve(Entry):
    """A declared logistic curve: assumed, not fitted."""

    ceiling: RateJudgement
    """Where adoption ends, as a share; a range gives the band, its middle the line."""
    speed: NumberJudgement
    """Rate r of the logistic curve, per year."""
    midpoint: Day
    """The day on which half the ceiling is reached."""


class Silicon(Entry):
    """Economics of own chips, for the margin grid and the adoption curve."""

    compute_cost_share: RateJudgement | None = None
    """Cost of rented GPU capacity as a share of its revenue (one less the gross margin)."""
    own_fraction: RateJudgement | None = None
    """Share of AI capacity that runs on own chips."""
    pass_through: RateJudgement | None = None
    """Share of the saving that is passed on to customers."""
    own_compute_capacity: NumberJudgement | None = None
    """Own chips, in H100-equivalents of one named metric and precision."""
    all_compute_capacity: NumberJudgement | None = None
    adoption_curve: AdoptionCurve | None = None


class Catalyst(Entry):
    """A date that will tell something."""

    name: str
    date: Day | None
    """The day, or null while it is not known."""
    when: str | None = None
    """How to print a date that is only known roughly, such as 'December 2026'."""
    confidence: Confidence = "medium"
    what: str = ""
    """What to look for."""
    source: str | None = None


class EventState(Entry):
    """The state of an event tripwire on the as-of day."""

    state: Literal["watch", "triggered", "cleared"]
    since: Day | None = None
    source: str | None = None
    """A key of sources.yaml; without one the state is the house's judgement."""
    note: str | None = None


class Forecast(Entry):
    """Something the house expects of a later edition, with a probability: scored once that is written."""

    statement: str
    """What is expected, in a sentence."""
    figure: str
    """The figure that decides, as `reportgen figures` lists it."""
    rule: str
    """Where it must lie for the statement to be true, such as '>= 24%' or '18% to 24%'."""
    by: Quarter
    """The edition whose figure decides."""
    probability: Rate
    note: str | None = None


def _policy_value(value: object) -> object:
    """Read later as the rule it replaces is; here it only must not be a mapping or a list."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        raise wrong("quantity", "must be a number of days or a rate")
    return value


class Override(Entry):
    """A house rule set aside for this edition, with the reason."""

    value: Annotated[Decimal | str, Reads(_policy_value, {"type": ["number", "string"]})]
    reason: str


class Edition(Valuation):
    """edition.yaml: one quarter."""

    quarter: Quarter
    as_of: Moment
    """Moment the briefing speaks for, with its offset: 2026-03-10T16:00:00-04:00."""
    previous: Quarter | None = None
    """The edition it is compared with."""
    author: str
    reviewer: str | None = None
    status: Literal["draft", "approved"] = "draft"
    market: Market
    capital: Capital = Capital.empty()
    consensus: Consensus = Consensus.empty()
    one_time: OneTime = OneTime.empty()
    peers: dict[Key, PeerMarket] = {}
    house: House = House.empty()
    silicon: Silicon = Silicon.empty()
    catalysts: dict[Key, Catalyst] = {}
    events: dict[Key, EventState] = {}
    forecasts: dict[Key, Forecast] = {}
    """What is expected of later editions; the track record holds the house to it."""
    overrides: dict[Key, Override] = Field(default={})
    """House rules of company.yaml's policy set aside here."""
