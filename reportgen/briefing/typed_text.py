"""The words of a text with tags: what is read as prose, line for line, and what a waiver lets stand.

`{{ typed("two-thirds", "as its chief executive put it") }}` prints its first text; the second says why the
figure in it comes from no formula.
"""

from __future__ import annotations

import re
from ast import literal_eval
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from jinja2 import Environment

#: A figure that a tag prints, and the border of a branch, as they stand in the words.
PRINTED, BRANCH = "\ufffc", "\ufffd"
WAIVER = "typed"
_AS_WRITTEN = [WAIVER, "(", "string", ",", "string", ")"]
_MARKUP = re.compile(
    r"<!--.*?-->|<(style|script)\b.*?</\1\s*>|<[^<>]*>|&#?\w+;", re.DOTALL | re.IGNORECASE
)
_Token = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Waiver:
    """A figure that may stand as it is typed: its place in the words, its line, and why."""

    start: int
    end: int
    line: int
    words: str
    reason: str


@dataclass(slots=True)
class Words:
    """What a reader sees of a text before its figures are put in; `lines` tells where each piece stood."""

    path: str
    text: str = ""
    waivers: list[Waiver] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _starts: list[int] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    def add(self, piece: str, line: int) -> None:
        """Take what begins on a line of the file."""
        self._starts.append(len(self.text))
        self._lines.append(line)
        self.text += piece

    def line(self, place: int) -> int:
        """The line of the file on which a place in the words stands."""
        piece = bisect_right(self._starts, place) - 1
        return self._lines[piece] + self.text.count("\n", self._starts[piece], place)

    def waived(self, start: int, end: int) -> bool:
        """Whether a waiver covers some of a place."""
        return any(waiver.start < end and start < waiver.end for waiver in self.waivers)


def words_of(text: str, path: str, environment: Environment, *, markup: bool = False) -> Words:
    """The words of a text whose tags are right; of `markup` only what a page shows.

    A waiver that is not written as one, or without a reason, becomes a problem.
    """
    words, tag = Words(path), []
    for token in environment.lex(text):
        line, kind, value = token
        if kind == "data":
            words.add(value, line)
        elif kind in ("variable_begin", "block_begin"):
            tag = [token]
        elif kind in ("variable_end", "block_end"):
            _tag(tag, words, markup=markup)
        elif kind == "whitespace":
            continue
        else:
            tag.append(token)
    if markup:
        words.text = _MARKUP.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), words.text)
    return words


def _tag(tag: Sequence[_Token], words: Words, *, markup: bool) -> None:
    (line, begun, _), *inside = tag
    printing = begun == "variable_begin"
    shape = [value if kind in ("name", "operator") else kind for _, kind, value in inside]
    # A template may have a macro of this name; in prose the name is ours.
    if shape == _AS_WRITTEN or (WAIVER in shape and not markup):
        _waiver(line, inside, words, right=printing and shape == _AS_WRITTEN)
    elif markup:
        for at, sentence in _sentences(inside):
            words.add(f"{BRANCH}{sentence}{BRANCH}", at)
    else:
        words.add(PRINTED if printing else BRANCH, line)


def _waiver(line: int, inside: Sequence[_Token], words: Words, *, right: bool) -> None:
    place = Position(words.path, line)
    if not right:
        words.problems.append(Problem(
            place, "", "a waiver is a text and a reason, and stands alone in its tag", "'typed'",
            'write {{ typed("two-thirds", "why it may stand") }}', "claims",
        ))  # fmt: skip
        return
    text, reason = (str(literal_eval(inside[number][2])) for number in (2, 4))
    if not reason.strip():
        words.problems.append(Problem(
            place, "", "a waiver without a reason", f"'{text}'",
            "say why this figure may stand as it is typed", "claims",
        ))  # fmt: skip
    start = len(words.text)
    words.add(text, line)
    words.waivers.append(Waiver(start, len(words.text), line, text, reason))


def _sentences(inside: Sequence[_Token]) -> Iterator[tuple[int, str]]:
    """Texts in a template's tag that can be prose: printed alone, or with a space, which no key has."""
    for line, kind, value in inside:
        text = str(literal_eval(value)) if kind == "string" else ""
        if " " in text.strip() or (text and len(inside) == 1):
            yield line, text
