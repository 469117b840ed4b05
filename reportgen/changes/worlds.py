"""Worlds between two sides: a figure as a function of which edits have been made, for many worlds at once.

What numbers do is asked of one plan of the model on arrays. What chooses formulas or brings and takes
parts has no number to vary: for each combination of such edits the files are put together and read anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from reportgen.changes.asking import asked
from reportgen.changes.blending import blended
from reportgen.changes.choices import choose
from reportgen.changes.compared import HISTORY
from reportgen.model import inquire

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from reportgen.changes.compared import Compared
    from reportgen.changes.edits import Edit
    from reportgen.changes.hinges import Hinges
    from reportgen.inquiry import Inquiry

#: Edits that are made or not made as one.
Group: TypeAlias = "tuple[Edit, ...]"


@dataclass(frozen=True)
class Worlds:
    """The two sides of a comparison, and every world between them."""

    compared: Compared
    hinges: Hinges
    before: Inquiry
    after: Inquiry
    _blends: dict[frozenset[Edit], Inquiry] = field(default_factory=dict)

    def blend(self, taken: frozenset[Edit]) -> Inquiry:
        """The older side with some edits made; ProblemsError where it cannot be read."""
        if not taken:
            return self.before
        if taken not in self._blends:
            read = blended(self.compared, taken, self.cells(taken))
            self._blends[taken] = inquire(choose(read, self.hinges.choices, taken))
        return self._blends[taken]

    def cells(self, edits: Collection[Edit]) -> tuple[Edit, ...]:
        """Those of the history that are more than a number: they are made or not made as one."""
        numbers = self.hinges.numbers
        return tuple(e for e in edits if e.file.endswith(HISTORY) and e not in numbers)

    def worth(
        self,
        figure: str,
        groups: Sequence[Group],
        structural: frozenset[Edit],
        joined: Any,  # noqa: ANN401 - an array of truths
    ) -> Any:  # noqa: ANN401 - an array of numbers
        """The figure in each world: a row of `joined` says which groups of edits have been made in it."""
        import numpy as np

        made = {edit: joined[:, place] for place, group in enumerate(groups) for edit in group}
        choosing = [edit for edit in made if edit in structural]
        columns = [made[edit] for edit in choosing]
        kinds = np.array(columns).T if columns else np.zeros((len(joined), 0), dtype=bool)
        found = np.full(len(joined), np.nan)
        for kind in np.unique(kinds, axis=0):
            rows = np.all(kinds == kind, axis=1)
            taken = frozenset(edit for edit, there in zip(choosing, kind, strict=True) if there)
            inquiry = self.after if taken and taken == structural else self.blend(taken)
            here = {edit: worlds[rows] for edit, worlds in made.items()}
            found[rows] = asked(figure, inquiry, self.hinges.choices, here)
        return found
