"""The shape of company.yaml: what does not change from quarter to quarter."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from reportgen.assumptions.fields import (
    Columns,
    Day,
    Entry,
    Key,
    MoneyJudgement,
    PositiveMoney,
    PriceFact,
    Rate,
    SharesFact,
    TimeZone,
)


class Baseline(Entry):
    """Where the path to the target starts: day, price and share count, so the cap is computed."""

    date: Day
    share_price: PriceFact
    shares_outstanding: SharesFact


class Thesis(Entry):
    """What the house believes, in numbers."""

    target_market_cap: MoneyJudgement
    """The market capitalization the thesis aims at."""
    horizon_date: Day
    """The day by which the target is to be reached."""
    share_basis: Literal["basic", "diluted"] = "basic"
    """Which share count makes the market cap: basic, as milestone headlines use, or diluted."""
    baseline: Baseline | None = None
    """Start of the path; without one the earliest edition sets it."""
    drivers: tuple[str, ...] = ()
    headwinds: tuple[str, ...] = ()


class Segment(Entry):
    """One reported segment and the columns of history.csv that hold it."""

    name: str
    sales: Key
    operating_income: Key | None = None
    backlog: Key | None = None


class Peer(Entry):
    """A company the subject is measured against."""

    name: str
    ticker: str
    role: str = ""
    segment: str = ""
    """What its segment_growth is the growth of, such as Azure."""
    rival: bool = False
    """Whether that growth is set against the growth driver's."""


class PeerGroup(Entry):
    """Peers whose multiples are averaged."""

    name: str
    members: Annotated[tuple[Key, ...], Field(min_length=1)]


class Part(Entry):
    """One part of the sum of the parts: what it is valued on."""

    name: str
    metric: Columns
    """Columns of history.csv added and subtracted, over the last four quarters, such as
    'net_sales - aws_sales'."""
    multiple: Literal["ev_to_sales", "ev_to_ebit", "ev_to_ebitda", "price_to_earnings"]
    covers: Columns
    """The sales that the part stands for: all parts together cover net sales once."""
    level: Literal["enterprise", "equity"] = "enterprise"
    """A price-to-earnings multiple gives equity, which is added after net debt."""
    allow_negative: str | None = None
    """Why a negative metric may be multiplied."""


class Policy(Entry):
    """House rules for reading and printing."""

    market_stale_after_days: int = Field(default=5, ge=0)
    consensus_stale_after_days: int = Field(default=45, ge=0)
    disclosure_stale_after_days: int = Field(default=120, ge=0)
    history_stale_after_days: int = Field(default=152, ge=0)
    """Days after which the newest quarter is too old: a quarter, and 60 days to report the next."""
    capital_stale_after_days: int = Field(default=152, ge=0)
    """The same for items of the balance sheet."""
    peer_stale_after_days: int = Field(default=152, ge=0)
    """The same for what peers have reported; their prices and estimates age as the company's own."""
    market_cap_tolerance: Rate = Decimal("0.01")
    """How far a quoted market cap may lie from price times shares."""
    terminal_share_limit: Rate = Decimal("0.75")
    """The largest part of a value by cash flows that may come from after the tenth year."""
    growth_over_base_rate_limit: Rate = Decimal(0)
    """How far ten-year growth may exceed that which hardly any company of this size has kept up."""
    margin_over_best_limit: Rate = Decimal(0)
    """How far an assumed margin may exceed the best of the history."""
    multiple_beyond_range_limit: Rate = Decimal(0)
    """How far an exit multiple may lie beyond the company's own range, as a rate of its end."""
    one_sided_odds_limit: Rate = Decimal("0.75")
    """The largest probability that scenarios may have on one side of today's market cap."""
    plausibility: Literal["warning", "error"] = "warning"
    """Whether a number beyond one of these limits warns or stops the build."""
    claim_tolerance: Rate = Decimal(0)
    """How far a published number may lie from the figure that recomputes it, as a part of that figure.
    Half a unit of its own last digit it always may."""


class MetricTripwire(Entry):
    """A figure that is watched against a line drawn beforehand."""

    kind: Literal["metric"] = "metric"
    figure: str
    """The figure's name, as `reportgen figures` lists it."""
    why: str
    """Why it matters, in a clause."""
    role: Literal["driver", "headwind"] = "driver"
    direction: Literal["higher_is_better", "lower_is_better"]
    green: str
    """The rule for green, such as '>= 24%'."""
    amber: str
    """The rule for amber, such as '18% to 24%' (low end included, high end not)."""
    red: str
    """The rule for red, such as '< 18%'."""
    persist: int = Field(default=1, ge=1)
    """Quarters of red in a row before the thesis counts as broken."""
    dead_band: str = "0"
    """A change smaller than this is no trend."""
    hysteresis: str = "0"
    """How far beyond a line a value must be before a worse status becomes a better one, as 0.5pp."""
    next_event: Key | None = None
    """The catalyst of the edition at which the next reading is due."""
    action: str = ""
    """What the house does if it turns red."""


class EventTripwire(Entry):
    """Something that happens or does not; its state is set by hand in each edition."""

    kind: Literal["event"]
    name: str
    why: str
    role: Literal["driver", "headwind"] = "headwind"
    action: str = ""


def _kind(tripwire: object) -> str:
    """Most tripwires watch a figure, so that is what one without a kind does."""
    kind = tripwire.get("kind", "metric") if isinstance(tripwire, dict) else "metric"
    return str(kind)


Tripwire = Annotated[
    Annotated[MetricTripwire, Tag("metric")] | Annotated[EventTripwire, Tag("event")],
    Discriminator(_kind),
]


class Chips(Entry):
    """Own silicon, for companies that have any: which disclosures feed the adoption figures."""

    name: str
    """What the house calls them in print, such as 'own chips'."""
    run_rate: Key
    """The metric in disclosures.csv that states the annualised revenue run rate."""
    ai_run_rate: Key | None = None
    units: Key | None = None
    """Units deployed or landed."""
    share_of_units: Key | None = None
    price_performance: Key | None = None
    commitments: Key | None = None


class Company(Entry):
    """company.yaml: one company."""

    name: str
    short_name: str
    ticker: str
    exchange: str
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """ISO 4217 code; all money in the files is in it."""
    history_unit: PositiveMoney = Decimal(1)
    """What one unit of money in history.csv stands for, such as 1M."""
    timezone: TimeZone = "UTC"
    """IANA name of the exchange's time zone."""
    thesis: Thesis
    growth_driver: Key
    """The segment that has to carry the growth."""
    segments: Annotated[dict[Key, Segment], Field(min_length=1)]
    other_columns: dict[Key, str] = {}
    """Further columns of history.csv, each with its printed label."""
    benchmark: Key | None = None
    """The peer that charts and comparison set beside the company."""
    peers: dict[Key, Peer] = {}
    peer_groups: dict[Key, PeerGroup] = {}
    """The first is the one that the company's multiple is set against."""
    parts: dict[Key, Part] = {}
    track_record_note: str = ""
    """What readers of the track record must know, such as when its editions were written."""
    chips: Chips | None = None
    tripwires: dict[Key, Tripwire] = {}
    policy: Policy = Policy.empty()
    disclosures: tuple[str, ...] = ()
    """Paragraphs of the disclosure page, approved by compliance."""
