"""Texts in rows that stay within their room, even a word that alone is too long for it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.charts.style.letters import Run, breadth, fitting, wrapped


def folded(run: Run, room: float) -> list[Run]:
    """The text in rows that fit into the room; a word that is too long for it is cut."""
    words = " ".join(piece for word in run.text.split() for piece in _pieces(run, word, room))
    return [replace(run, text=row) for row in wrapped(replace(run, text=words), room)]


def shrunk(runs: Sequence[Run], room: float, least: float) -> list[Run]:
    """The texts as large as the longest of their words has room for."""
    words = [replace(run, text=word) for run in runs for word in run.text.split()]
    return [replace(run, size=run.size * fitting(words, room, least)) for run in runs]


def _pieces(run: Run, word: str, room: float) -> Iterator[str]:
    """A word, in pieces with hyphens if it is wider than the room."""
    while breadth([replace(run, text=word)]) > room and len(word) > 1:
        fits = (
            count
            for count in range(len(word) - 1, 1, -1)
            if breadth([replace(run, text=f"{word[:count]}-")]) <= room
        )
        count = next(fits, 1)
        yield f"{word[:count]}-"
        word = word[count:]
    yield word
