"""The figures as data: JSON for other programs, with the raw value beside the printed string."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from reportgen import trace
from reportgen.atomic import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.inputs import Source
    from reportgen.figures import Figure
    from reportgen.model import Story


def figures_as_json(story: Story) -> list[dict[str, Any]]:
    """Every figure of the edition; a range has two values, a missing one null."""
    figures = story.now.figures.figures
    return [_as_json(figure, story) for figure in figures.values()]


def write_figures(path: Path, story: Story) -> None:
    """Write them into a file, a line each, whole or not at all."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in figures_as_json(story))
    write_atomically(path, f"[\n{lines}\n]\n".encode())


def _as_json(figure: Figure, story: Story) -> dict[str, Any]:
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
        "position": str(given.position) if given else None,
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
