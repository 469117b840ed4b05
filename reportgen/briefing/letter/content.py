"""A letter from the page that the PDF prints: nothing is computed and nothing rounded again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.briefing import appendix
from reportgen.briefing.letter import Indicator, Letter
from reportgen.briefing.letter.markup import HOUSE, for_mail
from reportgen.briefing.printed import figures_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.briefing.page import Page
    from reportgen.briefing.pieces import Happening
    from reportgen.model import Story

SIGNS = {"circle": "●", "square": "■", "diamond": "◆", "ring": "○"}


def letter_of(story: Story, page: Page) -> Letter:
    """The letter of an edition from its composed briefing, which needs no drawings for this."""
    words = (page.standfirst, *page.takeaways, *page.key_facts, *page.disclosures)
    printed = figures_of((page.headline, words, page.changes, page.tripwires))
    return Letter(
        language=page.language, company=page.company, short_name=page.short_name,
        ticker=page.ticker, exchange=page.exchange, edition=page.edition,
        previous_edition=page.previous_edition, as_of=page.as_of, author=page.author,
        draft=page.draft, title=page.title, standfirst=for_mail(page.standfirst),
        headline=page.headline, takeaways=tuple(map(for_mail, page.takeaways)),
        key_facts=tuple(map(for_mail, page.key_facts)), changes=page.changes,
        status_changes=page.status_changes, indicators=tuple(_indicators(page)),
        next_date=_next_date(page), corrections=page.corrections,
        footnotes=appendix.footnotes(story, tuple(printed)),
        disclosures=tuple(map(for_mail, page.disclosures)),
        judged=any(row.judgement for row in page.headline) or any(HOUSE in each for each in words),
    )  # fmt: skip


def _indicators(page: Page) -> Iterator[Indicator]:
    """Tripwires with their values, then the events, which have none."""
    for wire in page.tripwires:
        yield Indicator(wire.label, wire.value, wire.status, SIGNS[wire.shape])
    for event in page.events:
        yield Indicator(event.name, "", event.status, SIGNS[event.shape])


def _next_date(page: Page) -> Happening | None:
    """The first date to watch, as the page orders them; an undated one does not help."""
    return next((date for date in page.catalysts if date.when[:1].isdigit()), None)
