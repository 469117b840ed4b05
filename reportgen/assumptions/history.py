"""history.csv: the reported quarters, one row each, oldest first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.assumptions import cells
from reportgen.assumptions.csv_table import Cell, Column, TableReader
from reportgen.assumptions.written import day, wrong
from reportgen.problems import Collector, nearest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from reportgen.assumptions.company import Company
    from reportgen.assumptions.csv_table import Row
    from reportgen.problems import Position

#: The company's own columns; their cells may be empty.
REPORTED = ("net_sales", "operating_income", "net_income", "diluted_eps", "diluted_shares")
OPTIONAL = ("capex", "operating_cash_flow", "stated_free_cash_flow")
_DERIVED = re.compile(r"([a-z][a-z0-9_]*)\s*(?:\((.*)\)|\[(.*)\])?")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One reported quarter: numbers as the file has them, in units of `history_unit`."""

    period: str
    published: dt.date
    period_end: dt.date
    cells: Mapping[str, Cell]
    derived: Mapping[str, str]
    """Derived columns, each with its arithmetic ('' where none is given)."""
    sources: tuple[str, ...]
    position: Position

    def number(self, column: str) -> Decimal | None:
        """The number in a column, None where it is empty or missing."""
        cell = self.cells.get(column)
        return cell.value if cell and isinstance(cell.value, Decimal) else None


def read_history(text: str, shown: str, company: Company) -> tuple[HistoryRow, ...]:
    """Read the rows, whose quarters must rise; a hole is allowed and makes n/a."""
    collector = Collector()
    reader = TableReader(shown, columns(company), collector)
    rows = reader.rows(text)
    _refuse_disorder(rows, reader)
    history = tuple(_history_row(row, reader) for row in rows)
    collector.stop_if_any()
    return history


def columns(company: Company) -> list[Column]:
    """The columns history.csv of this company may have."""
    own = dict.fromkeys(
        column
        for segment in company.segments.values()
        for column in (segment.sales, segment.operating_income, segment.backlog)
        if column
    )
    own |= dict.fromkeys(company.other_columns)
    return [
        Column("period", cells.quarter, filled=True),
        Column("period_end", day, filled=True),
        Column("published", day, filled=True),
        *(Column(name, cells.plain_number) for name in REPORTED),
        *(Column(name, cells.plain_number, needed=False) for name in OPTIONAL),
        *(Column(name, cells.plain_number) for name in own if name not in (*REPORTED, *OPTIONAL)),
        Column("derived", _derived, needed=False),
        Column("source", cells.words, filled=True),
    ]


def _derived(cell: str) -> dict[str, str]:
    matches = [_DERIVED.fullmatch(part.strip()) for part in cell.split(";") if part.strip()]
    if any(match is None for match in matches):
        raise wrong("derived", "is not a list of columns", "write capex (14207 - 1137); backlog")
    return {match[1]: match[2] or match[3] or "" for match in matches if match}


def _refuse_disorder(rows: list[Row], reader: TableReader) -> None:
    newest, seen = "", dict[str, int]()
    for row in rows:
        cell = row.cells["period"]
        if cell.text in seen:
            first = f"stands here a second time (first on line {seen[cell.text]})"
            reader.report(
                cell.position, "period", first, cell.text, advice="keep one row a quarter"
            )
        elif cell.text < newest:
            reader.report(
                cell.position,
                "period",
                f"comes after {newest}",
                cell.text,
                advice="put the oldest quarter first",
            )
        seen.setdefault(cell.text, row.position.line)
        newest = max(newest, cell.text)


def _history_row(row: Row, reader: TableReader) -> HistoryRow:
    derived: Mapping[str, str] = row.value("derived") or {}  # type: ignore[assignment]
    known = [column.name for column in reader.columns]
    for name in derived:
        if name not in known:
            position = row.cells["derived"].position
            reader.report(position, "derived", "names no column", name, advice=nearest(name, known))
    published, period_end = day(row.text("published")), day(row.text("period_end"))
    if published < period_end:
        position = row.cells["published"].position
        reader.report(
            position,
            "published",
            "is before the quarter's end",
            str(published),
            advice="check the two days",
        )
    sources = tuple(row.text("source").split())
    return HistoryRow(
        row.text("period"), published, period_end, row.cells, derived, sources, row.position
    )
