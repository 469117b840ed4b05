"""Forecasts must be such that a later edition can decide them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.formats import Style
from reportgen.formulas.watch import RuleError, parse_rule
from reportgen.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.edition import Forecast
    from reportgen.model import Story


def probabilities_are_shares(story: Story) -> Iterator[Problem]:
    """A probability lies between 0% and 100%."""
    for key, forecast in _forecasts(story):
        if not 0 <= forecast.probability <= 1:
            found = formats.text(float(forecast.probability), Style("rate"), "")
            what, found = "must lie between 0% and 100%", f"'{formats.trimmed(found)}'"
            yield _problem(story, key, "probability", what, found, "write how likely it is")


def rules_can_be_read(story: Story) -> Iterator[Problem]:
    """The rule is one such as those of tripwires."""
    for key, forecast in _forecasts(story):
        try:
            parse_rule(forecast.rule)
        except RuleError as error:
            found = f"'{forecast.rule}'"
            yield _problem(story, key, "rule", "cannot be read as a rule", found, str(error))


def a_later_edition_decides(story: Story) -> Iterator[Problem]:
    """What the edition itself, or one before it, could decide is no forecast."""
    own = story.now.quarter
    for key, forecast in _forecasts(story):
        if forecast.by <= own:
            what, found = "must be later than the edition", f"'{forecast.by}'"
            yield _problem(story, key, "by", what, found, f"name a quarter after {own}")


def figures_exist(story: Story) -> Iterator[Problem]:
    """The figure that decides has to be one of the house's."""
    figures = story.now.figures
    for key, forecast in _forecasts(story):
        if forecast.figure not in figures:
            advice = nearest(forecast.figure, tuple(figures.figures))
            found = f"'{forecast.figure}'"
            yield _problem(story, key, "figure", "no figure of this name", found, advice)


def _forecasts(story: Story) -> Iterator[tuple[str, Forecast]]:
    yield from story.now.assumptions.edition.forecasts.items()


def _problem(  # noqa: PLR0913, PLR0917 - the fields of a problem
    story: Story, key: str, name: str, what: str, found: str, advice: str
) -> Problem:
    path = ("forecasts", key, name)
    position = story.now.assumptions.edition_document.position(path)
    return Problem(position, ".".join(path), what, found, advice, "consistency")
