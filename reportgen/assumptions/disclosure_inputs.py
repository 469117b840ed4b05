"""The newest statements of disclosures.csv as inputs, and those that feed the chip figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.assumptions.cells import period_order
from reportgen.assumptions.inputs import BOUNDS, Input, Unit
from reportgen.assumptions.staleness import stale_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.assumptions.company import Company
    from reportgen.assumptions.disclosures import Disclosure
    from reportgen.assumptions.stated_inputs import Sheet

_UNITS: dict[str, Unit] = {
    "money": "money",
    "rate": "rate",
    "count": "count",
    "multiple": "multiple",
    "gigawatts": "gigawatts",
    "text": "count",
}
#: Field of `chips` in company.yaml, name of the input, its unit and label.
_CHIPS: tuple[tuple[str, str, Unit, str], ...] = (
    ("run_rate", "chip_run_rate", "money", "run rate"),
    ("ai_run_rate", "ai_run_rate", "money", "AI run rate"),
    ("units", "chip_units", "count", "units"),
    ("share_of_units", "chip_share_of_units", "rate", "share of units"),
    ("price_performance", "chip_price_performance", "rate", "price-performance"),
    ("commitments", "chip_commitments", "money", "commitments"),
)
_KINDS = {
    "management_comment": "a comment of the management",
    "third_party_estimate": "an estimate of a third party",
}


def disclosure_inputs(
    rows: Sequence[Disclosure], company: Company, sheet: Sheet
) -> Iterator[Input]:
    """Every metric's newest statement, the one before it, and the inputs of the chip figures."""
    made: dict[str, Input] = {}
    for metric, statements in _newest_first(rows).items():
        newest = statements[0]
        previous = next((row for row in statements if row.period != newest.period), None)
        made[metric] = _input(f"disclosed.{metric}", newest, sheet)
        if previous:
            made[f"{metric}_previous"] = _input(f"disclosed.{metric}_previous", previous, sheet)
    yield from made.values()
    for attribute, name, unit, label in _CHIPS:
        for suffix in ("", "_previous"):
            source: str | None = getattr(company.chips, attribute, None)
            found = made.get(f"{source}{suffix}")
            if found:
                yield replace(
                    found, name=name + suffix, label=_chip_label(company, label, found.period)
                )
            else:
                yield _missing(name + suffix, source, unit, _chip_label(company, label, ""), sheet)


def _newest_first(rows: Sequence[Disclosure]) -> dict[str, list[Disclosure]]:
    """The statements by metric, the newest of each first."""
    by_metric: dict[str, list[Disclosure]] = {}
    for row in sorted(
        rows, key=lambda row: (period_order(row.period), row.published), reverse=True
    ):
        by_metric.setdefault(row.metric, []).append(row)
    return by_metric


def _input(name: str, row: Disclosure, sheet: Sheet) -> Input:
    label = row.metric.replace("_", " ").capitalize()
    return Input(
        name=name,
        value=None if row.value is None else float(row.value),
        unit=_UNITS[row.unit],
        label=f"{label}, {row.period}",
        position=row.position,
        high=None if row.high is None else float(row.high),
        bound=BOUNDS.get(row.qualifier),
        about=row.qualifier == "about",
        as_of=row.published,
        period=row.period,
        source=sheet.sources.get(row.source),
        scope=row.scope,
        basis=row.basis,
        note="; ".join(part.rstrip(".") for part in (row.note, _KINDS.get(row.kind, "")) if part),
        stale=stale_text(row.published, "disclosure", sheet.as_of, sheet.policy),
    )


def _missing(name: str, metric: str | None, unit: Unit, label: str, sheet: Sheet) -> Input:
    position = sheet.document.position(("chips",))
    if metric is None:
        note = "company.yaml names no disclosure for it"
    elif name.endswith("_previous"):
        note = f"no earlier statement of {metric} in disclosures.csv"
    else:
        note = f"no statement of {metric} in disclosures.csv on the as-of day"
    return Input(name, None, unit, label, position, note=note)


def _chip_label(company: Company, label: str, period: str) -> str:
    chips = company.chips.name if company.chips else "own chips"
    text = f"{chips[:1].upper()}{chips[1:]} {label}" if not label.startswith("AI") else label
    return f"{text}, {period}" if period else text
