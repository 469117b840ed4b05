"""The columns of history.csv as inputs of a quarter and of the eight quarters before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from reportgen.assumptions.inputs import Input, Unit
from reportgen.assumptions.quarters import LAG_SUFFIXES, earlier
from reportgen.problems import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from reportgen.assumptions.company import Company
    from reportgen.assumptions.history import HistoryRow
    from reportgen.assumptions.inputs import Source


class _Series(NamedTuple):
    """One column under the name that formulas use for it."""

    name: str
    column: str | None
    unit: Unit
    label: str


_OWN = (
    _Series("net_sales", "net_sales", "money", "Net sales"),
    _Series("operating_income", "operating_income", "money", "Operating income"),
    _Series("net_income", "net_income", "money", "Net income"),
    _Series("diluted_eps", "diluted_eps", "money_per_share", "Diluted earnings per share"),
    _Series("diluted_shares", "diluted_shares", "shares", "Diluted shares"),
    _Series("capex", "capex", "money", "Capital expenditure"),
    _Series("operating_cash_flow", "operating_cash_flow", "money", "Operating cash flow"),
    _Series(
        "stated_free_cash_flow",
        "stated_free_cash_flow",
        "money",
        "Free cash flow as stated, trailing year",
    ),
)


#: The columns a segment may have and what the growth driver's are called in formulas.
_OF_SEGMENT = (
    ("sales", "segment_sales", "sales"),
    ("operating_income", "segment_operating_income", "operating income"),
    ("backlog", "backlog", "backlog"),
)


def all_series(company: Company) -> tuple[_Series, ...]:
    """Every column of the company, and those of the growth driver under their general names too."""
    found = {own.name: own for own in _OWN}
    for name, label in company.other_columns.items():
        found[name] = _Series(name, name, "money", label)
    for segment in company.segments.values():
        for attribute, _, label in _OF_SEGMENT:
            if column := getattr(segment, attribute):
                found[column] = _Series(column, column, "money", f"{segment.name} {label}")
    driver = company.segments.get(company.growth_driver)
    for attribute, name, label in _OF_SEGMENT:
        column = getattr(driver, attribute, None)
        title = driver.name if driver else company.growth_driver
        found[name] = _Series(name, column, "money", f"{title} {label}")
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class HistoryInputs:
    """Turns rows into inputs."""

    company: Company
    rows: Mapping[str, HistoryRow]
    sources: Mapping[str, Source]
    last_line: Position
    series: tuple[_Series, ...]
    _made: dict[tuple[str, ...], Mapping[str, Input]] = field(default_factory=dict)

    def of_quarter(self, quarter: str, visible: AbstractSet[str]) -> Mapping[str, Input]:
        """Every column as of a quarter, each also with the suffix of every lag.

        Only `visible` quarters are looked at. Editions that see the same quarters share what is made.
        """
        periods = [earlier(quarter, lag) for lag in range(len(LAG_SUFFIXES))]
        seen = tuple(period if period in visible else "" for period in periods)
        known = (quarter, *seen)
        if known not in self._made:
            lags = zip(periods, seen, LAG_SUFFIXES, strict=True)
            self._made[known] = {
                made.name: made
                for period, row, suffix in lags
                for made in self._lagged(period, self.rows.get(row), suffix)
            }
        return self._made[known]

    def end_of(self, quarter: str) -> Input:
        """The last day of a quarter, as a number in the calendar."""
        row = self.rows.get(quarter)
        day = row.period_end if row else None
        return Input(
            "last_quarter_end", float(day.toordinal()) if day else None, "date", "End of the last quarter",
            row.position if row else self.last_line, as_of=day, period=quarter,
        )  # fmt: skip

    def _lagged(self, period: str, row: HistoryRow | None, suffix: str) -> Iterator[Input]:
        for name, column, unit, label in self.series:
            if row is None:
                note = f"no quarter {period} in the history that was public"
                yield Input(
                    name + suffix,
                    None,
                    unit,
                    f"{label}, {period}",
                    self.last_line,
                    period=period,
                    note=note,
                )
            else:
                yield self._cell(row, name + suffix, column, unit, f"{label}, {period}")

    def _cell(
        self, row: HistoryRow, name: str, column: str | None, unit: Unit, label: str
    ) -> Input:
        cell = row.cells.get(column or "")
        number = row.number(column or "")
        if number is not None and unit != "money_per_share":
            number *= self.company.history_unit
        return Input(
            name=name,
            value=None if number is None else float(number),
            unit=unit,
            label=label,
            position=cell.position if cell else row.position,
            as_of=row.period_end,
            period=row.period,
            source=self.sources.get(row.sources[0]) if row.sources else None,
            note=_note(row, column, cell is not None and number is None),
        )


def history_inputs(
    company: Company, rows: Sequence[HistoryRow], sources: Mapping[str, Source], shown: str
) -> HistoryInputs:
    """Prepare all rows of a history, oldest first."""
    last_line = rows[-1].position if rows else Position(shown)
    return HistoryInputs(
        company, {row.period: row for row in rows}, sources, last_line, all_series(company)
    )


def _note(row: HistoryRow, column: str | None, empty: bool) -> str:  # noqa: FBT001 - private
    if column is None:
        return "company.yaml names no such column for the growth driver"
    if empty:
        return f"the cell {column} of {row.period} is empty"
    if column not in row.derived:
        return ""
    return f"derived: {row.derived[column]}" if row.derived[column] else "derived"
