"""A real repository to commit to, with moments that tests choose."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST_DAY = 1_767_268_800  # 1 January 2026, noon UTC
DAY = 86_400
LAST_DAY = FIRST_DAY + 500 * DAY


@dataclass(slots=True)
class Repository:
    """A repository in a folder; each commit is a day after the one before."""

    root: Path
    days: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def git(self, *words: str, given: str = "") -> str:
        """Run git and give back what it says."""
        moment = f"{FIRST_DAY + self.days * DAY} +0000"
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.root), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, **self.environment,
        }  # fmt: skip
        for role in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{role}_NAME": "A", f"GIT_{role}_EMAIL": "a@example.org"}
        options = ["-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always"]
        told = subprocess.run(
            ["git", *options, *words],  # noqa: S607 - the git that is tested is the one in the path
            cwd=self.root, env=environment, check=True, capture_output=True, text=True, input=given,
        )  # fmt: skip
        return told.stdout.strip()

    def write(self, path: str, text: str) -> None:
        """Write a file, with line feeds as they are."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())

    def commit(self) -> str:
        """Commit everything that lies in the folder; gives the commit's name."""
        self.days += 1
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")
        return self.git("rev-parse", "HEAD")

    def append_rows(self, path: str, text: str, rows: list[str]) -> None:
        """A commit for each row that comes to a file, all in one go."""
        commits = []
        for number, row in enumerate(rows):
            text += row
            commits.append(
                f"commit refs/heads/main\ncommitter A <a@example.org> {LAST_DAY + number} +0000\n"
                f"data 1\nx\n{'' if number else 'from refs/heads/main^0'}\n"
                f"M 100644 inline {path}\ndata {len(text)}\n{text}\n"
            )
        stream = "".join(commits).replace("data 1\nx\n\n", "data 1\nx\n")
        self.git("fast-import", "--quiet", given=stream)
        self.git("reset", "--quiet", "--hard")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    made = Repository(tmp_path / "work space é")
    made.root.mkdir()
    made.git("init", "--quiet")
    return made


@pytest.fixture
def another(tmp_path: Path) -> Callable[[str], Repository]:
    """A further folder for git."""

    def lay_out(name: str) -> Repository:
        made = Repository(tmp_path / name, days=100)
        made.root.mkdir()
        return made

    return lay_out
