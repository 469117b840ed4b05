"""Scenarios must make a whole: odds that sum to one, in order, each different from the base."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen import formats
from reportgen.assumptions.yaml_document import dotted
from reportgen.formats import Style
from reportgen.formulas.scenarios import TOLERANCE
from reportgen.problems import Problem, Severity
from reportgen.studies.scenarios import FIGURES, RESULT, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.valuation import Scenario
    from reportgen.assumptions.yaml_document import Path
    from reportgen.model import Story


def probabilities_sum_to_one(story: Story) -> Iterator[Problem]:
    """Something must happen, and only one thing."""
    scenarios = story.now.assumptions.edition.scenarios
    outside = [key for key, each in scenarios.items() if not 0 <= each.probability <= 1]
    for key in outside:
        found = _rate(float(scenarios[key].probability))
        advice = "write how likely the scenario is, such as 25%"
        yield _problem(story, (key, "probability"), "must lie between 0% and 100%", found, advice)
    total = sum(float(scenario.probability) for scenario in scenarios.values())
    if scenarios and not outside and abs(total - 1) > TOLERANCE:
        what = "have probabilities that do not sum to 100%"
        advice = "let all scenarios together be certain"
        yield _problem(story, (), what, _rate(total), advice)


def best_comes_first(story: Story) -> Iterator[Problem]:
    """The first scenario is called the best and the last the worst, so they must be."""
    figures = story.now.figures
    keys = story.now.assumptions.edition.scenarios
    names = ((key, f"scenario.{key}.{RESULT}") for key in keys)
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
                    story, (key, "set", name), "is what the edition has anyway",
                    story.now.figures[name].printed, "leave it out", severity="warning",
                )  # fmt: skip


def shocks_have_something_to_move(story: Story) -> Iterator[Problem]:
    """A shock changes the value that an input has, so the input must have one."""
    for key, scenario in story.now.assumptions.edition.scenarios.items():
        for name in scenario.shock:
            if story.now.inquiry.value(name) is None:
                yield _problem(
                    story, (key, "shock", name), "is a change of what is not known",
                    story.now.figures[name].printed, "fill in the input, or set its value here",
                    severity="warning",
                )  # fmt: skip


def values_contradict_nothing(story: Story) -> Iterator[Problem]:
    """What a scenario sets must be possible, as the edition's own inputs must be."""
    known = {(problem.key, problem.what) for problem in story.now.figures.problems}
    for key, scenario in story.now.assumptions.edition.scenarios.items():
        changed = settings(story.now.inquiry, scenario)
        world = story.now.inquiry.again(changed, f"set by the scenario {scenario.name}")
        for name in FIGURES:
            if name in world.formulas:
                world.figure(name)
        told = {(problem.what, problem.found): problem for problem in reversed(world.problems)}
        for problem in reversed(told.values()):
            if (problem.key, problem.what) not in known:
                path = _path_of_cause(key, scenario, problem.found)
                yield _problem(story, path, problem.what, problem.found, "correct it")


def _path_of_cause(key: str, scenario: Scenario, found: str) -> Path:
    """The input of the scenario that the contradiction names; the scenario itself where it names none."""
    for part in ("set", "shock"):
        for name in getattr(scenario, part):
            if f"{name} = " in found:
                return key, part, name
    return (key,)


def outlook_is_there(story: Story) -> Iterator[Problem]:
    """All that a scenario leads to rests on the outlook."""
    edition = story.now.assumptions.edition
    if edition.scenarios and not edition.outlook.model_fields_set:
        what = "lead to nothing without the section outlook"
        yield _problem(story, (), what, "", "fill in outlook, or take the scenarios out")


def _rate(value: float) -> str:
    return formats.trimmed(formats.text(value, Style("rate", 4), ""))


def _problem(  # noqa: PLR0913 - what a problem is made of
    story: Story, path: Path, what: str, found: str, advice: str, *, severity: Severity = "error"
) -> Problem:
    whole: Path = ("scenarios", *path)
    position = story.now.assumptions.edition_document.key_position(whole)
    return Problem(position, dotted(whole), what, found, advice, "consistency", severity)
