"""A briefing on either paper and fifty copies of it, each stamped for somebody else."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.assumptions.theme import house_theme
from reportgen.cli import group
from reportgen.documents.pdf import Press
from reportgen.documents.stamp import Stamp
from reportgen.documents.stamp.machine_fonts import machine_fonts
from reportgen.documents.stamp.stamping import Stampable
from reportgen.documents.stamp.strips import strips
from reportgen.problems import Position
from tests.conftest import COMPANIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.documents.stamp.machine_fonts import MachineFont
    from reportgen.documents.stamp.strips import Strip

GIVEN = ("Jane", "Łukasz", "Zoë", "Ελένη", "Никола")
FAMILY = ("Doe", "O’Neill", "Nguyễn", "Παπά", "Петров", "d’Ávila", "Ström", "Çelik", "Ó Sé", "Li")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with an edition of a company."""
    root = tmp_path_factory.mktemp("stamped")
    shutil.copytree(COMPANIES["nordvind"], root / "assumptions" / "nordvind")
    return root


def _printed(root: Path, *more: str) -> bytes:
    words = ["build", "nordvind/2025Q3", "--workspace", str(root), *more]
    told = CliRunner().invoke(group, words, catch_exceptions=False)
    assert told.exit_code == 0, told.stderr
    return (root / told.stdout.splitlines()[-1]).read_bytes()


@pytest.fixture(scope="session")
def briefing(built: Path) -> bytes:
    """The edition's briefing on A4."""
    return _printed(built)


@pytest.fixture(scope="session")
def on_letter(built: Path) -> bytes:
    """The same on US Letter."""
    return _printed(built, "--paper", "letter")


@pytest.fixture(scope="session")
def fonts() -> tuple[MachineFont, ...]:
    """What letters there are here besides the house's."""
    return machine_fonts()


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """One process that prints for all."""
    with Press() as running:
        yield running


@pytest.fixture(scope="session")
def fifty(press: Press) -> Mapping[Stamp, Strip]:
    """A strip for each of fifty people, all names of letters that the house has."""
    people = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    wanted = {
        Stamp(name, number): Position("recipients.csv", number + 1)
        for number, name in enumerate(people, start=1)
    }
    made = strips(wanted, house_theme(), (), press)
    return {strip.stamp: strip for strip in made}


@pytest.fixture(scope="session")
def stampable(briefing: bytes) -> Stampable:
    """The briefing on A4, ready to be stamped."""
    return Stampable.of(briefing)
