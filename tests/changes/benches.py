"""A bench for the bridge: files of a company are edited, read for real, compared, and put back."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations
from typing import TYPE_CHECKING, TypeAlias

from reportgen.assumptions.reading import read_editions
from reportgen.changes.bridge import bridge
from reportgen.changes.compared import Compared
from reportgen.changes.hinges import hinges
from reportgen.changes.worlds import Worlds
from reportgen.model import inquire

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from reportgen.changes.bridge import Bridge
    from reportgen.inquiry import Inquiry
    from tests.conftest import Desk

#: A file below the company's folder, what stands in one place of it, and what is put there.
Change: TypeAlias = tuple[str, str, str]
#: Changes that are one edit: they are made together.
Act: TypeAlias = tuple[Change, ...]


@dataclass
class Bench:
    """Copies of a company's files. Every reading is a real one, of files that were really written."""

    desk: Desk
    edition: str
    readings: dict[tuple[str, frozenset[Change]], Inquiry] = field(default_factory=dict)

    @property
    def company(self) -> str:
        """The folder the files are in."""
        return self.edition.partition("/")[0]

    @cached_property
    def originals(self) -> dict[Path, bytes]:
        """Every file as it was laid out."""
        return {path: path.read_bytes() for path in self.desk.root.rglob("*") if path.is_file()}

    def read(self, changes: Sequence[Change] = (), edition: str = "") -> Inquiry:
        """The edition as it is once the files have been changed; a state is read once."""
        wanted = edition or self.edition
        state = (wanted, frozenset(changes))
        if state not in self.readings:
            originals = self.originals
            try:
                for change in changes:
                    self.desk.replace(f"{self.company}/{change[0]}", *change[1:])
                name = self.desk.workspace.find(wanted)
                self.readings[state] = inquire(
                    read_editions(self.desk.workspace, name, agreeing=False)[-1]
                )
            finally:
                for path, content in originals.items():
                    path.write_bytes(content)
        return self.readings[state]

    def worlds(self, after: Sequence[Change], before: Sequence[Change] = ()) -> Worlds:
        """What lies between the files with some changes made and with others."""
        return between(self.read(before), self.read(after))

    def split(self, figure: str, *acts: Act, before: Sequence[Change] = ()) -> Bridge:
        """The bridge of a figure from the files as they are to those with all acts done."""
        done = [*before, *(change for act in acts for change in act)]
        return bridge(self.worlds(done, before), figure)

    def by_hand(self, figure: str, *acts: Act, before: Sequence[Change] = ()) -> list[float]:
        """The Shapley value of each act, from readings of files in which every subset of them was done."""
        values = {
            some: self._value(figure, [*before, *(c for n in sorted(some) for c in acts[n])])
            for some in subsets(len(acts))
        }
        return by_orders(lambda joined: values[frozenset(joined)], len(acts))

    def _value(self, figure: str, changes: Sequence[Change]) -> float:
        value = self.read(changes).value(figure)
        assert value is not None, f"{figure} has no number with {changes}"
        return value


def subsets(players: int) -> list[frozenset[int]]:
    """All sets of the first whole numbers."""
    return [
        frozenset(player for player in range(players) if code >> player & 1)
        for code in range(2**players)
    ]


def by_orders(worth: Callable[[tuple[int, ...]], float], players: int) -> list[float]:
    """Shapley's values as they are defined: what each adds to those before it, over all orders."""
    shares = [0.0] * players
    for order in permutations(range(players)):
        for place, player in enumerate(order):
            shares[player] += worth(order[: place + 1]) - worth(order[:place])
    return [share / math.factorial(players) for share in shares]


def between(before: Inquiry, after: Inquiry) -> Worlds:
    """What lies between two readings."""
    compared = Compared(before.assumptions, after.assumptions)
    return Worlds(compared, hinges(compared), before, after)


def parts(found: Bridge) -> dict[str, float]:
    """What each edit adds, by its key; edits that belong together by their keys, in the order of letters."""
    return {
        " + ".join(sorted(edit.key for edit in part.edits)): part.value
        for part in found.contributions
    }
