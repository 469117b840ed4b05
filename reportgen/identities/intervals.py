"""Intervals of numbers, computed so that they hold every result that the numbers in them can give.

Lower ends are rounded down and upper ends up, at each step: an interval may come out too wide, never too
narrow. What cannot be told, such as a quotient by an interval around zero, is the whole line.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import product
from typing import TypeAlias

#: Far more digits than a float has.
DIGITS = 30
DOWN = Context(prec=DIGITS, rounding=ROUND_FLOOR)
UP = Context(prec=DIGITS, rounding=ROUND_CEILING)
INFINITE = Decimal("Infinity")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, both ends included; an end may be infinite."""

    low: Decimal
    high: Decimal

    @property
    def unlimited(self) -> bool:
        """Whether it says nothing at all."""
        return self.low == -INFINITE and self.high == INFINITE

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Operand) -> Interval:
        """Every sum of a number of each."""
        second = exactly(other)
        return Interval(DOWN.add(self.low, second.low), UP.add(self.high, second.high))

    def __sub__(self, other: Operand) -> Interval:
        """Every difference."""
        second = exactly(other)
        return Interval(DOWN.subtract(self.low, second.high), UP.subtract(self.high, second.low))

    def __mul__(self, other: Operand) -> Interval:
        """Every product."""
        second = exactly(other)
        ends = list(product((self.low, self.high), (second.low, second.high)))
        return Interval(
            min(_times(a, b, DOWN) for a, b in ends), max(_times(a, b, UP) for a, b in ends)
        )

    def __truediv__(self, other: Operand) -> Interval:
        """Every quotient; the whole line where zero is among the divisors."""
        second = exactly(other)
        if second.low <= 0 <= second.high:
            return ANYTHING
        return self * Interval(DOWN.divide(1, second.high), UP.divide(1, second.low))

    def __pow__(self, other: Operand) -> Interval:
        """Every power; the whole line where a base is not above zero, or an end is infinite."""
        second = exactly(other)
        ends = (self.low, self.high, second.low, second.high)
        if self.low <= 0 or not all(end.is_finite() for end in ends):
            return ANYTHING
        # Powers are correct to one unit of the last digit, whatever the rounding: one further is safe.
        powers = [UP.power(a, b) for a, b in product(ends[:2], ends[2:])]
        return Interval(DOWN.next_minus(min(powers)), UP.next_plus(max(powers)))

    def __radd__(self, other: int) -> Interval:
        """A whole number added to it, as `sum` does."""
        return self + other

    def __rsub__(self, other: int) -> Interval:
        """A whole number less it."""
        return exactly(other) - self

    def __rmul__(self, other: int) -> Interval:
        """A whole number times it."""
        return self * other

    def __rtruediv__(self, other: int) -> Interval:
        """A whole number over it."""
        return exactly(other) / self


Operand: TypeAlias = "Interval | int"
#: What nothing is known of.
ANYTHING = Interval(-INFINITE, INFINITE)


def exactly(value: Operand) -> Interval:
    """A whole number as the interval that holds only it; an interval as it is."""
    return Interval(Decimal(value), Decimal(value)) if isinstance(value, int) else value


def _times(first: Decimal, second: Decimal, context: Context) -> Decimal:
    """A product of two ends; nothing times an end without limit is nothing."""
    return ZERO if ZERO in (first, second) else context.multiply(first, second)
