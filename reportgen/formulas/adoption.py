"""Adoption curves fitted to data, and when the data cannot carry a curve.

Two curves by nonlinear least squares: the logistic curve of a share (Fisher and Pry, 1971) and sales
a period by the diffusion model of Bass (1969; fitted as by Srinivasan and Mason, 1986). A fit that is
not identified says so in words, and nothing may be forecast from it; bad data raise no error.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from reportgen.figures import Values, either, exp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: The fewest points are the parameters and three more.
SPARE_POINTS = 3
#: A parameter whose standard error is a larger part of its estimate than this is not known.
WIDEST_ERROR = 0.5
#: Data are never more exact than this part of their largest value, however smooth they look.
ROUNDING = 1e-6
#: A takeover lasts from 10% to 90% of the ceiling: from odds of 1 to 9 to odds of 9 to 1.
TAKEOVER_ODDS = 81
#: A forecast band runs from the 10th to the 90th percentile.
UPPER_END = 0.9


def logistic(t: Values, ceiling: Values, speed: Values, midpoint: Values) -> Values:
    """Share adopted at time t: K / (1 + exp(-r (t - t0))); any time is valid."""
    distance = speed * (t - midpoint)
    fading = exp(-abs(distance))  # never overflows, on either side of the midpoint
    return ceiling * either(distance > 0, 1.0, fading) / (1 + fading)


def bass_cumulative(t: Values, p: Values, q: Values) -> Values:
    """Part of the market that has adopted by time t >= 0; p innovates, q imitates, p above zero."""
    fading = exp(-(p + q) * t)
    return p * (1 - fading) / (p + q * fading)


def bass_sales(t: Values, m: Values, p: Values, q: Values) -> Values:
    """Sales a period at time t >= 0 of a market of m: m times the slope of `bass_cumulative`."""
    fading = exp(-(p + q) * t)
    return m * p * fading * ((p + q) / (p + q * fading)) ** 2


def bass_peak(p: float, q: float) -> float | None:
    """Time of the highest sales, ln(q / p) / (p + q); None where they only fall, q <= p."""
    return math.log(q / p) / (p + q) if q > p else None


def takeover_time(speed: float) -> float:
    """Time a logistic curve takes from 10% to 90% of its ceiling, ln 81 / r (Fisher and Pry, 1971)."""
    return math.log(TAKEOVER_ODDS) / speed


Name = Literal["logistic", "Bass"]
CURVES: Mapping[Name, Callable[..., Values]] = {"logistic": logistic, "Bass": bass_sales}
PARAMETERS: Mapping[Name, tuple[str, str, str]] = {
    "logistic": ("ceiling", "speed", "midpoint"),
    "Bass": ("m", "p", "q"),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted curve, or in `refusal` the words why there is none to forecast from.

    A refused fit keeps its numbers where there are any, to be reported. `residual_error` is the
    residual standard error; `covariance` is that of the parameters in their order; `deviations` is how
    many standard errors reach the end of a band (Student's t); `limit` is what no value may exceed.
    """

    model: Name
    parameters: Mapping[str, float] = field(default_factory=dict)
    standard_errors: Mapping[str, float] = field(default_factory=dict)
    residual_error: float | None = None
    points: int = 0
    refusal: str = ""
    covariance: tuple[tuple[float, ...], ...] = ()
    deviations: float = math.inf
    limit: float = math.inf

    @property
    def identified(self) -> bool:
        """Whether the curve may be drawn beyond the data."""
        return not self.refusal

    @property
    def peak(self) -> float | None:
        """Time of the highest sales of a Bass fit; None where there is none inside."""
        if self.model != "Bass" or not self.parameters:
            return None
        return bass_peak(self.parameters["p"], self.parameters["q"])


@dataclass(frozen=True, slots=True)
class Band:
    """A forecast at some times: the curve, and where four of five observations should lie."""

    times: tuple[float, ...]
    low: tuple[float, ...]
    middle: tuple[float, ...]
    high: tuple[float, ...]


