"""Servers for the tests of faults, started once for all of a process's tests."""

from __future__ import annotations

import fcntl
import os
from typing import TYPE_CHECKING

import pytest

from tests.faults.mailing import MOST, Mailing, planned
from tests.servers.postfix import private_postfix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.servers.postfix import Postfix


@pytest.fixture(scope="session")
def postfix() -> Iterator[Postfix]:
    """A Postfix that runs as it is; whoever changes its settings or stops it starts one of his own."""
    with private_postfix() as server:
        yield server


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Mailing:
    """A plan for as many people as the longest test mails, made by one of all processes; nobody sends it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (shared / "plan.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = shared / "plan"
        if (made / "name").exists():
            return Mailing(made, (made / "name").read_text("utf-8"))
        plan = planned(made, [f"Person {number}" for number in range(MOST)])
        (made / "name").write_text(plan.plan, "utf-8")
        return plan


@pytest.fixture
def mailing(plan: Mailing, tmp_path: Path) -> Callable[..., Mailing]:
    """A plan of one's own for so many people, made only once; with `fault` for that one besides."""

    def take(most: int, *, fault: bool = False) -> Mailing:
        return plan.copy(tmp_path / "mailing", most, fault=fault)

    return take
