"""Adoption curves: a published fit, exact data found again, and refusals in words for the rest."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.formulas.adoption import (
    Fit,
    band,
    bass_cumulative,
    bass_peak,
    bass_sales,
    fit_bass,
    fit_logistic,
    logistic,
    takeover_time,
)

#: Video recorders sold in the United States from 1980 to 1989, in thousands.
VIDEO_RECORDERS = (840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890)
#: A share that rises from 3% to 99% with a few points of scatter.
SCATTERED = (0.03, 0.01, 0.05, 0.13, 0.25, 0.52, 0.69, 0.87, 0.91, 0.99)
TEN = tuple(float(time) for time in range(10))
SPEED = st.floats(0.4, 2.5)
PART = st.floats(0.001, 0.1)
FITS = settings(max_examples=25, deadline=None)


@pytest.mark.parametrize("start", [None, (60630, 0.03, 0.38)])
def test_video_recorders_as_fitted_in_r(start: tuple[float, float, float] | None) -> None:
    """BASS-01: nls of R gives three digits, and errors of 3.13e3, 1.43e-3 and 4.14e-2.

    https://rstudio-pubs-static.s3.amazonaws.com/15329_f777e94ede03464596faf9ac9ba9dcf3.html
    """
    fit = fit_bass(VIDEO_RECORDERS, start)
    assert fit.identified
    assert fit.points == 10
    published = {"m": 68000.0, "p": 0.00659, "q": 0.638}
    assert fit.parameters == pytest.approx(published, rel=0.0015)
    assert fit.residual_error == pytest.approx(727, rel=0.0015)
    printed = {name: f"{error:.3g}" for name, error in fit.standard_errors.items()}
    assert printed == {"m": "3.13e+03", "p": "0.00143", "q": "0.0414"}
    # ln(0.638 / 0.00659) / (0.638 + 0.00659) = 7.09: sales fell after the seventh year.
    assert fit.peak == pytest.approx(7.09, abs=0.01)


def test_the_logistic_curve_at_its_landmarks() -> None:
    """Half the ceiling at the midpoint; odds of 9 to 1 half a takeover later."""
    assert logistic(3.0, 0.8, 1.5, 3.0) == pytest.approx(0.4)
    half = takeover_time(1.5) / 2
    assert logistic(3.0 - half, 0.8, 1.5, 3.0) == pytest.approx(0.1 * 0.8)
    assert logistic(3.0 + half, 0.8, 1.5, 3.0) == pytest.approx(0.9 * 0.8)
    assert takeover_time(math.log(81)) == pytest.approx(1)


def test_the_logistic_curve_is_defined_at_any_time() -> None:
    assert [logistic(time, 0.8, 1.5, 3.0) for time in (-1e6, 3.0, 1e6)] == [0, 0.4, 0.8]
    assert logistic(np.array([-1e6, 3.0, 1e6]), 0.8, 1.5, 3.0).tolist() == [0, 0.4, 0.8]


def test_the_bass_curve_at_its_landmarks() -> None:
    """Nobody at launch, whose first sales are p m; in the end everybody, and no more sales."""
    assert bass_cumulative(0.0, 0.03, 0.4) == 0
    assert bass_sales(0.0, 1000, 0.03, 0.4) == pytest.approx(30)
    assert bass_cumulative(200.0, 0.03, 0.4) == pytest.approx(1)
    assert bass_sales(200.0, 1000, 0.03, 0.4) == pytest.approx(0, abs=1e-9)


@given(st.floats(0.5, 20), PART, st.floats(0.1, 1))
def test_bass_sales_are_the_slope_of_adoption(t: float, p: float, q: float) -> None:
    step = 1e-4
    slope = (bass_cumulative(t + step, p, q) - bass_cumulative(t - step, p, q)) / (2 * step)
    assert bass_sales(t, 1.0, p, q) == pytest.approx(slope, abs=1e-7)


@given(PART, st.floats(0.2, 1))
def test_sales_are_highest_at_the_peak(p: float, q: float) -> None:
    peak = bass_peak(p, q)
    assert peak is not None
    highest = bass_sales(peak, 1.0, p, q)
    assert highest > bass_sales(peak * 0.9, 1.0, p, q)
    assert highest > bass_sales(peak * 1.1, 1.0, p, q)


def test_where_imitators_do_not_outnumber_innovators_sales_only_fall() -> None:
    assert bass_peak(0.2, 0.3) == pytest.approx(math.log(1.5) / 0.5)
    assert bass_peak(0.2, 0.2) is None
    assert bass_peak(0.3, 0.2) is None
    falling = [bass_sales(period, 1000.0, 0.3, 0.2) for period in range(1, 11)]
    fit = fit_bass(falling)
    assert fit.identified
    assert fit.parameters == pytest.approx({"m": 1000, "p": 0.3, "q": 0.2}, rel=1e-5)
    assert fit.peak is None


@given(
    st.floats(0.05, 1), SPEED, st.floats(2, 7), st.floats(-3000, 3000), st.sampled_from((1, 365))
)
@FITS
def test_an_exact_logistic_curve_is_found_again(
    ceiling: float, speed: float, midpoint: float, origin: float, unit: int
) -> None:
    """Whenever it began, in years or in days."""
    times = [origin + time * unit for time in TEN]
    fit = fit_logistic(times, [logistic(time, ceiling, speed, midpoint) for time in TEN])
    assert fit.refusal == ""
    assert fit.parameters["ceiling"] == pytest.approx(ceiling, rel=1e-6)
    assert fit.parameters["speed"] * unit == pytest.approx(speed, rel=1e-6)
    assert (fit.parameters["midpoint"] - origin) / unit == pytest.approx(midpoint, rel=1e-6)
    assert fit.peak is None


@given(st.floats(-6, 9), PART, st.floats(0.2, 0.8))
@FITS
def test_an_exact_bass_curve_is_found_again(digits: float, p: float, q: float) -> None:
    """In units or in millions."""
    m = 10**digits
    fit = fit_bass([bass_sales(period, m, p, q) for period in range(1, 16)])
    assert fit.refusal == ""
    assert fit.parameters == pytest.approx({"m": m, "p": p, "q": q}, rel=1e-5)


@given(st.floats(-2000, 2000), st.floats(0.01, 400))
@FITS
def test_scattered_data_are_fitted_alike_in_any_unit_of_time(origin: float, unit: float) -> None:
    plain = fit_logistic(TEN, SCATTERED, 1.1)
    moved = fit_logistic([origin + time * unit for time in TEN], SCATTERED, 1.1)
    assert plain.identified
    assert moved.identified
    expected, found = plain.standard_errors, moved.standard_errors
    assert found["ceiling"] == pytest.approx(expected["ceiling"], rel=1e-4)
    assert found["speed"] * unit == pytest.approx(expected["speed"], rel=1e-4)
    assert found["midpoint"] / unit == pytest.approx(expected["midpoint"], rel=1e-4)


def test_a_ceiling_above_the_limit_is_refused_and_still_reported() -> None:
    shares = [logistic(time, 1.2, 0.9, 4.0) for time in TEN]
    fit = fit_logistic(TEN, shares)
    assert fit.refusal == "the fitted ceiling lies above the limit"
    assert fit.parameters["ceiling"] == pytest.approx(1.2)
    assert fit_logistic(TEN, shares, ceiling_limit=1.5).identified


@pytest.mark.parametrize("ceiling", [1.0, 1.0 + 1e-8])
def test_a_ceiling_at_the_limit_is_not_above_it(ceiling: float) -> None:
    """Nor is one that is above it by less than data are exact."""
    assert fit_logistic(TEN, [logistic(time, ceiling, 0.9, 4.0) for time in TEN]).identified


def test_a_midpoint_at_the_first_observation_is_as_well_known_as_any_other() -> None:
    """Its distance from there is smaller than its error, which says nothing: dates have no zero."""
    scatter = (0.01, -0.01, -0.01, 0.01, 0.01, -0.01, 0.01, -0.01, -0.01, 0.01)
    shares = [logistic(t, 0.8, 0.9, 0.0) + off for t, off in zip(TEN, scatter, strict=True)]
    fit = fit_logistic(TEN, shares)
    assert fit.standard_errors["midpoint"] > 0.5 * abs(fit.parameters["midpoint"])
    assert fit.identified


def test_five_points_are_too_few_and_six_are_enough() -> None:
    shares = [logistic(time, 0.8, 0.9, 3.0) for time in TEN]
    few = fit_logistic(TEN[:5], shares[:5])
    assert few.refusal == "not identified: of the 6 comparable points needed there are 5"
    assert (few.parameters, few.residual_error, few.points) == ({}, None, 5)
    assert fit_logistic(TEN[:6], shares[:6]).identified
    assert fit_bass(VIDEO_RECORDERS[:5]).refusal == few.refusal


def test_growth_that_shows_no_ceiling_yet_is_not_identified() -> None:
    """Doubling each year fits any ceiling that is far enough away."""
    refusal = fit_logistic(TEN, [2.0 ** (time - 12) for time in TEN]).refusal
    assert refusal.startswith("not identified: ")
    assert "ceiling" in refusal


def test_a_standard_error_above_half_of_the_estimate_is_not_identified() -> None:
    """Six scattered periods of rising sales hold little about the size of the market."""
    noisy = (840, 2470, 1110, 5000, 4590, 10950)
    fit = fit_bass(noisy)
    assert fit.refusal.startswith(
        "not identified: the standard error is more than half of the estimate of "
    )
    named = fit.refusal.rpartition(" of ")[2].split(", ")
    for name, estimate in fit.parameters.items():
        assert (fit.standard_errors[name] > 0.5 * estimate) == (name in named)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((), "of the 6 comparable points needed there are 0"),
        ((0.1, 0.2), "of the 6 comparable points needed there are 2"),
        ((0.0,) * 10, "the values do not vary"),
        ((0.1,) * 10, "the values do not vary"),
        ((0.1, math.nan, *(0.2,) * 8), "the data hold what is not a number"),
        ((0.1, math.inf, *(0.2,) * 8), "the data hold what is not a number"),
        ((-0.1, *(0.2,) * 9), "the data hold negative values"),
    ],
)
def test_data_that_hold_no_curve_are_refused_in_words(
    values: tuple[float, ...], reason: str
) -> None:
    for fit in (fit_logistic(TEN[: len(values)], values), fit_bass(values)):
        assert fit.refusal == f"not identified: {reason}"
        assert not fit.identified


def test_a_jump_and_a_spike_hold_no_speed() -> None:
    """Perfectly fitted by any curve that is steep enough."""
    assert fit_logistic(TEN, (0.0,) * 5 + (1.0,) * 5).refusal.startswith("not identified")
    assert fit_bass((0, 0, 0, 0, 5, 0, 0, 0, 0, 0)).refusal.startswith("not identified")


def test_a_falling_share_and_points_of_one_moment_are_no_adoption() -> None:
    for fit in (fit_logistic(TEN, SCATTERED[::-1]), fit_logistic((1.0,) * 10, SCATTERED)):
        assert fit.refusal == "not identified: the values do not rise"
    two_moments = fit_logistic((1.0,) * 5 + (2.0,) * 5, SCATTERED)
    assert two_moments.refusal.startswith("not identified")


@given(st.lists(st.sampled_from((0.0, 1e-9, 0.3, 1.0, 1e9)), min_size=6, max_size=9), st.data())
@FITS
def test_no_data_raise_an_error_or_a_warning(values: list[float], data: st.DataObject) -> None:
    """A fit is identified or says why not; warnings are errors in these tests."""
    moment = st.sampled_from((-5.0, 0.0, 1e-6, 1.0, 2.0, 2025.0, 1e6))
    times = data.draw(st.lists(moment, min_size=len(values), max_size=len(values)))
    for fit in (fit_logistic(times, values, math.inf), fit_bass(values)):
        assert fit.identified == (fit.refusal == "")
        numbers = (*fit.parameters.values(), *fit.standard_errors.values())
        assert all(map(math.isfinite, numbers))
        if fit.identified:
            assert len(band(fit, (1.0, 20.0)).middle) == 2


def test_times_must_pair_with_values_and_a_start_must_lead_somewhere() -> None:
    with pytest.raises(ValueError, match="as many times as values"):
        fit_logistic(TEN, SCATTERED[:-1])
    assert "no single curve" in fit_bass(VIDEO_RECORDERS, (1e9, 2, 3)).refusal


@pytest.mark.parametrize(
    ("curve", "fitted", "when"),
    [
        (bass_sales, lambda: fit_bass(VIDEO_RECORDERS), 9.0),
        (logistic, lambda: fit_logistic([2015 + t for t in TEN], SCATTERED, 1.5), 2020.5),
    ],
    ids=("Bass", "logistic"),
)
def test_a_band_is_the_curve_with_its_error_and_its_scatter(
    curve: Callable[..., float], fitted: Callable[[], Fit], when: float
) -> None:
    """By hand at one time: derivatives by differences, the covariance, and Student's t.

    The 90th percentile of t with 10 - 3 = 7 degrees of freedom is 1.415 in every table.
    """
    fit = fitted()
    estimates = np.array(list(fit.parameters.values()))
    steps = np.diag(np.array(list(fit.standard_errors.values()))) * 1e-3
    slopes = [
        (curve(when, *(estimates + step)) - curve(when, *(estimates - step))) / (2 * step.sum())
        for step in steps
    ]
    of_the_curve = np.array(slopes) @ np.array(fit.covariance) @ np.array(slopes)
    reach = 1.415 * math.sqrt(of_the_curve + (fit.residual_error or math.nan) ** 2)
    found = band(fit, (when,))
    assert found.middle[0] == pytest.approx(curve(when, *estimates))
    assert found.high[0] - found.middle[0] == pytest.approx(reach, rel=1e-4)
    assert found.middle[0] - found.low[0] == pytest.approx(reach, rel=1e-4)


def test_four_of_five_observations_lie_in_the_band() -> None:
    """200 curves with known scatter, each asked for one observation that it has not seen."""
    chance = np.random.default_rng(7)
    asked, inside = 0, 0
    for _ in range(200):
        true = np.array([logistic(time, 0.7, 0.9, 4.0) for time in (*TEN, 5.5)])
        seen = true + chance.normal(0, 0.02, 11)
        fit = fit_logistic(TEN, seen[:10].clip(0).tolist())
        if fit.identified:
            forecast = band(fit, (5.5,))
            asked += 1
            inside += forecast.low[0] <= seen[10] <= forecast.high[0]
    assert asked > 190
    assert inside / asked == pytest.approx(0.8, abs=0.08)


def test_a_band_stays_between_nothing_and_the_limit() -> None:
    found = band(fit_logistic(TEN, [share * 0.98 for share in SCATTERED]), (-10.0, 4.5, 50.0))
    assert found.low[0] == 0
    assert found.high[2] == 1
    for low, middle, high in zip(found.low, found.middle, found.high, strict=True):
        assert low <= middle <= high


def test_nothing_is_forecast_from_a_refused_fit() -> None:
    with pytest.raises(ValueError, match="not identified: of the 6 comparable"):
        band(fit_bass(VIDEO_RECORDERS[:4]), (5.0,))


def test_nothing_is_forecast_from_a_refused_fit_that_has_its_numbers() -> None:
    fit = fit_logistic(TEN, [logistic(time, 1.2, 0.9, 4.0) for time in TEN])
    assert fit.residual_error is not None
    with pytest.raises(ValueError, match="the fitted ceiling lies above the limit"):
        band(fit, (12.0,))
