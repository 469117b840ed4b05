"""What the templates see: a briefing as finished words and drawings, nothing left to compute.

Every number in it is text that came from a figure through the one formatter; `html` values are safe
markup made by us, plain `str` values are escaped by the template.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    half: Html
    full: Html
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A comparison as the analyst wrote it: heads and cells are markup."""

    title: str
    heads: tuple[Html, ...]
    rows: tuple[tuple[Html, ...], ...]


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
