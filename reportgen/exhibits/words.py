"""What exhibits share: a figure as a label, an axis in one scale, the line that names its sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen import formats, trace
from reportgen.charts.style.values import Axis, Label, Quarter
from reportgen.formats import Style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportgen.figures import Figure
    from reportgen.model import Story


class MissingError(Exception):
    """The exhibit cannot be drawn; the message says why, for print."""


class DoesNotApplyError(Exception):
    """The company has nothing of the kind, so that the exhibit is left out without a word."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Prints the ticks of an axis of money in one scale; `unit` adds currency and magnitude."""

    power: int
    currency: str
    unit: bool

    def __call__(self, value: float) -> str:
        """The tick's text."""
        return formats.axis_money(value, self.power, self.currency if self.unit else "")


@dataclass(frozen=True, slots=True)
class Plain:
    """Prints the ticks of an axis of rates or multiples."""

    style: Style
    currency: str = ""

    def __call__(self, value: float) -> str:
        """The tick's text."""
        return formats.trimmed(formats.text(value, self.style, self.currency))


def money_axis(highest: float, currency: str) -> Axis:
    """An axis of money: plain numbers, the unit on the top tick alone."""
    power = formats.power_of(highest)
    return Axis(Tick(power, currency, unit=False), Tick(power, currency, unit=True))


def axis(unit: str, decimals: int = 0, currency: str = "") -> Axis:
    """An axis of rates, multiples or prices, each tick with its unit."""
    return Axis(Plain(Style(unit, decimals), currency))


def label(figure: Figure) -> Label | None:
    """A known figure as a chart takes it, else nothing."""
    if not figure.known or figure.value is None:
        return None
    return Label(figure.value, figure.printed)


def needed(story: Story, *names: str) -> list[Figure]:
    """Figures without which an exhibit has nothing to show; a missing one says so by name."""
    figures = [story.now.figures[name] for name in names if name in story.now.figures]
    lacking = [figure for figure in figures if not figure.known]
    if lacking or len(figures) < len(names):
        reasons = dict.fromkeys(f"{f.label} is {f.printed}: {_words(f.reason)}" for f in lacking)
        raise MissingError("; ".join(reasons) or "the company reports nothing of the kind")
    return figures


def _words(reason: str) -> str:
    return reason.replace("_", " ")


def quarter(name: str) -> Quarter:
    """`2026Q2` as a chart takes it."""
    return Quarter(int(name[:4]), int(name[-1]))


def quarterly(story: Story) -> Iterable[tuple[Quarter, Mapping[str, Figure]]]:
    """The figures of each quarter of the history, oldest first."""
    for name, figures in story.now.figures.quarterly.items():
        yield quarter(name), figures


def source_line(story: Story, *names: str) -> str:
    """Who published what an exhibit rests on, each once, and the house's model where it computes."""
    figures = story.now.figures.figures
    found = [s.publisher for n in names if n in figures for s in trace.sources(n, figures)]
    computed = any(n in figures and figures[n].formula is not None for n in names)
    return "; ".join([*dict.fromkeys(found), *(["reportgen model"] if computed else [])])
