"""What a composed page says: each figure's name with the text that stands for it, read from the page.

Only what names one figure beside one text can be read back: links in prose, cells, rows, changes, watched
figures and the rows of the appendix.
"""

from __future__ import annotations

import html
import re
from contextlib import suppress
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

from reportgen import identities
from reportgen.briefing.page import Value
from reportgen.briefing.pieces import Cell, Change, Row, Watched
from reportgen.exhibits import bridge, parts_waterfall, rerating_waterfall
from reportgen.exhibits.words import DoesNotApplyError, MissingError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from reportgen.briefing.page import Page
    from reportgen.charts.style.values import Label
    from reportgen.model import Story
    from reportgen.problems import Problem

Bars: TypeAlias = "tuple[list[tuple[str, str]], tuple[str, str]]"
Waterfall: TypeAlias = "tuple[str, list[tuple[str, str]], tuple[str, str]]"
LINK = re.compile(r'href="#f-([^"]+)">([^<]*)<')


class Bar(Protocol):
    """A bar of a waterfall, whichever chart it is of."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    @property
    def amount(self) -> Label:
        """How long it is, and how that is printed."""
        ...


def disagreements(story: Story, page: Page) -> list[Problem]:
    """What the page prints and what cannot all be true: of one figure, of several, and in its waterfalls."""
    found = dict.fromkeys(said(page))
    texts = {name: text for name, text, linked in found if not linked}
    problems = [
        *(identities.otherwise(story, name, text) for name, text, _ in found),
        *identities.problems(story, texts),
        *(identities.not_footing(story, bars, end)
          for _, bars, end in waterfalls(story, page.exhibits)),
    ]  # fmt: skip
    return list(dict.fromkeys(problem for problem in problems if problem is not None))


def said(part: object) -> Iterator[tuple[str, str, bool]]:
    """Each figure named beside its text, and whether that is a link in prose, in the order of print."""
    if isinstance(part, str):
        yield from ((name, html.unescape(text), True) for name, text in LINK.findall(part))
    elif isinstance(part, Change):
        now, before, change = part.figures
        yield from (
            (now, part.now, False),
            (before, part.before, False),
            (change, part.change, False),
        )
    elif isinstance(part, Value):
        yield part.anchor, part.printed, False
    elif isinstance(part, (Cell, Row, Watched)) and len(part.figures) == 1:
        yield part.figures[0], part.value, False
    elif isinstance(part, dict):
        yield from said(tuple(part.values()))
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from said(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from said(getattr(part, field.name))


def waterfalls(story: Story, names: Container[str]) -> Iterator[Waterfall]:
    """The charts of these names whose bars add up: each bar with its text, and the bar they come to."""
    for name, bars in WATERFALLS.items():
        if name in names:
            with suppress(MissingError, DoesNotApplyError):
                yield name, *bars(story)


def _way(story: Story) -> Bars:
    data = rerating_waterfall.select(story)
    return [_bar(step) for step in (data.start, *data.changes)], _bar(data.end)


def _worth(story: Story) -> Bars:
    data = parts_waterfall.select(story)
    return [_bar(part) for part in data.parts], _bar(data.total)


def _moved(story: Story) -> Bars:
    data = bridge.select(story)
    return [_bar(step) for step in (data.start, *data.steps)], _bar(data.end)


def _bar(bar: Bar) -> tuple[str, str]:
    return bar.name, bar.amount.text


WATERFALLS: dict[str, Callable[[Story], Bars]] = {
    rerating_waterfall.NAME: _way, parts_waterfall.NAME: _worth, bridge.NAME: _moved,
}  # fmt: skip
