"""The letter's style sheet with a theme's colours in it: many mail programs know no variables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.problems import Position, Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from reportgen.theme import Theme

FILE = "mail.css"
_VARIABLE = re.compile(r"var\(\s*--([\w-]+)\s*\)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def coloured(css: str, theme: Theme) -> str:
    """The sheet with each `var(--ink)` and `var(--dark-ink)` as the colour that it is.

    ProblemsError names every colour that no theme has.
    """
    colours = theme.colours.tokens
    colours |= {f"dark-{name}": colour for name, colour in theme.dark.tokens.items()}
    bare = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), css)
    unknown = [found for found in _VARIABLE.finditer(bare) if found[1] not in colours]
    if unknown:
        raise ProblemsError(_unknown(bare, found, tuple(colours)) for found in unknown)
    filled = _VARIABLE.sub(lambda found: colours[found[1]], bare)
    return "\n".join(line.strip() for line in filled.splitlines() if line.strip())


def _unknown(css: str, found: re.Match[str], known: tuple[str, ...]) -> Problem:
    line = css.count("\n", 0, found.start()) + 1
    column = found.start() - css.rfind("\n", 0, found.start())
    return Problem(
        Position(f"templates/{FILE}", line, column), "", "no colour of a theme", f"'--{found[1]}'",
        nearest(found[1], known), "references",
    )  # fmt: skip
