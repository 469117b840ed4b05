"""Scenarios must make a whole: odds that sum to one, in order, each different from the base."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.assumptions.yaml_document import dotted
from reportgen.formats import Style
from reportgen.formulas.scenarios import TOLERANCE
from reportgen.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.yaml_document import Path
    from reportgen.model import Story


def probabilities_sum_to_one(story: Story) -> Iterator[Problem]:
    """Something must happen, and only one thing."""
    scenarios = story.now.assumptions.edition.scenarios
    for key, scenario in scenarios.items():
        if not 0 <= scenario.probability <= 1:
            what = "must lie between 0% and 100%"
            yield _problem(story, (key, "probability"), what, f"{scenario.probability:%}")
    total = sum(float(scenario.probability) for scenario in scenarios.values())
    if scenarios and abs(total - 1) > TOLERANCE:
        found = formats.text(total, Style("rate", 4), "")
        yield _problem(
            story, (), "have probabilities that do not sum to 100%", formats.trimmed(found),
            "let all scenarios together be certain",
        )  # fmt: skip


def best_comes_first(story: Story) -> Iterator[Problem]:
    """The first scenario is called the best and the last the worst, so they must be."""
    figures = story.now.figures
    keys = story.now.assumptions.edition.scenarios
    names = ((key, f"scenario.{key}.outlook_market_cap") for key in keys)
    values = [(key, figures[name]) for key, name in names if name in figures]
    known = [(key, figure) for key, figure in values if figure.known and figure.value is not None]
    for (_, above), (key, below) in pairwise(known):
        if (below.value or 0.0) > (above.value or 0.0):
            what = "is worth more than the scenario above it"
            found = f"{below.printed} after {above.printed}"
            yield _problem(story, (key,), what, found, "list the best scenario first")


def overrides_differ_from_the_base(story: Story) -> Iterator[Problem]:
    """An override that says what the edition says anyway is noise, or a slip."""
    for key, scenario in story.now.assumptions.edition.scenarios.items():
        for name, value in scenario.set.items():
            base = story.now.inquiry.value(name)
            if base is not None and abs(float(value) - base) <= TOLERANCE * abs(base):
                yield _problem(
                    story, (key, "set", name), "is what the edition has anyway", f"{value:g}",
                    "leave it out", severity="warning",
                )  # fmt: skip


def _problem(  # noqa: PLR0913 - what a problem is made of
    story: Story,
    path: Path,
    what: str,
    found: str,
    advice: str = "correct it",
    *,
    severity: Severity = "error",
) -> Problem:
    whole: Path = ("scenarios", *path)
    position = story.now.assumptions.edition_document.key_position(whole)
    return Problem(position, dotted(whole), what, found, advice, "consistency", severity)