def fit_logistic(
    times: Sequence[float], values: Sequence[float], ceiling_limit: float = 1.0
) -> Fit:
    """The logistic curve nearest to shares observed at some times.

    Refused: fewer than six points, values that do not rise, a parameter that is not identified, and a
    ceiling above the limit. The midpoint's error is measured against the takeover time, since a date
    has no zero of its own.
    """
    refusal = _unusable("logistic", times, values) or _not_rising(times, values)
    if refusal:
        return Fit("logistic", points=len(values), refusal=refusal, limit=ceiling_limit)
    first = min(times)
    return _fitted("logistic", [time - first for time in times], values, first, ceiling_limit)


def fit_bass(sales: Sequence[float], start: tuple[float, float, float] | None = None) -> Fit:
    """The Bass curve nearest to the sales of the periods 1, 2, 3 and so on since the launch.

    `start` is a guess of m, p and q; without one the guess comes from the data. Refused: fewer than
    six periods, sales that do not vary, and a parameter that is not identified.
    """
    periods = [float(period) for period in range(1, len(sales) + 1)]
    refusal = _unusable("Bass", periods, sales)
    if refusal:
        return Fit("Bass", points=len(sales), refusal=refusal)
    return _fitted("Bass", periods, sales, start=start)


def band(fit: Fit, times: Sequence[float]) -> Band:
    """Where an observation at each time should lie, from the 10th to the 90th percentile.

    Delta method: the error of the curve from the parameters' covariance, and the scatter of the data
    around it. Kept within zero and the limit. A refused fit raises a ValueError with its words.
    """
    if fit.refusal or fit.residual_error is None:
        raise ValueError(fit.refusal)
    import numpy as np  # noqa: PLC0415 - only fits and their bands need arrays here

    moments, estimates = np.asarray(times, float), np.array(list(fit.parameters.values()))
    middle = CURVES[fit.model](moments, *estimates)
    slopes = _slopes(fit.model, moments, estimates)
    variance = np.einsum("it,ij,jt->t", slopes, np.array(fit.covariance), slopes)
    reach = fit.deviations * np.sqrt(variance.clip(0) + fit.residual_error**2)
    low, high = (np.clip(ends, 0, fit.limit) for ends in (middle - reach, middle + reach))
    return Band(*(tuple(row.tolist()) for row in (moments, low, middle, high)))


def _slopes(model: Name, t: Values, estimates: Values) -> Values:
    """Derivatives of the curve by its three parameters, a row each."""
    import numpy as np  # noqa: PLC0415 - only fits and their bands need arrays here

    if model == "logistic":
        ceiling, speed, midpoint = estimates
        share = logistic(t, 1.0, speed, midpoint)
        slope = ceiling * share * logistic(t, 1.0, -speed, midpoint)
        return np.array([share, slope * (t - midpoint), -slope * speed])
    m, p, q = estimates
    fading = exp(-(p + q) * t)
    common, weight = 2 / (p + q) - t, 2 / (p + q * fading)
    by_p = 1 / p + common - weight * (1 - q * t * fading)
    by_q = common - weight * fading * (1 - q * t)
    return bass_sales(t, m, p, q) * np.array([np.full_like(t, 1 / m), by_p, by_q])


def _sizes(model: Name, estimates: Values) -> tuple[float, ...]:
    """What a parameter's error is measured against: its estimate, or for a date the takeover time."""
    first, second, third = estimates
    return (first, second, takeover_time(second) if model == "logistic" else third)


def _unusable(model: Name, times: Sequence[float], values: Sequence[float]) -> str:
    """Why no curve can be fitted to these data at all; empty where one can be tried."""
    needed = len(PARAMETERS[model]) + SPARE_POINTS
    if len(times) != len(values):
        raise ValueError("there must be as many times as values")
    if not all(map(math.isfinite, (*times, *values))):
        return "not identified: the data hold what is not a number"
    if len(values) < needed:
        return f"not identified: of the {needed} comparable points needed there are {len(values)}"
    if min(values) < 0:
        return "not identified: the data hold negative values"
    return "not identified: the values do not vary" if min(values) == max(values) else ""


def _not_rising(times: Sequence[float], values: Sequence[float]) -> str:
    middle = sum(times) / len(times)
    trend = sum((t - middle) * value for t, value in zip(times, values, strict=True))
    return "" if trend > 0 else "not identified: the values do not rise"


