"""What the templates see: a briefing as finished words and drawings, nothing left to compute.

Every number in it is text that came from a figure through the one formatter; `html` values are safe
markup made by us, plain `str` values are escaped by the template.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.briefing.limits import SetAside
    from reportgen.briefing.pieces import (
        Change,
        Expected,
        Happening,
        HeatMap,
        Html,
        Panel,
        Row,
        Sheet,
        Table,
        Watched,
    )
    from reportgen.briefing.track_record import TrackRecordPage
    from reportgen.drawing import Later


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
class Value:
    """A printed value in a row of the appendix; `anchor` is what its numbers in the text lead to.

    `whose` names the scenario where a row holds one value for each.
    """

    anchor: str
    printed: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A row of the appendix: a figure that is printed, how it came about, and from which sources.

    `sources` are the marks of its sources, `place` the mark and the line of the file that states it.
    """

    label: str
    values: tuple[Value, ...]
    as_of: str
    how: str
    sources: tuple[str, ...]
    kind: str  # Fact | Figure | House
    place: tuple[str, str] = ("", "")


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
    """A titled group of rows of the appendix."""

    title: str
    lines: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that the edition saw, numbered F1, F2 …, and the last commit that touched what it saw of it."""

    mark: str
    path: str
    revision: str
    day: str
    rows: str


@dataclass(frozen=True, slots=True)
class Appendix:
    """Figures and sources: what is computed, what a source states, what the house judges, by row."""

    groups: tuple[Group, ...] = ()
    facts: tuple[Reference, ...] = ()
    judgements: tuple[Reference, ...] = ()
    footnotes: tuple[str, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    files: tuple[FileRow, ...] = ()

    @property
    def present(self) -> bool:
        """Whether there is anything to print."""
        return any((self.groups, self.facts, self.judgements, self.footnotes, self.sources))


@dataclass(frozen=True, slots=True)
class Odds:
    """The briefing's chapter on value and odds: the scenarios, and how likely the target is."""

    cases: Sheet | None = None
    likely: Panel | None = None

    @property
    def present(self) -> bool:
        """Whether there is anything to print."""
        return any((self.cases, self.likely))


@dataclass(frozen=True, slots=True)
class Moved:
    """The front page's bridge at the width of its column and for a narrow window; is its scale `cut`?"""

    drawing: Html
    narrow: Html
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One document, ready for its template; what it does not print is empty."""

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
    colophon: str
    revision: str
    disclosures: tuple[Html, ...] = ()
    corrections: tuple[str, ...] = ()
    """What was corrected in editions that had been published, a sentence or two each."""
    method: tuple[Html, ...] = ()
    headline: tuple[Row, ...] = ()
    takeaways: tuple[Html, ...] = ()
    key_facts: tuple[Html, ...] = ()
    glance: tuple[Row, ...] = ()
    price_line: Html = ""
    attained_text: str = ""
    attained_share: str = ""
    changes: tuple[Change, ...] = ()
    status_changes: tuple[str, ...] = ()
    moved: Moved | None = None
    comparison: Table | None = None
    analysis: tuple[Html, ...] = ()
    pull_quote: Html = ""
    watch: tuple[Html, ...] = ()
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    requirements: tuple[Row, ...] = ()
    margin_grid: Table | None = None
    odds: Odds = Odds()
    tripwires: tuple[Watched, ...] = ()
    events: tuple[Happening, ...] = ()
    catalysts: tuple[Happening, ...] = ()
    expected: tuple[Expected, ...] = ()
    valuation: Valuation = Valuation()
    scenarios: Scenarios = Scenarios()
    bridges: tuple[Sheet, ...] = ()
    """What moved each headline figure, edit by edit."""
    track_record: TrackRecordPage | None = None
    record: tuple[str, ...] = ()
    """The track record in a few sentences, where it does not stand in full."""
    limits: tuple[SetAside, ...] = ()
    """Limits of the house that the edition sets aside."""
    appendix: Appendix = Appendix()

    def exhibits_in(self, chapter: str) -> list[Exhibit]:
        """The exhibits of a chapter, in the order of print."""
        return [each for each in self.exhibits.values() if each.chapter == chapter]
