"""Probabilities of the market path: that the cap stands at the target at the horizon, or touches it before.

The cap is taken to follow a geometric Brownian motion. Its drift is the real-world one, the growth that
is expected a year before volatility takes its part, not the risk-free rate of option prices.
"""

from __future__ import annotations

import math

from reportgen.figures import Values, either, exp, figure, log
from reportgen.formulas.gap import HORIZON_PASSED, POSITIVE_CAP, POSITIVE_TARGET

TRADING_DAYS = 252
#: A barrier watched at closes acts like one this many daily deviations away (Broadie, Glasserman and
#: Kou, Mathematical Finance 7, 1997): minus zeta(1/2) over the root of two pi.
CLOSING_SHIFT = 0.5826
ROOT_TWO_PI = math.sqrt(2 * math.pi)
#: From here on the tail of the normal distribution is told by its series, before it leaves the floats.
FAR = 30.0
#: Beyond this the density is below every float.
NOWHERE = 40.0

BROWNIAN = (
    "with b = log(target_market_cap / market_cap), s = market_volatility, t = years_to_horizon, "
    "m = market_drift - s ** 2 / 2"
)
TOUCHED = (
    "N((m * t - b) / (s * t ** 0.5)) + exp(2 * m * b / s ** 2) * N((-m * t - b) / (s * t ** 0.5))"
)


@figure(
    label="Probability of the target at the horizon, real-world drift",
    unit="rate",
    guards=(POSITIVE_CAP, POSITIVE_TARGET, HORIZON_PASSED),
    increasing=("market_cap", "market_drift"),
    decreasing=("target_market_cap",),
    body=f"N((m * t - b) / (s * t ** 0.5)), {BROWNIAN}",
    reference="Black and Scholes (1973), with the real-world drift",
)
def terminal_probability(
    market_cap: Values,
    target_market_cap: Values,
    market_drift: Values,
    market_volatility: Values,
    years_to_horizon: Values,
) -> Values:
    """Probability that the cap stands at or above the target on the horizon's day.

    Without volatility it is one or zero: the cap grows to the target or it does not.
    """
    distance = log(target_market_cap / market_cap)
    moving = market_volatility > 0
    volatility = either(moving, market_volatility, 1.0)
    centre = (market_drift - volatility * volatility / 2) * years_to_horizon - distance
    arrives = either(market_drift * years_to_horizon >= distance, 1.0, 0.0)
    return either(moving, normal_cumulative(centre / volatility / years_to_horizon**0.5), arrives)


@figure(
    label="Probability of touching the target by the horizon, real-world drift",
    unit="rate",
    guards=(POSITIVE_CAP, POSITIVE_TARGET, HORIZON_PASSED),
    increasing=("market_cap", "market_drift"),
    decreasing=("target_market_cap",),
    body=f"{TOUCHED}, {BROWNIAN}",
    reference="Harrison, Brownian Motion and Stochastic Flow Systems (1985)",
)
def touch_probability(
    market_cap: Values,
    target_market_cap: Values,
    market_drift: Values,
    market_volatility: Values,
    years_to_horizon: Values,
) -> Values:
    """Probability that the cap stands at the target at any moment up to the horizon.

    One where the target is reached already (reflection principle; Harrison, 1985).
    """
    distance = log(target_market_cap / market_cap)
    return _touched(distance, market_drift, market_volatility, years_to_horizon)


@figure(
    label="Probability of a close at the target by the horizon, real-world drift",
    unit="rate",
    guards=(POSITIVE_CAP, POSITIVE_TARGET, HORIZON_PASSED),
    increasing=("market_cap", "market_drift"),
    decreasing=("target_market_cap",),
    body=f"{TOUCHED}, {BROWNIAN}, b raised by {CLOSING_SHIFT} * s / {TRADING_DAYS} ** 0.5",
    reference="Broadie, Glasserman and Kou (1997)",
)
def daily_touch_probability(
    market_cap: Values,
    target_market_cap: Values,
    market_drift: Values,
    market_volatility: Values,
    years_to_horizon: Values,
) -> Values:
    """Probability that a daily close stands at the target up to the horizon, the horizon's included.

    The barrier is shifted for the moments between closes (Broadie, Glasserman and Kou, 1997). The
    shift is too large for a few days, where the probability of the last close alone is the floor.
    """
    distance = log(target_market_cap / market_cap)
    volatility = either(market_volatility > 0, market_volatility, 0.0)
    shifted = distance + CLOSING_SHIFT * volatility / TRADING_DAYS**0.5
    touched = _touched(
        either(distance > 0, shifted, 0.0), market_drift, market_volatility, years_to_horizon
    )
    last_close = terminal_probability(
        market_cap, target_market_cap, market_drift, market_volatility, years_to_horizon
    )
    return either(touched > last_close, touched, last_close)


def normal_cumulative(value: Values) -> Values:
    """Standard normal distribution function of a number or an array, exact in the lower tail too."""
    scaled = value * -math.sqrt(0.5)
    if isinstance(scaled, (float, int)):
        return math.erfc(scaled) / 2
    import numpy as np  # noqa: PLC0415 - only arrays need it

    return np.vectorize(math.erfc, otypes=[float])(scaled) / 2


def _touched(distance: Values, drift: Values, volatility: Values, years: Values) -> Values:
    """The same for a distance in logarithms; certain where there is none, or no chance is involved."""
    away = distance > 0
    moving = volatility > 0
    chance = _reflected(either(away, distance, 1.0), drift, either(moving, volatility, 1.0), years)
    arrives = either(drift * years >= distance, 1.0, 0.0)
    return either(away, either(moving, chance, arrives), 1.0)


def _reflected(distance: Values, drift: Values, volatility: Values, years: Values) -> Values:
    """End above the barrier, or touch it and end below, by reflecting the path at the barrier.

    The second term is a vanishing probability times an exponential beyond all floats when volatility
    is low and drift high. It equals the density at the first term's argument times the tail over the
    density at its own, and neither of these can overflow.
    """
    growth = (drift - volatility * volatility / 2) * years
    spread = volatility * years**0.5
    above, below = (growth - distance) / spread, (growth + distance) / spread
    upward = below > 0
    exponent = either(upward, 0.0, 2 * growth * distance / spread / spread)
    tail = _tail_over_density(either(upward, below, 0.0))
    back = either(upward, _density(above) * tail, exp(exponent) * normal_cumulative(-below))
    chance = normal_cumulative(above) + back
    return either(chance < 1, chance, 1.0)


def _density(value: Values) -> Values:
    """Standard normal density."""
    held = either(abs(value) < NOWHERE, value, NOWHERE)
    return exp(held * held / -2) / ROOT_TWO_PI


def _tail_over_density(value: Values) -> Values:
    """Mills' ratio of the normal distribution, for numbers from zero; beyond FAR by its series."""
    near = value < FAR
    close, far = either(near, value, 0.0), either(near, FAR, value)
    exact = normal_cumulative(-close) * exp(close * close / 2) * ROOT_TWO_PI
    inverse = 1 / far / far
    series = 1 - inverse * (1 - 3 * inverse * (1 - 5 * inverse * (1 - 7 * inverse)))
    return either(near, exact, series / far)
