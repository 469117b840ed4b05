"""A headline figure on both sides, with its bridge, and what other formulas made of it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.evaluation import single
from reportgen.formats import Style

if TYPE_CHECKING:
    from reportgen.changes.bridge import Bridge, Contribution
    from reportgen.changes.edits import Edit
    from reportgen.figures import Figure

#: What a side prints that does not have the figure at all.
NONE = "none"
#: Two programs that add up in another order differ by less than this part of a number.
NOISE = 1e-12


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure before and after; None for the side that has no such figure.

    `bridge` splits the change as the running program computes both sides; without one, `why` says why there
    is none. `then` is what the programs of the two sides made of the same files, where they differ from the
    running one: what that adds is the model change.
    """

    name: str
    before: Figure | None
    after: Figure | None
    currency: str = ""
    bridge: Bridge | None = None
    why: str = ""
    then: tuple[float | None, float | None] = (None, None)

    @property
    def told(self) -> Figure:
        """The figure as a reader knows it now."""
        told = self.after or self.before
        if told is None:
            raise ValueError("a headline is a figure of at least one side")
        return told

    @property
    def ends(self) -> tuple[float | None, float | None]:
        """The figure's one number on either side, by the formulas of that side."""
        return self._number(0), self._number(1)

    @property
    def printed(self) -> tuple[str, str]:
        """The figure as it prints on either side."""
        return self._text(0), self._text(1)

    @property
    def change(self) -> float | None:
        """The whole change, other formulas included; None where a side has no number."""
        before, after = self.ends
        return None if before is None or after is None else after - before

    @property
    def model_change(self) -> float | None:
        """What other formulas alone made of the same files; None where they made nothing of it."""
        if self.bridge is None or self.bridge.change is None or self.change is None:
            return None
        others = self._other(0) is not None or self._other(1) is not None
        return self.change - self.bridge.change if others else None

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each edit adds, the largest first."""
        return self.bridge.contributions if self.bridge else ()

    @property
    def unmoving(self) -> tuple[Edit, ...]:
        """The edits that add nothing."""
        return self.bridge.unmoving if self.bridge else ()

    @property
    def reason(self) -> str:
        """Why the change is not split, or what is to be known of how it was."""
        return self.bridge.reason if self.bridge else self.why

    @property
    def moves(self) -> bool:
        """Whether anything about it is otherwise than before."""
        return self.printed[0] != self.printed[1] or bool(self.change) or bool(self.contributions)

    def _figure(self, side: int) -> Figure | None:
        return (self.before, self.after)[side]

    def _number(self, side: int) -> float | None:
        figure, other = self._figure(side), self._other(side)
        return other if other is not None else single(figure) if figure else None

    def _text(self, side: int) -> str:
        figure, other = self._figure(side), self._other(side)
        if other is None:
            return figure.printed if figure else NONE
        formula = self.told.formula
        style = Style(self.told.unit, formula.decimals if formula else None)
        return formats.text(other, style, self.currency)

    def _other(self, side: int) -> float | None:
        """What another program made of it, where that is more than the noise of adding up."""
        figure, then = self._figure(side), self.then[side]
        own = single(figure) if figure else None
        same = then is not None and own is not None and math.isclose(own, then, rel_tol=NOISE)
        return None if same else then
