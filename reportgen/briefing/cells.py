"""Figures as cells and rows of tables, and the reasons below them; nothing is computed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.briefing.pieces import Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.figures import Figure, Figures

#: Where a column does not apply to a line.
NOTHING = Cell("")
#: Joins what is not meaningful to the reason of what it rests on.
THROUGH = " is not meaningful: "


def own(figure: Figure) -> bool:
    """Whether the house states it itself; what merely rests on a judgement carries no mark."""
    return figure.judgement and figure.given is not None


def cell(figure: Figure) -> Cell:
    """A figure as it is printed everywhere."""
    return Cell(figure.printed, own(figure), (figure.name,))


def cells(figures: Figures, *names: str) -> tuple[Cell, ...]:
    """Figures side by side; one that there is none of leaves its place empty."""
    return tuple(cell(figures[name]) if name in figures else NOTHING for name in names)


def joined(figures: Iterable[Figure]) -> Cell:
    """Several figures in one cell, such as a low, a base and a high multiple."""
    found = list(figures)
    names = tuple(figure.name for figure in found)
    return Cell(" / ".join(figure.printed for figure in found), any(map(own, found)), names)


def row(figure: Figure, label: str = "", note: str = "") -> Row:
    """A figure as a line of a small table."""
    return Row(label or figure.label, figure.printed, note, own(figure), (figure.name,))


def rows(figures: Figures, labels: dict[str, str]) -> tuple[Row, ...]:
    """Those of the named figures that have a number or a reason to have none; n/a is left out."""
    found = ((figures[name], label) for name, label in labels.items() if name in figures)
    return tuple(row(figure, label) for figure, label in found if figure.status != "n/a")


def reasons(figures: Figures, labels: dict[str, str]) -> tuple[str, ...]:
    """Why some of the named figures are not simply there: one sentence a reason.

    What is not meaningful because something below it is not has the reason of that.
    """
    noted: dict[str, list[str]] = {}
    for name, label in labels.items():
        if name in figures and figures[name].status != "ok" and figures[name].reason:
            words = figures[name].reason.rpartition(THROUGH)[2].replace("_", " ")
            noted.setdefault(words, []).append(f"{label} {figures[name].printed}")
    return tuple(f"{'; '.join(named)}: {reason}." for reason, named in noted.items())
