"""Inputs that cannot all be true."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.model import Story
    from reportgen.problems import Problem


#: What is wrong with a probability is told where the scenarios stand (`checks/scenarios`).
TOLD_ELSEWHERE = (
    "probability_weighted_market_cap",
    "probability_weighted_price",
    "remaining_scenarios_market_cap",
)


def inputs_contradict(story: Story) -> Iterable[Problem]:
    """What the figures' guards call an error: a price of zero, a share above 100%.

    Several figures may rest on the same input: what is wrong with it is told once.
    """
    first: dict[tuple[object, str, str], Problem] = {}
    for problem in story.now.figures.problems:
        if problem.key in TOLD_ELSEWHERE and ".probability = " in problem.found:
            continue
        first.setdefault((problem.position, problem.what, problem.found), problem)
    return first.values()
