"""Which figures a page prints: what has a row in its appendix, and what its numbers lead to."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Private characters around a figure in prose: its name, the text, the end. Markdown leaves them alone.
OPEN, BETWEEN, CLOSE = "\ue002", "\ue003", "\ue004"
CALLED_OUT = re.compile(f"{OPEN}([^{BETWEEN}]*){BETWEEN}([^{CLOSE}]*){CLOSE}")
LINKED = re.compile(r'href="#f-([^"]+)"')
BEFORE_INLINE = re.compile(r" (<(?:a class|b|em|span|strong)\b[^>]*>)")
#: The field in which a part of the page names the figures that it prints.
NAMES = "figures"


def called_out(name: str, text: str) -> str:
    """A figure in a sentence, marked so that it can lead to its row, where it has one."""
    return text if not name else f"{OPEN}{name}{BETWEEN}{text}{CLOSE}"


def linked(html: str) -> str:
    """The marks as links to the rows of the appendix."""
    return CALLED_OUT.sub(r'<a class="figure" href="#f-\1">\2</a>', html)


def unlinked(text: str) -> str:
    """The text without the marks, for places that lead nowhere."""
    return CALLED_OUT.sub(r"\2", text)


def spaced_inside(html: str) -> str:
    """The same words with each space before an inline element moved into it.

    WeasyPrint (70) breaks a line too early where all of it fits but for the space before such an element.
    A bare link, as in the list of chapters, keeps its space: lines may only break there.
    """
    return BEFORE_INLINE.sub(r"\1 ", html)


def figures_of(part: object) -> Iterator[str]:
    """The names of the figures in a part of a page, in the order of print, some more than once."""
    if isinstance(part, str):
        yield from LINKED.findall(part)
    elif isinstance(part, dict):
        yield from figures_of(tuple(part.values()))
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from figures_of(each)
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            yield from value if field.name == NAMES else figures_of(value)
