"""The comparison itself: two sides in, every difference that a reader of the briefing would ask for out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.changes.bridge import HEADLINES, Bridge, bridge
from reportgen.changes.compared import Compared
from reportgen.changes.hinges import hinges
from reportgen.changes.worlds import Worlds
from reportgen.comparison.movements import Movement, movements
from reportgen.comparison.sentences import Rewording, rewordings
from reportgen.comparison.statuses import Flip, flips

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.briefing.prose import Prose
    from reportgen.changes.edits import Edit
    from reportgen.model import Story
    from reportgen.problems import Problem


@dataclass(frozen=True, slots=True)
class Side:
    """One side: what the user called it, and the edition as it stands there.

    Without a story there is nothing to compare with: `problems` say what is wrong with its files, `absent`
    why there are none. `formulas` are the headline figures as the program of that day computed them, where
    that was another program.
    """

    words: str
    story: Story | None = None
    prose: Prose | None = None
    problems: tuple[Problem, ...] = ()
    absent: str = ""
    formulas: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ModelChange:
    """What other formulas make of the same files: a figure as it was computed then, and as it is now."""

    figure: str
    then: float
    now: float

    @property
    def value(self) -> float:
        """What the formulas alone added."""
        return self.now - self.then


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two sides of one edition, or between two editions."""

    earlier: str
    edition: str
    before: Side
    after: Side
    edits: tuple[Edit, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    model_changes: tuple[ModelChange, ...] = ()
    movements: tuple[Movement, ...] = ()
    rewordings: tuple[Rewording, ...] = ()
    flips: tuple[Flip, ...] = ()

    @property
    def restatements(self) -> tuple[Edit, ...]:
        """Edits of quarters that both sides had seen."""
        return tuple(edit for edit in self.edits if edit.cause == "restated")

    @property
    def moves_print(self) -> bool:
        """Whether any number that is printed is another one."""
        return bool(self.movements)


def compare(
    names: tuple[str, str], before: Side, after: Side, figures: Sequence[str] = ()
) -> Comparison:
    """Compare two sides, each with the edition that is looked at; what cannot be told because a side cannot be read is left empty.

    `figures` are split beside the headline figures.
    """
    if before.story is None or after.story is None:
        return Comparison(*names, before, after)
    old, new = before.story.now, after.story.now
    compared = Compared(old.assumptions, new.assumptions)
    worlds = Worlds(compared, hinges(compared), old.inquiry, new.inquiry)
    wanted = dict.fromkeys((*HEADLINES, *figures))
    both = [name for name in wanted if name in old.figures and name in new.figures]
    bridges = tuple(bridge(worlds, name) for name in both)
    return Comparison(
        *names, before, after, compared.edits, bridges, tuple(_model_changes(bridges, before, after)),
        movements(before, after), rewordings(before.prose, after.prose), flips(before.story, after.story),
    )  # fmt: skip


def _model_changes(bridges: Sequence[Bridge], before: Side, after: Side) -> list[ModelChange]:
    """The difference that other formulas made on either side, as a change from the older to the newer."""
    found = []
    for each in bridges:
        then, now = (side.formulas.get(each.name) for side in (before, after))
        first, last = each.ends
        if first is None or last is None:
            continue
        # Both ends of the bridge are told with today's formulas.
        started, ended = first if then is None else then, last if now is None else now
        change = ModelChange(each.name, started, first - (last - ended))
        if change.value:
            found.append(change)
    return found
