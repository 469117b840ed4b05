"""SciPy agrees on probabilities, options and distributions, to a billionth where nothing else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special, stats  # type: ignore[import-untyped]

from reportgen import draws
from reportgen.formulas import equity_value, probability

if TYPE_CHECKING:
    from reportgen.draws import Distribution

BILLIONTH = 1e-9
FEW = settings(max_examples=15, deadline=None)

# Probabilities and options

PATHS = (st.floats(0.3, 3), st.floats(-0.3, 0.5), st.floats(0.05, 1), st.floats(0.1, 5))


@given(*PATHS)
def test_the_terminal_probability_is_the_tail_of_a_lognormal(
    multiple: float, drift: float, volatility: float, years: float
) -> None:
    spread = volatility * years**0.5
    centre = np.exp((drift - volatility**2 / 2) * years)
    expected = stats.lognorm.sf(multiple, spread, scale=centre)
    found = probability.terminal_probability(1.0, multiple, drift, volatility, years)
    assert found == pytest.approx(expected, rel=BILLIONTH, abs=1e-290)


@given(st.floats(1.05, 3), *PATHS[1:])
def test_the_touch_probability_is_that_of_a_first_passage(
    multiple: float, drift: float, volatility: float, years: float
) -> None:
    """The first passage of a drifting Brownian motion is inverse Gaussian (Schroedinger, 1915).

    With a downward drift the barrier may never be reached: exp(2 x drift x distance / variance) of all
    paths ever do, and those as if the drift were upward.
    """
    distance, growth = np.log(multiple), drift - volatility**2 / 2
    if abs(growth) < 0.01:  # nearly none has no mean time
        return
    shape = (distance / volatility) ** 2
    mean = distance / abs(growth)
    ever = min(1.0, np.exp(2 * growth * distance / volatility**2))
    expected = ever * stats.invgauss.cdf(years, mean / shape, scale=shape)
    found = probability.touch_probability(1.0, multiple, drift, volatility, years)
    assert found == pytest.approx(expected, rel=1e-8, abs=1e-12)


@pytest.mark.parametrize("second", [30.0, 30.1, 33.0, 36.0])
def test_far_out_the_reflected_term_is_that_of_scipy_s_scaled_tail(second: float) -> None:
    """The tail over the density is erfcx(x / root 2) x root(pi / 2), here of a quarter of the chance."""
    first, volatility = -10.0, 0.02
    distance, growth = volatility * (second - first) / 2, volatility * (second + first) / 2
    tail = np.sqrt(np.pi / 2) * special.erfcx(second / np.sqrt(2))
    expected = stats.norm.cdf(first) + stats.norm.pdf(first) * tail
    path = (1.0, np.exp(distance), growth + volatility**2 / 2, volatility, 1.0)
    assert probability.touch_probability(*path) == pytest.approx(expected, rel=2e-12, abs=0)


@given(st.floats(-35, 9))
def test_the_normal_distribution_is_scipy_s(deviate: float) -> None:
    found = probability.normal_cumulative(deviate)
    assert found == pytest.approx(stats.norm.cdf(deviate), rel=BILLIONTH, abs=0)


@given(st.floats(20, 80), st.floats(0.2, 8), st.floats(0.1, 0.8), st.floats(0, 0.1))
@FEW
def test_an_option_is_the_mean_of_what_exercise_brings(
    share: float, maturity: float, volatility: float, rate: float
) -> None:
    """The discounted mean of max(S - 40, 0) over a lognormal price, by SciPy's integration."""
    spread = volatility * maturity**0.5

    def paid(deviate: float) -> float:
        price = share * np.exp((rate - volatility**2 / 2) * maturity + spread * deviate)
        return float((price - 40) * stats.norm.pdf(deviate))

    edge = (np.log(40 / share) - (rate - volatility**2 / 2) * maturity) / spread
    mean, _ = integrate.quad(paid, edge, edge + 40, epsabs=1e-13, epsrel=1e-12, limit=200)
    found = equity_value.call_value(share, 40.0, maturity, volatility, rate)
    assert found == pytest.approx(mean * np.exp(-rate * maturity), rel=1e-8, abs=1e-10)


