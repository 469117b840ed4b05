"""The comparison for programs: every list sums, every edit stands in each, and every number is one."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.comparison.conftest import SKARV, asked

if TYPE_CHECKING:
    from tests.comparison.conftest import Shelf

PROJECT = Path(__file__).parents[2]
HEADLINES = [
    "required_upside",
    "probability_weighted_market_cap",
    "implied_price",
    "parts_equity_value",
]


@pytest.fixture(scope="module")
def quarter() -> dict[str, Any]:
    """What a quarter did to the shipped company."""
    answer = asked(PROJECT, "--format", "json", "amazon/2026Q1", "amazon/2026Q2")
    assert answer.code == 0
    data: dict[str, Any] = answer.data
    return data


def test_each_headline_sums_to_its_change_and_lists_every_edit(quarter: dict[str, Any]) -> None:
    (edition,) = quarter["editions"]
    paths = [each["path"] for each in edition["assumptions"]]
    assert [each["figure"] for each in quarter["headline_figures"]] == HEADLINES
    for headline in quarter["headline_figures"]:
        parts = headline["contributions"]
        total = math.fsum(part["value"] for part in parts)
        assert total == pytest.approx(headline["change"], rel=1e-9)
        assert headline["change"] == headline["to"] - headline["from"]
        assert headline["change"] != 0
        told = [path for part in parts for path in (part["path"], *part["together"])]
        assert sorted(told) == sorted(paths)


def test_every_contribution_says_what_was_edited_where(quarter: dict[str, Any]) -> None:
    for headline in quarter["headline_figures"]:
        for part in headline["contributions"]:
            assert {"edit", "path", "from", "to", "value", "cause", "file", "line"} <= part.keys()
            assert isinstance(part["value"], float)
            assert math.isfinite(part["value"])
            assert (part["from"] is None) or isinstance(part["from"], str)
            assert part["path"].startswith("assumptions/amazon/")
    first = quarter["headline_figures"][0]["contributions"][0]
    assert (first["edit"], first["from"], first["to"]) == (
        "market.share_price.value",
        "265.06",
        "258.63",
    )


def test_one_edit_carries_the_whole_change_and_its_reversal_takes_it_back(shelf: Shelf) -> None:
    shelf.price("80", "Up")
    there, back = shelf.json("HEAD~1", "HEAD").headlines, shelf.json("HEAD", "HEAD~1").headlines
    for name, headline in there.items():
        (part,) = headline["contributions"]
        assert part["value"] == headline["change"]
        assert back[name]["contributions"][0]["value"] == -part["value"]
        assert (back[name]["from"], back[name]["to"]) == (headline["to"], headline["from"])
    assert there["required_upside"]["change"] < 0
    assert there["probability_weighted_market_cap"]["change"] == 0.0


def test_a_figure_that_is_named_is_split_as_well(shelf: Shelf) -> None:
    shelf.price("80")
    pe = shelf.json("--figure", "forward_pe").headlines["forward_pe"]
    assert (pe["from"], pe["to"]) == (pytest.approx(78.40 / 5.90), pytest.approx(80 / 5.90))
    assert [part["edit"] for part in pe["contributions"]] == ["market.share_price.value"]


def test_a_figure_without_a_number_on_a_side_has_a_reason_and_no_split(shelf: Shelf) -> None:
    shelf.add("nordvind")
    headlines = shelf.json("nordvind/2025Q3", "nordvind/2025Q4").headlines
    parts = headlines["parts_equity_value"]
    assert (parts["from"], parts["change"], parts["contributions"]) == (None, None, [])
    assert parts["from_printed"] == "n/a"
    assert parts["reason"].startswith("it is n/a before")
    odds = headlines["probability_weighted_market_cap"]
    assert (odds["from_printed"], odds["reason"]) == (
        "none",
        "the edition has no such figure before",
    )


def test_problems_keep_the_output_a_json_of_the_same_shape(shelf: Shelf) -> None:
    whole = shelf.json("HEAD", SKARV).data
    shelf.replace(f"{SKARV}/edition.yaml", "quarter: 2025Q4", "quarter: never")
    broken = shelf.json()
    assert broken.code == 1
    assert broken.data.keys() == whole.keys()
    assert broken.data["editions"][0].keys() == whole["editions"][0].keys()


def test_the_same_question_has_the_same_answer_to_the_byte(shelf: Shelf) -> None:
    shelf.price("80", "Up")
    for style in ("text", "json", "markdown"):
        words = ("--format", style, "HEAD~1", "HEAD")
        assert shelf.diff(*words).out == shelf.diff(*words).out
