"""Lines as readers count them, and which line of the committed file each of them is."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Beyond this many lines in between, those that stand in it again and again are not compared one by one.
MANY = 2_000


class Line(NamedTuple):
    """A line, and its number as git counts: a lone carriage return ends a line for readers only."""

    text: bytes
    number: int


def lines_of(data: bytes) -> list[Line]:
    """The lines of a file, each as readers number them, by its place in the list."""
    rows = data.removesuffix(b"\n").split(b"\n") if data else []
    return [
        Line(text, number)
        for number, row in enumerate(rows, 1)
        for text in row.removesuffix(b"\r").split(b"\r")
    ]


def committed_lines(working: Sequence[Line], committed: Sequence[Line]) -> list[int | None]:
    """For each line of the working file the committed line that it still is; None for a new one."""
    head = _same(working, committed)
    tail = _same(working[head:][::-1], committed[head:][::-1])
    here, there = working[head : len(working) - tail], committed[head : len(committed) - tail]
    between: list[int | None] = [None] * len(here)
    for mine, theirs, size in _blocks(here, there):
        between[mine : mine + size] = [line.number for line in there[theirs : theirs + size]]
    ends = [line.number for line in committed]
    return [*ends[:head], *between, *ends[len(ends) - tail :]]


def _same(one: Sequence[Line], other: Sequence[Line]) -> int:
    """How many lines at the beginning are the same."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].text == pair[1].text, pairs))


def _blocks(here: Sequence[Line], there: Sequence[Line]) -> Sequence[tuple[int, int, int]]:
    texts = [line.text for line in here], [line.text for line in there]
    many = max(map(len, texts)) > MANY
    return SequenceMatcher(None, *texts, autojunk=many).get_matching_blocks()
