"""The commands as a user types them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.cli import group

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int


@pytest.fixture(scope="session")
def reportgen() -> Callable[..., Answer]:
    """Run a command in this process; what is no exit code of click's goes on to the test."""

    def run(*words: object) -> Answer:
        found = CliRunner().invoke(
            group, [str(word) for word in words], prog_name="reportgen", catch_exceptions=False
        )
        return Answer(found.stdout, found.stderr, found.exit_code)

    return run
