"""Shapley values of coalitions: by hand, against an independent scalar code, and by what defines them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formulas import coalitions
from reportgen.formulas.attribution import shapley_attribution
from reportgen.formulas.coalitions import MOST_EXACT, PAIRS, shapley

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Worth = Callable[[Any], Any]

FEW, MANY = 6, MOST_EXACT + 2


def game(players: int, seed: int) -> Worth:
    """A function of many curves and products of neighbours, in which the order of joining matters."""
    steps = np.random.default_rng(seed).normal(1, 0.3, players)

    def worth(joined: Any) -> Any:  # noqa: ANN401 - arrays
        values = np.where(joined, 1 + 0.2 * steps, 1.0)
        return values.prod(axis=1) + (joined[:, 1:] & joined[:, :-1]) @ steps[1:]

    return worth


def test_nobody_shares_nothing() -> None:
    found = shapley(lambda joined: np.zeros(len(joined)), 0)
    assert (found.values, found.errors, found.orders, found.residual) == ((), (), 0, 0.0)


def test_one_player_carries_the_whole_change() -> None:
    # From 5 to 12.
    found = shapley(lambda joined: np.where(joined[:, 0], 12.0, 5.0), 1)
    assert found.values == (7.0,)
    assert found.errors == (0.0,)


def test_two_players_by_hand() -> None:
    # Price 10 -> 12, shares 3 -> 4, worth their product: 30, 36, 40, 48.
    # Price first adds 36 - 30 = 6, price last 48 - 40 = 8: 7. Shares first 10, last 12: 11.
    found = shapley(
        lambda joined: np.where(joined[:, 0], 12.0, 10.0) * np.where(joined[:, 1], 4.0, 3.0), 2
    )
    assert found.values == pytest.approx((7, 11), abs=1e-12)
    assert sum(found.values) == 18


def test_three_players_by_hand() -> None:
    # The glove game: one left glove (player 0), two right ones; a pair is worth 1. Of the six orders the left
    # glove makes the pair in the four in which it is not first; each right glove in one: 4/6, 1/6, 1/6.
    found = shapley(lambda joined: (joined[:, 0] & (joined[:, 1] | joined[:, 2])) * 1.0, 3)
    assert found.values == pytest.approx((4 / 6, 1 / 6, 1 / 6), abs=1e-15)


@pytest.mark.parametrize("players", range(1, 9))
def test_the_same_as_the_scalar_code_that_runs_over_subsets(players: int) -> None:
    worth, names = game(players, players), [f"driver{number}" for number in range(players)]

    def scalar(values: Mapping[str, float]) -> float:
        return float(worth(np.array([[values[name] == 1.0 for name in names]]))[0])

    expected = shapley_attribution(scalar, dict.fromkeys(names, 0.0), dict.fromkeys(names, 1.0))
    assert shapley(worth, players).values == pytest.approx(tuple(expected.values()), abs=1e-12)


@pytest.mark.parametrize("players", [FEW, MANY])
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_shares_add_up_to_the_change(players: int, seed: int) -> None:
    worth = game(players, seed)
    ends = worth(np.array([[False] * players, [True] * players]))
    found = shapley(worth, players)
    assert math.fsum(found.values) == pytest.approx(ends[1] - ends[0], rel=1e-12)
    assert abs(found.residual) < 1e-9 * abs(ends[1] - ends[0])


@pytest.mark.parametrize("players", [FEW, MANY])
def test_a_player_without_any_effect_gets_exactly_nothing(players: int) -> None:
    worth = game(players - 1, 1)
    found = shapley(lambda joined: worth(np.delete(joined, 2, axis=1)), players)
    assert found.values[2] == 0.0
    assert found.errors[2] == 0.0
    assert all(share for place, share in enumerate(found.values) if place != 2)


@pytest.mark.parametrize("players", [FEW, MANY])
def test_players_who_do_the_same_get_the_same(players: int) -> None:
    def worth(joined: Any) -> Any:  # noqa: ANN401 - arrays
        return 1.1 ** joined.sum(axis=1)

    found = shapley(worth, players)
    share = (1.1**players - 1) / players
    if players == FEW:
        assert found.values == pytest.approx([share] * players, rel=1e-12)
    for value, error in zip(found.values, found.errors, strict=True):
        assert abs(value - share) <= 4.5 * error + 1e-12


@pytest.mark.parametrize("players", [FEW, MANY])
def test_going_back_takes_from_each_what_going_there_gave(players: int) -> None:
    worth = game(players, 5)
    there, back = shapley(worth, players), shapley(lambda joined: worth(~joined), players)
    assert back.values == pytest.approx([-value for value in there.values], rel=1e-10, abs=1e-12)
    assert back.errors == pytest.approx(there.errors, rel=1e-9)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_standard_error_covers_what_all_coalitions_say(
    monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    worth = game(MANY, seed)
    drawn = shapley(worth, MANY)
    monkeypatch.setattr(coalitions, "MOST_EXACT", MANY)
    exact = shapley(worth, MANY)
    assert (drawn.orders, exact.orders) == (2 * PAIRS, 0)
    off = [
        abs(value - true) / error
        for value, true, error in zip(drawn.values, exact.values, drawn.errors, strict=True)
    ]
    assert max(off) < 4
    # Nor is the error a boast of modesty: most lie within two, and not all within a tenth.
    assert sum(each < 2 for each in off) >= 0.8 * MANY
    assert max(off) > 0.1


def test_antithetic_pairs_are_exact_where_only_two_meet_at_a_time() -> None:
    # Of two who meet, each is first in one order of every pair: the average has no error at all.
    def worth(joined: Any) -> Any:  # noqa: ANN401 - arrays
        return (joined[:, 1:] & joined[:, :-1]).sum(axis=1) * 1.0

    found = shapley(worth, MANY)
    assert max(found.errors) < 1e-12
    assert found.values == pytest.approx([0.5, *[1.0] * (MANY - 2), 0.5], abs=1e-12)


@pytest.mark.parametrize("players", [FEW, MANY])
def test_asked_twice_it_answers_the_same_to_the_last_bit(players: int) -> None:
    assert shapley(game(players, 3), players) == shapley(game(players, 3), players)


@pytest.mark.parametrize("players", [FEW, MANY])
@pytest.mark.parametrize("nothing", [math.nan, math.inf, -math.inf])
def test_a_coalition_without_a_finite_worth_is_refused(players: int, nothing: float) -> None:
    with pytest.raises(ValueError, match="not defined"):
        shapley(lambda joined: np.where(joined.sum(axis=1) == 3, nothing, 1.0), players)
