"""Prints what is stamped: for each person a strip as wide as the text, a document of its own.

So each copy's bytes depend on nobody else's name, and the fonts in it hold this person's letters only.
"""

from __future__ import annotations

import unicodedata
from contextlib import nullcontext
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from reportgen.documents import PrintError
from reportgen.documents.attached import pages
from reportgen.documents.pdf import Press
from reportgen.documents.stamp import BEFORE, BETWEEN
from reportgen.documents.stamp.faces import LettersLackingError, setting
from reportgen.problems import Collector, Problem
from reportgen.theme.sheet import font_faces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from reportgen.documents.stamp import Stamp
    from reportgen.documents.stamp.faces import Setting
    from reportgen.documents.stamp.machine_fonts import MachineFont
    from reportgen.problems import Position
    from reportgen.theme import Face, Theme

#: As wide as the text block on either paper.
WIDTH = "174mm"
REGULAR = 400
#: Points above and below the lines, for marks that stand out of them.
BLEED = 1
#: Points by which lines may grow together where another font's letters are taller than the house's.
SLACK = 1


@dataclass(frozen=True, slots=True)
class Strip:
    """A stamp as it is printed: a PDF of one page that is as high as its lines."""

    stamp: Stamp
    printed: bytes


@dataclass(frozen=True, slots=True)
class _Size:
    """Of type, in points, and how many lines there may be."""

    type: float
    leading: float
    lines: int

    @property
    def height(self) -> float:
        return self.leading * self.lines + SLACK + 2 * BLEED


#: One after another until the words fit; all within the 21 points that are free above the foot.
SIZES = (_Size(6.6, 9, 1), _Size(6.6, 9, 2), _Size(5.2, 6, 3))


def strips(
    wanted: Mapping[Stamp, Position],
    theme: Theme,
    fonts: Sequence[MachineFont],
    press: Press | None = None,
    done: Callable[[int], object] = lambda _: None,
) -> tuple[Strip, ...]:
    """A strip for each stamp; the position is where the person's name was read.

    `done` is told after each how many there are; one takes some 15 ms of the processor, with a font for East
    Asia up to 200. A press that is given stays open.

    Raises ProblemsError with every name that has letters no font here has, or is too long.
    """
    settings, collector = _settings(wanted, theme, fonts), Collector()
    made = list[Strip]()
    opened: AbstractContextManager[Press] = nullcontext(press) if press else Press()
    with opened as running:
        together = zip(wanted.items(), settings, strict=True)
        for count, ((stamp, position), found) in enumerate(together, start=1):
            printed = _printed(stamp, found, theme, running)
            done(count)
            if printed is None:
                collector.add(_too_long(stamp, position))
            else:
                made.append(Strip(stamp, printed))
    collector.stop_if_any()
    return tuple(made)


def _settings(
    wanted: Mapping[Stamp, Position], theme: Theme, fonts: Sequence[MachineFont]
) -> list[Setting]:
    """How each name is set; nothing is printed before all of them can be."""
    house, collector, found = _house(theme).file, Collector(), []
    for stamp, position in wanted.items():
        try:
            found.append(setting(stamp.name, house, fonts))
        except LettersLackingError as lacking:
            collector.add(
                Problem(position, "name", "cannot be stamped, for no font here has all its letters",
                        str(lacking), lacking.advice)
            )  # fmt: skip
    collector.stop_if_any()
    return found


def _too_long(stamp: Stamp, position: Position) -> Problem:
    return Problem(
        position, "name", "is too long for the stamp, which has three lines of small type",
        f"{len(stamp.name)} characters", "shorten it; a name is never cut",
    )  # fmt: skip


def _house(theme: Theme) -> Face:
    """The face of labels in the weight of running words."""
    faces = theme.typefaces["label"].faces
    return min(faces, key=lambda face: (face.italic, abs(face.weight - REGULAR)))


def _printed(stamp: Stamp, found: Setting, theme: Theme, press: Press) -> bytes | None:
    """The strip in the first size that holds it; None where none does."""
    files = [file for file in found.faces if file]
    folders = dict.fromkeys((_house(theme).file.parent, *(file.parent for file in files)))
    for size in SIZES:
        html = _page(replace(stamp, name=found.name), found, theme, size)
        try:
            printed = press.print(html, folders=tuple(folders))
        except PrintError as error:
            raise PrintError([f"{stamp.words}: {said}" for said in error.messages]) from error
        if pages(printed) == 1:
            return printed
    return None


#: The same words as in the stamp, set wider and kept with the number.
_WIDER = BETWEEN.replace(" · ", "\u2002·\u2002").replace(" ", "\u00a0")
_PAGE = """\
<html lang="en"><head><title>Stamp</title><style>
{faces}@page {{ size: {width} {height}pt; margin: {bleed}pt 0 }}
html {{ font: {type}pt/{leading}pt Label; color: {pale} }}
body, p {{ margin: 0; orphans: 1; widows: 1; overflow-wrap: anywhere }}
b {{ font: {type}pt/{leading}pt {families}; color: {ink}; direction: {direction} }}
</style></head><body><p>{before}<b>{name}</b>{between}{number}</p></body></html>
"""


def _page(stamp: Stamp, found: Setting, theme: Theme, size: _Size) -> str:
    """The strip as HTML; the name is an element of its own, so that its direction is its own."""
    names = {f: "Label" if f is None else f"Machine{n}" for n, f in enumerate(found.faces)}
    return _PAGE.format(
        faces="".join(_faces(theme, names)), width=WIDTH, height=size.height, bleed=BLEED,
        type=size.type, leading=size.leading, families=", ".join(names.values()),
        pale=theme.colours.ink3, ink=theme.colours.ink2, name=escape(stamp.name),
        direction=_direction(stamp.name), before=BEFORE, between=_WIDER, number=stamp.number,
    )  # fmt: skip


def _direction(name: str) -> str:
    """The direction of the first letter that has one, as the Unicode bidirectional algorithm has it (P2)."""
    kinds = map(unicodedata.bidirectional, name)
    return "rtl" if next((k for k in kinds if k in {"L", "R", "AL"}), "L") != "L" else "ltr"


def _faces(theme: Theme, names: Mapping[Path | None, str]) -> Iterator[str]:
    label = replace(theme.typefaces["label"], faces=(_house(theme),))
    yield font_faces(replace(theme, typefaces={"label": label}))
    for file, name in names.items():
        if file is not None:
            yield f'@font-face {{ font-family: {name}; src: url("{file.as_uri()}") }}\n'
