"""A claim may name its source: one of sources.yaml, which then counts as cited and as seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen import pipeline
from reportgen.assumptions.seen import seen_by
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk

EDITION = "nordvind/2025Q4"
SENTENCE = "The service company earned"
SOURCE = """
paper-of-the-day:
  title: A paper on Nordvind
  publisher: The Paper
  date: 2026-02-10
  address: https://example.org/paper
  tier: press
"""


def claimed(desk: Desk, published: str, source: str) -> int:
    """Put a claim into the prose; its line."""
    claim = (
        f'One paper has {{{{ claim("N-1", "{published}", required_upside, source="{source}") }}}}.'
    )
    return desk.replace(f"{EDITION}/briefing.md", SENTENCE, f"{claim} {SENTENCE}")


def of_prose(desk: Desk) -> list[str]:
    problems, _ = pipeline.check(desk.read(EDITION))
    return [str(problem) for problem in problems if problem.stage == "claims"]


def test_a_source_that_is_not_in_the_list_is_told_with_the_claim(
    desk: Callable[..., Desk],
) -> None:
    files = desk("nordvind")
    line = claimed(files, "45%", "paper-of-the-day")
    with pytest.raises(ProblemsError) as stopped:
        files.read(EDITION)
    (problem,) = stopped.value.problems
    assert str(problem).startswith(
        f"assumptions/{EDITION}/briefing.md:{line}:1: N-1: is not in sources.yaml, found 'paper-of-the-day'"
    )


def test_a_source_that_only_a_claim_cites_is_cited_and_seen(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    files.append("nordvind/sources.yaml", SOURCE)
    claimed(files, "45%", "paper-of-the-day")
    assert of_prose(files) == []
    seen = seen_by([told.assumptions for told in files.read(EDITION).all])
    (sources,) = [file for file in seen.files if file.path.endswith("sources.yaml")]
    assert "paper-of-the-day" in sources.text


def test_a_claim_with_a_source_is_recomputed(desk: Callable[..., Desk]) -> None:
    files = desk("nordvind")
    line = claimed(files, "38%", "stockholm-closes")
    assert of_prose(files) == [
        (
            f"assumptions/{EDITION}/briefing.md:{line}:1: N-1: the claim disagrees with Required upside, "
            "which is 45%, found '38%'; quote what the figure says, or drop the claim"
        )
    ]


def test_the_policy_widens_the_tolerance(desk: Callable[..., Desk]) -> None:
    """45% is 7 points above 38%, which is less than a fifth of it."""
    files = desk("nordvind")
    claimed(files, "38%", "stockholm-closes")
    files.replace("nordvind/company.yaml", "policy:\n", "policy:\n  claim_tolerance: 20%\n")
    assert of_prose(files) == []
