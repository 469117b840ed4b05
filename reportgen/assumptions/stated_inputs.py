"""The values of company.yaml and edition.yaml as inputs, by the names that formulas use."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from reportgen.assumptions.inputs import BOUNDS, Input, Source, Unit
from reportgen.assumptions.quarters import end_of, is_quarter
from reportgen.assumptions.staleness import Ageing, stale_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

    from reportgen.assumptions.company import Company, Policy
    from reportgen.assumptions.edition import Edition
    from reportgen.assumptions.fields import Stated
    from reportgen.assumptions.yaml_document import Document, Path


class _Row(NamedTuple):
    """One value of edition.yaml: where it stands, what it is called, measured in and aged by."""

    section: str
    name: str
    unit: Unit
    label: str
    ageing: Ageing = ""


_ROWS = (
    _Row("market", "share_price", "money_per_share", "Share price", "market"),
    _Row("market", "shares_outstanding", "shares", "Shares outstanding"),
    _Row("market", "restricted_stock_units", "shares", "Restricted stock units"),
    _Row("market", "quoted_market_cap", "money", "Quoted market capitalization", "market"),
    _Row("market", "dividend_yield", "rate", "Dividend yield", "market"),
    _Row("capital", "cash_and_securities", "money", "Cash and marketable securities", "capital"),
    _Row("capital", "debt", "money", "Debt", "capital"),
    _Row("capital", "leases", "money", "Lease liabilities", "capital"),
    _Row("capital", "minority_interests", "money", "Minority interests", "capital"),
    _Row("capital", "preferred_stock", "money", "Preferred stock", "capital"),
    _Row("capital", "equity_stakes", "money", "Equity stakes", "capital"),
    _Row(
        "consensus",
        "forward_earnings_per_share",
        "money_per_share",
        "Consensus earnings per share, next twelve months",
        "consensus",
    ),
    _Row(
        "consensus",
        "this_fiscal_year_earnings",
        "money_per_share",
        "Consensus earnings per share, this fiscal year",
        "consensus",
    ),
    _Row(
        "consensus",
        "next_fiscal_year_earnings",
        "money_per_share",
        "Consensus earnings per share, next fiscal year",
        "consensus",
    ),
    _Row("consensus", "share_of_this_year", "rate", "Part of the next twelve months in this year"),
    _Row("consensus", "forward_sales", "money", "Consensus sales, next twelve months", "consensus"),
    _Row("consensus", "forward_ebit", "money", "Consensus EBIT, next twelve months", "consensus"),
    _Row("consensus", "price_target", "money_per_share", "Consensus price target", "consensus"),
    _Row("one_time", "pre_tax_gains", "money", "One-time gains before tax"),
    _Row("one_time", "tax_rate", "rate", "Tax rate on one-time gains"),
    _Row("house", "earnings_growth", "rate", "Assumed growth of earnings per share"),
    _Row("house", "share_count_growth", "rate", "Assumed growth of the share count"),
    _Row("house", "cost_of_equity", "rate", "Cost of equity"),
    _Row("house", "exit_multiple", "multiple", "Exit multiple of earnings"),
    _Row("silicon", "compute_cost_share", "rate", "Cost share of rented GPU capacity"),
    _Row("silicon", "own_fraction", "rate", "Share of AI capacity on own chips"),
    _Row("silicon", "pass_through", "rate", "Share of the saving passed on"),
    _Row("silicon", "own_compute_capacity", "count", "Own compute capacity"),
    _Row("silicon", "all_compute_capacity", "count", "Compute capacity of all chips"),
)
_PEER_ROWS = (
    _Row("peers", "share_price", "money_per_share", "share price", "market"),
    _Row("peers", "shares_outstanding", "shares", "shares outstanding"),
    _Row(
        "peers",
        "forward_earnings_per_share",
        "money_per_share",
        "consensus earnings per share, next twelve months",
        "consensus",
    ),
    _Row("peers", "forward_pe", "multiple", "forward P/E as stated", "consensus"),
    _Row("peers", "segment_growth", "rate", "segment growth", "peer"),
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document as a source of inputs, and what is needed to judge what stands in it."""

    document: Document
    sources: Mapping[str, Source]
    policy: Policy
    as_of: dt.date

    def stated(  # noqa: PLR0913 - what an input is made of
        self,
        name: str,
        stated: Stated | None,
        path: Path,
        unit: Unit,
        label: str,
        *,
        ageing: Ageing = "",
    ) -> Input:
        """The input that a fact or judgement gives; n/a where it is missing or null."""
        position = self.document.position((*path, "value"))
        if stated is None:
            return Input(name, None, unit, label, position)
        value = stated.value
        low, high = value if isinstance(value, tuple) else (value, None)
        source = self.sources.get(stated.source or "")
        day = stated.as_of or self._day(stated, source, ageing)
        return Input(
            name=name,
            value=None if low is None else float(low),
            unit=unit,
            label=label,
            position=position,
            high=None if high is None else float(high),
            bound=BOUNDS.get(stated.qualifier),
            about=stated.qualifier == "about",
            as_of=stated.as_of or (day if ageing == "market" else None),
            period=stated.period or "",
            source=source,
            scope=stated.scope or "",
            basis=stated.basis or "",
            note=_note(stated),
            judgement=stated.source is None,
            stale=stale_text(day, ageing, self.as_of, self.policy),
        )

    def _day(self, stated: Stated, source: Source | None, ageing: Ageing) -> dt.date | None:
        """The day of what states none itself.

        What the market section says is said of the as-of day, what was reported of the end of its quarter.
        """
        if ageing == "market":
            return self.as_of
        if ageing in ("capital", "peer") and is_quarter(stated.period or ""):
            return end_of(stated.period or "")
        return source.date if source else None

    def date(self, name: str, day: dt.date | None, path: Path, label: str) -> Input:
        """A day as an input: its number in the calendar."""
        value = None if day is None else float(day.toordinal())
        return Input(name, value, "date", label, self.document.position(path), as_of=day)


