"""Odds of which only some have been edited do not add up: in between they are weights. Worked by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.changes.bridge import bridge
from tests.changes.benches import by_orders, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.inquiry import Inquiry
    from tests.changes.benches import Bench

EDITION, FILE = "amazon/2026Q2", "2026Q2/edition.yaml"
WEIGHTED = "probability_weighted_market_cap"
BULL = (FILE, "probability: 20%\n    set:", "probability: 30%\n    set:")
BASE = (FILE, "probability: 55%", "probability: 45%")
BOOM = (
    FILE,
    "scenarios:\n",
    "scenarios:\n  boom:\n    name: Boom\n    probability: 10%\n    set: {exit_multiple: 40x}\n",
)


def caps(reading: Inquiry, *scenarios: str) -> dict[str, float]:
    """What the company is worth in each scenario, as the files say."""
    values = {key: reading.value(f"scenario.{key}.outlook_market_cap") for key in scenarios}
    return {key: value for key, value in values.items() if value is not None}


def weighted(odds: Mapping[str, float], worth: Mapping[str, float]) -> float:
    """The mean of the scenarios that have odds, by their weights."""
    return sum(chance * worth[key] for key, chance in odds.items()) / sum(odds.values())


def test_odds_moved_from_one_scenario_to_another(bench: Callable[..., Bench]) -> None:
    on = bench(EDITION)
    found = on.split(WEIGHTED, (BULL,), (BASE,))
    worth = caps(on.read(), "bull", "base", "bear")
    # 20, 55, 25; with only the bull edited 30, 55, 25 of 110; only the base 20, 45, 25 of 90; 30, 45, 25.
    values = {
        (): weighted({"bull": 0.20, "base": 0.55, "bear": 0.25}, worth),
        (0,): weighted({"bull": 0.30, "base": 0.55, "bear": 0.25}, worth),
        (1,): weighted({"bull": 0.20, "base": 0.45, "bear": 0.25}, worth),
        (0, 1): weighted({"bull": 0.30, "base": 0.45, "bear": 0.25}, worth),
    }
    by_hand = by_orders(lambda joined: values[tuple(sorted(joined))], 2)
    assert parts(found) == pytest.approx(
        {"scenarios.bull.probability": by_hand[0], "scenarios.base.probability": by_hand[1]},
        rel=1e-9,
    )
    assert found.change == pytest.approx(0.1 * (worth["bull"] - worth["base"]), rel=1e-9)


def test_a_scenario_added_and_the_odds_made_to_fit(bench: Callable[..., Bench]) -> None:
    on = bench(EDITION)
    found = on.split(WEIGHTED, (BOOM,), (BASE,))
    worth = caps(on.read([BOOM, BASE]), "boom", "bull", "base", "bear")
    values = {
        (): weighted({"bull": 0.20, "base": 0.55, "bear": 0.25}, worth),
        (0,): weighted({"boom": 0.10, "bull": 0.20, "base": 0.55, "bear": 0.25}, worth),
        (1,): weighted({"bull": 0.20, "base": 0.45, "bear": 0.25}, worth),
        (0, 1): weighted({"boom": 0.10, "bull": 0.20, "base": 0.45, "bear": 0.25}, worth),
    }
    by_hand = by_orders(lambda joined: values[tuple(sorted(joined))], 2)
    expected = {"scenarios.boom": by_hand[0], "scenarios.base.probability": by_hand[1]}
    assert parts(found) == pytest.approx(expected, rel=1e-9)


def test_a_scenario_taken_out_takes_back_what_adding_it_gave(bench: Callable[..., Bench]) -> None:
    on = bench(EDITION)
    there = parts(on.split(WEIGHTED, (BOOM,), (BASE,)))
    back = parts(bridge(on.worlds([], [BOOM, BASE]), WEIGHTED))
    assert back == pytest.approx({key: -value for key, value in there.items()}, rel=1e-9)


def test_odds_of_one_scenario_weigh_on_a_figure_that_names_only_the_others(
    bench: Callable[..., Bench],
) -> None:
    # What the other scenarios come to is their own mean: the odds of the best one cancel out.
    on, figure = bench(EDITION), "remaining_scenarios_market_cap"
    found = on.split(figure, (BULL,), (BASE,))
    worth = caps(on.read(), "base", "bear")
    before, after = (weighted({"base": b, "bear": 0.25}, worth) for b in (0.55, 0.45))
    assert parts(found) == pytest.approx({"scenarios.base.probability": after - before}, rel=1e-9)
    assert [edit.key for edit in found.unmoving] == ["scenarios.bull.probability"]
