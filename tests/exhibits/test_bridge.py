"""What moved since the edition before: the chart of the workings and the small one of the front page."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.changes.bridge import bridge as split
from reportgen.changes.since import since
from reportgen.exhibits import bridge
from reportgen.exhibits.words import DoesNotApplyError, MissingError

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.charts.bridge import BridgeData
    from reportgen.model import Story
    from tests.conftest import Desk

LATER = ("2025Q4", "2026Q1", "2026Q2")


def total(data: BridgeData) -> float:
    return sum(step.amount.value for step in data.steps)


# What is shown


@pytest.mark.parametrize("quarter", LATER)
def test_the_steps_lead_from_one_level_to_the_other(
    story: Callable[[str], Story], quarter: str
) -> None:
    told = story(f"amazon/{quarter}")
    for data in (bridge.select(told), bridge.compact(told)):
        assert data is not None
        change = data.end.amount.value - data.start.amount.value
        assert total(data) == pytest.approx(change, rel=1e-9)


def test_the_workings_show_the_scenarios_value_edit_by_edit(story: Callable[[str], Story]) -> None:
    """Of nine edits the seven that move most, and the others as one; both levels as they are printed."""
    told = story("amazon/2026Q2")
    data = bridge.select(told)
    assert told.previous is not None
    assert data.start.name == "Q1 2026"
    assert (
        data.start.amount.text == told.previous.figures["probability_weighted_market_cap"].printed
    )
    assert data.end.amount.text == told.now.figures["probability_weighted_market_cap"].printed
    assert [step.name for step in data.steps] == [
        "AWS sales", "Net sales", "Assumed growth of AWS sales", "Bull: assumed growth of AWS sales",
        "Assumed operating margin of AWS", "Assumed growth of all other sales", "Passing of time",
        "2 more edits",
    ]  # fmt: skip
    assert data.steps[-2].amount.text == "−$144B"


def test_the_front_page_shows_the_required_upside_by_causes(story: Callable[[str], Story]) -> None:
    """A cause of a single edit is called as what was edited."""
    data = bridge.compact(story("amazon/2026Q2"))
    assert data is not None
    assert [(step.name, step.amount.text) for step in data.steps] == [
        ("Share price", "+3.5pp"), ("Shares outstanding", "−0.4pp"),
    ]  # fmt: skip
    assert (data.start.amount.text, data.end.amount.text, data.change) == ("40%", "43%", "+3.1pp")
    assert data.compact


def test_the_front_page_has_three_steps_at_most() -> None:
    """Price, shares, target and day, of which the two that move least are one: four edits in all."""
    steps = [("Price", 0.03, 1), ("Shares", -0.004, 1), ("Target", 0.1, 2), ("Day", 0.001, 3)]
    assert bridge._fewer(steps, 3) == [  # noqa: SLF001 - no shipped edition has so many
        ("Price", 0.03, 1), ("Target", 0.1, 2), ("4 more edits", pytest.approx(-0.003), 4),
    ]  # fmt: skip
    assert bridge._fewer(steps, 4) == steps  # noqa: SLF001


def test_ticks_are_fine_enough_to_differ(desk: Callable[..., Desk]) -> None:
    """Steps of a few billions on levels of trillions: with two decimals all ticks would be $2.72T."""
    told = desk("amazon").read("amazon/2026Q2")
    found = since(told)
    assert found is not None
    split = found.bridge("probability_weighted_market_cap")
    axis = bridge._axis(told, split, [("Step", 2e9, 1)])  # noqa: SLF001
    texts = [axis.tick(value) for value in (2.720e12, 2.721e12, 2.722e12)]
    assert all(one != other for one, other in pairwise(texts))
    assert axis.tick(2.72e12) == "2,720"


# Where there is nothing to show


def test_a_first_edition_has_no_bridge(story: Callable[[str], Story]) -> None:
    told = story("amazon/2025Q3")
    assert since(told) is None
    assert bridge.compact(told) is None
    with pytest.raises(DoesNotApplyError):
        bridge.select(told)
    assert bridge.title(told) == "The first edition: there is none to compare it with"


def test_numbers_set_by_hand_are_no_edits(desk: Callable[..., Desk]) -> None:
    """The files say one price and somebody asks for another: what it adds, no edit did."""
    told = desk("amazon").read("amazon/2026Q2", {"share_price": 300.0})
    assert bridge.compact(told) is None
    with pytest.raises(MissingError, match="set by hand, which is no edit"):
        bridge.select(told)
    assert bridge.title(told) == "What moved the scenarios' weighted value"


def test_where_neither_price_nor_shares_moved_nothing_moved_the_required_upside(
    desk: Callable[..., Desk],
) -> None:
    """Its first edition valued no scenarios, so that the upside is what can be told."""
    files = desk("nordvind")
    edition = "nordvind/2025Q4/edition.yaml"
    files.replace(edition, "share_price: {value: 336.80,", "share_price: {value: 309.40,")
    files.replace(
        edition, "shares_outstanding: {value: 410.6M,", "shares_outstanding: {value: 410.1M,"
    )
    files.replace(edition, "quoted_market_cap: {value: 138B,", "quoted_market_cap: {value: 127B,")
    files.replace("nordvind/market.csv", "336.80,410600000", "309.40,410100000")
    told = files.read("nordvind/2025Q4")
    assert bridge.title(told) == "Nothing moved the required upside"
    data = bridge.select(told)
    assert data.steps == ()
    assert data.start.amount.text == data.end.amount.text
    assert bridge.compact(told) is None


# Titles


def test_the_title_names_what_added_most_and_what_took_most(story: Callable[[str], Story]) -> None:
    titles = [bridge.title(story(f"amazon/{quarter}")) for quarter in LATER]
    assert titles == [
        "House judgement added $135B to the scenarios' weighted value, passing of time took $105B",
        "Reported results and facts added $133B to the scenarios' weighted value, passing of time took $120B",
        "Reported results and facts added $179B to the scenarios' weighted value, passing of time took $144B",
    ]


@pytest.mark.parametrize(
    ("multiple", "wanted"),
    [
        ("40x", "House judgement added $"),
        ("12x", "House judgement took $"),
    ],
)
def test_a_title_turns_with_its_signs(
    desk: Callable[..., Desk], multiple: str, wanted: str
) -> None:
    """The house would pay far more for earnings, or far less, than it did."""
    files = desk("amazon")
    files.replace(
        "amazon/2026Q2/edition.yaml",
        "exit_multiple: {value: 25x", f"exit_multiple: {{value: {multiple}",
    )  # fmt: skip
    assert bridge.title(files.read("amazon/2026Q2")).startswith(wanted)


# Once


def test_changes_are_worked_out_once_a_story(
    desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def counting(worlds: Any, figure: str) -> Any:  # noqa: ANN401 - passed on
        asked.append(figure)
        return split(worlds, figure)

    monkeypatch.setattr("reportgen.changes.since.bridge", counting)
    told = desk("amazon").read("amazon/2026Q2")
    for _ in range(2):
        bridge.select(told)
        bridge.title(told)
        bridge.compact(told)
        bridge.subtitle(told)
    assert since(told) is since(told)
    assert asked
    assert len(asked) == len(set(asked))


def test_the_subtitle_says_how_well_drawn_orders_tell_it(
    story: Callable[[str], Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace  # noqa: PLC0415

    told = story("amazon/2026Q2")
    found, split = bridge._found(told)  # noqa: SLF001
    parts = tuple(replace(part, error=1.2e9) for part in split.contributions)
    drawn = replace(split, contributions=parts, orders=4000)
    monkeypatch.setattr(bridge, "_found", lambda _: (found, drawn))
    assert bridge.subtitle(told).endswith(
        "over drawn orders in which they could be made, ± $1.20B at most"
    )
