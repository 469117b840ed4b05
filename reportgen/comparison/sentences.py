"""Sentences of the briefing that changed, as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING

from reportgen.briefing.prose import HOUSE_CLOSE, HOUSE_OPEN
from reportgen.briefing.printed import unlinked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.briefing.prose import Prose

#: Where one sentence ends and the next begins.
_END = re.compile(r"(?<=[.!?])[\"\u201d\u2019)]?\s+(?=[\"\u201c(A-Z0-9$\u20ac\u00a3])")
_MARKS = re.compile(rf"[{HOUSE_OPEN}{HOUSE_CLOSE}]|[*_`]|^\s*(?:[-*>|]|\d+\.|#+)\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rewording:
    """One sentence in a section: '' on the side where it is not."""

    section: str
    before: str
    after: str


def rewordings(before: Prose | None, after: Prose | None) -> tuple[Rewording, ...]:
    """Every sentence that differs, section by section; nothing where a side has no prose."""
    if before is None or after is None:
        return ()
    old, new = _sections(before), _sections(after)
    return tuple(
        rewording
        for section in dict.fromkeys((*new, *old))
        for rewording in _of(section, _sentences(old.get(section, "")), _sentences(new.get(section, "")))
    )


def _sections(prose: Prose) -> dict[str, str]:
    return {"Title": prose.title, "Standfirst": prose.standfirst, **prose.sections}


def _sentences(text: str) -> list[str]:
    lines = (_MARKS.sub("", unlinked(line)).strip() for line in text.splitlines())
    return [part for line in lines if line for part in _END.split(line)]


def _of(section: str, old: list[str], new: list[str]) -> Iterator[Rewording]:
    for kind, *span in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            first, last, begin, end = span
            for pair in zip_longest(old[first:last], new[begin:end], fillvalue=""):
                yield Rewording(section, *pair)
