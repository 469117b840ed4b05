"""Tripwires that stand otherwise on the two sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.briefing.watching import statuses

if TYPE_CHECKING:
    from reportgen.model import Story

NONE = "none"


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
        Flip(key, (new.get(key) or old[key])[0], *(side[key][1] if key in side else NONE for side in (old, new)))
        for key in dict.fromkeys((*new, *old))
        if (old.get(key) or ("", NONE))[1] != (new.get(key) or ("", NONE))[1]
    )
