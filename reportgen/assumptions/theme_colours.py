"""What a theme's colours must be so that everybody can read and tell them apart, measured."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from reportgen.problems import Problem
from reportgen.theme import Palette
from reportgen.theme.contrast import EYES, contrast, difference, lightness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.yaml_document import Document
    from reportgen.theme import Theme

#: What is set as text, and so must be readable on the page and on a panel.
TEXTS = ("ink", "ink2", "ink3", "subject_text", "benchmark")
STROKES = ("subject", "benchmark")
#: WCAG 2: text (1.4.3), and graphics that carry a meaning (1.4.11).
TEXT_CONTRAST, STROKE_CONTRAST = 4.5, 3.0
#: Subject and benchmark lie beside each other in every chart: in grey print, and for every eye.
LIGHTNESS_APART, DIFFERENCE = 15.0, 20.0
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class _Ground:
    """One ground's colours: what the file says (small letters) on top of the house's."""

    key: str
    own: Mapping[str, str]
    all: Mapping[str, str]
    document: Document

    def problem(self, name: str, what: str, found: str, advice: str) -> Problem:
        path = (self.key, name)
        place = self.document.position(path)
        return Problem(place, f"{self.key}.{name}", what, found, advice, "consistency")


def problems(document: Document, house: Theme) -> Iterator[Problem]:
    """Every rule that the colours break; a colour that is not one is left to the file's shape."""
    paper = _ground(document, "colours", house.colours)
    dark = _ground(document, "dark", house.dark)
    if paper is None or dark is None:
        return
    for ground in (paper, dark):
        if ground.own:
            yield from _faint(ground)
            yield from _alike(ground)
    yield from _without_dark(paper, dark)
    yield from _ambiguous(paper, dark)


def _ground(document: Document, key: str, house: Palette) -> _Ground | None:
    """The colours under a key, or None where one of them is none."""
    whole = document.value if isinstance(document.value, Mapping) else {}
    written = whole.get(key, {})
    if not isinstance(written, Mapping):
        return None
    known = {field.name: str(getattr(house, field.name)) for field in fields(Palette)}
    own = {name: colour for name, colour in written.items() if name in known}
    if not all(isinstance(c, str) and COLOUR.fullmatch(c) for c in own.values()):
        return None
    own = {name: colour.lower() for name, colour in own.items()}
    return _Ground(key, own, {**known, **own}, document)


def _faint(ground: _Ground) -> Iterator[Problem]:
    least = [(n, on, TEXT_CONTRAST, "text") for n in TEXTS for on in ("ground", "tint")]
    least.append(("ink", "subject_light", TEXT_CONTRAST, "text"))
    least += [(name, "ground", STROKE_CONTRAST, "a line") for name in STROKES]
    for name, on, needed, what in least:
        if not {name, on} & ground.own.keys():
            continue
        ratio = contrast(ground.all[name], ground.all[on])
        if ratio < needed:
            surface = {"ground": "the page", "tint": "tint"}.get(on, on)
            yield ground.problem(
                name if name in ground.own else on,
                f"leaves {name} too faint on {surface} for {what}",
                f"a contrast of {_cut(ratio)}:1",
                f"{needed:g}:1 is needed: move the two further apart",
            )


def _alike(ground: _Ground) -> Iterator[Problem]:
    if not {"subject", "benchmark"} & ground.own.keys():
        return
    subject, benchmark = ground.all["subject"], ground.all["benchmark"]
    name = "benchmark" if "benchmark" in ground.own else "subject"
    apart = abs(lightness(subject) - lightness(benchmark))
    if apart < LIGHTNESS_APART:
        yield ground.problem(
            name, "cannot be told from each other in grey print: subject and benchmark",
            f"{_cut(apart)} steps of lightness apart",
            f"{LIGHTNESS_APART:g} are needed: make one lighter or the other darker",
        )  # fmt: skip
    for eyes in EYES:
        differs = difference(subject, benchmark, eyes)
        if differs < DIFFERENCE:
            yield ground.problem(
                name, f"cannot be told from each other by eyes with {eyes}: subject and benchmark",
                f"a difference of {_cut(differs)}",
                f"{DIFFERENCE:g} is needed: choose another hue or lightness",
            )  # fmt: skip


def _without_dark(paper: _Ground, dark: _Ground) -> Iterator[Problem]:
    """The firm's blue on paper and the house's orange on a dark screen would be two brands."""
    for name in paper.own:
        if name not in dark.own:
            yield paper.problem(
                name, "has no counterpart for dark screens", "", f"give dark.{name} as well"
            )


def _ambiguous(paper: _Ground, dark: _Ground) -> Iterator[Problem]:
    """A chart's colours are exchanged by what they are on paper: one of them cannot become two."""
    seen: dict[str, str] = {}
    for name, colour in paper.all.items():
        twin = seen.setdefault(colour, name)
        if dark.all[twin] != dark.all[name] and {name, twin} & paper.own.keys():
            yield paper.problem(
                name if name in paper.own else twin,
                f"makes {twin} and {name} one colour on paper, but they are two on dark screens",
                f"'{colour}'",
                "change one of them by a shade",
            )


def _cut(measured: float) -> str:
    """A measured number, never rounded up to the one that is needed."""
    return f"{int(measured * 100) / 100:g}"
