"""Sentences of the briefing that changed, as they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from reportgen.briefing.plain_text import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.briefing.prose import Prose

#: Where a sentence may end: its stop, what closes behind it, and a space.
_STOP = re.compile("[.!?…]+[\"'”’»)\\]]*\\s+")
#: What may stand before the first letter of the next.
_OPENING = "\"'“‘«([$€£¥₹"
#: Words that end in a stop within a sentence.
_SHORT = frozenset((
    "approx.", "bn.", "ca.", "cf.", "co.", "corp.", "dr.", "e.g.", "est.", "etc.", "fig.", "i.e.", "inc.",
    "ltd.", "mr.", "mrs.", "ms.", "no.", "nos.", "p.", "plc.", "pp.", "prof.", "resp.", "sr.", "st.", "u.k.",
    "u.s.", "vol.", "vs.",
))  # fmt: skip
_INITIAL = re.compile(r"[^\W\d_]\.")


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
        if old.get(section) != new.get(section)
        for rewording in _of(section, printed(old.get(section, "")), printed(new.get(section, "")))
    )


def printed(markdown: str) -> list[str]:
    """The sentences of a text as a reader sees them; a row of a table is one."""
    return [
        sentence
        for piece in pieces(markdown)
        for sentence in (split(*piece) if len(piece) == 1 else [" | ".join(piece)])
    ]


def split(paragraph: str) -> list[str]:
    """A paragraph's sentences: the stops of abbreviations, initials and numbers end none."""
    found, start = [], 0
    for stop in _STOP.finditer(paragraph):
        before, after = paragraph[start : stop.end()].split(), paragraph[stop.end() :]
        if _begins(after) and not _is_short(before[-1]):
            found.append(paragraph[start : stop.end()].strip())
            start = stop.end()
    return [sentence for sentence in (*found, paragraph[start:].strip()) if sentence]


def _begins(text: str) -> bool:
    first = text.lstrip(_OPENING)[:1]
    return first.isupper() or first.isdigit()


def _is_short(word: str) -> bool:
    word = word.lstrip(_OPENING).lower()
    return word in _SHORT or bool(_INITIAL.fullmatch(word))


def _sections(prose: Prose) -> dict[str, str]:
    """What is printed, by where; an exhibit's title and note are a section of their own."""
    exhibits = {f"Exhibit {name}": "\n\n".join(words) for name, words in prose.exhibits.items()}
    sections = {name: text for name, text in prose.sections.items() if name != "Exhibits"}
    return {"Title": prose.title, "Standfirst": prose.standfirst, **sections, **exhibits}


def _of(section: str, old: list[str], new: list[str]) -> Iterator[Rewording]:
    for kind, *span in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            first, last, begin, end = span
            for pair in _paired(old[first:last], new[begin:end]):
                yield Rewording(section, *pair)


def _paired(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Each sentence with the one that took its place, where they have most of their words in common."""
    begin = 0
    for sentence in old:
        found = next((n for n in range(begin, len(new)) if _alike(sentence, new[n])), None)
        if found is None:
            yield sentence, ""
            continue
        yield from (("", came) for came in new[begin:found])
        yield sentence, new[found]
        begin = found + 1
    yield from (("", came) for came in new[begin:])


def _alike(one: str, other: str) -> bool:
    words, others = set(one.lower().split()), set(other.lower().split())
    return 2 * len(words & others) >= max(len(words), len(others))
