"""The figures as a table inside the PDF: every figure a row, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.seen import seen_by
from reportgen.documents import data

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.model import Story


def row(**changed: object) -> dict[str, str]:
    """A figure with some of its cells changed, as a reader of the table gets it."""
    figure = {
        "id": "x", "label": "X", "value": 1.5, "printed": "1.5", "unit": "rate", "status": "ok",
        "as_of": None, "formula": None, "inputs": [], "sources": [], "position": None, **changed,
    }  # fmt: skip
    return next(csv.DictReader(io.StringIO(data.as_csv([figure]).decode())))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_can_be_taken_for_a_formula(sign: str) -> None:
    evil = f'{sign}HYPERLINK("http://example.org")'
    found = row(label=evil, formula=evil, inputs=[evil], sources=[{"key": evil}])
    assert [found[key] for key in ("label", "formula", "inputs", "sources")] == [f"'{evil}"] * 4


def test_numbers_stay_numbers_and_what_is_missing_is_empty() -> None:
    assert row(value=-0.05)["value"] == "-0.05"
    assert row(value=None)["value"] == ""
    assert row(value=[-1.0, 2.0])["value"] == "'-1.0 2.0"
    assert row(printed="+12%")["printed"] == "'+12%"


def test_the_table_has_every_figure_of_the_json(story: Callable[[str], Story]) -> None:
    told = story("amazon/2026Q2")
    seen = seen_by([each.assumptions for each in told.all])
    as_json, as_csv = data.attached(told, seen.place)
    figures = json.loads(as_json.content)
    rows = list(csv.DictReader(io.StringIO(as_csv.content.decode())))
    assert [r["name"] for r in rows] == [figure["id"] for figure in figures]
    assert tuple(rows[0]) == data.COLUMNS
    cap = next(r for r in rows if r["name"] == "market_cap")
    assert cap["inputs"] == "share_price shares"
    assert float(cap["value"]) > 1e12
    assert {a.relationship for a in (as_json, as_csv)} == {"Data"}
