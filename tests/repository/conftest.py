"""A real repository with a company in it, as `tests/evidence` makes them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.evidence.conftest import another, repository

if TYPE_CHECKING:
    from tests.evidence.conftest import Repository

__all__ = ["another", "repository"]

FOLDER = "assumptions/acme"
COMPANY = f"{FOLDER}/company.yaml"
EDITION = f"{FOLDER}/2026Q1/edition.yaml"
HISTORY = f"{FOLDER}/history.csv"
THEME = "templates/theme.yaml"
ENVIRONMENT = os.environ


def written(repository: Repository, author: str, title: str, **files: str) -> str:
    """A commit by somebody, a day after the one before; gives its name."""
    for path, text in files.items():
        repository.write(path, text)
    repository.days += 1
    repository.git("add", "--all")
    repository.git(
        "commit", "--quiet", "--allow-empty", "--author", f"{author} <x@example.org>", "--message", title
    )  # fmt: skip
    return repository.git("rev-parse", "HEAD")


@pytest.fixture
def past(repository: Repository) -> Repository:
    """Three commits: Ann lays out the files, Ben raises the price, Cleo adds a quarter."""
    first = {COMPANY: "name: Acme\n", EDITION: "price: 10\nmargin: 61%\nshares: 5\n"}
    rest = {HISTORY: "quarter,sales\n2025Q4,7\n", THEME: "name: House\n", "README.md": "x\n"}
    written(repository, "Ann", "Start of Acme", **first, **rest)
    written(repository, "Ben", "A higher price", **{EDITION: "price: 12\nmargin: 61%\nshares: 5\n"})
    written(repository, "Cleo", "The quarter", **{HISTORY: "quarter,sales\n2025Q4,7\n2026Q1,8\n"})
    return repository
