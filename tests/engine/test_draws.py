"""Distributions turn deviates into their own quantiles, and draws have the correlation that is stated."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.draws import (
    Distribution,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    TruncatedNormal,
    Uniform,
    draw,
    rank_correlation,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.draws import Array

STANDARD = NormalDist()
Bounded = TruncatedNormal | Uniform | Triangular | Pert
#: Where both tails of a probability still have digits.
PROBABILITIES = st.floats(1e-9, 1 - 1e-9)


@st.composite
def bounded(draw: st.DrawFn) -> Bounded:
    """Any distribution between two ends."""
    low, width = draw(st.floats(-1e3, 1e3)), draw(st.floats(0.1, 1e3))
    mode = min(low + width * draw(st.floats(0, 1)), low + width)
    centre = low + width * draw(st.floats(-1, 2))
    choices: tuple[Bounded, ...] = (
        TruncatedNormal(centre, width * draw(st.floats(0.1, 10)), low, low + width),
        Uniform(low, low + width),
        Triangular(low, mode, low + width),
        Pert(low, mode, low + width),
    )
    return draw(st.sampled_from(choices))


@given(bounded(), PROBABILITIES, PROBABILITIES)
def test_quantiles_are_monotone_and_inside_the_ends(
    distribution: Bounded, first: float, second: float
) -> None:
    lower, upper = (distribution.quantile(p) for p in sorted((first, second)))
    rounding = 1e-12 * max(abs(distribution.low), abs(distribution.high))
    assert distribution.low <= lower <= upper + rounding
    assert upper <= distribution.high


@given(bounded(), PROBABILITIES)
@example(TruncatedNormal(0, 1, 31.5, 32.5), 0.12)
@example(TruncatedNormal(0, 1, -1000, 2), 0.95)
@example(Pert(0, 0, 1), 1e-9)
@example(Pert(0, 1, 1), 1e-9)
def test_a_deviate_becomes_the_quantile_of_its_probability(
    distribution: Bounded, probability: float
) -> None:
    """To less than a millionth of the range, which is what the table promises."""
    value = distribution.from_normal(np.array([STANDARD.inv_cdf(probability)])).item()
    error = abs(value - distribution.quantile(probability))
    assert error < 1e-6 * (distribution.high - distribution.low)


@pytest.mark.parametrize(
    "distribution",
    [
        Uniform(0, 1),
        Triangular(0, 0.001, 1),
        Triangular(0, 1, 1),
        Pert(0, 0.5, 1),
        Pert(0, 0.01, 1),
        TruncatedNormal(0, 0.5, 0, 1),
        TruncatedNormal(0, 0.05, 0, 1),
        TruncatedNormal(-30, 1, 0, 1),
    ],
    ids=str,
)
def test_the_table_errs_by_less_than_a_millionth_of_the_range_wherever_one_looks(
    distribution: Bounded,
) -> None:
    """Ten places between any two steps of the table, out to seven deviations."""
    deviates = np.linspace(-7, 7, 14 * 512 * 10 + 3)
    below = np.array([math.erfc(-deviate / math.sqrt(2)) / 2 for deviate in deviates])
    exact = distribution.value(below, below[::-1])
    assert np.abs(distribution.from_normal(deviates) - exact).max() < 1e-6


@given(st.floats(-5, 5), st.floats(0.01, 5), PROBABILITIES)
def test_normal_and_lognormal_are_exact(mean: float, deviation: float, probability: float) -> None:
    deviate = STANDARD.inv_cdf(probability)
    normal, lognormal = Normal(mean, deviation), Lognormal(math.exp(mean), deviation)
    assert normal.quantile(probability) == pytest.approx(mean + deviation * deviate)
    assert lognormal.quantile(probability) == pytest.approx(math.exp(mean + deviation * deviate))
    for distribution in (normal, lognormal):
        value = distribution.from_normal(np.array([deviate])).item()
        assert value == pytest.approx(distribution.quantile(probability), rel=1e-12, abs=1e-12)


def test_beyond_the_table_a_deviate_gets_the_end() -> None:
    values = Uniform(2, 5).from_normal(np.array([-12.0, 12.0]))
    assert values.tolist() == pytest.approx([2, 5], abs=1e-12)


def test_triangular_quantiles_by_hand() -> None:
    """From 0 over 3 to 4: a quarter below the mode is 3 sqrt(1/3), since F(x) = x^2 / 12 up to 3."""
    triangular = Triangular(0, 3, 4)
    assert triangular.quantile(0.25) == pytest.approx(math.sqrt(0.25 * 12))
    assert triangular.quantile(0.75) == pytest.approx(3)
    assert triangular.quantile(0.99) == pytest.approx(4 - math.sqrt(0.01 * 4))


@given(PROBABILITIES)
def test_a_pert_with_its_mode_at_an_end_is_a_power(probability: float) -> None:
    """Its beta parameters are then 1 and 5: F(x) = 1 - (1 - x)^5, or x^5 on the other side."""
    fifth = -math.expm1(math.log1p(-probability) / 5)
    assert Pert(0, 0, 1).quantile(probability) == pytest.approx(fifth, rel=1e-9)
    assert Pert(0, 1, 1).quantile(probability) == pytest.approx(probability**0.2, rel=1e-9)


@given(st.floats(0.01, 0.99))
def test_a_pert_with_its_mode_at_a_quarter_inverts_a_polynomial(probability: float) -> None:
    """Beta parameters 2 and 4: F(x) = 1 - (1 - x)^5 - 5 x (1 - x)^4."""
    value = Pert(0, 0.25, 1).quantile(probability)
    below = 1 - (1 - value) ** 5 - 5 * value * (1 - value) ** 4
    assert below == pytest.approx(probability, rel=1e-11)


@pytest.mark.parametrize("probability", [0.05, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("mode", [0.13, 0.5, 0.7, 0.9])
def test_the_density_up_to_a_pert_quantile_sums_to_its_probability(
    mode: float, probability: float
) -> None:
    """Added up by Gauss and Legendre's rule, for parameters that are no whole numbers."""
    first, second = 1 + 4 * mode, 5 - 4 * mode
    places, weights = np.polynomial.legendre.leggauss(200)
    value = Pert(0, mode, 1).quantile(probability)
    places = (places + 1) / 2 * value
    density = places ** (first - 1) * (1 - places) ** (second - 1)
    whole = math.gamma(first) * math.gamma(second) / math.gamma(6)
    below = (weights * density).sum() / 2 * value / whole
    assert below == pytest.approx(probability, rel=1e-7)


