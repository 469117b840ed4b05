"""Peers: published means, members left out by name, and what the group says of a price."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.assumptions.inputs import Input
from reportgen.figures import Figure, Formula
from reportgen.formulas import peers
from reportgen.formulas.peers import arithmetic_mean, harmonic_mean, peer_statistic
from reportgen.problems import Position, Problem
from reportgen.resolution import Resolution

MULTIPLES = st.lists(st.floats(0.1, 500), min_size=3, max_size=12)


def resolved(formula: Formula, **values: float) -> tuple[Figure, list[Problem]]:
    """The figure as the engine makes it of stated numbers, and the contradictions it met."""
    here = Position("here")
    inputs = {name: Input(name, value, "count", name, here) for name, value in values.items()}
    resolution = Resolution(inputs, {formula.name: formula}, "USD", {})
    return resolution.figure(formula.name), resolution.problems


def test_weighted_harmonic_mean_of_two_stocks() -> None:
    """PEER-01: 60% at 10 times earnings, 40% at 15 times.

    http://forum.theanalystspace.com/viewthread.php?action=printable&tid=153486
    """
    assert harmonic_mean((10, 15), (0.6, 0.4)) == pytest.approx(11.54, abs=0.005)


def test_one_outlier_moves_the_arithmetic_mean_more() -> None:
    """PEER-03, https://acadifi.com/community/harmonic-mean-pe-ratios-why-use-cfa-level-1."""
    multiples = (20, 20, 50, 100)
    assert arithmetic_mean(multiples) == pytest.approx(47.5, abs=0.05)
    assert harmonic_mean(multiples) == pytest.approx(30.8, abs=0.05)


@given(MULTIPLES)
def test_the_harmonic_mean_lies_between_the_lowest_and_the_arithmetic_mean(
    multiples: list[float],
) -> None:
    mean = harmonic_mean(multiples)
    assert min(multiples) * (1 - 1e-12) <= mean <= arithmetic_mean(multiples) * (1 + 1e-12)


@given(st.lists(st.tuples(st.floats(1, 1e4), st.floats(0.1, 1e3)), min_size=1, max_size=8))
def test_it_is_the_multiple_of_the_portfolio(holdings: list[tuple[float, float]]) -> None:
    """Weighted by what is invested, it is the sum of prices over the sum of earnings."""
    invested, multiples = zip(*holdings, strict=True)
    earnings = sum(price / multiple for price, multiple in holdings)
    assert harmonic_mean(multiples, invested) == pytest.approx(sum(invested) / earnings)


@given(MULTIPLES, st.floats(0.1, 100))
def test_only_the_proportion_of_the_weights_counts(multiples: list[float], scale: float) -> None:
    weights = [place + 1.0 for place in range(len(multiples))]
    larger = [weight * scale for weight in weights]
    assert harmonic_mean(multiples, larger) == pytest.approx(harmonic_mean(multiples, weights))


def test_members_without_a_meaning_are_left_out_and_named() -> None:
    """Harmonic mean of 20, 30 and 60: 3 / (3/60 + 2/60 + 1/60) = 30, which is the median too."""
    given_multiples = {
        "alpha": 20.0,
        "lossmaking": -8.0,
        "beta": 60.0,
        "unknown": None,
        "gamma": 30.0,
        "nought": 0.0,
        "endless": math.inf,
        "broken": math.nan,
    }
    found = peer_statistic(given_multiples)
    assert found.harmonic_mean == pytest.approx(30)
    assert found.median == 30
    assert found.valid == ("alpha", "beta", "gamma")
    assert found.excluded == ("lossmaking", "unknown", "nought", "endless", "broken")
    assert list(found.members) == list(given_multiples)


def test_of_two_valid_members_there_is_no_statistic() -> None:
    found = peer_statistic({"alpha": 20.0, "beta": 60.0, "lossmaking": -8.0})
    assert (found.harmonic_mean, found.median) == (None, None)
    assert found.valid == ("alpha", "beta")
    assert found.excluded == ("lossmaking",)
    assert found.members["beta"] == 60.0


