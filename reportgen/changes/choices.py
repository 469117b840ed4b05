"""The value that an input takes, depending on which edits have been made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.changes.edits import Edit


@dataclass(frozen=True, slots=True)
class Choice:
    """One value if an edit has been made, another if it has not; either may be a choice again."""

    edit: Edit
    made: Choice | float
    unmade: Choice | float

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Every edit that decides."""
        inner = (tree.edits for tree in (self.made, self.unmade) if isinstance(tree, Choice))
        return tuple(dict.fromkeys((self.edit, *(edit for edits in inner for edit in edits))))

    def under(self, made: Mapping[Edit, Any]) -> Any:  # noqa: ANN401 - a number or an array of them
        """The value in worlds that have made an edit (True) or not, one array of worlds an edit."""
        import numpy as np

        sides = [t.under(made) if isinstance(t, Choice) else t for t in (self.made, self.unmade)]
        return np.where(made[self.edit], *sides)
