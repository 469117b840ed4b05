"""The README is always true: its commands run, its links lead somewhere, its sentence is the house's."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportgen
from reportgen import pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Desk

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text("utf-8")
COMMANDS = [
    line.partition("#")[0].strip()
    for line in re.findall(r"^    (reportgen .*)$", README, re.MULTILINE)
]
SENTENCE = "formulas turn them into figures; figures are drawn as charts"


@pytest.mark.slow
def test_every_command_of_the_readme_runs_in_its_order(desk: Callable[..., Desk]) -> None:
    """`new` leaves an edition that owes its figures, so what follows is asked of the one before."""
    root = desk("amazon").root
    assert len(COMMANDS) >= 6
    for command in COMMANDS:
        words = [
            word.replace("amazon/2025Q4", "amazon/2026Q2") for word in shlex.split(command)[1:]
        ]
        words = ["amazon/2026Q2" if word == "amazon" else word for word in words]
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", *words],
            check=False,
            cwd=root,
            capture_output=True,
            text=True,
        )
        owes = words == ["check"]
        assert done.returncode == (1 if owes else 0), f"{command}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_every_link_of_the_readme_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_the_sentence_of_the_house_stands_in_the_same_words_everywhere() -> None:
    places = {
        "package": reportgen.__doc__,
        "pipeline": pipeline.__doc__,
        "architecture": (PROJECT / "docs" / "architecture.md").read_text("utf-8"),
        "README": README,
    }
    missing = [
        name for name, text in places.items() if SENTENCE not in " ".join((text or "").split())
    ]
    assert missing == []
