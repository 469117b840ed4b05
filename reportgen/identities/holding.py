"""Whether the identities hold among printed numbers: which were checked, and which fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.identities.intervals import exactly
from reportgen.identities.reading import interval

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportgen.identities.identity import Identity
    from reportgen.identities.intervals import Interval


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure as it is printed.

    `trimmed` ones have lost the zeros behind their point. One that is `free` was set, on a command line or
    by a scenario, and follows from nothing.
    """

    text: str
    unit: str = ""
    trimmed: bool = False
    free: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An identity that does not hold: what is printed, and what follows from the other numbers."""

    identity: Identity
    printed: Printed
    others: tuple[tuple[str, Printed], ...]
    expected: Interval


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of all identities. Those `skipped` miss a number, or have one that is not meaningful."""

    failures: tuple[Failure, ...] = ()
    checked: int = 0
    skipped: int = 0


def judge(identities: Iterable[Identity], find: Callable[[str], Printed | None]) -> Verdict:
    """Hold printed figures to identities; `find` gives the printed form of a figure, or None."""
    failures, checked, skipped = [], 0, 0
    for identity in identities:
        printed = find(identity.name)
        left = None if printed is None or printed.free else read(printed)
        right = None if left is None else _right(identity, find)
        if left is None or right is None:
            skipped += 1
            continue
        checked += 1
        if printed is not None and not left.meets(right):
            failures.append(_failure(identity, printed, find, right))
    return Verdict(tuple(failures), checked, skipped)


def read(printed: Printed | None) -> Interval | None:
    """What a printed figure stands for; None where no number is printed."""
    return None if printed is None else interval(printed.text, trimmed=printed.trimmed)


def _right(identity: Identity, find: Callable[[str], Printed | None]) -> Interval | None:
    """What follows from the other numbers; None where one is missing, or they say nothing."""
    known = []
    for name in identity.others:
        other = read(find(name))
        if other is None:
            return None
        known.append(other)
    if identity.unless is not None and identity.unless(*known):
        return None
    found = identity.right(*known)
    return None if found.unlimited else found


def _failure(
    identity: Identity, printed: Printed, find: Callable[[str], Printed | None], expected: Interval
) -> Failure:
    found = ((name, find(name)) for name in identity.others)
    others = tuple((name, other) for name, other in found if other is not None)
    return Failure(identity, printed, others, expected)


def same_number(text: str, printed: Printed) -> bool:
    """Whether a text may stand for a figure: a number that prints so, with its sign or without."""
    here, there = interval(text), read(printed)
    if here is None or there is None:
        return text.strip() == printed.text.strip() or formats.trimmed(printed.text) == text
    unsigned = not text.startswith(("+", formats.MINUS))
    return here.meets(there) or (unsigned and here.meets(0 - there))


def foots(parts: Sequence[str], end: str) -> bool:
    """Whether printed amounts add up to a printed one; where one is no number there is nothing to say."""
    read_parts, whole = [interval(part) for part in parts], interval(end)
    known = [part for part in read_parts if part is not None]
    if whole is None or len(known) < len(parts):
        return True
    return whole.meets(sum(known, exactly(0)))
