"""Figures, drawings and prose written into one HTML document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from reportgen import __version__, formats
from reportgen.briefing import (
    appendix,
    claims,
    front,
    prose,
    requirements,
    scenarios,
    valuation,
    watching,
)
from reportgen.briefing.page import Exhibit, Page, Table
from reportgen.briefing.shown import Names
from reportgen.briefing.track_record import track_record
from reportgen.exhibits import EXHIBITS
from reportgen.problems import Position, Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.briefing.prose import Prose
    from reportgen.drawing import Drawings, Later
    from reportgen.model import Story

TEMPLATE = "briefing.html.j2"
#: Where exhibits may stand, in the order of the pages.
CHAPTERS = ("intelligence", "analysis", "requirements", "valuation", "scenarios", "record")
#: The chapter of each exhibit that does not name one itself.
PLACES = {
    "market_caps": "intelligence",
    "required_upside": "analysis",
    "segment_sales": "analysis",
    "rerating_waterfall": "requirements",
    "capex_efficiency": "requirements",
    "backlog": "requirements",
    "custom_chips": "requirements",
}


def fill_prose(story: Story) -> Prose:
    """The edition's prose with its figures; raises ProblemsError with all its faults."""
    assumptions = story.now.assumptions
    previous = story.previous.figures if story.previous else None
    ledger = claims.Ledger(assumptions.briefing_path, assumptions.briefing_text)
    texts = {"quarter": assumptions.edition.quarter}
    names = Names(story.now.figures, previous, ledger.claim, texts)
    filled = prose.fill(assumptions.briefing_text, assumptions.briefing_path, names)
    ledger.faults.extend(_unknown_exhibits(filled, ledger))
    ledger.stop_if_any()
    return filled


def _unknown_exhibits(filled: Prose, ledger: claims.Ledger) -> Iterator[Problem]:
    """A title for a chart that does not exist would go unprinted without a word."""
    known = tuple(module.NAME for module in EXHIBITS)
    for name in filled.exhibits:
        if name not in known:
            line = ledger.text[: ledger.text.index(f"### {name}")].count("\n") + 1
            yield Problem(
                Position(ledger.path, line), "", "no chart of this name", f"'{name}'",
                nearest(name, known), "references",
            )  # fmt: skip


def write(  # noqa: PLR0913 - everything a page is made of
    story: Story,
    text: Prose,
    drawings: Drawings,
    templates: Path,
    revision: str,
    *,
    screen: bool = False,
) -> str:
    """Set the whole briefing as HTML."""
    return render(compose(story, text, drawings, revision), templates, screen=screen)


def render(page: Page, templates: Path, *, screen: bool = False) -> str:
    """Fill the template, for print or for the screen; an unknown name in it is a problem with file and line."""
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    try:
        return environment.get_template(TEMPLATE).render(page=page, screen=screen)
    except (TemplateError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
        problem = Problem(
            _template_position(error, templates), "", f"the template cannot be filled: {error}",
            advice="correct the template", stage="references",
        )  # fmt: skip
        raise ProblemsError([problem]) from error


def _template_position(error: Exception, templates: Path) -> Position:
    """The deepest frame of the error that lies in a template; Jinja rewrites frames to its lines."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return Position(f"templates/{getattr(error, 'name', None) or TEMPLATE}", line)
    trace, found = error.__traceback__, Position(f"templates/{TEMPLATE}")
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.startswith(str(templates)):
            found = Position(f"templates{path[len(str(templates)) :]}", trace.tb_lineno)
        trace = trace.tb_next
    return found


def compose(story: Story, text: Prose, drawings: Drawings, revision: str) -> Page:
    """Put the page together from its parts."""
    assumptions = story.now.assumptions
    company, edition = assumptions.company, assumptions.edition
    marks = appendix.Marks()
    attained_text, attained_share = front.attained(story)
    analysis = text.html("Analysis")
    quotes = [block for block in analysis if block.startswith("<blockquote>")]
    benchmark = company.peers.get(company.benchmark or "")
    return Page(
        language="en", company=company.name, short_name=company.short_name, ticker=company.ticker,
        exchange=company.exchange, benchmark=benchmark.name if benchmark else "",
        edition=_edition_name(edition.quarter),
        previous_edition=_edition_name(story.previous.quarter) if story.previous else "",
        as_of=formats.long_day(edition.as_of.date()), as_of_iso=edition.as_of.isoformat(),
        author=edition.author, reviewer=edition.reviewer or "", draft=edition.status == "draft",
        title=prose.plain(text.title), standfirst=prose.inline(text.standfirst),
        headline=front.headline(story), takeaways=text.items("Key takeaways"),
        key_facts=text.items("Key facts"), glance=front.glance(story),
        price_line=Markup(drawings.price_line),
        attained_text=attained_text, attained_share=attained_share,
        changes=front.changed(story), status_changes=watching.status_changes(story),
        comparison=_comparison(text, company.short_name, benchmark.name if benchmark else ""),
        analysis=tuple(block for block in analysis if block not in quotes),
        pull_quote=Markup(quotes[0]).striptags() if quotes else "",
        watch=text.html("What to watch"), exhibits=_exhibits(text, drawings),
        requirements=requirements.requirements(story), margin_grid=requirements.margin_grid(story),
        tripwires=watching.tripwires(story, _marked(drawings.sparklines)),
        events=watching.events(story), catalysts=watching.catalysts(story),
        groups=appendix.groups(story, marks), footnotes=appendix.footnotes(story),
        sources=marks.lines(), method=text.html("Method"),
        disclosures=tuple(prose.inline(paragraph) for paragraph in company.disclosures),
        colophon=_colophon(revision), revision=revision,
        valuation=valuation.valuation(story), scenarios=scenarios.scenarios(story),
        track_record=track_record(story),
        expected=watching.expected(story),
    )  # fmt: skip


def _edition_name(quarter: str) -> str:
    return f"Q{quarter[-1]} {quarter[:4]}"


def _comparison(text: Prose, subject: str, benchmark: str) -> Table:
    rows = prose.table(text.sections.get("Comparison", ""))
    title = f"Comparison: {benchmark} and {subject}" if benchmark else f"Comparison: {subject}"
    return Table(title, rows[0] if rows else (), rows[1:])


def _exhibits(text: Prose, drawings: Drawings) -> dict[str, Exhibit]:
    """Numbered as they are printed: by chapter, and in a chapter in the order of the registry."""
    chapters = {m.NAME: getattr(m, "CHAPTER", PLACES.get(m.NAME, "")) for m in EXHIBITS}
    ordered = sorted(drawings.exhibits, key=lambda name: CHAPTERS.index(chapters[name]))
    found = {}
    for number, name in enumerate(ordered, start=1):
        drawing = drawings.exhibits[name]
        title, note = text.exhibits.get(name, ("", ""))
        found[name] = Exhibit(
            name=name, number=number, title=prose.inline(title or drawing.title),
            subtitle=drawing.subtitle, source=drawing.source,
            note=prose.inline(note),
            half=_markup(drawing.half), full=_markup(drawing.full),
            missing=drawing.missing, chapter=chapters[name],
        )  # fmt: skip
    return found


def _markup(drawn: str | Later) -> Markup | Later:
    return Markup(drawn) if isinstance(drawn, str) else drawn


def _marked(lines: Mapping[str, str]) -> dict[str, Markup]:
    return {key: Markup(line) for key, line in lines.items()}


def _colophon(digest: str) -> str:
    return (
        f"Set in Source Serif 4 and Inter (SIL Open Font License 1.1). Made by reportgen {__version__} "
        f"from assumption files with the digest {digest}; the same files give the same pages."
    )