@pytest.mark.parametrize(
    ("distribution", "mean", "deviation"),
    [
        # (low + mode + high) / 3; variance (a^2 + b^2 + c^2 - ab - ac - bc) / 18 = 13/18
        (Triangular(1, 2, 5), 8 / 3, math.sqrt(13 / 18)),
        # (low + 4 mode + high) / 6; variance (mean - low)(high - mean) / 7
        (Pert(1, 2, 5), 14 / 6, math.sqrt((14 / 6 - 1) * (5 - 14 / 6) / 7)),
        (Uniform(1, 5), 3, 4 / math.sqrt(12)),
        # A half normal: sqrt(2 / pi), and 1 - 2 / pi; nothing is left beyond 9.
        (TruncatedNormal(0, 1, 0, 9), math.sqrt(2 / math.pi), math.sqrt(1 - 2 / math.pi)),
    ],
    ids=str,
)
def test_means_and_deviations_of_a_million_draws(
    distribution: Distribution, mean: float, deviation: float
) -> None:
    values = draw({"input": distribution}, None, 1, 0, 1_000_000)["input"]
    assert values.mean() == pytest.approx(mean, abs=4 * deviation / 1000)
    assert values.std() == pytest.approx(deviation, rel=0.005)


def ranks(values: Array) -> Array:
    return values.argsort().argsort().astype(float)


@pytest.mark.parametrize("stated", [-1.0, -0.8, -0.3, 0.5, 0.95, 1.0])
def test_draws_have_the_rank_correlation_that_is_stated(stated: float) -> None:
    """Sampling error of Spearman's coefficient is at most 1 / sqrt(200,000) = 0.0022."""
    inputs = {"growth": Lognormal(1, 0.5), "other": Normal(0, 1), "margin": Pert(0, 1, 5)}
    correlation = rank_correlation(tuple(inputs), {("growth", "margin"): stated})
    drawn = draw(inputs, correlation, 7, 0, 200_000)
    table = np.corrcoef([ranks(values) for values in drawn.values()])
    assert table[0, 2] == pytest.approx(stated, abs=0.008)
    assert table[0, 1] == pytest.approx(0, abs=0.008)
    assert table[1, 2] == pytest.approx(0, abs=0.008)


