"""The value that an input takes, depending on which edits have been made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from reportgen.assumptions.inputs import Input
    from reportgen.assumptions.reading import Assumptions
    from reportgen.changes.edits import Edit


class Ends(NamedTuple):
    """A number as the files have it: both ends of a range, twice the same for a plain number."""

    low: float
    high: float


def ends_of(given: Input) -> Ends | None:
    """What an input is; None for what is unknown, only a bound, or a list."""
    if given.bound or isinstance(given.value, tuple) or given.value is None:
        return None
    return Ends(given.value, given.value if given.high is None else given.high)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value if an edit has been made, another if it has not; either may be a choice again."""

    edit: Edit
    made: Tree
    unmade: Tree

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit that decides."""
        inner = (tree.edits for tree in (self.made, self.unmade) if isinstance(tree, Choice))
        return tuple(dict.fromkeys((self.edit, *(edit for edits in inner for edit in edits))))

    @property
    def spread(self) -> bool:
        """Whether one of the values is a range."""
        sides = (self.made, self.unmade)
        return any(t.spread if isinstance(t, Choice) else t.low != t.high for t in sides)

    def chosen(self, taken: Collection[Edit]) -> Ends:
        """The value where just these edits have been made."""
        tree = self.made if self.edit in taken else self.unmade
        return tree.chosen(taken) if isinstance(tree, Choice) else tree

    def under(self, made: Mapping[Edit, Any], end: int = 0) -> Any:  # noqa: ANN401 - an array of numbers
        """One end of the value in worlds that have made an edit or not, one array of truths an edit."""
        import numpy as np

        sides = (self.made, self.unmade)
        return np.where(
            made[self.edit],
            *(t.under(made, end) if isinstance(t, Choice) else t[end] for t in sides),
        )


#: A choice, or the value where nothing is left to choose.
Tree: TypeAlias = Choice | Ends


def choose(
    assumptions: Assumptions, choices: Mapping[str, Choice], taken: Collection[Edit]
) -> Assumptions:
    """The assumptions with every input that hangs on edits as it is where just these have been made."""
    return replace(
        assumptions,
        inputs=_chosen("", assumptions.inputs, choices, taken),
        peers={
            peer: _chosen(f"{peer}.", inputs, choices, taken)
            for peer, inputs in assumptions.peers.items()
        },
    )


def _chosen(
    prefix: str, inputs: Mapping[str, Input], choices: Mapping[str, Choice], taken: Collection[Edit]
) -> dict[str, Input]:
    return {
        name: _with(given, choices[prefix + name].chosen(taken))
        if prefix + name in choices
        else given
        for name, given in inputs.items()
    }


def _with(given: Input, ends: Ends) -> Input:
    return replace(given, value=ends.low, high=None if ends.low == ends.high else ends.high)
