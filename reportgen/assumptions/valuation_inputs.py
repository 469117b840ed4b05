"""What edition.yaml says on value as inputs: drivers, cash flows, parts, stakes and probabilities."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportgen.assumptions.inputs import Input, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.company import Company
    from reportgen.assumptions.stated_inputs import Sheet
    from reportgen.assumptions.valuation import PartMultiple, Valuation
    from reportgen.assumptions.yaml_document import Path


class _Row(NamedTuple):
    section: str
    name: str
    unit: Unit
    label: str
    default: float | None = None
    """What is taken where the file says nothing: that there is none of it."""


_ROWS = (
    _Row("outlook", "outlook_segment_growth", "rate", "Assumed growth of {segment} sales"),
    _Row("outlook", "outlook_segment_margin", "rate", "Assumed operating margin of {segment}"),
    _Row("outlook", "outlook_other_growth", "rate", "Assumed growth of all other sales"),
    _Row("outlook", "outlook_other_margin", "rate", "Assumed operating margin of all other sales"),
    _Row("outlook", "outlook_tax_rate", "rate", "Assumed tax rate on operating income"),
    _Row("market_path", "market_drift", "rate", "Assumed drift of the market cap"),
    _Row("market_path", "market_volatility", "rate", "Assumed volatility of the market cap"),
    _Row("justified", "payout_ratio", "rate", "Assumed payout ratio"),
    _Row("justified", "perpetual_growth", "rate", "Assumed growth for ever"),
    _Row("justified", "return_on_new_capital", "rate", "Assumed return on new capital"),
    _Row("justified", "excess_growth", "rate", "Assumed growth of the excess years"),
    _Row("justified", "excess_years", "years", "Assumed years of excess returns"),
    _Row("cash_flow", "first_year_growth", "rate", "Assumed growth of sales, first year"),
    _Row("cash_flow", "revenue_growth", "rate", "Assumed growth of sales, years to the fifth"),
    _Row("cash_flow", "terminal_growth", "rate", "Assumed terminal growth"),
    _Row("cash_flow", "target_margin", "rate", "Assumed target margin"),
    _Row("cash_flow", "margin_convergence_years", "years", "Years to the target margin"),
    _Row("cash_flow", "cash_tax_rate", "rate", "Assumed cash tax rate"),
    _Row("cash_flow", "terminal_tax_rate", "rate", "Assumed terminal tax rate"),
    _Row("cash_flow", "cost_of_capital", "rate", "Assumed cost of capital"),
    _Row("cash_flow", "terminal_cost_of_capital", "rate", "Assumed terminal cost of capital"),
    _Row("cash_flow", "sales_to_capital", "multiple", "Sales to capital, years one to five"),
    _Row("cash_flow", "later_sales_to_capital", "multiple", "Sales to capital, years six to ten"),
    _Row("cash_flow", "reinvestment_lag", "years", "Lag of sales behind capital"),
    _Row("cash_flow", "terminal_return_on_capital", "rate", "Assumed return on capital at the end"),
    _Row("cash_flow", "risk_free_rate", "rate", "Assumed risk-free rate"),
    _Row("cash_flow", "research_adjustment", "money", "Research added to operating income", 0.0),
    _Row("cash_flow", "net_operating_loss", "money", "Losses carried forward", 0.0),
    _Row("cash_flow", "failure_probability", "rate", "Probability of failure", 0.0),
    _Row("cash_flow", "failure_proceeds", "rate", "Proceeds in failure", 0.0),
    _Row("cash_flow", "option_maturity", "years", "Maturity of the options", 0.0),
    _Row("cash_flow", "option_volatility", "rate", "Volatility for the options", 0.0),
    _Row("cash_flow", "market_size", "money", "Market in the tenth year"),
    _Row("cash_flow", "base_rate_growth", "rate", "Base rate of growth over ten years"),
    _Row("parts", "holding_discount", "rate", "Holding discount", 0.0),
    _Row("parts", "net_debt", "money", "Net debt, as the house knows it"),
)
#: What stands for a number that is not given, if the other one is.
INSTEAD = {
    "first_year_growth": "revenue_growth",
    "later_sales_to_capital": "sales_to_capital",
    "terminal_tax_rate": "cash_tax_rate",
    "terminal_cost_of_capital": "cost_of_capital",
}
NONE_GIVEN = "not given: none is assumed"
_STAKE: tuple[tuple[str, Unit, str], ...] = (
    ("gross", "money", "value"),
    ("haircut", "rate", "haircut"),
    ("tax_rate", "rate", "tax rate"),
)


def valuation_inputs(edition: Valuation, company: Company, sheet: Sheet) -> Iterator[Input]:
    """Every number of the sections on value, by the name that formulas use."""
    for row in _ROWS:
        yield _of_row(row, edition, sheet)
    for key, part in company.parts.items():
        yield from _part_multiples(key, part.name, edition.parts.multiples.get(key), sheet)
    for key, stake in edition.parts.stakes.items():
        path = ("parts", "stakes", key)
        for name, unit, label in _STAKE:
            title = f"Stake in {stake.name}: {label}"
            stated = getattr(stake, name)
            yield sheet.stated(f"stakes.{key}.{name}", stated, (*path, name), unit, title)
    for key, scenario in edition.scenarios.items():
        position = sheet.document.position(("scenarios", key, "probability"))
        yield Input(
            f"scenario.{key}.probability", float(scenario.probability), "rate",
            f"{scenario.name}: probability", position, judgement=True,
        )  # fmt: skip


def _of_row(row: _Row, edition: Valuation, sheet: Sheet) -> Input:
    section = getattr(edition, row.section)
    name = row.name
    if getattr(section, name) is None and name in INSTEAD:
        name = INSTEAD[name]
    found = sheet.stated(row.name, getattr(section, name), (row.section, name), row.unit, row.label)
    if getattr(section, name) is None and row.default is not None:
        return replace(found, value=row.default, note=NONE_GIVEN, judgement=True)
    return found


def _part_multiples(
    key: str, name: str, stated: PartMultiple | None, sheet: Sheet
) -> Iterator[Input]:
    path: Path = ("parts", "multiples", key)
    base = sheet.stated(f"parts.{key}.multiple", stated, path, "multiple", f"{name}: multiple")
    yield base
    for end in ("low", "high"):
        value = getattr(stated, end, None)
        yield replace(
            base, name=f"parts.{key}.multiple_{end}", label=f"{name}: multiple, {end}",
            value=None if value is None else float(value),
            position=sheet.document.position((*path, end)), high=None,
        )  # fmt: skip