def test_three_inputs_that_move_together() -> None:
    names = ("a", "b", "c")
    pairs = {("a", "b"): 0.7, ("b", "c"): -0.4, ("a", "c"): -0.2}
    drawn = draw(dict.fromkeys(names, Normal(0, 1)), rank_correlation(names, pairs), 3, 0, 200_000)
    table = np.corrcoef([ranks(values) for values in drawn.values()])
    found = [table[0, 1], table[1, 2], table[0, 2]]
    assert found == pytest.approx(list(pairs.values()), abs=0.008)


def test_an_independent_input_is_drawn_as_if_there_were_no_correlation() -> None:
    inputs = dict.fromkeys(("a", "b", "c"), Normal(0, 1))
    alone = draw(inputs, None, 5, 2, 1000)
    mixed = draw(inputs, rank_correlation(tuple(inputs), {("a", "c"): 0.5}), 5, 2, 1000)
    assert np.array_equal(alone["b"], mixed["b"])
    assert not np.array_equal(alone["c"], mixed["c"])


def test_a_semidefinite_matrix_works() -> None:
    """Three inputs that are one: rank one, not positive definite."""
    names = ("a", "b", "c")
    pairs = {("a", "b"): 1.0, ("b", "c"): 1.0, ("a", "c"): 1.0}
    drawn = draw(dict.fromkeys(names, Normal(0, 1)), rank_correlation(names, pairs), 3, 0, 1000)
    assert drawn["a"] == pytest.approx(drawn["b"])
    assert drawn["a"] == pytest.approx(drawn["c"])


def test_contradictory_correlations_are_refused_by_name() -> None:
    """With all three at -r the eigenvalues are 1 + r twice and 1 - 2 r, here 2 sin(pi 0.9 / 6) each."""
    pairs = {("a", "b"): -0.9, ("b", "c"): -0.9, ("a", "c"): -0.9}
    smallest = 1 - 2 * 2 * math.sin(math.pi * 0.9 / 6)
    with pytest.raises(ValueError, match="contradict") as refused:
        rank_correlation(("a", "b", "c"), pairs)
    assert f"{smallest:.3g}" in str(refused.value)
    assert "a with b -0.9, b with c -0.9, a with c -0.9" in str(refused.value)


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        ({("a", "x"): 0.5}, "no distribution"),
        ({("a", "a"): 0.5}, "with itself"),
        ({("a", "b"): 0.5, ("b", "a"): 0.5}, "given twice"),
        ({("a", "b"): 1.5}, "between -1 and 1"),
        ({("a", "b"): math.nan}, "between -1 and 1"),
    ],
)
def test_pairs_that_make_no_sense(pairs: dict[tuple[str, str], float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rank_correlation(("a", "b"), pairs)


def test_a_matrix_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="another size"):
        draw({"a": Normal(0, 1)}, np.eye(2), 1, 0, 10)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Normal(1, 0), "deviation must be above zero"),
        (lambda: Normal(math.nan, 1), "finite"),
        (lambda: Lognormal(-1, 0.5), "median must be above zero"),
        (lambda: Uniform(2, 2), "low must be below high"),
        (lambda: Triangular(0, 3, 2), "any mode between"),
        (lambda: Pert(1, 0, 2), "any mode between"),
        (lambda: Pert(0, 1, math.inf), "finite"),
        (lambda: TruncatedNormal(0, 1, 1, -1), "low must be below high"),
        (lambda: TruncatedNormal(0, 1, 40, 50), "to one side of the mean"),
        (lambda: TruncatedNormal(0, 1, -50, -40), "to one side of the mean"),
    ],
)
def test_what_is_no_distribution_is_refused(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("probability", [0, 1, -0.1, math.nan])
def test_quantiles_are_of_probabilities_between_0_and_1(probability: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Uniform(0, 1).quantile(probability)


def test_each_seed_and_each_chunk_has_a_stream_of_its_own() -> None:
    inputs = {"a": Normal(0, 1), "b": Normal(0, 1)}
    first = draw(inputs, None, 1, 0, 1000)
    assert np.array_equal(first["a"], draw(inputs, None, 1, 0, 1000)["a"])
    others = [first["b"], draw(inputs, None, 1, 1, 1000)["a"], draw(inputs, None, 2, 0, 1000)["a"]]
    for other in others:
        assert abs(np.corrcoef(first["a"], other)[0, 1]) < 0.15
