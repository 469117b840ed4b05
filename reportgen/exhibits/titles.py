"""Titles that say what a chart shows, and that stay true whichever way its figures turn out.

A title is one of several sentences: the first whose figures are all known, with the verb that its
sign asks for.
"""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.model import printed_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.figures import Figure
    from reportgen.model import Story


class Words(str):
    """A figure as it is printed; `bare` is without its sign, for sentences that say "fell" themselves."""

    __slots__ = ()

    @property
    def bare(self) -> str:
        """Without its sign; a bound stays one."""
        return self.replace("+", "").replace(formats.MINUS, "")


def sentence(story: Story, *sentences: str) -> str:
    """The first of the sentences whose figures are all known, with them put in.

    `{market_cap}` is a figure, `{segment}` one of the parties. Where none can be told the last one is given
    up too, and the title is empty; so the last names no figure, or only one that the exhibit needs anyway.
    """
    parties = printed_names(story.now.assumptions)
    for text in sentences:
        found = _figures(story, [name for name in _names(text) if name not in parties])
        if found is not None:
            words = {name: Words(figure.words or figure.printed) for name, figure in found.items()}
            return text.format_map({**parties, **words})
    return ""


def _names(text: str) -> Iterator[str]:
    for _, name, _, _ in Formatter().parse(text):
        if name:
            yield name.partition(".")[0]


def _figures(story: Story, names: list[str]) -> Mapping[str, Figure] | None:
    """The figures, or None where one of them is not known."""
    figures = story.now.figures
    found = {name: figures[name] for name in names if name in figures}
    known = len(found) == len(set(names)) and all(figure.known for figure in found.values())
    return found if known else None


def sign(story: Story, name: str) -> int | None:
    """1, 0 or -1 for a figure as it is printed: what rounds to nought has no sign. None if not known."""
    found = _figures(story, [name])
    value = found[name].value if found else None
    if found is None or value is None:
        return None
    if not any(digit in "123456789" for digit in found[name].printed):
        return 0
    return 1 if value > 0 else -1


def is_reached(story: Story) -> bool:
    """Whether the market cap stands at the target or above it."""
    upside = story.now.figures["required_upside"]
    return upside.known and (upside.value or 0.0) <= 0
