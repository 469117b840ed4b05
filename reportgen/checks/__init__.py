"""The house's rules, each a function from a story to problems; to add a rule is to add a function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.checks import contradictions, tripwires

if TYPE_CHECKING:
    from reportgen.model import Story
    from reportgen.problems import Problem

RULES = (
    contradictions.inputs_contradict,
    tripwires.figures_exist,
    tripwires.rules_cover_the_line,
    tripwires.dead_bands_are_numbers,
)


def check(story: Story) -> list[Problem]:
    """Every problem that any rule finds in the story's edition."""
    return [problem for rule in RULES for problem in rule(story)]
