"""A company in a real repository, of which one edition is published, or two; copies of it to change."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.cli import group
from tests.conftest import COMPANIES
from tests.evidence.conftest import Repository

if TYPE_CHECKING:
    from pathlib import Path

COMPANY = "assumptions/nordvind"
RECORD = f"{COMPANY}/2025Q3/published.yaml"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


@dataclass(frozen=True, slots=True)
class House:
    """A workspace in git: change its files, commit, and ask reportgen."""

    repository: Repository

    @property
    def root(self) -> Path:
        return self.repository.root

    def file(self, name: str) -> Path:
        return self.root / COMPANY / name

    def commit(self) -> str:
        return self.repository.commit()

    def write(self, name: str, text: str) -> None:
        self.file(name).write_text(text, "utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.file(name).read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {name}"
        self.write(name, text.replace(old, new, 1))

    def append(self, name: str, text: str) -> None:
        self.write(name, self.file(name).read_text("utf-8") + text)

    def reportgen(self, *words: str) -> Answer:
        said = [*words, "--workspace", str(self.root)]
        told = CliRunner().invoke(group, said, prog_name="reportgen", catch_exceptions=False)
        return Answer(told.stdout, told.stderr, told.exit_code)

    def check(self, edition: str = "") -> list[str]:
        """What `reportgen check` tells, a line each, without the company's folder."""
        answer = self.reportgen("check", *([edition] if edition else []))
        lines = answer.err.replace(f"{COMPANY}/", "").splitlines()
        return [line for line in lines if not line.endswith((" problem.", " problems."))]

    def publish(self, edition: str, *more: str) -> Answer:
        return self.reportgen("publish", edition, "--date", "2026-03-02", *more)

    def note(self, covers: str, *, key: str = "backlog", more: str = "") -> None:
        """Add a note on a correction to corrections.yaml."""
        text = (
            f"{key}:\n  date: 2026-03-09\n  by: Nils Berg\n  what: The author was named wrongly\n"
            f"  why: A slip of the pen.\n  covers: {{{covers}}}\n{more}"
        )
        path = self.file("corrections.yaml")
        self.write("corrections.yaml", (path.read_text("utf-8") if path.exists() else "") + text)

    def covers(self, told: list[str]) -> str:
        """What `reportgen check` says that a note has to cover, of every edition that it names."""
        found = {line.partition("covers: {")[2].rpartition("}")[0] for line in told}
        return ", ".join(sorted(found - {""}))


def laid_out(root: Path) -> House:
    """The company with both its editions approved, in one commit."""
    repository = Repository(root)
    repository.git("init", "--quiet")
    house = House(repository)
    shutil.copytree(COMPANIES["nordvind"], root / COMPANY)
    house.replace("2025Q4/edition.yaml", "status: draft", "status: approved")
    house.replace("2025Q4/edition.yaml", "reviewer: null", "reviewer: Nils Berg")
    repository.write(".gitignore", "output/\n")
    house.commit()
    return house


def copied(house: House, root: Path) -> House:
    """A copy that may be changed, where commits go on."""
    shutil.copytree(house.root, root)
    return House(Repository(root, days=house.repository.days + 10))


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> House:
    """2025Q3 is published and committed; nobody may change this one."""
    house = laid_out(tmp_path_factory.mktemp("published"))
    assert house.publish("nordvind/2025Q3").code == 0
    house.commit()
    return house


@pytest.fixture(scope="session")
def second(first: House, tmp_path_factory: pytest.TempPathFactory) -> House:
    """2025Q4 is published as well; nobody may change this one."""
    house = copied(first, tmp_path_factory.mktemp("both") / "work")
    answer = house.publish("nordvind/2025Q4")
    assert answer.code == 0, answer.err
    house.commit()
    return house


@pytest.fixture
def fresh(tmp_path: Path) -> House:
    """Nothing is published yet."""
    root = tmp_path / "work"
    root.mkdir()
    return laid_out(root)


@pytest.fixture
def one(first: House, tmp_path: Path) -> House:
    """A copy of the company of which 2025Q3 is published."""
    return copied(first, tmp_path / "work")


@pytest.fixture
def both(second: House, tmp_path: Path) -> House:
    """A copy of the company of which 2025Q3 and 2025Q4 are published."""
    return copied(second, tmp_path / "work")
