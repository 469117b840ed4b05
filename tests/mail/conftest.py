"""Plans for the tests of the commands that mail; the plan itself is the one that faults are tried on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.cli.mail import command
from tests.faults.conftest import mailing, plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from tests.faults.mailing import Mailing

__all__ = ["mailing", "plan"]


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`reportgen mail …` in this process, as somebody without a terminal types it."""

    def typed(where: Mailing, *words: str) -> Result:
        monkeypatch.chdir(where.desk)
        places = {
            "HOME": str(where.root),
            "XDG_STATE_HOME": str(where.root / "state"),
            "XDG_DATA_HOME": str(where.root / "data"),
        }
        return CliRunner(env=places).invoke(command, words, catch_exceptions=False)

    return typed
