"""A story set as pages: the briefing, which an investor reads, and the workings, which hold all the rest.

Both are of one shape. Each prints its own part of the model, numbers its own figures and ends in an
appendix with a row for every figure that it prints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

from reportgen import __version__, formats
from reportgen.briefing import (
    appendix,
    bridges,
    corrections,
    front,
    odds,
    prose,
    read_back,
    requirements,
    scenarios,
    valuation,
    watching,
)
from reportgen.briefing.evidence import NO_EVIDENCE
from reportgen.briefing.limits import set_aside
from reportgen.briefing.page import Exhibit, Page
from reportgen.briefing.pieces import Table
from reportgen.briefing.printed import figures_of
from reportgen.briefing.track_record import in_brief, track_record
from reportgen.drawing import Drawings
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.briefing.evidence import Evidence
    from reportgen.briefing.prose import Prose
    from reportgen.drawing import Later
    from reportgen.model import Story

Document = Literal["briefing", "workings"]
#: The chapters of each document that hold exhibits, in the order of print, and what stands in them.
CHAPTERS: dict[Document, dict[str, tuple[str, ...]]] = {
    "briefing": {
        "intelligence": ("market_caps",),
        "analysis": ("required_upside", "segment_sales", "custom_chips"),
        "requirements": ("rerating_waterfall",),
        "odds": ("football_field",),
    },
    "workings": {
        "driver": ("cloud_growth", "capex_efficiency", "backlog"),
        "valuation": ("parts_waterfall", "price_implied", "iso_cap_map"),
        "scenarios": ("scenario_fan", "tornado", "simulation_histogram"),
        "changes": ("bridge",),
        "record": ("track_record",),
    },
}

#: For those who only ask what a document says.
NOTHING_DRAWN = Drawings()


def compose(
    story: Story,
    text: Prose,
    drawings: Drawings,
    evidence: Evidence = NO_EVIDENCE,
    *,
    document: Document = "briefing",
) -> Page:
    """Put a document together from its parts; ProblemsError where numbers on it cannot all be true."""
    body = {"briefing": _briefing, "workings": _workings}[document](story, text, drawings)
    body["exhibits"] = exhibits(document, text, drawings)
    identity = _identity(story, text, evidence.revision)
    printed = tuple(figures_of((identity, body)))
    body["appendix"] = appendix.appendix(story, printed, evidence, whole=document == "workings")
    page = Page(**identity, **body)
    disagreeing = read_back.disagreements(story, page)
    if disagreeing:
        raise ProblemsError(disagreeing)
    return page


def figures_printed(
    story: Story, text: Prose, document: Document, *, bridged: bool = True
) -> frozenset[str]:
    """The figures whose numbers stand in a document's words and tables; nothing is drawn to find them.

    Without `bridged` those are left out that only stand in a table of what moved since the edition before.
    """
    body = (
        _briefing(story, text, NOTHING_DRAWN)
        if document == "briefing"
        else _workings(story, text, NOTHING_DRAWN, bridged=bridged)
    )
    written = text if document == "briefing" else None
    titles = [prose.inline(title) for title, _ in written.exhibits.values()] if written else []
    return frozenset(figures_of((_identity(story, text, ""), body, titles)))


def _identity(story: Story, text: Prose, revision: str) -> dict[str, Any]:
    """What says which document this is."""
    assumptions = story.now.assumptions
    company, edition = assumptions.company, assumptions.edition
    benchmark = company.peers.get(company.benchmark or "")
    return {
        "language": "en", "company": company.name, "short_name": company.short_name,
        "ticker": company.ticker, "exchange": company.exchange,
        "benchmark": benchmark.name if benchmark else "",
        "edition": formats.quarter(edition.quarter),
        "previous_edition": formats.quarter(story.previous.quarter) if story.previous else "",
        "as_of": formats.long_day(edition.as_of.date()), "as_of_iso": edition.as_of.isoformat(),
        "author": edition.author, "reviewer": edition.reviewer or "",
        "draft": edition.status == "draft",
        "title": prose.plain(text.title), "standfirst": prose.inline(text.standfirst),
        "disclosures": tuple(prose.inline(paragraph) for paragraph in company.disclosures),
        "corrections": corrections.corrections(story),
        "colophon": _colophon(revision), "revision": revision,
    }  # fmt: skip


def _briefing(story: Story, text: Prose, drawings: Drawings) -> dict[str, Any]:
    """What an investor reads."""
    analysis = text.html("Analysis")
    quotes = [block for block in analysis if block.startswith("<blockquote>")]
    attained_text, attained_share = front.attained(story)
    return {
        "headline": front.headline(story), "takeaways": text.items("Key takeaways"),
        "key_facts": text.items("Key facts"), "glance": front.glance(story),
        "price_line": Markup(drawings.price_line),
        "attained_text": attained_text, "attained_share": attained_share,
        "changes": front.changed(story), "status_changes": watching.status_changes(story),
        "moved": bridges.moved(story, drawings),
        "comparison": _comparison(text, story),
        "analysis": tuple(block for block in analysis if block not in quotes),
        "pull_quote": Markup(quotes[0]).striptags() if quotes else "",
        "requirements": requirements.requirements(story), "odds": odds.odds(story),
        "watch": text.html("What to watch"),
        "tripwires": watching.tripwires(story, _marked(drawings.sparklines)),
        "events": watching.events(story), "catalysts": watching.catalysts(story),
        "record": in_brief(story), "method": text.html("Method"),
    }  # fmt: skip


def _workings(
    story: Story, text: Prose, drawings: Drawings, *, bridged: bool = True
) -> dict[str, Any]:
    """All that the model says beside it, for who wants to check or to argue."""
    del text
    return {
        "tripwires": watching.tripwires(story, _marked(drawings.sparklines)),
        "margin_grid": requirements.margin_grid(story),
        "valuation": valuation.valuation(story),
        "scenarios": scenarios.scenarios(story),
        "expected": watching.expected(story),
        "bridges": bridges.bridges(story) if bridged else (),
        "track_record": track_record(story),
        "limits": set_aside(story),
    }


def _comparison(text: Prose, story: Story) -> Table | None:
    company = story.now.assumptions.company
    rows = prose.table(text.sections.get("Comparison", ""))
    benchmark = company.peers.get(company.benchmark or "")
    compared = f"{benchmark.name} and {company.short_name}" if benchmark else company.short_name
    return Table(f"Comparison: {compared}", rows[0], rows[1:]) if rows else None


def exhibits(document: Document, text: Prose, drawings: Drawings) -> dict[str, Exhibit]:
    """The exhibits of a document, numbered as they are printed: those that could not be drawn come last."""
    drawn = drawings.exhibits
    placed = {name: chapter for chapter, names in CHAPTERS[document].items() for name in names}
    ordered = [
        name
        for names in CHAPTERS[document].values()
        for name in sorted((n for n in names if n in drawn), key=lambda n: bool(drawn[n].missing))
    ]
    return {
        name: _exhibit(name, number, placed[name], text, drawings)
        for number, name in enumerate(ordered, start=1)
    }


def _exhibit(name: str, number: int, chapter: str, text: Prose, drawings: Drawings) -> Exhibit:
    drawing = drawings.exhibits[name]
    title, note = text.exhibits.get(name, ("", ""))
    return Exhibit(
        name=name, number=number, title=prose.inline(title or drawing.title),
        subtitle=drawing.subtitle, source=drawing.source, note=prose.inline(note),
        half=_markup(drawing.half), full=_markup(drawing.full),
        missing=drawing.missing, chapter=chapter,
    )  # fmt: skip


def _markup(drawn: str | Later) -> Markup | Later:
    return Markup(drawn) if isinstance(drawn, str) else drawn


def _marked(lines: Mapping[str, str]) -> dict[str, Markup]:
    return {key: Markup(line) for key, line in lines.items()}


def _colophon(revision: str) -> str:
    return (
        f"Made by reportgen {__version__} from assumption files at revision {revision}; the same files "
        "give the same pages."
    )
