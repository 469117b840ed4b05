"""Edits of the CSV files: cells that are restated, rows that became public, rows that were taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.changes.edits import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.assumptions.disclosures import Disclosure
    from reportgen.assumptions.history import HistoryRow
    from reportgen.assumptions.market import Close
    from reportgen.assumptions.reading import Assumptions

#: Cells of a row of the history that are no number.
_ABOUT = ("period", "published", "derived", "source")


def differences(before: Assumptions, after: Assumptions) -> Iterator[Edit]:
    """Every cell that differs, and a new quarter's numbers beside those of the newest before it."""
    yield from _restated(before, after)
    for file, rows in (
        ("history.csv", _news),
        ("disclosures.csv", _statements),
        ("market.csv", _closes),
    ):
        if not only_the_day_moved(before, after, file):
            yield from rows(before, after)


def only_the_day_moved(before: Assumptions, after: Assumptions, file: str) -> bool:
    """Whether one edition sees other rows of an unchanged file: then the edit is that of its as-of day."""
    texts = (side.company_files.tables.get(file) for side in (before, after))
    return before.edition.quarter == after.edition.quarter and len(set(texts)) == 1


def _by_period(rows: tuple[HistoryRow, ...]) -> Mapping[str, HistoryRow]:
    return {row.period: row for row in rows}


def _restated(before: Assumptions, after: Assumptions) -> Iterator[Edit]:
    """Cells of quarters that both sides see."""
    old_rows, file = _by_period(before.history), _table(after, "history.csv")
    for row in after.history:
        old = old_rows.get(row.period)
        for name in dict.fromkeys((*row.cells, *old.cells)) if old else ():
            cell, past = row.cells.get(name), old.cells.get(name) if old else None
            if (cell and cell.text) != (past and past.text):
                yield Edit(
                    file, (row.period, name), past.text if past else None, cell.text if cell else None,
                    "words" if name in _ABOUT else "restated",
                    past.position if past else None, cell.position if cell else None,
                )  # fmt: skip


def _news(before: Assumptions, after: Assumptions) -> Iterator[Edit]:
    """The columns of the newest quarter where that is another one, and other rows that came or went."""
    old, new = _by_period(before.history), _by_period(after.history)
    file = _table(after, "history.csv")
    first, last = (before.history or (None,))[-1], (after.history or (None,))[-1]
    moved = (first and first.period) != (last and last.period)
    if moved:
        yield from _columns(file, first, last)
    for period in sorted(old.keys() ^ new.keys()):
        past, row = old.get(period), new.get(period)
        if not (moved and _of_the_news(period, first, last)):
            yield Edit(
                file, (period,), "row" if past else None, "row" if row else None, "reported",
                past.position if past else None, row.position if row else None,
            )  # fmt: skip


def _of_the_news(period: str, first: HistoryRow | None, last: HistoryRow | None) -> bool:
    """Whether a row lies between the newest of both sides: it came, or went, with the newest."""
    ends = [row.period for row in (first, last) if row]
    return period > min(ends) or len(ends) < 2 or period in ends  # noqa: PLR2004 - the two sides


def _columns(file: str, first: HistoryRow | None, last: HistoryRow | None) -> Iterator[Edit]:
    newest = last or first
    names = dict.fromkeys((*(last.cells if last else ()), *(first.cells if first else ())))
    for name in (name for name in names if newest and name not in _ABOUT):
        past, cell = first and first.cells.get(name), last and last.cells.get(name)
        yield Edit(
            file, (newest.period if newest else "", name),
            past.text if past else None, cell.text if cell else None,
            "time" if name == "period_end" else "reported",
            past.position if past else None, cell.position if cell else None,
        )  # fmt: skip


def _statements(before: Assumptions, after: Assumptions) -> Iterator[Edit]:
    """Statements that are new, gone or made otherwise, by metric and period."""
    file = _table(after, "disclosures.csv")
    old = {called(row): row for row in before.disclosures}
    new = {called(row): row for row in after.disclosures}
    for name in (*new, *(name for name in old if name not in new)):
        past, row = old.get(name), new.get(name)
        if _said(past) != _said(row):
            yield Edit(
                file, name, _said(past), _said(row), "reported",
                past.position if past else None, row.position if row else None,
            )  # fmt: skip


def called(row: Disclosure) -> tuple[str, ...]:
    """What makes a statement the same one: metric, period, day and source."""
    return (row.metric, row.period, row.published.isoformat(), row.source)


def _said(row: Disclosure | None) -> str | None:
    if row is None:
        return None
    number = "" if row.value is None else str(row.value)
    number += f" to {row.high}" if row.high is not None else ""
    parts = (row.qualifier.replace("_", " "), number, row.basis, row.scope)
    return " ".join(part for part in parts if part and part != "exactly")


def _closes(before: Assumptions, after: Assumptions) -> Iterator[Edit]:
    """Closing prices, which charts show; the price of the day is the edition's own."""
    file = _table(after, "market.csv")
    old, new = _days(before), _days(after)
    for key in (*new, *(key for key in old if key not in new)):
        past, close = old.get(key), new.get(key)
        if (past and past.close) != (close and close.close):
            yield Edit(
                file, key, str(past.close) if past else None, str(close.close) if close else None,
                "market", past.position if past else None, close.position if close else None,
            )  # fmt: skip


def _days(assumptions: Assumptions) -> dict[tuple[str, ...], Close]:
    every = (close for closes in assumptions.prices.values() for close in closes)
    return {(close.ticker, close.date.isoformat()): close for close in every}


def _table(assumptions: Assumptions, name: str) -> str:
    files = assumptions.company_files
    return files.workspace.shown(files.workspace.company_folder(files.name) / name)
