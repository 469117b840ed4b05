"""Every sentence of the corpus that the prose linter refuses tells its own problem, in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from error_cases import HERE, Case, read_cases

from reportgen import pipeline
from reportgen.problems import ProblemsError, in_order

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk

CASES = [case for path in sorted((HERE / "prose").glob("*.cases")) for case in read_cases(path)]
EDITION = "nordvind/2025Q4"
COMPANY = "assumptions/nordvind/"


def told(case: Case, desk: Desk) -> list[str]:
    """What is told of the prose of Nordvind's newest edition when a case has been applied to it."""
    for change in case.changes:
        change.apply(desk.root / COMPANY)
    try:
        problems, _ = pipeline.check(desk.read(EDITION))
    except ProblemsError as error:
        problems = error.problems
    of_prose = [each for each in in_order(problems) if each.position.path.endswith("briefing.md")]
    return [str(problem).replace(COMPANY, "") for problem in of_prose]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_sentence_tells_its_problem_and_nothing_else(
    case: Case, desk: Callable[..., Desk]
) -> None:
    assert told(case, desk("nordvind")) == case.told


def test_the_prose_that_the_cases_change_is_right(desk: Callable[..., Desk]) -> None:
    assert told(Case("nothing"), desk("nordvind")) == []


def test_no_two_cases_have_one_name() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) >= 15
