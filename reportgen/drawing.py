"""Drawing the exhibits of a story, each only once: a drawing whose data stand is taken from disk."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from reportgen import exhibits, fingerprint
from reportgen.atomic import write_atomically
from reportgen.charts.style.tokens import FULL, HALF, HOUSE
from reportgen.exhibits import small
from reportgen.exhibits.words import DoesNotApplyError, MissingError
from reportgen.theme.painting import painted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path
    from types import ModuleType

    from reportgen.model import Story
    from reportgen.theme import Theme


@dataclass(frozen=True, slots=True)
class Later:
    """A drawing that is made when the page wants it: an exhibit stands at one of its two widths."""

    draw: Callable[[], str]

    def __str__(self) -> str:
        """The SVG."""
        return self.draw()

    def __html__(self) -> str:
        """The SVG, as a template takes it."""
        return self.draw()


@dataclass(frozen=True, slots=True)
class Drawing:
    """One exhibit as the page needs it: its SVG at both widths, or why it could not be drawn."""

    title: str
    subtitle: str
    source: str = ""
    half: str | Later = ""
    full: str | Later = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Drawings:
    """Everything that was drawn for one briefing."""

    exhibits: Mapping[str, Drawing] = field(default_factory=dict)
    price_line: str = ""
    sparklines: Mapping[str, str] = field(default_factory=dict)
    bridges: tuple[str, ...] = ()


def draw_all(story: Story, theme: Theme, cache: Path) -> Drawings:
    """Draw what the story has to show; what it has not is told in the drawing's place."""
    cache.mkdir(parents=True, exist_ok=True)
    made_by = fingerprint.code_and_libraries(), fingerprint.of_files(theme.label_files.values())
    draw = partial(_painted, theme=theme, made_by=made_by, cache=cache)
    return Drawings(
        dict(_exhibits(story, draw)),
        small.price_line(story, draw),
        small.sparklines(story, draw),
        small.bridges(story, draw),
    )


def _exhibits(story: Story, draw: Callable[..., str]) -> Iterator[tuple[str, Drawing]]:
    for module in exhibits.EXHIBITS:
        with suppress(DoesNotApplyError):
            yield module.NAME, _exhibit(story, module, draw)


def _exhibit(story: Story, module: ModuleType, draw: Callable[..., str]) -> Drawing:
    try:
        data = module.select(story)
    except MissingError as reason:
        return Drawing(module.title(story), "", missing=str(reason))
    return Drawing(
        title=module.title(story),
        subtitle=module.subtitle(story),
        source=module.source(story),
        half=Later(partial(draw, module.NAME, data, HALF)),
        full=Later(partial(draw, module.NAME, data, FULL)),
    )


def _painted(  # noqa: PLR0913 - what to draw, in what, and where its copies lie
    name: str,
    data: object,
    width: float,
    variant: str = "",
    *,
    theme: Theme,
    made_by: tuple[str, ...],
    cache: Path,
) -> str:
    """The SVG of a chart in the theme's colours: themes that share letters share the copy on disk."""
    stem = f"{name}{variant and f'-{variant}'}-{width:g}"
    drawn = _drawn(name, data, width, stem, theme=theme, made_by=made_by, cache=cache)
    return painted(drawn, HOUSE, theme.colours)


def _drawn(  # noqa: PLR0913 - the same
    name: str,
    data: object,
    width: float,
    stem: str,
    *,
    theme: Theme,
    made_by: tuple[str, ...],
    cache: Path,
) -> str:
    """The SVG of a chart: as it was drawn last time if the same data, code and fonts made it."""
    key = fingerprint.of_text(repr(data), str(width), *made_by)
    path = cache / f"{stem}-{key[:SHORT]}.svg"
    if path.is_file():
        return path.read_text("utf-8")
    from reportgen import charts

    charts.use_fonts(theme.label_files)
    chart = next(chart for chart in charts.CHARTS if chart.name == name)
    svg = chart.draw(data, width)
    for stale in cache.glob(f"{stem}-{'?' * SHORT}.svg"):
        stale.unlink(missing_ok=True)
    write_atomically(path, svg.encode())
    return svg


SHORT = 16
