"""Identities on what is printed: numbers that stand beside each other on a page must agree as printed.

Each is declared once and knows nothing of the formula behind a figure: only the printed texts are read,
so that a wrong formatter, a wrong unit, a row left over or a formula changed by mistake is found.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen import formats, trace
from reportgen.formats import Style
from reportgen.identities.business import QUARTERLY
from reportgen.identities.holding import (
    Failure,
    Printed,
    Verdict,
    foots,
    judge,
    same_number,
)
from reportgen.identities.of_files import change, declared, segments_foot, simulated
from reportgen.identities.rerating import OUTLOOK
from reportgen.problems import Position, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from reportgen.figures import Figure
    from reportgen.identities.identity import Identity
    from reportgen.model import Story

__all__ = ["Verdict", "hold", "not_footing", "otherwise", "problems", "told"]

PREVIOUS, CHANGE = "previous.", "change."
ADVICE = (
    "correct the number that a file states; where none of them is stated, a formula, a unit or the "
    "printing is wrong"
)


def hold(story: Story, texts: Mapping[str, str] | None = None) -> Verdict:
    """Hold a story's figures to the identities, as they are printed.

    Without `texts` these are all figures of the edition and of its quarters. With what a page prints, they
    are its own, in the page's words, those of the edition before and of a simulation among them: to work
    out what is printed nowhere takes long, and concerns nobody.
    """
    find = _finder(story, texts or {})
    if texts is None:
        quarters = story.now.figures.quarterly.values()
        verdicts = [judge(_quarterly(story), _among(quarter)) for quarter in quarters]
        return _together((judge(_own(story), find), *verdicts))
    every = (*_own(story), *simulated(story.now.assumptions), *_compared(story, texts))
    return judge((i for i in every if not texts.keys().isdisjoint((i.name, *i.others))), find)


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    return Verdict(
        tuple(failure for verdict in verdicts for failure in verdict.failures),
        sum(verdict.checked for verdict in verdicts),
        sum(verdict.skipped for verdict in verdicts),
    )


def problems(story: Story, texts: Mapping[str, str] | None = None) -> list[Problem]:
    """What is printed and cannot all be true, each with both sides."""
    return [told(story, failure) for failure in hold(story, texts).failures]


def told(story: Story, failure: Failure) -> Problem:
    """A failure in words: both sides, what is printed, the identity, and what to do."""
    name, figures = failure.identity.name, story.now.figures.figures
    sides = ", ".join(f"{other} {printed.text}" for other, printed in failure.others) or "100%"
    expected = _range(failure, story.now.figures.currency)
    return Problem(
        _position(story, name, figures), name,
        f"is not what is printed beside it: {failure.identity.words}",
        f"{failure.printed.text} where {sides} make {expected}", ADVICE, "consistency",
    )  # fmt: skip


def otherwise(story: Story, name: str, text: str) -> Problem | None:
    """A place where a figure is printed otherwise than it is, such as a row left over; None where it is not.

    A number without its sign, and one in words, are the same; a link may also state the figure's change.
    """
    find = _finder(story, {})
    known = [found for found in (find(name), find(CHANGE + name)) if found is not None]
    if not known or any(same_number(text, found) for found in known):
        return None
    return Problem(
        _position(story, name, story.now.figures.figures), name, "is printed as another number",
        f"{text} where the figure is {known[0].text}", "report it: every place prints one figure",
        "consistency",
    )  # fmt: skip


def not_footing(
    story: Story, bars: Sequence[tuple[str, str]], end: tuple[str, str]
) -> Problem | None:
    """A waterfall whose bars, as printed, do not come to the last of them; None where they do."""
    if foots([text for _, text in bars], end[1]):
        return None
    found = ", ".join(f"{name} {text}" for name, text in (*bars, end))
    return Problem(
        story.now.assumptions.edition_document.position(()), "",
        f"the bars of a chart do not add up to its last bar, {end[0]}", found, ADVICE, "consistency",
    )  # fmt: skip


def _own(story: Story) -> Iterator[Identity]:
    """Every identity of the edition and of each of its scenarios."""
    yield from declared(story.now.assumptions)
    figures = story.now.figures.figures
    for key in story.now.assumptions.edition.scenarios:
        for each in OUTLOOK:
            found = each.called(_in_scenario(f"scenario.{key}.", figures))
            if found.name != each.name:
                yield found


def _compared(story: Story, texts: Iterable[str]) -> Iterator[Identity]:
    """Those of the edition before, and of what has changed since."""
    if story.previous is None:
        return
    for each in declared(story.previous.assumptions):
        yield each.called(lambda name: f"{PREVIOUS}{name}")
    for name in texts:
        bare = name.removeprefix(CHANGE)
        if bare != name and bare in story.now.figures:
            yield change(bare, story.now.figures[bare].unit)


def _in_scenario(prefix: str, figures: Mapping[str, Figure]) -> Callable[[str], str]:
    """What a scenario does not move stands as the edition has it."""
    return lambda name: prefix + name if prefix + name in figures else name


def _quarterly(story: Story) -> Iterator[Identity]:
    yield from QUARTERLY
    yield from segments_foot(story.now.assumptions.company)


def _finder(story: Story, texts: Mapping[str, str]) -> Callable[[str], Printed | None]:
    """How a name is printed: as the page has it, else as the figure does, or the previous edition's."""
    own = _among(story.now.figures.figures)
    earlier = _among(story.previous.figures.figures) if story.previous else None

    def find(name: str) -> Printed | None:
        found = own(name)
        if found is None and earlier and name.startswith(PREVIOUS):
            found = earlier(name.removeprefix(PREVIOUS))
        return replace(found, text=texts[name]) if found and name in texts else found

    return find


def _among(figures: Mapping[str, Figure]) -> Callable[[str], Printed | None]:
    def find(name: str) -> Printed | None:
        if name not in figures:
            return None
        figure = figures[name]
        free = not (figure.given or figure.section or figure.inputs)
        return Printed(figure.printed, figure.unit, figure.given is not None, free)

    return find


def _range(failure: Failure, currency: str) -> str:
    """What follows from the other numbers, in the unit of the first."""
    unit = failure.printed.unit
    ends = (failure.expected.low, failure.expected.high)
    return " to ".join(dict.fromkeys(_printed(float(end), unit, currency) for end in ends))


def _printed(value: float, unit: str, currency: str) -> str:
    if value in (float("inf"), float("-inf")):
        return "any number"
    return formats.text(value, Style(unit), currency)


def _position(story: Story, name: str, figures: Mapping[str, Figure]) -> Position:
    """The first line of a file that the figure rests on, or else the edition's own file."""
    resting = trace.leaves(name, figures) if name in figures else []
    return resting[0].position if resting else story.now.assumptions.edition_document.position(())
