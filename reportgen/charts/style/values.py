"""What the data of a chart are made of. Charts print texts that they are given."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

Key = TypeVar("Key")


@dataclass(frozen=True)
class Label:
    """A number, and how it is printed."""

    value: float
    text: str


def number(label: Label | None) -> float | None:
    """The number of a label; None where it is missing."""
    return label.value if label and math.isfinite(label.value) else None


@dataclass(frozen=True)
class Quarter:
    """A calendar or fiscal quarter."""

    year: int
    number: int

    @property
    def text(self) -> str:
        """The quarter as it is said: Q2 2026."""
        return f"Q{self.number} {self.year}"


@dataclass(frozen=True)
class Axis:
    """How the ticks of a value axis are printed; the unit stands at the top one only."""

    tick: Callable[[float], str]
    top: Callable[[float], str] | None = None

    def texts(self, ticks: Sequence[float]) -> tuple[str, ...]:
        """The texts of the ticks, which rise."""
        last = self.top or self.tick
        return (*(self.tick(tick) for tick in ticks[:-1]), *(last(tick) for tick in ticks[-1:]))


def present(points: Iterable[tuple[Key, float | None]]) -> tuple[tuple[Key, float], ...]:
    """The points that have a value: a missing one is left out, never drawn as nought."""
    return tuple(
        (key, value) for key, value in points if value is not None and math.isfinite(value)
    )


def stated(labels: Iterable[tuple[Key, Label | None]]) -> tuple[tuple[Key, Label], ...]:
    """The labels that there are, with a number."""
    return tuple(
        (key, label) for key, label in labels if label is not None and math.isfinite(label.value)
    )


def stretches(
    points: Iterable[tuple[float, float | None]],
) -> tuple[tuple[tuple[float, float], ...], ...]:
    """The unbroken runs of points: where a value is missing, a line is interrupted."""
    grouped = groupby(points, key=lambda point: bool(present([point])))
    return tuple(present(run) for there, run in grouped if there)


def listing(texts: Sequence[str]) -> str:
    """The texts as part of a sentence: a, b and c."""
    *most, last = texts
    return f"{', '.join(most)} and {last}" if most else last
