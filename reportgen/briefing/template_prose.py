"""The words of a workspace's own templates, which print in every edition and so may hold no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError

from reportgen.briefing.typed_figures import typed_figures
from reportgen.briefing.typed_text import words_of
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ADVICE = 'print it from the page, or say why it may stand: {{ typed("…", "why") }}'


def problems_of_templates(folder: Path) -> Iterator[Problem]:
    """Figures that are typed in the templates of a folder, with file and line.

    A template that cannot be read as one is left to the build, which tells where it breaks.
    """
    for path in sorted(folder.rglob("*.j2")):
        shown = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        yield from problems_of_template(path.read_text("utf-8", errors="replace"), shown)


def problems_of_template(text: str, path: str) -> Iterator[Problem]:
    """Figures that are typed in one template; layout, such as the columns of a table, is none."""
    environment = Environment()  # noqa: S701 - only read, never filled in
    try:
        words = words_of(text, path, environment, markup=True)
    except TemplateSyntaxError:
        return
    yield from words.problems
    for typed in typed_figures(words.text):
        if not words.waived(typed.start, typed.end):
            place = Position(path, words.line(typed.start))
            found = f"'{' '.join(typed.words.split())}'"
            yield Problem(place, "", "a bare figure in a template", found, ADVICE, "claims")
