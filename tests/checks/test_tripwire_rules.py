"""Tripwires that watch nothing, or leave holes, are told where they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen import checks
from reportgen.checks import tripwires
from reportgen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk

FILE = "nordvind/company.yaml"
WIRE = "tripwires.storage_growth"


def told(files: Desk) -> list[str]:
    """What stops a build; what only makes a reader doubt has its own tests."""
    problems = checks.check(files.read("nordvind"))
    return [str(problem) for problem in problems if problem.severity == "error"]


def test_the_files_that_are_broken_below_are_right(desk: Callable[..., Desk]) -> None:
    assert told(desk("nordvind")) == []


@pytest.mark.parametrize("edition", ["2025Q3", "2025Q4", "2026Q1", "2026Q2"])
def test_the_shipped_files_keep_every_rule(desk: Callable[..., Desk], edition: str) -> None:
    problems = checks.check(desk("amazon").read(f"amazon/{edition}"))
    assert [problem for problem in problems if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ("figure: segment_growth", "figure: segment_grwth", f"{WIRE}.figure",
         "no figure of this name, found 'segment_grwth'; did you mean 'segment_growth'?"),
        ('">= 30%"', "more than 30%", f"{WIRE}.green",
         "cannot be read as a rule, found 'more than 30%'; write '>= 24%', '< 18%' or '18% to 24%'"),
        ('">= 30%"', '">= plenty"', f"{WIRE}.green", "cannot be read as a rule, found '>= plenty'"),
        ("amber: 20% to 30%", "amber: 30% to 20%", f"{WIRE}.amber",
         "cannot be read as a rule, found '30% to 20%'; the low end must be below the high end"),
        ("dead_band: 1pp", "dead_band: small", f"{WIRE}.dead_band", "cannot be read, found 'small'"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_key(
    desk: Callable[..., Desk], old: str, new: str, key: str, what: str
) -> None:
    files = desk("nordvind")
    line = files.replace(FILE, old, new)
    (fault,) = told(files)
    place, _, rest = fault.partition(f": {key}: ")
    assert place.startswith(f"assumptions/{FILE}:{line}:")
    assert rest.startswith(what)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("amber: 20% to 30%", "amber: 22% to 30%", "no rule covers values from 0.2 to 0.22"),
        ("amber: 20% to 30%", "amber: 10% to 30%", "two rules overlap at 0.1"),
        ('">= 30%"', '"> 30%"', "no rule covers 0.3 itself"),
    ],
)
def test_rules_that_do_not_cover_the_line_once_are_told_at_the_tripwire(
    desk: Callable[..., Desk], old: str, new: str, fault: str
) -> None:
    files = desk("nordvind")
    files.replace(FILE, old, new)
    text = files.file(FILE).read_text("utf-8")
    line = text[: text.index("  storage_growth:")].count("\n") + 1
    assert told(files) == [
        (
            f"assumptions/{FILE}:{line}:3: {WIRE}: green, amber and red must cover the line once: "
            f"{fault}; let one rule begin where the other ends"
        )
    ]


def hysteresis(files: Desk, band: str) -> list[str]:
    """What is told of a hysteresis written below the dead band, without its place."""
    line = files.replace(FILE, "dead_band: 1pp\n", f"dead_band: 1pp\n    hysteresis: {band}\n") + 1
    found = [str(p) for p in tripwires.hysteresis_is_narrower_than_amber(files.read("nordvind"))]
    place = f"assumptions/{FILE}:{line}:5: {WIRE}.hysteresis: "
    assert all(problem.startswith(place) for problem in found)
    return [problem.removeprefix(place) for problem in found]


@pytest.mark.parametrize("band", ["0.5pp", '"0"', "9.99%"])
def test_a_hysteresis_narrower_than_amber_is_right(desk: Callable[..., Desk], band: str) -> None:
    assert hysteresis(desk("nordvind"), band) == []


@pytest.mark.parametrize(
    ("band", "told_of_it"),
    [
        ("-1pp", "must not be negative, found '-1pp'; write how far a recovery must go beyond the line"),
        ("10pp", "must be smaller than the amber interval, found '10pp'; amber is 0.1 wide"),
        ("much", "cannot be read, found 'much'; not a number; write 4T, 364B, 1.4M, 12% or a plain"),
    ],
)  # fmt: skip
def test_a_hysteresis_that_is_no_band_is_told_at_its_key(
    desk: Callable[..., Desk], band: str, told_of_it: str
) -> None:
    (fault,) = hysteresis(desk("nordvind"), band)
    assert fault.startswith(told_of_it)


def test_beside_a_rule_that_cannot_be_read_only_that_is_told(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace(FILE, "amber: 20% to 30%", "amber: between")
    assert hysteresis(files, "10pp") == []


def test_all_faults_are_told_at_once(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.replace(FILE, "figure: segment_growth", "figure: segment_grwth")
    files.replace(FILE, "dead_band: 1pp", "dead_band: small")
    files.replace(FILE, '">= 30%"', "lots")
    assert len(told(files)) == 3


def test_a_contradiction_of_inputs_is_told_at_the_input(desk: Callable[..., Desk]) -> None:
    """Shares that shrink by more than all of them a year."""
    files = desk("nordvind")
    line = files.replace(
        "nordvind/2025Q4/edition.yaml", "share_count_growth: 0.3%", "share_count_growth: -120%"
    )
    problems = checks.check(files.read("nordvind"))
    (problem,) = (problem for problem in problems if problem.severity == "error")
    assert isinstance(problem, Problem)
    assert problem.position.path == "assumptions/nordvind/2025Q4/edition.yaml"
    assert (problem.position.line, problem.key, problem.stage) == (
        line, "horizon_shares", "consistency",
    )  # fmt: skip
    assert problem.what == "the share count cannot shrink by 100% a year or more"
    assert problem.found == "share_count_growth = −120%"
