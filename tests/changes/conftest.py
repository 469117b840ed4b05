"""A bench for each edition that tests edit, laid out once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.changes.benches import Bench
from tests.conftest import COMPANIES, Desk

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Bench]:
    """A bench for an edition; the company's other editions are left away unless they are wanted."""
    known: dict[tuple[str, bool], Bench] = {}

    def lay_out(edition: str, *, editions: bool = False) -> Bench:
        if (edition, editions) not in known:
            company, _, quarter = edition.partition("/")
            root = tmp_path_factory.mktemp(company)
            folder = root / "assumptions" / company
            shutil.copytree(COMPANIES[company], folder)
            for other in [] if editions else folder.glob("20*"):
                if other.name != quarter:
                    shutil.rmtree(other)
            known[edition, editions] = Bench(Desk(root), edition)
        return known[edition, editions]

    return lay_out
