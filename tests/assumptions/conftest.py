"""Companies for the tests of reading, each in a workspace of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportgen.assumptions.workspace import Workspace

TESTS = Path(__file__).parents[1]


@pytest.fixture
def nordvind(tmp_path: Path) -> Workspace:
    """A company with another currency, other segments, no peers, no consensus and no chips."""
    shutil.copytree(TESTS / "companies/nordvind", tmp_path / "assumptions/nordvind")
    return Workspace(tmp_path)


@pytest.fixture
def lykke(tmp_path: Path) -> Workspace:
    """A small company with a peer, options and chips."""
    shutil.copytree(TESTS / "errors/base", tmp_path / "assumptions/lykke")
    return Workspace(tmp_path)
