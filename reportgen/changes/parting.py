"""How far edits can be taken apart: in every selection of them the figure has to be defined."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING

from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.changes.structure import Groups
    from reportgen.changes.worlds import Worlds


def parted(worlds: Worlds, figure: str, groups: Groups) -> Groups:
    """The finest grouping of edits that choose formulas in which each can be made without the others."""
    known: dict[Groups, bool] = {}

    def defined(some: Groups) -> bool:
        taken = frozenset(chain.from_iterable(some))
        try:
            return worlds.blend(taken).value(figure) is not None
        except ProblemsError:
            return False

    def sound(blocks: Groups) -> bool:
        # Of all of them together it is known: that is the newer side.
        for some in chain.from_iterable(combinations(blocks, n) for n in range(1, len(blocks))):
            if some not in known:
                known[some] = defined(some)
            if not known[some]:
                return False
        return True

    return next(filter(sound, sorted(_partitions(groups), key=len, reverse=True)))


def _partitions(groups: Groups) -> Iterator[Groups]:
    """Every way to put groups together, the one that leaves each alone and the one of all as well."""
    if not groups:
        yield ()
        return
    first, rest = groups[0], groups[1:]
    for blocks in _partitions(rest):
        yield (first, *blocks)
        for place, block in enumerate(blocks):
            yield (*blocks[:place], (*first, *block), *blocks[place + 1 :])