def test_weights_go_by_name_and_only_the_mean_is_weighted() -> None:
    """Weights 1, 2 and 1 on 20, 30 and 60: 4 / (3/60 + 4/60 + 1/60) = 30; 10 has no say."""
    weights = {"gamma": 1.0, "beta": 2.0, "alpha": 1.0, "lossmaking": 10.0}
    multiples = {"alpha": 20.0, "beta": 30.0, "gamma": 60.0, "lossmaking": -8.0}
    assert peer_statistic(multiples, weights).harmonic_mean == pytest.approx(30)
    heavier = weights | {"gamma": 5.0}
    found = peer_statistic(multiples, heavier)
    assert found.harmonic_mean == pytest.approx(8 / (3 / 60 + 4 / 60 + 5 / 60))
    assert found.median == 30


def test_a_valid_member_without_a_weight_is_named() -> None:
    multiples = {"alpha": 20.0, "beta": 30.0, "gamma": 60.0}
    with pytest.raises(ValueError, match="no weight is given for beta, gamma"):
        peer_statistic(multiples, {"alpha": 1.0})


@pytest.mark.parametrize("values", [(), (20.0, 0.0), (20.0, -5.0), (math.nan,)])
def test_a_harmonic_mean_of_what_is_not_positive_is_refused(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="positive"):
        harmonic_mean(values)


@pytest.mark.parametrize("weights", [(0.0, 0.0), (1.0, -0.5), (1.0, math.nan)])
def test_weights_that_weigh_nothing_are_refused(weights: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="weights"):
        harmonic_mean((10.0, 15.0), weights)


def test_premium_to_the_peers_and_the_price_at_their_multiple() -> None:
    """30 against 25 is 20% more; 25 times earnings of 8 is a price of 200."""
    assert peers.peer_premium(30.0, 25.0) == pytest.approx(0.2)
    assert peers.peer_premium(20.0, 25.0) == pytest.approx(-0.2)
    assert peers.implied_price_at_peer_pe(25.0, 8.0) == pytest.approx(200)


@given(st.floats(1, 1e3), st.floats(0.1, 100), st.floats(1, 100))
def test_the_premium_of_the_price_over_the_implied_price_is_that_of_the_multiple(
    price: float, earnings: float, peer_pe: float
) -> None:
    implied = peers.implied_price_at_peer_pe(peer_pe, earnings)
    assert price / implied - 1 == pytest.approx(
        peers.peer_premium(price / earnings, peer_pe), abs=1e-9
    )


def test_peers_at_a_loss_say_nothing_of_a_price() -> None:
    premium, _ = resolved(peers.peer_premium, forward_pe=30, peer_forward_pe=-5)
    assert (premium.status, premium.reason) == ("n.m.", "the peers' earnings are not positive")
    price, _ = resolved(
        peers.implied_price_at_peer_pe, peer_forward_pe=25, forward_earnings_per_share=-1
    )
    assert (price.status, price.reason) == ("n.m.", "earnings are not positive")


def test_earnings_of_the_next_twelve_months_from_two_fiscal_years() -> None:
    """A quarter of the months lie in this year: 0.25 x 8 + 0.75 x 12 = 11."""
    assert peers.calendarised_earnings(8.0, 12.0, 0.25) == pytest.approx(11)
    assert peers.calendarised_earnings(8.0, 12.0, 1.0) == 8
    assert peers.calendarised_earnings(8.0, 12.0, 0.0) == 12


@pytest.mark.parametrize("share", [-0.01, 1.01])
def test_a_part_of_a_year_beyond_the_year_stops_the_build(share: float) -> None:
    _, problems = resolved(
        peers.calendarised_earnings,
        this_fiscal_year_earnings=8, next_fiscal_year_earnings=12, share_of_this_year=share,
    )  # fmt: skip
    assert [problem.what for problem in problems] == [
        "the share of this fiscal year must lie between 0% and 100%"
    ]


def test_the_fastest_rival_leaves_the_smallest_gap() -> None:
    """6 points behind one, 45 behind another, 2 ahead of a third: in any order."""
    fastest = peers.growth_gap_to_fastest(("one", "other", "third"))
    assert fastest(-0.06, -0.45, 0.02) == -0.45
    assert fastest(-0.45, 0.02, -0.06) == -0.45
    assert fastest.parameters == ("one.growth_gap", "other.growth_gap", "third.growth_gap")
    assert peers.growth_gap("one", "One")(0.37, 0.43) == pytest.approx(-0.06)


def test_who_weighs_nothing_does_not_count() -> None:
    assert harmonic_mean((10.0, 15.0), (1.0, 0.0)) == pytest.approx(10)


def test_every_multiple_needs_its_weight() -> None:
    with pytest.raises(ValueError, match="longer"):
        peers.harmonic_mean((10.0, 15.0), (1.0,))
