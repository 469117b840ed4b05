"""Tripwires: lines drawn beforehand that say when the thesis is on track and when it is not.

A rule is an interval of the real line. The three rules of a tripwire must cover the line without
overlap; a lower bound that clears a line has cleared it, one that does not proves nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import stdev
from typing import TYPE_CHECKING, Literal

from reportgen.assumptions.quantities import QuantityError, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures import Figure

State = Literal["green", "amber", "red", "unknown"]
STATES: tuple[State, ...] = ("red", "amber", "green")
FEWEST_FOR_DEVIATION = 3


class RuleError(ValueError):
    """A rule that cannot be read; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, each end in it or not."""

    low: float
    high: float
    low_in: bool
    high_in: bool

    def __contains__(self, value: float) -> bool:
        """Whether the value lies in the interval."""
        above = value > self.low or (self.low_in and value == self.low)
        return above and (value < self.high or (self.high_in and value == self.high))


def parse_rule(text: str) -> Interval:
    """Read `>= 24%`, `> 4x`, `< 18%`, `<= 5` or `18% to 24%` (low end in, high end out)."""
    words = text.strip()
    if " to " in words:
        low, high = (_number(part) for part in words.split(" to ", 1))
        if low >= high:
            raise RuleError("the low end must be below the high end")
        return Interval(low, high, low_in=True, high_in=False)
    for sign, included in ((">=", True), ("<=", True), (">", False), ("<", False)):
        if words.startswith(sign):
            end = _number(words[len(sign) :])
            if sign[0] == ">":
                return Interval(end, math.inf, low_in=included, high_in=False)
            return Interval(-math.inf, end, low_in=False, high_in=included)
    raise RuleError("write '>= 24%', '< 18%' or '18% to 24%'")


def _number(text: str) -> float:
    try:
        return float(parse_quantity(text)[0])
    except QuantityError as error:
        raise RuleError(str(error)) from error


def coverage_fault(intervals: Sequence[Interval]) -> str:
    """Say where rules overlap or leave a hole on the real line; empty if they cover it once."""
    ordered = sorted(intervals, key=lambda interval: (interval.low, not interval.low_in))
    if ordered[0].low != -math.inf:
        return f"no rule covers values below {ordered[0].low:g}"
    if max(interval.high for interval in ordered) != math.inf:
        return f"no rule covers values above {ordered[-1].high:g}"
    for left, right in pairwise(ordered):
        if left.high > right.low or (left.high == right.low and left.high_in and right.low_in):
            return f"two rules overlap at {right.low:g}"
        if left.high < right.low:
            return f"no rule covers values from {left.high:g} to {right.low:g}"
        if not left.high_in and not right.low_in:
            return f"no rule covers {right.low:g} itself"
    return ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The three intervals of one tripwire."""

    green: Interval
    amber: Interval
    red: Interval
    higher_is_better: bool

    def state(self, figure: Figure) -> State:
        """Red before amber before green; what is not known is unknown, never green."""
        value = figure.value
        if not figure.known or value is None:
            return "unknown"
        state: State = next((s for s in STATES if value in getattr(self, s)), "unknown")
        helped = (figure.bound == "lower") == self.higher_is_better
        if (
            figure.bound
            and not (helped and state == "green")
            and not (not helped and state == "red")
        ):
            return state if state == "amber" and helped else "unknown"
        return state

    @property
    def threshold(self) -> float:
        """The value at which red begins."""
        return self.red.high if self.higher_is_better else self.red.low

    def room(self, value: float) -> float:
        """Distance from red: positive is clear of it."""
        return value - self.threshold if self.higher_is_better else self.threshold - value


@dataclass(frozen=True, slots=True)
class Reading:
    """One tripwire on one day: where it stands, since when, and how far from the line."""

    state: State
    figure: Figure
    previous: Figure | None
    trend: int | None
    room: float | None
    room_in_deviations: float | None
    quarters_in_state: int
    broken: bool


def read(
    rules: Rules, history: Sequence[Figure], *, dead_band: float = 0.0, persist: int = 1
) -> Reading:
    """Read a tripwire from its figure's values, oldest first; the last one is now.

    `trend` is the sign of the last change (0 within the dead band, None where there is nothing to
    compare: bounds move with what is disclosed). `room` is the distance from red in the figure's unit
    and in standard deviations of its history (None with fewer than three values, or among bounds).
    `broken` says that it has been red for as many readings as the thesis allows.
    """
    now, previous = history[-1], history[-2] if len(history) > 1 else None
    states = [rules.state(figure) for figure in history]
    state = states[-1]
    held = next((i for i, s in enumerate(reversed(states)) if s != state), len(states))
    values = [f.value for f in history if f.known and f.value is not None]
    room = rules.room(now.value) if now.known and now.value is not None else None
    exact = not any(figure.bound for figure in history)
    spread = stdev(values) if exact and len(values) >= FEWEST_FOR_DEVIATION else 0.0
    return Reading(
        state=state, figure=now, previous=previous, trend=_trend(now, previous, dead_band),
        room=room, room_in_deviations=room / spread if room is not None and spread > 0 else None,
        quarters_in_state=held, broken=state == "red" and held >= persist,
    )  # fmt: skip


def _trend(now: Figure, previous: Figure | None, dead_band: float) -> int | None:
    if previous is None or not (now.known and previous.known) or now.bound or previous.bound:
        return None
    change = (now.value or 0.0) - (previous.value or 0.0)
    return 0 if abs(change) <= dead_band else (1 if change > 0 else -1)
