"""Rules on reported quarters: sums that hold in every set of accounts."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.assumptions.agreement import disagreement
from reportgen.assumptions.quarters import earlier
from reportgen.assumptions.validation import quoted
from reportgen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from reportgen.assumptions.history import HistoryRow
    from reportgen.assumptions.reading import Assumptions

_SEGMENTS_APART = Decimal("0.001")
#: Earnings per share are rounded to the cent, and shares to the million.
_CENT_AND_A_BIT = Decimal("0.011")
_ROUNDED_ROWS = Decimal("0.005")
#: Free cash flow is a small difference of large numbers, stated rounded: of the larger.
_CASH_FLOW_APART = Decimal("0.005")


def segments_foot(assumptions: Assumptions) -> Iterator[Problem]:
    """The sales of the segments add up to net sales, to a thousandth.

    A company may name its growth driver alone: that is no breakdown, and only must not exceed the whole.
    """
    columns = [segment.sales for segment in assumptions.company.segments.values()]
    alone = len(columns) == 1
    for row in assumptions.history:
        total, parts = row.number("net_sales"), _numbers(row, columns)
        if total is None or parts is None:
            continue
        excess = sum(parts) - total
        if (excess if alone else abs(excess)) > abs(total) * _SEGMENTS_APART:
            advice = f"check {' + '.join(columns)}"
            yield _wrong(row, "net_sales", f"is not the sum of the segments, {sum(parts)}", advice)


def earnings_per_share_agree(assumptions: Assumptions) -> Iterator[Problem]:
    """Net income over diluted shares is diluted earnings per share, to a cent or half a per cent.

    The wider of the two: rows in millions round more than a cent where a share earns hundreds.
    """
    for row in assumptions.history:
        income, shares, stated = (
            row.number(n) for n in ("net_income", "diluted_shares", "diluted_eps")
        )
        if income is None or stated is None or not shares:
            continue
        if abs(income / shares - stated) > max(_CENT_AND_A_BIT, abs(stated) * _ROUNDED_ROWS):
            found = f"is not net income over diluted shares, {income / shares:.2f}"
            yield _wrong(row, "diluted_eps", found, "check the three cells")


def free_cash_flow_agrees(assumptions: Assumptions) -> Iterator[Problem]:
    """Free cash flow as stated is that of four quarters: operating cash flow less capex."""
    rows = {row.period: row for row in assumptions.history}
    for row in assumptions.history:
        stated = row.number("stated_free_cash_flow")
        inflow, outflow = (_trailing(rows, row.period, n) for n in ("operating_cash_flow", "capex"))
        if stated is None or inflow is None or outflow is None:
            continue
        if abs(inflow - outflow - stated) > max(abs(stated), abs(inflow)) * _CASH_FLOW_APART:
            what = f"is not operating cash flow less capex of four quarters, {inflow - outflow}"
            yield _wrong(row, "stated_free_cash_flow", what, "check operating_cash_flow and capex")


def derived_cells_agree(assumptions: Assumptions) -> Iterator[Problem]:
    """A cell that says how it was worked out is worked out again."""
    for row in assumptions.history:
        for column, expression in row.derived.items():
            stated = row.number(column)
            if not expression or stated is None:
                continue
            wrong = disagreement(expression, stated, row.cells[column].text)
            if wrong:
                position = row.cells["derived"].position
                key = f"{row.period}.derived"
                found = quoted(f"{column} ({expression})")
                yield Problem(
                    position, key, wrong, found, "mend the cell or the arithmetic", "consistency"
                )


def price_performance_has_a_basis(assumptions: Assumptions) -> Iterator[Problem]:
    """30% better is 23% cheaper per unit, or 30% cheaper: only the basis tells which."""
    chips = assumptions.company.chips
    for row in assumptions.disclosures:
        used = chips is not None and row.metric == chips.price_performance and row.value is not None
        if used and row.basis not in ("perf_per_dollar", "cost"):
            what = "has no basis" if not row.basis else "has an unknown basis"
            yield Problem(
                row.position,
                f"{row.metric}.basis",
                what,
                quoted(row.basis) if row.basis else "",
                "write perf_per_dollar or cost",
                "consistency",
            )


def _numbers(row: HistoryRow, columns: Sequence[str]) -> list[Decimal] | None:
    numbers = [row.number(column) for column in columns]
    known = [number for number in numbers if number is not None]
    return known if len(known) == len(numbers) else None


def _trailing(rows: Mapping[str, HistoryRow], quarter: str, column: str) -> Decimal | None:
    numbers = [
        row.number(column) if (row := rows.get(earlier(quarter, lag))) else None for lag in range(4)
    ]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None


def _wrong(row: HistoryRow, column: str, what: str, advice: str) -> Problem:
    cell = row.cells[column]
    return Problem(cell.position, f"{row.period}.{column}", what, cell.text, advice, "consistency")
