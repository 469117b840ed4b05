"""Printed figures that moved: another text, whatever digits stand behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.briefing.composition import figures_printed
from reportgen.comparison.headlines import NONE
from reportgen.formulas.change import change

if TYPE_CHECKING:
    from reportgen.briefing.composition import Document
    from reportgen.comparison.sides import Side
    from reportgen.figures import Figure
    from reportgen.model import Story

DOCUMENTS: tuple[Document, ...] = ("briefing", "workings")
#: What is said of the edition before, which is told where that one is compared.
_OF_CHANGE = ("previous.", "change.")


@dataclass(frozen=True, slots=True)
class Movement:
    """One figure that prints otherwise; `change` in the unit in which its changes are read."""

    name: str
    label: str
    document: Document
    before: str
    after: str
    change: str
    core: bool


def movements(before: Side, after: Side) -> tuple[Movement, ...]:
    """Every printed figure whose text differs, core figures first, those of the briefing before others.

    What the older side prints only because it had moved before then is no movement of now.
    """
    found: dict[str, Movement] = {}
    for document in DOCUMENTS:
        for name in sorted(_printed(before, document, bridged=False) | _printed(after, document)):
            if name not in found and not name.startswith(_OF_CHANGE):
                moved = _moved(name, document, before.story, after.story)
                found |= {name: moved} if moved else {}
    return tuple(sorted(found.values(), key=lambda m: (DOCUMENTS.index(m.document), not m.core)))


def _printed(side: Side, document: Document, *, bridged: bool = True) -> frozenset[str]:
    if side.story is None or side.prose is None:
        return frozenset()
    return figures_printed(side.story, side.prose, document, bridged=bridged)


def _moved(
    name: str, document: Document, before: Story | None, after: Story | None
) -> Movement | None:
    old, new = _figure(before, name), _figure(after, name)
    told = new or old
    if told is None or (old and new and old.printed == new.printed):
        return None
    currency = after.now.figures.currency if after else ""
    return Movement(
        name, told.label, document,
        old.printed if old else NONE, new.printed if new else NONE,
        _changed(old, new, currency) if told.unit != "date" else "",
        bool(told.formula and told.formula.core),
    )  # fmt: skip


def _changed(old: Figure | None, new: Figure | None, currency: str) -> str:
    """The change in its unit; '' where there is none to state."""
    moved = change(old, new, currency) if old and new else None
    return moved.printed if moved and moved.value is not None else ""


def _figure(story: Story | None, name: str) -> Figure | None:
    if story is None or name not in story.now.figures:
        return None
    return story.now.figures[name]
