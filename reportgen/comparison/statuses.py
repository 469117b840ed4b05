"""Tripwires that stand otherwise on the two sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.briefing.watching import statuses
from reportgen.comparison.headlines import NONE

if TYPE_CHECKING:
    from reportgen.model import Story


@dataclass(frozen=True, slots=True)
class Flip:
    """One tripwire or event whose status is another one, or that only one side has."""

    key: str
    name: str
    before: str
    after: str


def flips(before: Story, after: Story) -> tuple[Flip, ...]:
    """Every tripwire with another status, in the order of the files."""
    old, new = statuses(before), statuses(after)
    return tuple(
        flip
        for key in dict.fromkeys((*new, *old))
        if (flip := _flip(key, old.get(key), new.get(key))).before != flip.after
    )


def _flip(key: str, old: tuple[str, str] | None, new: tuple[str, str] | None) -> Flip:
    """Name and status on either side become one row."""
    name, _ = new or old or (key, "")
    return Flip(key, name, old[1] if old else NONE, new[1] if new else NONE)
