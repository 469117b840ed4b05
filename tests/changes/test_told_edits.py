"""Edits as a reader is told them: by the label of what was edited, with what stood and stands there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.changes.bridge import Contribution
from reportgen.changes.since import since
from reportgen.changes.wording import amount, called, counted, ends, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.changes.edits import Edit
    from reportgen.changes.worlds import Worlds
    from reportgen.model import Story


@pytest.fixture(name="worlds")
def _worlds(story: Callable[[str], Story]) -> Worlds:
    found = since(story("amazon/2026Q2"))
    assert found is not None
    return found.worlds


def edit(worlds: Worlds, key: str) -> Edit:
    return next(each for each in worlds.compared.edits if each.key == key)


@pytest.mark.parametrize(
    ("key", "name", "before", "after"),
    [
        ("market.share_price.value", "Share price", "$265.06", "$258.63"),
        ("market.shares_outstanding.value", "Shares outstanding", "10,757,109,436", "10,786,313,572"),
        ("2026Q2.aws_sales", "AWS sales", "$37.6B", "$42.2B"),
        ("2026Q2.period_end", "End of the last quarter", "31 Mar 2026", "30 Jun 2026"),
        ("as_of", "As-of day", "30 Apr 2026", "21 Aug 2026"),
        ("scenarios.bull.set.outlook_segment_growth", "Bull: assumed growth of AWS sales", "35.0%", "40.0%"),
        ("parts.stakes.openai", "Stake in OpenAI", "none", "added"),
        ("parts.net_debt.value", "Net debt, as the house knows it", "−$21.2B", "$50.7B"),
    ],
)  # fmt: skip
def test_an_edit_is_called_as_the_input_that_it_is_of(
    worlds: Worlds, key: str, name: str, before: str, after: str
) -> None:
    found = edit(worlds, key)
    assert called(worlds, found) == name
    assert ends(worlds, found) == (before, after)


def test_what_is_no_input_is_called_by_the_last_word_of_its_place(worlds: Worlds) -> None:
    found = replace(
        edit(worlds, "as_of"), path=("house", "earnings_basis"), before="trailing", after="forward"
    )
    assert called(worlds, found) == "Earnings basis"
    assert ends(worlds, found) == ("trailing", "forward")
    assert ends(worlds, replace(found, after=None)) == ("trailing", "removed")
    assert ends(worlds, replace(found, before=None)) == ("none", "forward")


def test_a_long_text_is_not_cut_but_told(worlds: Worlds) -> None:
    found = replace(
        edit(worlds, "as_of"), path=("house", "word"), before="a " * 40, after="b " * 40
    )
    assert ends(worlds, found) == ("a text", "another")


def test_edits_that_cannot_be_parted_are_counted(worlds: Worlds) -> None:
    price, shares = (
        edit(worlds, f"market.{name}.value") for name in ("share_price", "shares_outstanding")
    )
    assert named(worlds, Contribution((price,), 1.0)) == "Share price"
    both = named(worlds, Contribution((price, shares), 1.0))
    assert both == "Share price and 1 more edit that cannot be parted from it"


def test_amounts_are_in_the_unit_in_which_a_change_is_read() -> None:
    assert amount(0.0348, "rate", "USD") == "+3.5pp"
    assert amount(-1.44e11, "money", "USD") == "−$144B"
    assert amount(1.413, "money_per_share", "USD") == "+$1.41"
    assert amount(0.0348, "rate", "USD", signed=False) == "3.5pp"
    assert amount(0.00001, "rate", "USD") == "≈ 0"
    assert amount(0.0, "rate", "USD") == "0.0pp"


def test_one_edit_is_one_edit() -> None:
    assert [counted(1), counted(2), counted(1200, "other")] == [
        "1 more edit", "2 more edits", "1,200 other edits",
    ]  # fmt: skip
