"""A comparison as it is told: with who made each edit, and every number in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.changes import wording
from reportgen.changes.edits import CAUSES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.changes.bridge import Contribution
    from reportgen.changes.edits import Cause, Edit
    from reportgen.comparison.comparing import Comparison
    from reportgen.comparison.headlines import Headline
    from reportgen.repository.authorship import Authorship

#: What other formulas did is told beside what was edited.
MODEL = "Model change"
MODEL_IN_WORDS = "the same files with other formulas"
NOTHING_MOVES = "No printed figure moves."
ARROW = "\N{RIGHTWARDS ARROW}"


@dataclass(frozen=True, slots=True)
class Told:
    """A comparison, and the authors of its edits by `file:line`."""

    comparison: Comparison
    authors: Mapping[str, Authorship] = field(default_factory=dict)

    def author(self, edit: Edit) -> Authorship | None:
        """Who made an edit; None where nobody can be asked, as of what only another edition has."""
        place = edit.position
        return self.authors.get(f"{place.path}:{place.line}") if place else None

    @property
    def unsigned(self) -> str:
        """Why no author at all can be told; '' where at least one can."""
        reasons = {author.reason for author in self.authors.values()}
        unknown = all(author.state == "unknown" for author in self.authors.values())
        return "; ".join(sorted(reasons)) if reasons and unknown else ""


@dataclass(frozen=True, slots=True)
class Report:
    """All that was compared, and what differs beside the editions' files.

    `templates` are paths of templates that differ, `renamed` folders that are called otherwise now.
    """

    every: tuple[Told, ...] = ()
    templates: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.every or self.templates or self.renamed)


def amount(headline: Headline, value: float, *, signed: bool = True) -> str:
    """A part of a figure's change, in the unit in which it is read."""
    return wording.amount(value, headline.told.unit, headline.currency, signed=signed)


def titled(comparison: Comparison) -> str:
    """What is compared with what: two editions of one state, or one edition in two."""
    before, after = comparison.before.words, comparison.after.words
    match = comparison.match
    new = ", which is new" if match.new else ""
    if match.before == match.after:
        return f"{match.after}: {before} {ARROW} {after}"
    if before == after:
        return f"{match.before} {ARROW} {match.after}{new}"
    return f"{match.before} ({before}) {ARROW} {match.after} ({after}){new}"


def by_cause(headline: Headline) -> dict[Cause, list[Contribution]]:
    """The parts of a change under what caused them, in the house's order; a group goes with its first."""
    found: dict[Cause, list[Contribution]] = {cause: [] for cause in CAUSES}
    for part in headline.contributions:
        found[part.edits[0].cause].append(part)
    return {cause: parts for cause, parts in found.items() if parts}


def named(part: Contribution) -> str:
    """The edits of a part: what cannot be parted is named together."""
    return " + ".join(edit.key for edit in part.edits)


def written(edit: Edit) -> str:
    """What stood there and what stands there now."""
    if edit.before is None:
        return f"new: {shortened(edit.after or '')}"
    if edit.after is None:
        return f"gone: {shortened(edit.before)}"
    return f"{shortened(edit.before)} {ARROW} {shortened(edit.after)}"


def shortened(text: str, longest: int = 60) -> str:
    """A text on one line, cut where it is too long to be read in passing, without what no page shows."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return (
        line if len(line) <= longest else f"{line[: longest - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    )


def counted(number: int, what: str) -> str:
    """`1 edit`, `2 edits`."""
    return f"{formats.number(number, 0)} {what}{'s' * (number != 1)}"


def quiet(comparison: Comparison) -> Iterator[Edit]:
    """Edits that no headline figure hangs on: numbers before words."""
    moving = {e for each in comparison.headlines for part in each.contributions for e in part.edits}
    still = [edit for edit in comparison.edits if edit not in moving]
    yield from (edit for edit in still if edit.cause != "words")
    yield from (edit for edit in still if edit.cause == "words")


def note_of(comparison: Comparison, edit: Edit) -> str:
    """The note that stands beside an edited value, which is the house's reason for it; '' where none does."""
    sides = (comparison.before,) if edit.new is None else (comparison.after,)
    documents = [document for side in sides for document in side.documents.values() if document]
    place = edit.position
    value: object = next((d.value for d in documents if place and d.shown == place.path), None)
    note = ""
    for part in edit.path:
        value = value.get(part) if isinstance(value, dict) else _entry(value, part)
        if isinstance(value, dict):
            note = str(value.get("note") or "")
    return note if edit.path[-1] != "note" else ""


def _entry(value: object, part: str | int) -> object:
    there = isinstance(value, list) and isinstance(part, int) and part < len(value)
    return value[part] if there else None  # type: ignore[index]
