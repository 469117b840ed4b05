"""Whether a typed number is a figure's: by its printed rounding, by the digits typed, by hedging words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.briefing.typed_figures import typed_figures
from reportgen.briefing.typed_values import Value, value_of_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures import Figure

#: Unit as typed -> units of figures that it may be.
FITTING = {
    "money": ("money", "money_per_share"),
    "rate": ("rate",),
    "share": ("rate", "multiple", "number"),
    "factor": ("multiple", "number", "rate"),
    "points": ("points", "basis_points"),
    "multiple": ("multiple", "number"),
    "power": ("gigawatts",),
    "time": ("years", "months", "quarters"),
    "plain": ("money", "shares", "count", "number", "multiple", "quarters", "money_per_share"),
}
_PER_YEAR = {"months": 12.0, "quarters": 4.0}
#: No share costs as much, and no sum of the model is as small.
LARGEST_PRICE = 1e5
#: A number typed more coarsely than this part of itself is the figure only where it is named.
COARSE = 0.006
#: The same for the house's core figures, which most sentences are about.
COARSE_OF_CORE = 0.02
#: Words before a number -> how far below and above it the figure may lie, as parts of it.
HEDGES = (
    (
        re.compile(
            r"\b(?:nearly|almost|close to|just under|just below|not quite)\s+$", re.IGNORECASE
        ),
        0.15,
        0.0,
    ),
    (
        re.compile(r"\b(?:less than|below|under|at most|up to|fewer than)\s+$", re.IGNORECASE),
        0.5,
        0.0,
    ),
    (
        re.compile(
            r"\b(?:more than|over|above|at least|upwards of|just over|beyond)\s+$", re.IGNORECASE
        ),
        0.0,
        0.5,
    ),
    (
        re.compile(
            r"\b(?:about|around|roughly|some|approximately|circa|near)\s+$|[~≈]\s?$", re.IGNORECASE
        ),
        0.05,
        0.05,
    ),
)


def units_of(value: Value) -> tuple[str, ...]:
    """The units a figure may have that a typed number is; a market value is no price of a share."""
    units = FITTING[value.unit]
    small = max(abs(number) for number in value.numbers) < LARGEST_PRICE
    other = "money" if small else "money_per_share"
    return tuple(unit for unit in units if unit != other)


def is_core(figure: Figure) -> bool:
    """Whether the house leads with a figure."""
    return bool(figure.formula and figure.formula.core)


def agreement(value: Value, figure: Figure, before: str, *, named: bool) -> bool | None:
    """True where the figure prints so, False where its value only rounds to it, None where it is another.

    `before` are the words in front of the number; `named` says that its sentence names the figure.
    """
    ends = [_in_unit(end, figure, value) for end in (figure.value, figure.high) if end is not None]
    if len(ends) < len(value.numbers):
        return None
    loose = value.unit in ("share", "factor") or len(ends) > len(value.numbers)
    printed = _printed(figure, value)
    if (named or not loose) and printed and _all_near(value, printed, 0.0):
        return True
    limit = COARSE_OF_CORE if is_core(figure) else COARSE
    coarse = loose or value.half > limit * max(abs(number) for number in value.numbers)
    if (named or not coarse) and _all_near(value, ends, value.half):
        return False
    return False if named and _hedged(value, before, ends) else None


def _in_unit(number: float, figure: Figure, value: Value) -> float:
    if value.unit == "time":
        return number / _PER_YEAR.get(figure.unit, 1.0)
    if value.unit == "factor" and figure.unit == "rate":
        return number + 1.0
    return number


def _printed(figure: Figure, value: Value) -> list[float]:
    """The numbers as the figure prints them, read as a typed one is."""
    read = [
        value_of_typed(found) for found in typed_figures(figure.printed.rstrip(formats.STALE_MARK))
    ]
    numbers = [number for each in read if each for number in each.numbers]
    if figure.unit == "months" and value.unit == "time":
        return numbers
    return [_in_unit(n, figure, value) if value.unit != "time" else n for n in numbers]


def _all_near(value: Value, ends: Sequence[float], half: float) -> bool:
    """Whether each number typed is one of the ends; one without a sign is either of both signs."""
    return all(
        any(
            abs(number - side) <= half * (1 + 1e-9) + abs(side) * 1e-9
            for end in ends
            for side in _sides(end, value)
        )
        for number in value.numbers
    )


def _sides(end: float, value: Value) -> tuple[float, ...]:
    return (end,) if value.signed else (abs(end),)


def _hedged(value: Value, before: str, ends: Sequence[float]) -> bool:
    """Whether words such as `nearly` in front of the number leave room for the figure."""
    for pattern, below, above in HEDGES:
        if pattern.search(before):
            number = abs(value.numbers[0])
            return any(number * (1 - below) <= abs(end) <= number * (1 + above) for end in ends)
    return False
