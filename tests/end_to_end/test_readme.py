"""The README is always true: its commands run, its links lead somewhere, its sentence is the house's."""

from __future__ import annotations

import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import reportgen
from reportgen import pipeline
from tests.evidence.conftest import Repository

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
    committed(root)
    assert len(COMMANDS) >= 6
    for command in COMMANDS:
        words = [word.replace("2025Q4", "2026Q2") for word in shlex.split(command)[1:]]
        words = ["amazon/2026Q2" if word == "amazon" else word for word in words]
        run = watched if words[0] == "preview" else ended
        code, told = run([sys.executable, "-m", "reportgen", *words], root)
        owes = words == ["check"] or words[0] == "publish"  # the shipped editions are drafts
        assert code == (1 if owes else 0), f"{command}\n{told}"
        assert "Traceback" not in told


def committed(root: Path) -> None:
    """The folder as a repository with a branch `main`, which commands may ask for."""
    repository = Repository(root)
    repository.write(".gitignore", "output/\n")
    repository.git("init", "--quiet")
    repository.commit()


def ended(command: list[str], root: Path) -> tuple[int, str]:
    """A command that ends by itself: its exit code and what it told beside its output."""
    done = subprocess.run(command, check=False, cwd=root, capture_output=True, text=True)
    return done.returncode, done.stderr


def watched(command: list[str], root: Path) -> tuple[int, str]:
    """A command that serves until it is interrupted, as soon as it has said where."""
    with subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as serving:
        assert serving.stdout is not None
        said = serving.stdout.readline()
        serving.send_signal(signal.SIGINT)
        said += serving.stdout.read()
        assert "http://127.0.0.1:" in said
        return serving.wait(timeout=30), said


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