def edition_inputs(edition: Edition, sheet: Sheet) -> Iterator[Input]:
    """What edition.yaml says of the company."""
    yield sheet.date("as_of", edition.as_of.date(), ("as_of",), "As-of day")
    for row in _ROWS:
        stated = getattr(getattr(edition, row.section), row.name)
        yield sheet.stated(
            row.name, stated, (row.section, row.name), row.unit, row.label, ageing=row.ageing
        )
    yield from _options(edition, sheet)
    curve, path = edition.silicon.adoption_curve, ("silicon", "adoption_curve")
    yield sheet.stated(
        "adoption_ceiling",
        curve.ceiling if curve else None,
        (*path, "ceiling"),
        "rate",
        "Ceiling of adoption",
    )
    yield sheet.stated(
        "adoption_speed",
        curve.speed if curve else None,
        (*path, "speed"),
        "count",
        "Speed of adoption",
    )
    midpoint = sheet.date(
        "adoption_midpoint",
        curve.midpoint if curve else None,
        (*path, "midpoint"),
        "Midpoint of adoption",
    )
    yield replace(midpoint, as_of=None, judgement=True)


def peer_inputs(edition: Edition, company: Company, sheet: Sheet) -> dict[str, dict[str, Input]]:
    """What edition.yaml says of each peer, by the peer's key."""
    return {
        key: {
            row.name: sheet.stated(
                row.name,
                getattr(edition.peers.get(key), row.name, None),
                ("peers", key, row.name),
                row.unit,
                f"{peer.name} {row.label}",
                ageing=row.ageing,
            )
            for row in _PEER_ROWS
        }
        for key, peer in company.peers.items()
    }


def thesis_inputs(company: Company, sheet: Sheet) -> Iterator[Input]:
    """Target and horizon, and the start of the path where company.yaml gives one."""
    thesis = company.thesis
    path = ("thesis", "target_market_cap")
    yield sheet.stated(
        "target_market_cap", thesis.target_market_cap, path, "money", "Target market capitalization"
    )
    yield sheet.date("horizon_date", thesis.horizon_date, ("thesis", "horizon_date"), "Horizon")
    if thesis.baseline:
        start = ("thesis", "baseline")
        yield from baseline_inputs(
            thesis.baseline, thesis.baseline.date, sheet, start, (*start, "date")
        )


def baseline_inputs(
    market: BaseModel, day: dt.date, sheet: Sheet, path: Path, date_path: Path
) -> Iterator[Input]:
    """The start of the path: a day and the price and shares of it."""
    yield sheet.date("baseline_date", day, date_path, "Start of the path")
    rows: tuple[tuple[str, Unit, str], ...] = (
        ("share_price", "money_per_share", "Share price at the start of the path"),
        ("shares_outstanding", "shares", "Shares outstanding at the start of the path"),
    )
    for name, unit, label in rows:
        yield sheet.stated(f"baseline_{name}", getattr(market, name), (*path, name), unit, label)


def _options(edition: Edition, sheet: Sheet) -> Iterator[Input]:
    market = edition.market
    position = sheet.document.position(("market", "options"))
    stated = "options" in market.model_fields_set
    source = sheet.sources.get(market.options[0].count.source) if market.options else None
    columns: tuple[tuple[str, str, Unit, str], ...] = (
        ("option_counts", "count", "shares", "Options outstanding"),
        ("option_strikes", "strike", "money_per_share", "Strike prices of the options"),
    )
    for name, column, unit, label in columns:
        amounts = [getattr(grant, column).value for grant in market.options]
        known = stated and not any(
            amount is None or isinstance(amount, tuple) for amount in amounts
        )
        value = tuple(float(amount) for amount in amounts) if known else None
        yield Input(name, value, unit, label, position, source=source)


def _note(stated: Stated) -> str:
    parts = (
        stated.note,
        stated.locator and f"at {stated.locator}",
        stated.derived and f"derived: {stated.derived}",
        stated.confidence and f"confidence: {stated.confidence}",
    )
    return "; ".join(part.rstrip(".") for part in parts if part)
