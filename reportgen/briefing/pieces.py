"""The pieces that pages are put together from: tables and their cells, as finished words.

Each names the figures that it prints (`figures`), so that every one of them gets a row in the appendix.
"""

from __future__ import annotations

from dataclasses import dataclass

Html = str
"""Safe markup made by us; plain `str` is escaped by the template."""
Names = tuple[str, ...]
"""Names of figures."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a small table: what it is, its value, and a mark where the value is the house's own."""

    label: str
    value: str
    note: str = ""
    judgement: bool = False
    figures: Names = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One line of 'what changed': the previous value, this one and the difference."""

    label: str
    before: str
    now: str
    change: str
    figures: Names = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison as the analyst wrote it: heads and cells are markup."""

    title: str
    heads: tuple[Html, ...]
    rows: tuple[tuple[Html, ...], ...]
    figures: Names = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed value; one that the house states itself is marked. Without words, nothing applies."""

    value: str
    judgement: bool = False
    figures: Names = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet, a cell for each head after the first; `kind` is "" or "total"."""

    label: str
    cells: tuple[Cell, ...]
    note: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of figures; `tinted` is the place of the head whose column stands out, from 0."""

    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    measure: str = ""
    tinted: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """A small table of two columns; `lead` says in a sentence what its numbers are and are not."""

    title: str
    rows: tuple[Row, ...]
    lead: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One crossing of the two-way grid: does it reach the target, is it the edition's own?"""

    value: str
    reached: bool = False
    base: bool = False


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The two-way grid; one that cannot be computed has `missing` and nothing else but its title."""

    title: str
    measure: str = ""
    corner: str = ""
    heads: tuple[str, ...] = ()
    lines: tuple[tuple[str, tuple[HeatCell, ...]], ...] = ()
    missing: str = ""
    figures: Names = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """One tripwire: value, trend, lines and status; `shape` is circle, square, diamond or ring."""

    label: str
    why: str
    value: str
    previous: str
    trend: str
    sparkline: Html
    green: str
    red: str
    distance: str
    status: str
    shape: str
    since: str
    next_event: str
    action: str
    to_green: str = ""
    figures: Names = ()


@dataclass(frozen=True, slots=True)
class Expected:
    """A forecast that a later edition will decide: what is expected, by when, and how likely."""

    statement: str
    test: str
    by: str
    probability: str


@dataclass(frozen=True, slots=True)
class Happening:
    """A watched event or a date to watch."""

    when: str
    name: str
    what: str
    status: str = ""
    shape: str = ""
    confidence: str = ""
