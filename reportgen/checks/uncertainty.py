"""A simulation and its grid must be possible: distributions, correlations, outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen import uncertainty
from reportgen.assumptions.yaml_document import dotted
from reportgen.problems import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.assumptions.yaml_document import Path
    from reportgen.model import Story


def distributions_are_possible(story: Story) -> Iterator[Problem]:
    """Each distribution has the parameters it needs, and they make one."""
    for name, declared in story.now.assumptions.edition.simulation.inputs.items():
        try:
            uncertainty.distribution(declared)
        except ValueError as error:
            yield _problem(story, ("simulation", "inputs", name), str(error))


def correlations_are_possible(story: Story) -> Iterator[Problem]:
    """No two inputs can go with a third and against each other beyond a limit."""
    declared = story.now.assumptions.edition.simulation
    if declared.correlations:
        try:
            uncertainty.correlation(declared)
        except ValueError as error:
            yield _problem(story, ("simulation", "correlations"), str(error))


def outputs_exist(story: Story) -> Iterator[Problem]:
    """What is simulated and tabulated is a figure of the edition."""
    edition, figures = story.now.assumptions.edition, story.now.figures
    for section, declared in (
        ("simulation", edition.simulation),
        ("sensitivity", edition.sensitivity),
    ):
        if declared.output not in figures and "output" in declared.model_fields_set:
            yield _problem(
                story, (section, "output"), "no figure of this name", f"'{declared.output}'",
                nearest(declared.output, tuple(figures.figures)),
            )  # fmt: skip


def grid_rises(story: Story) -> Iterator[Problem]:
    """An axis runs from a low to a high end, and two axes are two inputs."""
    declared = story.now.assumptions.edition.sensitivity
    for side in ("rows", "columns"):
        axis = getattr(declared, side)
        if axis and axis.low >= axis.high:
            found = f"{axis.low:g} to {axis.high:g}"
            what = "must run from a low to a high end"
            yield _problem(story, ("sensitivity", side), what, found, "swap the two")
    if declared.rows and declared.columns and declared.rows.input == declared.columns.input:
        what = "is the input of the rows already"
        found = f"'{declared.columns.input}'"
        yield _problem(story, ("sensitivity", "columns", "input"), what, found, "name another one")
    for name, ends in declared.tornado.items():
        if ends.low >= ends.high:
            found = f"{ends.low:g} to {ends.high:g}"
            what = "must run from a low to a high end"
            yield _problem(story, ("sensitivity", "tornado", name), what, found, "swap the two")


def _problem(
    story: Story, path: Path, what: str, found: str = "", advice: str = "correct it"
) -> Problem:
    position = story.now.assumptions.edition_document.key_position(path)
    return Problem(position, dotted(path), what, found, advice, "consistency")
