"""The shape of corrections.yaml: what was changed in editions after they had been published, and why.

A note is printed by the editions that it corrects, when they are built again, and by the next one. An
edition sees the notes that it prints and no others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field, RootModel

from reportgen.assumptions.fields import Day, Entry, Key, Quarter
from reportgen.assumptions.written import Reads, wrong
from reportgen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.assumptions.reading import Assumptions

FILE = "corrections.yaml"
#: Digits of a digest that a note names: enough to tell inputs apart, few enough to copy.
SHORT = 16
_DIGEST = re.compile(rf"[0-9a-f]{{{SHORT},64}}")


def _digest(value: object) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        advice = f"copy the {SHORT} digits that `reportgen check` tells, in quotes"
        raise wrong("digest", "is no digest of an edition's inputs", advice)
    return value


#: The digest of an edition's inputs as they are after the change.
Inputs = Annotated[str, Reads(_digest, {"type": "string", "pattern": f"^{_DIGEST.pattern}$"})]
#: A sentence or two: what is said here is printed.
Said = Annotated[str, Field(min_length=1, max_length=600)]


class Correction(Entry):
    """A note on what was changed after it had been published."""

    date: Day
    """The day of the change."""
    by: Annotated[str, Field(min_length=1, max_length=80)]
    """Who answers for it."""
    what: Said
    """What was changed, in a sentence: what was printed, and what is right."""
    why: Said
    """Why, in a sentence."""
    covers: Annotated[dict[Quarter, Inputs], Field(min_length=1)]
    """The editions it corrects, each with the digest of its inputs now, as `reportgen check` tells it."""
    printed_in: Quarter | None = None
    """The edition that prints it, or the first after it; the next after those it corrects if left out."""

    def covers_inputs(self, quarter: str, digest: str) -> bool:
        """Whether it explains that an edition's inputs are what they are."""
        return digest.startswith(self.covers.get(quarter, "-"))

    def printed_by(self, quarters: Sequence[str]) -> bool:
        """Whether the last of the editions, oldest first, prints it."""
        last = quarters[-1]
        after = max(self.covers)
        later = (q for q in quarters if (q >= self.printed_in if self.printed_in else q > after))
        return last in self.covers or next(later, "") == last


class Corrections(RootModel):  # type: ignore[type-arg] # in brackets its validator would be built twice
    """corrections.yaml."""

    root: dict[Key, Correction]
    model_config = ConfigDict(frozen=True, defer_build=True)

    def printed_by(self, quarters: Sequence[str]) -> dict[str, Correction]:
        """The notes that the last of the editions prints, oldest first."""
        told = {key: note for key, note in self.root.items() if note.printed_by(quarters)}
        return dict(sorted(told.items(), key=lambda entry: (entry[1].date, entry[0])))


def corrected_editions_exist(assumptions: Assumptions) -> Iterator[Problem]:
    """A note is about editions that there are."""
    files = assumptions.company_files
    document, known = files.corrections_document, files.quarters()
    for key, note in files.corrections.root.items():
        for quarter in note.covers:
            if document and quarter not in known:
                position = document.key_position((key, "covers", quarter))
                what, advice = "is no edition of this company", f"there is: {', '.join(known)}"
                name = f"{key}.covers"
                yield Problem(position, name, what, f"'{quarter}'", advice, "references")


def corrections_are_printed_later(assumptions: Assumptions) -> Iterator[Problem]:
    """A note is printed by an edition after those that it corrects."""
    files = assumptions.company_files
    document = files.corrections_document
    for key, note in files.corrections.root.items():
        if document and note.printed_in and note.printed_in <= max(note.covers):
            yield Problem(
                document.position((key, "printed_in")), f"{key}.printed_in",
                "is not after the editions that the note corrects", f"'{note.printed_in}'",
                "leave it out, or name a later one; those it corrects print it as well",
                "references",
            )  # fmt: skip
