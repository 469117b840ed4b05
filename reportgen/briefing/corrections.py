"""What was corrected in editions that had been published, as readers are told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats

if TYPE_CHECKING:
    from reportgen.assumptions.corrections import Correction
    from reportgen.model import Story


def corrections(story: Story) -> tuple[str, ...]:
    """The notes that this edition prints, oldest first: on its own files, and on those before it."""
    notes = story.now.assumptions.company_files.corrections
    quarters = [told.assumptions.name.quarter for told in story.all]
    return tuple(_told(note) for note in notes.printed_by(quarters).values())


def _told(note: Correction) -> str:
    day, editions = formats.long_day(note.date), _listed(sorted(note.covers))
    briefings = "the briefing of" if len(note.covers) == 1 else "the briefings of"
    return f"{day}, in {briefings} {editions}: {_sentence(note.what)} {_sentence(note.why)} ({note.by})"


def _listed(quarters: list[str]) -> str:
    words = [formats.quarter(quarter) for quarter in quarters]
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _sentence(text: str) -> str:
    said = " ".join(text.split())
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."
