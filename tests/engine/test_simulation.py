"""A simulation agrees with what is known in closed form, and says how sure it is."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest

from reportgen.draws import Lognormal, Normal, Pert, Triangular, Uniform, draw, rank_correlation
from reportgen.simulation import Simulation, simulate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.draws import Array


def the_input(drawn: Mapping[str, Array]) -> Array:
    return drawn["input"]


def total(drawn: Mapping[str, Array]) -> Array:
    return drawn["large"] + drawn["small"]


def test_lognormal_growth_reaches_the_target_as_often_as_the_closed_form_says() -> None:
    """PROB-01, https://wizedu.com/questions/1617292/a-stock-price-follows-geometric-brownian-motion:
    38 growing at 16% with 35% volatility ends above 40 after half a year with 0.4968 (0.49691 exact).
    """
    years, volatility = 0.5, 0.35
    median = 38 * math.exp((0.16 - volatility**2 / 2) * years)
    price = Lognormal(median, volatility * math.sqrt(years))
    result = simulate(the_input, {"input": price}, None, draws=1_000_000, seed=1, target=40)
    exact = 1 - NormalDist().cdf(math.log(40 / median) / (volatility * math.sqrt(years)))
    assert exact == pytest.approx(0.4968, abs=0.0003)
    assert result.probability == pytest.approx(exact, abs=3 * result.probability_standard_error)
    # sqrt(0.4969 x 0.5031 / 1,000,000)
    assert result.probability_standard_error == pytest.approx(0.0005, rel=1e-4)
    # The mean of the price is 38 exp(0.16 / 2).
    expected = 38 * math.exp(0.08)
    assert result.mean == pytest.approx(expected, abs=3 * result.mean_standard_error)


def test_percentiles_are_those_of_the_distribution() -> None:
    triangular = Triangular(1, 2, 5)
    result = simulate(the_input, {"input": triangular}, None, draws=500_000, seed=2, target=2)
    for percentile, value in result.percentiles.items():
        assert value == pytest.approx(triangular.quantile(percentile / 100), abs=0.01)
    assert list(result.percentiles) == [5, 25, 50, 75, 95]


def test_statistics_of_a_single_chunk_are_numpy_s_own() -> None:
    """The draws of a seed can be drawn again, so that all can be checked on them."""
    inputs = {"input": Lognormal(10, 0.3)}
    values = draw(inputs, None, 8, 0, 10_000)["input"]
    result = simulate(the_input, inputs, None, draws=10_000, seed=8, target=12)
    assert result.mean == pytest.approx(values.mean(), rel=1e-12)
    # Of a sample, so by n - 1.
    assert result.mean_standard_error == pytest.approx(values.std(ddof=1) / 100, rel=1e-12)
    assert list(result.percentiles.values()) == np.percentile(values, [5, 25, 50, 75, 95]).tolist()
    assert result.probability == (values >= 12).sum() / 10_000


@pytest.mark.parametrize("threads", [2, 4])
def test_the_number_of_threads_changes_no_bit(threads: int) -> None:
    """Three chunks, the last one short; equality of all numbers, not nearness."""

    def simulated(threads: int) -> Simulation:
        inputs = {"large": Lognormal(3, 0.4), "small": Pert(0, 1, 5)}
        correlation = rank_correlation(tuple(inputs), {("large", "small"): 0.5})
        return simulate(
            total, inputs, correlation, draws=150_000, seed=3, target=5, threads=threads
        )

    assert simulated(threads) == simulated(1)


def test_another_seed_gives_other_draws() -> None:
    first, second = (
        simulate(the_input, {"input": Normal(0, 1)}, None, draws=10_000, seed=seed, target=0)
        for seed in (1, 2)
    )
    assert first.mean != second.mean


def test_shares_of_variance_are_those_of_a_sum() -> None:
    """Variances 4 and 1 of a sum of normal inputs: 80% and 20%, by rank nearly the same."""
    inputs = {"large": Normal(0, 2), "small": Normal(0, 1), "unused": Normal(0, 9)}
    result = simulate(total, inputs, None, draws=70_000, seed=4, target=0)
    shares = result.variance_shares
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["large"] == pytest.approx(0.8, abs=0.02)
    assert shares["small"] == pytest.approx(0.2, abs=0.02)
    # One over 65,536 is what chance leaves of a squared correlation.
    assert shares["unused"] < 20 / 65_536


def test_shares_are_of_ranks_so_that_a_monotone_model_changes_nothing() -> None:
    inputs = {"large": Normal(0, 2), "small": Normal(0, 1)}
    plain, curved = (
        simulate(model, inputs, None, draws=20_000, seed=4, target=0).variance_shares
        for model in (total, lambda drawn: np.exp(total(drawn)))
    )
    assert plain == curved


def test_equal_outputs_share_a_rank() -> None:
    """Whether the one input is positive is all that counts: the other must get no share by position."""
    inputs = {"counts": Normal(0, 1), "unused": Normal(0, 1)}
    result = simulate(lambda d: np.sign(d["counts"]), inputs, None, draws=70_000, seed=5, target=0)
    assert result.variance_shares["counts"] > 0.999


def test_invalid_draws_are_counted_and_every_statistic_is_of_the_others() -> None:
    """The logarithm is NaN below zero, a third of the way from -1 to 2, and minus infinity at zero."""

    def logarithm(drawn: Mapping[str, Array]) -> Array:
        values = drawn["input"]
        values[:100] = 0
        return np.log(values)

    result = simulate(logarithm, {"input": Uniform(-1, 2)}, None, draws=60_000, seed=6, target=0)
    assert result.invalid == pytest.approx(20_000, abs=500)
    assert result.valid + result.invalid == result.draws == 60_000
    # Of those between 0 and 2, half are above 1, whose logarithm is the target.
    assert result.probability == pytest.approx(0.5, abs=0.01)
    # A quarter is the product of 0.5 and 0.5.
    assert result.probability_standard_error == pytest.approx(
        math.sqrt(0.25 / result.valid), rel=1e-3
    )
    assert all(map(math.isfinite, (result.mean, *result.percentiles.values())))
    histogram = result.histogram
    assert sum(histogram.counts) + histogram.below + histogram.above == result.valid


def test_a_simulation_without_any_number_is_refused() -> None:
    with pytest.raises(ValueError, match="only 0 of 10,000 draws gave a number"):
        simulate(
            lambda d: d["input"] * math.nan,
            {"input": Normal(0, 1)}, None, draws=10_000, seed=1, target=0,
        )  # fmt: skip


def test_too_few_draws_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 10,000 draws, not 9,999"):
        simulate(the_input, {"input": Normal(0, 1)}, None, draws=9_999, seed=1, target=0)


def test_the_histogram_has_equal_bins_and_counts_what_lies_outside() -> None:
    """Uniform from 0 to 1, 40,001 draws: both percentiles are draws themselves, the 201st from each
    end, and belong to a bin; 990 a bin.
    """
    result = simulate(the_input, {"input": Uniform(0, 1)}, None, draws=40_001, seed=7, target=0.5)
    histogram = result.histogram
    assert (histogram.below, histogram.above) == (200, 200)
    assert sum(histogram.counts) == 39_601
    assert len(histogram.counts) == 40
    assert histogram.edges[0] == pytest.approx(0.005, abs=0.002)
    assert np.diff(histogram.edges) == pytest.approx(0.99 / 40, abs=1e-4)
    # Five deviations of a count of 990.
    assert histogram.counts == pytest.approx([990] * 40, abs=5 * math.sqrt(990))


@pytest.mark.parametrize("value", [0.0, 1.0, 4e12])
def test_a_model_that_does_not_vary(value: float) -> None:
    result = simulate(
        lambda _: value, {"input": Normal(0, 1)}, None, draws=10_000, seed=1, target=1
    )
    assert result.mean == value
    assert result.mean_standard_error == 0
    assert result.probability == float(value >= 1)
    assert result.variance_shares == {"input": 0}
    assert max(result.histogram.counts) == 10_000


def test_a_failure_of_the_model_is_not_swallowed_by_a_thread() -> None:
    with pytest.raises(KeyError, match="absent"):
        simulate(
            lambda d: d["absent"], {"input": Normal(0, 1)}, None, draws=10_000, seed=1, target=0
        )


@pytest.mark.parametrize("draws", [10_000, 10_007, 65_536])
def test_percentiles_are_those_of_numpy_to_the_last_bit(draws: int) -> None:
    """What is in order already is only looked at, but as numpy would."""
    inputs = {"input": Lognormal(2e12, 0.3)}
    found = simulate(the_input, inputs, None, draws=draws, seed=7, target=1.0).percentiles
    drawn = draw(inputs, None, 7, 0, draws)["input"]
    assert list(found.values()) == np.percentile(drawn, list(found)).tolist()
