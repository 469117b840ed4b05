"""The figures as data for other programs: JSON and CSV, the raw value beside the printed string."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from reportgen import trace
from reportgen.atomic import write_atomically
from reportgen.documents import Attachment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from reportgen.assumptions.inputs import Source
    from reportgen.figures import Figure
    from reportgen.model import Story
    from reportgen.problems import Position

    Place = Callable[[Position], Position]

COLUMNS = (
    "name", "label", "value", "printed", "unit", "status", "as_of", "formula", "inputs", "sources",
    "position",
)  # fmt: skip
#: What makes a spreadsheet take a text for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def _where_it_is(position: Position) -> Position:
    return position


def figures_as_json(story: Story, place: Place = _where_it_is) -> list[dict[str, Any]]:
    """Every figure of the edition; a range has two values, a missing one null.

    `place` says where the line is that a position tells, for readers who have another copy of the files.
    """
    figures = story.now.figures.figures
    return [_as_json(figure, story, place) for figure in figures.values()]


def write_figures(path: Path, story: Story) -> None:
    """Write them into a file, a line each, whole or not at all."""
    write_atomically(path, _lines(figures_as_json(story)))


def attached(story: Story, place: Place) -> tuple[Attachment, Attachment]:
    """The figures as they travel inside a PDF: a line each, as JSON and as CSV."""
    figures = figures_as_json(story, place)
    words = (
        "Every figure with its value, unit, status, formula, inputs, sources and place in the files"
    )
    return (
        Attachment(
            "figures.json", _lines(figures), "application/json", f"{words}, as JSON", "Data"
        ),
        Attachment("figures.csv", as_csv(figures), "text/csv", f"{words}, as a table", "Data"),
    )


def as_csv(figures: Iterable[dict[str, Any]]) -> bytes:
    """A row a figure; no text in it can be taken for a formula by a spreadsheet."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(value) for value in _row(figure)] for figure in figures)
    return table.getvalue().encode()


def _row(figure: dict[str, Any]) -> tuple[object, ...]:
    return (
        figure["id"], figure["label"], figure["value"], figure["printed"], figure["unit"],
        figure["status"], figure["as_of"], figure["formula"], figure["inputs"],
        [source["key"] for source in figure["sources"]], figure["position"],
    )  # fmt: skip


def _cell(value: object) -> object:
    """Numbers as they are, lists as words, and texts that begin like a formula behind an apostrophe."""
    if isinstance(value, list):
        value = " ".join(map(str, value))
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value


def _lines(figures: Iterable[dict[str, Any]]) -> bytes:
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in figures)
    return f"[\n{lines}\n]\n".encode()


def _as_json(figure: Figure, story: Story, place: Place) -> dict[str, Any]:
    given = figure.given
    return {
        "id": figure.name,
        "label": figure.label,
        "value": _value(figure),
        "printed": figure.printed,
        "unit": figure.unit,
        "currency": story.now.figures.currency if figure.unit.startswith("money") else None,
        "status": figure.status,
        "bound": figure.bound,
        "reason": figure.reason,
        "as_of": figure.as_of.isoformat() if figure.as_of else None,
        "judgement": figure.judgement,
        "inputs": list(figure.inputs),
        "formula": figure.formula.expression if figure.formula else figure.how or None,
        "position": str(place(given.position)) if given else None,
        "sources": [_source(s) for s in trace.sources(figure.name, story.now.figures.figures)],
    }


def _value(figure: Figure) -> float | list[float] | None:
    if not figure.known:
        return None
    if figure.series is not None:
        return list(figure.series)
    if figure.high is not None and figure.value is not None:
        return [figure.value, figure.high]
    return figure.value


def _source(source: Source) -> dict[str, Any]:
    return {
        "key": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "date": source.date.isoformat() if source.date else None,
        "address": source.address,
        "tier": source.tier,
    }
