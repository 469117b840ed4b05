"""Tripwires: lines drawn beforehand that say when the thesis is on track and when it is not.

A house definition. A rule is an interval of the real line, in the figure's own unit. The three rules of
a tripwire must cover the line without overlap; a lower bound that clears a line has cleared it, one that
does not proves nothing. Getting worse counts at once; getting better may have to clear the line by some
distance (hysteresis), so that a value which wavers about a line does not change the status every quarter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import stdev
from typing import TYPE_CHECKING, Literal

from reportgen import formats
from reportgen.assumptions.quantities import QuantityError, parse_quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures import Figure

State = Literal["green", "amber", "red", "unknown"]
#: From the worst to the best; "unknown" is neither.
STATES: tuple[State, ...] = ("red", "amber", "green")
FEWEST_FOR_DEVIATION = 3


class RuleError(ValueError):
    """A rule that cannot be read; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high` in the figure's unit, each end in it or not; an end may be infinite."""

    low: float
    high: float
    low_in: bool
    high_in: bool

    def __contains__(self, value: float) -> bool:
        """Whether the value lies in the interval."""
        above = value > self.low or (self.low_in and value == self.low)
        return above and (value < self.high or (self.high_in and value == self.high))


def parse_rule(text: str) -> Interval:
    """Read `>= 24%`, `> 4x`, `< 18%`, `<= 5` or `18% to 24%` (low end in, high end out).

    Anything else is a RuleError in words, which `check` tells with its file and line.
    """
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
    """The three intervals of one tripwire, and how far beyond a line a recovery has to go."""

    green: Interval
    amber: Interval
    red: Interval
    higher_is_better: bool
    hysteresis: float = 0.0

    def state(self, figure: Figure) -> State:
        """Red before amber before green; what is not known is unknown, never green.

        A bound that can only be better proves green, or amber at least; one that can only be worse
        proves red. Any other is unknown.
        """
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

    def states(self, history: Sequence[Figure]) -> list[State]:
        """The state at each reading, oldest first, each given the one before it.

        A reading that is unknown is passed over: the next one is held to the last that was known.
        """
        found: list[State] = []
        before: State = "green"  # The first reading stands as it is: nothing is better than green.
        for figure in history:
            state = self._after(before, figure)
            before = before if state == "unknown" else state
            found.append(state)
        return found

    def _after(self, before: State, figure: Figure) -> State:
        """The reading itself, but no better than both the state before and the reading less the band."""
        plain = self.state(figure)
        if plain == "unknown":
            return plain
        strict = self.state(replace(figure, value=self._short_of(figure.value or 0.0)))
        kept = before if strict == "unknown" else max(before, strict, key=STATES.index)
        return min(plain, kept, key=STATES.index)

    def _short_of(self, value: float) -> float:
        """The value moved the hysteresis towards worse; in decimals, so that 24.5% less 0.5pp is 24%."""
        band = formats.exactly(self.hysteresis if self.higher_is_better else -self.hysteresis)
        return float(formats.exactly(value) - band)

    @property
    def red_line(self) -> float:
        """The value at which red begins."""
        return self.red.high if self.higher_is_better else self.red.low

    @property
    def green_line(self) -> float:
        """The value at which green begins."""
        return self.green.low if self.higher_is_better else self.green.high

    def clear_of(self, line: float, value: float) -> float:
        """Distance from a line in the figure's unit: positive is on its better side."""
        return value - line if self.higher_is_better else line - value

    def nearest_line(self, state: State, value: float) -> float | None:
        """The line of a state that the value is nearest to; amber has two, unknown has none."""
        lines = {"red": (self.red_line,), "green": (self.green_line,), "unknown": ()}
        both = (self.red_line, self.green_line)
        return min(lines.get(state, both), key=lambda line: abs(value - line), default=None)


@dataclass(frozen=True, slots=True)
class Room:
    """Distance from a line in the figure's unit and, where history gives one, in deviations.

    Positive is on the better side of the line. `line` is the state that begins there.
    """

    line: Literal["red", "green"]
    distance: float
    deviations: float | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One tripwire on one day: where it stands, since when, and how far from the lines."""

    state: State
    figure: Figure
    previous: Figure | None
    previous_state: State | None
    trend: int | None
    room: Room | None
    nearest: Room | None
    quarters_in_state: int
    broken: bool


def read(
    rules: Rules, history: Sequence[Figure], *, dead_band: float = 0.0, persist: int = 1
) -> Reading:
    """Read a tripwire from its figure's values, oldest first; the last one is now.

    `trend` is the sign of the last change (0 within the dead band, None where there is nothing to
    compare: bounds move with what is disclosed). `room` is the distance from red, `nearest` that from
    the nearest line of the present state, in deviations too unless there are fewer than three values
    or bounds among them. `broken` says that it has been red for as many readings as the thesis allows.
    """
    now, previous = history[-1], history[-2] if len(history) > 1 else None
    states = rules.states(history)
    state = states[-1]
    held = next((i for i, s in enumerate(reversed(states)) if s != state), len(states))
    return Reading(
        state=state, figure=now, previous=previous,
        previous_state=states[-2] if previous else None, trend=_trend(now, previous, dead_band),
        room=_room(rules, history, rules.red_line),
        nearest=_room(rules, history, rules.nearest_line(state, now.value or 0.0)),
        quarters_in_state=held, broken=state == "red" and held >= persist,
    )  # fmt: skip


def _room(rules: Rules, history: Sequence[Figure], line: float | None) -> Room | None:
    now = history[-1]
    if line is None or not now.known or now.value is None:
        return None
    distance = rules.clear_of(line, now.value)
    values = [f.value for f in history if f.known and f.value is not None]
    exact = not any(figure.bound for figure in history)
    spread = stdev(values) if exact and len(values) >= FEWEST_FOR_DEVIATION else 0.0
    name: Literal["red", "green"] = "red" if line == rules.red_line else "green"
    return Room(name, distance, distance / spread if spread > 0 else None)


def _trend(now: Figure, previous: Figure | None, dead_band: float) -> int | None:
    if previous is None or not (now.known and previous.known) or now.bound or previous.bound:
        return None
    change = (now.value or 0.0) - (previous.value or 0.0)
    return 0 if abs(change) <= dead_band else (1 if change > 0 else -1)
