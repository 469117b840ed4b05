"""What the templates see: a briefing as finished words and drawings, nothing left to compute.

Every number in it is text that came from a figure through the one formatter; `html` values are safe
markup made by us, plain `str` values are escaped by the template.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.briefing.track_record import TrackRecordPage
    from reportgen.drawing import Later

Html = str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a small table: what it is, its value, and a mark where the value is the house's own."""

    label: str
    value: str
    note: str = ""
    judgement: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One line of 'what changed': the previous value, this one and the difference."""

    label: str
    before: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A chart with its words. `half` and `full` are SVG; an exhibit that cannot be drawn has `missing`."""

    name: str
    number: int
    title: Html
    subtitle: str
    source: str
    note: Html
    half: Html | Later
    full: Html | Later
    missing: str = ""
    chapter: str = "requirements"


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison as the analyst wrote it: heads and cells are markup."""

    title: str
    heads: tuple[Html, ...]
    rows: tuple[tuple[Html, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed value; one that the house states itself is marked. Without words, nothing applies."""

    value: str
    judgement: bool = False


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


@dataclass(frozen=True, slots=True)
class Valuation:
    """The chapter on value; what a company's files say nothing of is None."""

    parts: Sheet | None = None
    beliefs: Sheet | None = None
    peers: Sheet | None = None
    multiples: Panel | None = None

    @property
    def present(self) -> bool:
        """Whether there is anything to print."""
        return any((self.parts, self.beliefs, self.peers, self.multiples))


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The chapter on scenarios and odds; `odds` are never one table, for they are different things."""

    sheet: Sheet | None = None
    stories: tuple[Row, ...] = ()
    weighted: Panel | None = None
    grid: HeatMap | None = None
    odds: tuple[Panel, ...] = ()
    contributions: Sheet | None = None

    @property
    def present(self) -> bool:
        """Whether there is anything to print."""
        return any((self.sheet, self.weighted, self.grid, self.odds))


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


@dataclass(frozen=True, slots=True)
class Reference:
    """One line of the appendix: a figure or fact with value, day, formula or source."""

    label: str
    value: str
    as_of: str
    how: str
    sources: str
    kind: str  # Fact | Figure | House


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of the appendix, numbered S1, S2 and so on."""

    mark: str
    title: str
    publisher: str
    date: str
    address: str
    place: str
    tier: str
    note: str


@dataclass(frozen=True, slots=True)
class Group:
    """A titled group of appendix lines, short enough for one table."""

    title: str
    lines: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One briefing, ready for the template."""

    language: str
    company: str
    short_name: str
    ticker: str
    exchange: str
    benchmark: str
    edition: str
    previous_edition: str
    as_of: str
    as_of_iso: str
    author: str
    reviewer: str
    draft: bool
    title: str
    standfirst: Html
    headline: tuple[Row, ...]
    takeaways: tuple[Html, ...]
    key_facts: tuple[Html, ...]
    glance: tuple[Row, ...]
    price_line: Html
    attained_text: str
    attained_share: str
    changes: tuple[Change, ...]
    status_changes: tuple[str, ...]
    comparison: Table
    analysis: tuple[Html, ...]
    pull_quote: Html
    watch: tuple[Html, ...]
    exhibits: dict[str, Exhibit]
    requirements: tuple[Row, ...]
    margin_grid: Table | None
    tripwires: tuple[Watched, ...]
    events: tuple[Happening, ...]
    catalysts: tuple[Happening, ...]
    groups: tuple[Group, ...]
    footnotes: tuple[str, ...]
    sources: tuple[SourceLine, ...]
    method: tuple[Html, ...]
    disclosures: tuple[Html, ...]
    colophon: str
    revision: str
    valuation: Valuation = Valuation()
    scenarios: Scenarios = Scenarios()
    track_record: TrackRecordPage | None = None
    expected: tuple[Expected, ...] = ()
