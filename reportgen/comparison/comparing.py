"""The comparison itself: two sides in, every difference that a reader of the briefing would ask for out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.changes import documents
from reportgen.changes.bridge import HEADLINES
from reportgen.changes.compared import Compared
from reportgen.changes.hinges import hinges
from reportgen.changes.since import Since, since
from reportgen.changes.worlds import Worlds
from reportgen.comparison.headlines import Headline
from reportgen.comparison.movements import Movement, movements
from reportgen.comparison.sentences import Rewording, rewordings
from reportgen.comparison.statuses import Flip, flips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.changes.edits import Edit
    from reportgen.comparison.pairing import Match
    from reportgen.comparison.sides import Side
    from reportgen.figures import Figure
    from reportgen.model import Story


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two sides of one edition, or between two editions."""

    match: Match
    before: Side
    after: Side
    edits: tuple[Edit, ...] = ()
    headlines: tuple[Headline, ...] = ()
    movements: tuple[Movement, ...] = ()
    rewordings: tuple[Rewording, ...] = ()
    flips: tuple[Flip, ...] = ()

    @property
    def restatements(self) -> tuple[Edit, ...]:
        """Edits of quarters that both sides had seen."""
        return tuple(edit for edit in self.edits if edit.cause == "restated")

    @property
    def two_sided(self) -> bool:
        """Whether both sides have figures to compare."""
        return self.before.story is not None and self.after.story is not None

    @property
    def moves_print(self) -> bool:
        """Whether any number that is printed is another one."""
        return bool(self.movements) or any(len(set(h.printed)) > 1 for h in self.headlines)

    @property
    def says_nothing(self) -> bool:
        """Whether the files differ in nothing that is a value or a word."""
        return not (self.edits or self.rewordings or self.flips or self.moves_print)


def compare(match: Match, before: Side, after: Side, figures: Sequence[str] = ()) -> Comparison:
    """Compare two sides; what cannot be told because one of them cannot be read is left out.

    `figures` are split beside the headline figures.
    """
    wanted = tuple(dict.fromkeys((*HEADLINES, *figures)))
    if before.story is None or after.story is None:
        alone = tuple(_alone(before, after, wanted))
        return Comparison(match, before, after, tuple(_written(before, after)), alone)
    found = _since(before.story, after.story)
    split = tuple(_split(found, wanted, before, after))
    return Comparison(
        match, before, after, found.worlds.compared.edits, split, movements(before, after),
        rewordings(before.prose, after.prose), flips(before.story, after.story),
    )  # fmt: skip


def _since(before: Story, after: Story) -> Since:
    """What moved between two stories; one that tells of the other as its past has that worked out once."""
    old, new = before.now, after.now
    if after.previous and after.previous.assumptions is old.assumptions and (told := since(after)):
        return told
    compared = Compared(old.assumptions, new.assumptions)
    return Since(Worlds(compared, hinges(compared), old.inquiry, new.inquiry))


def _split(found: Since, wanted: Sequence[str], before: Side, after: Side) -> Iterator[Headline]:
    for name in wanted:
        old, new = _figure(before.story, name), _figure(after.story, name)
        if old is None and new is None:
            continue
        whole = found.bridge(name) if old and new else None
        why = "" if whole else f"the edition has no such figure {'before' if new else 'now'}"
        then = before.formulas.get(name), after.formulas.get(name)
        yield Headline(name, old, new, _currency(after, before), whole, why, then)


def _alone(before: Side, after: Side, wanted: Sequence[str]) -> Iterator[Headline]:
    """Headline figures where only one side has figures, or none."""
    why = before.absent or after.absent or "one side's files cannot be read"
    for name in wanted:
        old, new = _figure(before.story, name), _figure(after.story, name)
        if old or new:
            then = before.formulas.get(name), after.formulas.get(name)
            yield Headline(name, old, new, _currency(after, before), None, why, then)


def _figure(story: Story | None, name: str) -> Figure | None:
    if story is None or name not in story.now.figures:
        return None
    return story.now.figures[name]


def _currency(*sides: Side) -> str:
    stories = (side.story for side in sides if side.story)
    return next((story.now.figures.currency for story in stories), "")


def _written(before: Side, after: Side) -> Iterator[Edit]:
    """The edits of YAML files that can be read on both sides, or that came or went as a whole."""
    old, new = before.documents, after.documents
    for role in (role for role in new if role in old):
        pair = old[role], new[role]
        if pair[0] and pair[1]:
            yield from documents.differences(pair[0], pair[1])
        elif there := pair[0] or pair[1]:
            yield from documents.whole(there, gone=pair[1] is None)
