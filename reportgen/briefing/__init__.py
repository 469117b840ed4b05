"""Figures, drawings and prose written into one HTML document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from markupsafe import Markup

from reportgen import exhibits
from reportgen.briefing import claims, prose
from reportgen.briefing.compiled import COMPILED
from reportgen.briefing.printed import spaced_inside
from reportgen.briefing.shown import Names, as_typed
from reportgen.briefing.template_faults import position_of
from reportgen.model import printed_names
from reportgen.problems import Position, Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reportgen.briefing.composition import Document as Document
    from reportgen.briefing.evidence import Evidence
    from reportgen.briefing.page import Page
    from reportgen.briefing.prose import Prose
    from reportgen.drawing import Drawings
    from reportgen.model import Story
    from reportgen.theme import Theme

TEMPLATES: dict[Document, str] = {"briefing": "briefing.html.j2", "workings": "workings.html.j2"}


def fill_prose(story: Story, *, linted: bool = True) -> Prose:
    """The edition's prose with its figures; raises ProblemsError with all its faults.

    Without `linted` figures that are typed are none.
    """
    assumptions = story.now.assumptions
    tolerance = float(assumptions.policy.claim_tolerance)
    ledger = claims.Ledger(assumptions.briefing_path, assumptions.briefing_text, tolerance)
    names = names_of(story, ledger.claim)
    filled = prose.fill(assumptions.briefing_text, assumptions.briefing_path, names, linted=linted)
    ledger.faults.extend(_unknown_exhibits(filled, ledger))
    if ledger.faults:
        raise ProblemsError([*ledger.faults, *filled.warnings])
    return filled


def names_of(story: Story, claim: Callable[..., str]) -> Names:
    """Everything a sentence of the edition's prose may name, and what it may call the parties."""
    assumptions = story.now.assumptions
    peers = assumptions.company.peers
    parties = {
        **printed_names(assumptions),
        **{key: peer.name for key, peer in peers.items()},
        **{f"{key}.segment": peer.segment for key, peer in peers.items()},
    }
    previous = story.previous.figures if story.previous else None
    texts = {"quarter": assumptions.edition.quarter}
    return Names(story.now.figures, previous, claim, texts, parties)


def _unknown_exhibits(filled: Prose, ledger: claims.Ledger) -> Iterator[Problem]:
    """A title for a chart that does not exist would go unprinted without a word."""
    for name in filled.exhibits:
        if name not in exhibits.NAMES:
            line = ledger.text[: ledger.text.index(f"### {name}")].count("\n") + 1
            yield Problem(
                Position(ledger.path, line), "", "no chart of this name", f"'{name}'",
                nearest(name, exhibits.NAMES), "references",
            )  # fmt: skip


def compose(
    story: Story,
    text: Prose,
    drawings: Drawings,
    evidence: Evidence | None = None,
    *,
    document: Document = "briefing",
) -> Page:
    """Put a document together from its parts; ProblemsError where numbers on it cannot all be true."""
    from reportgen.briefing import composition
    from reportgen.briefing.evidence import NO_EVIDENCE

    return composition.compose(story, text, drawings, evidence or NO_EVIDENCE, document=document)


def render(
    page: Page,
    templates: Path,
    theme: Theme,
    *,
    document: Document = "briefing",
    screen: bool = False,
) -> str:
    """Fill a document's template, for print or the screen."""
    from reportgen.theme import sheet

    style = Markup(sheet.for_print(theme))
    html = fill(TEMPLATES[document], templates, page=page, theme=theme, style=style, screen=screen)
    return html if screen else spaced_inside(html)


def fill(template: str, templates: Path, **values: object) -> str:
    """Fill a template of the folder; an unknown name in it is a problem with file and line."""
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, bytecode_cache=COMPILED,
    )  # fmt: skip
    environment.globals["typed"] = as_typed
    try:
        return environment.get_template(template).render(values)
    except (TemplateError, AttributeError, TypeError, ValueError, ArithmeticError) as error:
        problem = Problem(
            position_of(error, (templates,), template), "", f"the template cannot be filled: {error}",
            advice="correct the template", stage="references",
        )  # fmt: skip
        raise ProblemsError([problem]) from error
