"""What moved since the edition before: worked out once a story, however many pages tell it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.changes.bridge import HEADLINES, Bridge, bridge
from reportgen.changes.compared import Compared
from reportgen.changes.hinges import hinges
from reportgen.changes.worlds import Worlds

if TYPE_CHECKING:
    from reportgen.inquiry import Inquiry
    from reportgen.model import Story

#: Why nothing is split where somebody asks what would be if.
SET = "some of its numbers were set by hand, which is no edit of a file"


@dataclass(frozen=True, eq=False)
class Since:
    """An edition beside the one before it; the change of a figure is split when it is first asked for."""

    worlds: Worlds
    _split: dict[str, Bridge] = field(default_factory=dict)

    def bridge(self, figure: str) -> Bridge:
        """The change of a figure; KeyError where neither edition has it."""
        if figure not in self._split:
            self._split[figure] = self._of(figure)
        return self._split[figure]

    def _of(self, figure: str) -> Bridge:
        if self.worlds.after.resolution.overrides:
            told = self.worlds.before.figure(figure), self.worlds.after.figure(figure)
            return Bridge(*told, None, reason=SET)
        return bridge(self.worlds, figure)

    @property
    def headlines(self) -> tuple[Bridge, ...]:
        """The headline figures that both editions have."""
        return tuple(self.bridge(name) for name in HEADLINES if self._has(name))

    def _has(self, name: str) -> bool:
        try:
            return all(each.figure(name) for each in (self.worlds.before, self.worlds.after))
        except KeyError:
            return False


@dataclass(frozen=True)
class _Asked:
    """The question, equal to itself when it is asked again about the same edition before."""

    before: Inquiry

    def __call__(self, after: Inquiry) -> Since:
        compared = Compared(self.before.assumptions, after.assumptions)
        return Since(Worlds(compared, hinges(compared), self.before, after))


def since(story: Story) -> Since | None:
    """What moved since the edition that this one is compared with; None for the first edition."""
    if story.previous is None:
        return None
    return story.now.inquiry.once(_Asked(story.previous.inquiry))
