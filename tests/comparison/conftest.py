"""An analyst's repository with invented companies in it, and the command that tells what differs."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from reportgen.cli import group
from tests.conftest import COMPANIES, Desk
from tests.evidence.conftest import Repository, another

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["another"]

SKARV = "skarv/2025Q4"
PRICE = "share_price: {value: 78.40, source: oslo-closes"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command printed, and how it ended."""

    out: str
    err: str
    code: int

    @property
    def data(self) -> dict[str, Any]:
        """Its output as a program reads it: nothing but JSON may stand there."""
        read: dict[str, Any] = json.loads(self.out, parse_constant=pytest.fail)
        return read

    @property
    def headlines(self) -> dict[str, Any]:
        """The headline figures of its JSON by name."""
        return {each["figure"]: each for each in self.data["headline_figures"]}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A repository of assumption files: edit them, commit them, ask what differs."""

    repository: Repository

    @property
    def desk(self) -> Desk:
        """The files as they lie in the folder."""
        return Desk(self.repository.root)

    def git(self, *words: str) -> str:
        """Run git."""
        return self.repository.git(*words)

    def add(self, company: str) -> None:
        """Lay out a company's files."""
        shutil.copytree(COMPANIES[company], self.desk.file(company))

    def replace(self, name: str, old: str, new: str) -> int:
        """Put `new` where `old` stands, in one place below assumptions/; the line on which it begins."""
        return self.desk.replace(name, old, new)

    def commit(self, title: str, author: str = "Ann") -> str:
        """Commit all that lies in the folder."""
        self.repository.days += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--author", f"{author} <x@example.org>", "--message", title)
        return self.git("rev-parse", "HEAD")

    def price(self, price: str, title: str = "", author: str = "Ann") -> int:
        """Write Skarv's share price, and commit it where there is a title; the line on which it stands."""
        path = self.desk.file(f"{SKARV}/edition.yaml")
        before, sign, after = path.read_text("utf-8").partition("  share_price: {value: ")
        assert sign
        path.write_text(f"{before}{sign}{price}{after[after.index(',') :]}", "utf-8")
        if title:
            self.commit(title, author)
        return before.count("\n") + 1

    def diff(self, *words: str) -> Answer:
        """Ask what differs."""
        return asked(self.repository.root, *words)

    def json(self, *words: str) -> Answer:
        """The same for programs."""
        return self.diff("--format", "json", *words)


def asked(root: Path, *words: str) -> Answer:
    """Ask in a folder what differs; what is no exit code of click's goes on to the test."""
    command = ["diff", "--workspace", str(root), *words]
    found = CliRunner().invoke(group, command, prog_name="reportgen", catch_exceptions=False)
    return Answer(found.stdout, found.stderr, found.exit_code)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """A repository with Skarv in it, whose share price is 78.40."""
    made = Repository(tmp_path / "shelf")
    made.root.mkdir()
    made.git("init", "--quiet")
    found = Shelf(made)
    found.add("skarv")
    found.commit("Skarv as it is")
    return found


def text(answer: Answer) -> str:
    """What it printed without its line breaks."""
    return " ".join(answer.out.split())
