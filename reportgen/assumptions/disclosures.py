"""disclosures.csv: what the company and others said about chips and AI, one statement a row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from reportgen.assumptions import cells
from reportgen.assumptions.csv_table import Column, TableReader
from reportgen.assumptions.validation import quoted
from reportgen.assumptions.written import day, money, multiple, number, rate
from reportgen.problems import Collector

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from reportgen.assumptions.csv_table import Cell, Row
    from reportgen.problems import Position

#: How a number of each unit is written; a statement in words (`text`) has none.
_READERS: dict[str, Callable[[object], Decimal]] = {
    "money": money,
    "rate": rate,
    "count": money,
    "multiple": multiple,
    "gigawatts": number,
}
#: What a majority is more than.
_HALF = Decimal("0.5")
_COLUMNS = (
    Column("period", cells.period, filled=True),
    Column("published", day, filled=True),
    Column("metric", cells.key, filled=True),
    Column("value", cells.text),
    Column("low", cells.text),
    Column("high", cells.text),
    Column("unit", cells.one_of(*_READERS, "text"), filled=True),
    Column("qualifier", cells.one_of("exactly", "more_than", "less_than", "about", "majority")),
    Column("scope", cells.text),
    Column("basis", cells.text),
    Column(
        "kind", cells.one_of("disclosed", "management_comment", "third_party_estimate"), filled=True
    ),
    Column("source", cells.text, filled=True),
    Column("note", cells.text),
)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One statement: a value, or a range from `value` to `high`, or words alone."""

    period: str
    published: dt.date
    metric: str
    value: Decimal | None
    high: Decimal | None
    unit: str
    qualifier: str
    scope: str
    basis: str
    kind: str
    source: str
    note: str
    position: Position


def read_disclosures(text: str, shown: str) -> tuple[Disclosure, ...]:
    """Read the statements; one may be made again, with another number, on another day."""
    collector = Collector()
    reader = TableReader(shown, _COLUMNS, collector)
    rows = reader.rows(text)
    disclosures = tuple(_disclosure(row, reader) for row in rows)
    _refuse_repetition(disclosures, reader)
    collector.stop_if_any()
    return disclosures


def _disclosure(row: Row, reader: TableReader) -> Disclosure:
    value, high = _amounts(row, reader)
    published = day(row.text("published"))
    return Disclosure(
        row.text("period"),
        published,
        row.text("metric"),
        value,
        high,
        row.text("unit"),
        row.text("qualifier") or "exactly",
        row.text("scope"),
        row.text("basis"),
        row.text("kind"),
        row.text("source"),
        row.text("note"),
        row.cells["value"].position,
    )


def _amounts(row: Row, reader: TableReader) -> tuple[Decimal | None, Decimal | None]:
    """The value, or the ends of the range."""
    value, low, high = (_amount(row, name, reader) for name in ("value", "low", "high"))
    here = row.cells["value"].position
    given = [bool(row.text(name)) for name in ("value", "low", "high")]
    if given not in ([True, False, False], [False, True, True], [False, False, False]):
        reader.report(
            here,
            "value",
            "must be a value alone, or low and high together",
            advice="fill in or clear cells",
        )
    elif not any(given) and row.text("qualifier") == "majority" and row.text("unit") == "rate":
        return _HALF, None
    elif not any(given) and not row.text("note"):
        reader.report(
            here,
            "value",
            "says nothing",
            advice="give value, or low and high, or the words in note",
        )
    elif low is not None and high is not None and low > high:
        reader.report(
            row.cells["low"].position,
            "low",
            "is above high",
            row.text("low"),
            advice="swap the two",
        )
    return (value, None) if given[0] else (low, high)


def _amount(row: Row, column: str, reader: TableReader) -> Decimal | None:
    cell: Cell = row.cells[column]
    if not cell.text:
        return None
    read = _READERS.get(row.text("unit"))
    if read is None:
        reader.report(
            cell.position,
            column,
            "cannot be a number where the unit is text",
            quoted(cell.text),
            advice="put the words in note",
        )
        return None
    try:
        return read(cell.text)
    except PydanticCustomError as error:
        context = error.context or {}
        stage = "units" if context["kind"] == "units" else "schema"
        reader.report(
            cell.position,
            column,
            context["what"],
            quoted(cell.text),
            advice=context["advice"],
            stage=stage,
        )
        return None


def _refuse_repetition(disclosures: tuple[Disclosure, ...], reader: TableReader) -> None:
    seen: dict[tuple[str, str, dt.date], int] = {}
    for row in disclosures:
        statement = row.period, row.metric, row.published
        if statement in seen:
            reader.report(
                row.position,
                "metric",
                f"is stated twice on one day (first on line {seen[statement]})",
                row.metric,
                advice="keep one of the two rows",
            )
        seen.setdefault(statement, row.position.line)