def _fitted(
    model: Name,
    times: Sequence[float],
    values: Sequence[float],
    origin: float = 0.0,
    limit: float = math.inf,
    start: tuple[float, ...] | None = None,
) -> Fit:
    """Fit, judge and describe; the times count from the origin."""
    import numpy as np  # noqa: PLC0415 - only fits and their bands need arrays here
    from scipy.special import stdtrit  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load

    moments, observed = np.asarray(times, float), np.asarray(values, float)
    names, points = PARAMETERS[model], len(values)
    # Overflow on the way to the optimum is no news; what is not finite in the end is refused.
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        found = _least_squares(model, moments, observed, start)
    if found is None:
        reason = "not identified: no single curve is nearest to the data"
        return Fit(model, points=points, refusal=reason, limit=limit)
    estimates, unscaled = found
    freedom = points - len(names)
    residual = float(np.linalg.norm(observed - CURVES[model](moments, *estimates)) / freedom**0.5)
    errors = np.sqrt(np.diag(unscaled))
    judged = errors * max(residual, ROUNDING * float(observed.max()))
    shift = np.array([0.0, 0.0, origin])
    return Fit(
        model=model,
        parameters=dict(zip(names, (estimates + shift).tolist(), strict=True)),
        standard_errors=dict(zip(names, (errors * residual).tolist(), strict=True)),
        residual_error=residual,
        points=points,
        refusal=_refusal(model, estimates, judged, limit),
        covariance=tuple(map(tuple, (unscaled * residual**2).tolist())),
        deviations=float(stdtrit(freedom, UPPER_END)),
        limit=limit,
    )


def _refusal(model: Name, estimates: Values, errors: Values, limit: float) -> str:
    measured = zip(PARAMETERS[model], errors, _sizes(model, estimates), strict=True)
    unknown = [name for name, error, size in measured if not error <= WIDEST_ERROR * size]
    wide = "not identified: the standard error is more than half of the estimate of "
    reasons = [wide + ", ".join(unknown)] if unknown else []
    if estimates[0] > limit * (1 + ROUNDING):
        reasons.append("the fitted ceiling lies above the limit")
    return "; ".join(reasons)


def _least_squares(
    model: Name, moments: Values, observed: Values, start: Sequence[float] | None
) -> tuple[Values, Values] | None:
    """Estimates and their covariance for a residual error of one; None where there is no optimum.

    Parameters that must be positive are searched as logarithms; the covariance is carried back.
    """
    import numpy as np  # noqa: PLC0415 - only fits and their bands need arrays here
    from scipy.optimize import curve_fit  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to load

    positive = np.array([True, True, model == "Bass"])

    def natural(searched: Sequence[float]) -> Values:
        return np.where(positive, np.exp(searched), searched)

    def stretch(searched: Sequence[float]) -> Values:
        return np.where(positive, np.exp(searched), 1.0)

    try:
        first = np.array(start or _start(model, moments, observed))
        searched, covariance = curve_fit(
            lambda t, *searched: CURVES[model](t, *natural(searched)),
            moments, observed, p0=np.where(positive, np.log(first), first),
            jac=lambda t, *searched: _slopes(model, t, natural(searched)).T * stretch(searched),
            absolute_sigma=True, method="lm", ftol=1e-12, xtol=1e-12, maxfev=4000,
        )  # fmt: skip
    except (RuntimeError, ValueError):  # no convergence, nowhere to start
        return None
    estimates = natural(searched)
    carried = covariance * np.outer(stretch(searched), stretch(searched))
    return (estimates, carried) if np.isfinite([*carried, estimates]).all() else None


def _start(model: Name, moments: Values, observed: Values) -> tuple[float, ...]:
    """The best point of a grid of two parameters; the first one, a scale, follows by least squares."""
    import numpy as np  # noqa: PLC0415 - only fits and their bands need arrays here

    span = float(np.ptp(moments)) or 1.0
    grids = {
        "logistic": (np.geomspace(0.5, 200, 24) / span, np.linspace(-0.5, 2, 51) * span),
        "Bass": (np.geomspace(1e-5, 10, 25) / span, np.geomspace(0.05, 100, 25) / span),
    }
    second, third = (grid.ravel() for grid in np.meshgrid(*grids[model]))
    shapes = CURVES[model](moments[:, None], 1.0, second, third)
    scales = observed @ shapes / (shapes**2).sum(axis=0)
    distances = np.linalg.norm(observed[:, None] - scales * shapes, axis=0)
    best = int(np.nanargmin(distances))
    return float(scales[best]), float(second[best]), float(third[best])
