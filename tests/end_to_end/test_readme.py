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
from tests.servers.faulty import FaultyServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Desk

PROJECT = Path(__file__).parents[2]
README = (PROJECT / "README.md").read_text("utf-8")
COMMANDS = [
    line.partition("#")[0].strip()
    for line in re.findall(r"^    (reportgen .*)$", README, re.MULTILINE)
]
SENTENCE = "formulas turn them into figures; figures are drawn as charts"


#: What a user fills in after `reportgen mail init`.
MAIL = """\
sender: Halden <research@halden.example>
server: {{host: 127.0.0.1, port: {}, tls: none, rate: 5/s}}
"""
PEOPLE = "email,name\n" + "".join(f"p{n}@fund.example,Person {n}\n" for n in range(1, 8))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FaultyServer]:
    with FaultyServer(tmp_path / "truth") as running:
        yield running


@pytest.mark.slow
def test_every_command_of_the_readme_runs_in_its_order(
    desk: Callable[..., Desk], server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`new` leaves an edition that owes its figures, so what follows is asked of the one before."""
    root = desk("amazon").root
    committed(root)
    for place in ("XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(place, str(root / place))
    plan = "no plan yet"
    assert len(COMMANDS) >= 6
    for command in COMMANDS:
        words = [word.replace("2025Q4", "2026Q2") for word in shlex.split(command)[1:]]
        words = ["amazon/2026Q2" if word == "amazon" else word for word in words]
        words = [plan if word == "1a2b3c4d" else word for word in words]
        if words[:2] == ["mail", "send"]:
            words += ["--confirm", "SEND 5" if "--limit" in words else "SEND 2"]
        run = watched if words[0] == "preview" else ended
        code, told = run([sys.executable, "-m", "reportgen", *words], root)
        # The shipped editions are drafts; after the first five of seven two are pending.
        owes = words == ["check"] or words[0] == "publish"
        assert code == (1 if owes else 5 if "--limit" in words else 0), f"{command}\n{told}"
        assert "Traceback" not in told
        if words == ["mail", "init"]:
            (root / "mail.yaml").write_text(MAIL.format(server.port), "utf-8")
            (root / "XDG_DATA_HOME/reportgen/recipients.csv").write_text(PEOPLE, "utf-8")
        if words[:2] == ["mail", "plan"]:
            plan = re.findall(r"^Plan (\w+):", told, re.MULTILINE)[0]
    assert server.recipients == [f"p{n}@fund.example" for n in range(1, 8)]


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