# Distributions

EVERYWHERE = (1e-9, 1e-4, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1 - 1e-4, 1 - 1e-9)
LOW, MODE, HIGH = 0.2, 0.32, 0.42
#: PERT: the ends and four times the mode, a beta distribution between them.
FIRST = 1 + 4 * (MODE - LOW) / (HIGH - LOW)
SECOND = 1 + 4 * (HIGH - MODE) / (HIGH - LOW)
PAIRS: tuple[tuple[Distribution, Any], ...] = (
    (draws.Uniform(LOW, HIGH), stats.uniform(LOW, HIGH - LOW)),
    (draws.Normal(0.1, 0.03), stats.norm(0.1, 0.03)),
    (draws.Lognormal(25.0, 0.18), stats.lognorm(0.18, scale=25.0)),
    (draws.TruncatedNormal(0.3, 0.1, LOW, HIGH), stats.truncnorm(-1, 1.2, 0.3, 0.1)),
    (draws.TruncatedNormal(-0.5, 0.1, LOW, HIGH), stats.truncnorm(7, 9.2, -0.5, 0.1)),
    (draws.Triangular(LOW, MODE, HIGH), stats.triang(12 / 22, LOW, HIGH - LOW)),
    (draws.Triangular(LOW, LOW, HIGH), stats.triang(0, LOW, HIGH - LOW)),
    (draws.Pert(LOW, MODE, HIGH), stats.beta(FIRST, SECOND, LOW, HIGH - LOW)),
    (draws.Pert(LOW, HIGH, HIGH), stats.beta(5, 1, LOW, HIGH - LOW)),
    (draws.Pert(LOW, LOW, HIGH), stats.beta(1, 5, LOW, HIGH - LOW)),
)  # fmt: skip


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_quantiles_are_scipy_s(ours: Distribution, theirs: Any) -> None:  # noqa: ANN401 - SciPy's own kind
    found = [ours.quantile(chance) for chance in EVERYWHERE]
    assert found == pytest.approx(list(theirs.ppf(EVERYWHERE)), rel=BILLIONTH)


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_deviates_become_scipy_s_quantiles(ours: Distribution, theirs: Any) -> None:  # noqa: ANN401 - as above
    """By a table that errs by less than a millionth of the range; normal ones exactly."""
    deviates = np.linspace(-5, 5, 401)
    expected = theirs.ppf(stats.norm.cdf(deviates))
    low, high = getattr(ours, "low", None), getattr(ours, "high", None)
    allowed = 0.0 if low is None or high is None else 1e-6 * (high - low)
    found = ours.from_normal(deviates)
    assert found == pytest.approx(expected, rel=BILLIONTH if allowed == 0 else 0, abs=allowed)


@pytest.mark.parametrize(("ours", "theirs"), PAIRS)
def test_draws_pass_scipy_s_test_of_their_distribution(ours: Distribution, theirs: Any) -> None:  # noqa: ANN401 - as above
    """Kolmogorov and Smirnov, 65,536 draws of a fixed seed; one in a thousand would fail by chance."""
    drawn = draws.draw({"input": ours}, None, 20262, 0, 65_536)["input"]
    assert stats.kstest(drawn, theirs.cdf).pvalue > 0.001


@pytest.mark.parametrize("stated", [-0.8, 0.2, 0.4, 0.9])
def test_the_rank_correlation_is_scipy_s(stated: float) -> None:
    """Its standard error with 65,536 draws is below 0.004."""
    inputs = {"first": draws.Pert(0.0, 0.3, 1.0), "second": draws.Lognormal(25.0, 0.18)}
    matrix = draws.rank_correlation(tuple(inputs), {("first", "second"): stated})
    drawn = draws.draw(inputs, matrix, 20262, 0, 65_536)
    found = stats.spearmanr(drawn["first"], drawn["second"]).statistic
    assert found == pytest.approx(stated, abs=0.012)
