"""An edition's figures together with those of the edition before it, and with what has changed.

Which names there are is known from the files alone; a figure is worked out when it is asked for, so that
who only wants today's upside waits for no simulation of the past.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.figures import Figure
from reportgen.formulas.change import change
from reportgen.studies import DAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.resolution import Resolution

PREVIOUS, CHANGE = "previous.", "change."


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two editions: its name, its quarter, its figures and what makes them."""

    name: str
    quarter: str
    figures: Mapping[str, Figure]
    resolution: Resolution


class Compared(Mapping[str, Figure]):
    """Figures by name: today's own, then `previous.<name>`, then `change.<name>`."""

    def __init__(self, before: Side, now: Side) -> None:
        """Find what the two have in common, without working any of it out."""
        self._before = before
        self._now = now
        self._bare = {
            **{f"{PREVIOUS}{name}": name for name in _remembered(before)},
            **{f"{CHANGE}{name}": name for name in _comparable(before, now)},
        }
        self._names = dict.fromkeys((*now.figures, *self._bare))
        self._made: dict[str, Figure] = {}

    def __getitem__(self, name: str) -> Figure:
        """The figure of that name; KeyError where there is none."""
        if name not in self._bare:
            return self._now.figures[name]
        if name not in self._made:
            self._made[name] = self._make(name, self._bare[name])
        return self._made[name]

    def _make(self, name: str, bare: str) -> Figure:
        before = self._before.figures[bare]
        if name == f"{CHANGE}{bare}":
            return change(before, self._now.figures[bare], self._now.resolution.currency)
        # Its tree is that of its own edition.
        return replace(
            before,
            name=name,
            label=f"{before.label}, {self._before.quarter}",
            inputs=(),
            reason=before.reason or f"traced in {self._before.name}",
        )

    def __iter__(self) -> Iterator[str]:
        """The names, today's own first."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        """Whether there is one of that name, without working it out."""
        return name in self._names


def _remembered(before: Side) -> Iterator[str]:
    """What formulas made of the files then; what was stated, found by a study or a peer's stays there."""
    made = before.resolution
    stated = (made.apart, made.overrides, made.inputs, made.offers)
    for name in before.figures:
        if "." not in name and name in made.formulas and not any(name in known for known in stated):
            yield name


def _comparable(before: Side, now: Side) -> Iterator[str]:
    """What both editions have; days and parts of lists have no change."""
    for name in now.figures:
        if "." not in name and name in before.figures and not _is_day(name, now.resolution):
            yield name


def _is_day(name: str, made: Resolution) -> bool:
    if name in made.offers and name not in made.inputs:
        return name in DAYS
    known = made.inputs.get(name) or made.formulas[name]
    return known.unit == "date"
