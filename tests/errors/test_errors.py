"""Every broken file of the corpus tells its own problem, in full, and nothing else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from error_cases import COMPANY, HERE, Case, all_cases

from reportgen import checks, pipeline
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.problems import ProblemsError, in_order

if TYPE_CHECKING:
    from pathlib import Path

CASES = all_cases()


def told(case: Case, folder: Path) -> list[str]:
    """What reading and checking the newest edition tells when a case has been applied to base/."""
    shutil.copytree(HERE / "base", folder / COMPANY)
    for change in case.changes:
        change.apply(folder / COMPANY)
    try:
        story = pipeline.read(Workspace(folder), EditionName("lykke", "2026Q1"))
    except ProblemsError as error:
        problems = error.problems
    else:
        problems = in_order([*story.now.assumptions.warnings, *checks.check(story)])
    return [str(problem).replace(COMPANY, "") for problem in problems]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_broken_file_tells_its_problem_and_nothing_else(case: Case, tmp_path: Path) -> None:
    assert told(case, tmp_path) == case.told


def test_the_files_that_the_cases_break_are_right(tmp_path: Path) -> None:
    assert told(Case("nothing"), tmp_path) == []


def test_no_two_cases_have_one_name_and_there_are_many() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) > 60
