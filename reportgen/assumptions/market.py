"""market.csv: closing prices and share counts by day, of the company and its peers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from reportgen.assumptions import cells
from reportgen.assumptions.csv_table import Column, TableReader
from reportgen.assumptions.written import day
from reportgen.problems import Collector

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from reportgen.assumptions.csv_table import Row
    from reportgen.problems import Position

_COLUMNS = (
    Column("date", day, filled=True),
    Column("ticker", cells.text, filled=True),
    Column("close", cells.positive_number, filled=True),
    Column("shares_outstanding", cells.positive_number),
    Column("shares_date", day),
    Column("qualifier", cells.one_of("exactly", "about")),
    Column("source", cells.words, filled=True),
)


@dataclass(frozen=True, slots=True)
class Close:
    """The closing price of a day, with the share count then known where there is one."""

    ticker: str
    date: dt.date
    close: float
    shares_outstanding: float | None
    shares_date: dt.date | None
    about: bool
    sources: tuple[str, ...]
    position: Position


def read_market(text: str, shown: str) -> tuple[Close, ...]:
    """Read the closes, by day; a ticker may close only once a day."""
    collector = Collector()
    reader = TableReader(shown, _COLUMNS, collector)
    closes = [_close(row) for row in reader.rows(text)]
    seen: dict[tuple[dt.date, str], int] = {}
    for close in closes:
        first = seen.setdefault((close.date, close.ticker), close.position.line)
        if first != close.position.line:
            what = f"closes twice on {close.date} (first on line {first})"
            reader.report(close.position, "ticker", what, close.ticker, advice="keep one row")
    collector.stop_if_any()
    return tuple(sorted(closes, key=lambda close: (close.date, close.ticker)))


def _close(row: Row) -> Close:
    shares = cast("Decimal | None", row.value("shares_outstanding"))
    return Close(
        row.text("ticker"),
        cast("dt.date", row.value("date")),
        float(cast("Decimal", row.value("close"))),
        None if shares is None else float(shares),
        cast("dt.date | None", row.value("shares_date")),
        row.text("qualifier") == "about",
        cast("tuple[str, ...]", row.value("source")),
        row.position,
    )
