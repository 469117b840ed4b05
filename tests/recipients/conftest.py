"""A workspace of its own, with a home that nobody else uses, and the commands called in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from reportgen.cli.mail import command
from reportgen.delivery.places import Places

if TYPE_CHECKING:
    from pathlib import Path

MAIL = "sender: research@halden.example\nserver: {host: smtp.halden.example, tls: starttls}\n"
PEOPLE = "email,name,tags\nann@halden.example,Ann,board\nbob@halden.example,Bob,\n"

Mail = Callable[..., Result]


@dataclass(frozen=True, slots=True)
class Office:
    """A workspace with mail.yaml, and the places of its user."""

    root: Path
    places: Places

    def write(self, name: str, text: str) -> Path:
        """Put a file into the workspace."""
        file = self.root / name
        file.write_text(text, "utf-8")
        return file

    def fill_in(self, people: str = PEOPLE) -> Path:
        """Write the user's recipients file."""
        self.places.data.mkdir(parents=True, exist_ok=True)
        self.places.recipients.write_text(people, "utf-8")
        return self.places.recipients


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    home = tmp_path / "home"
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    root = tmp_path / "work"
    (root / "assumptions").mkdir(parents=True)
    office = Office(root, Places.of({"HOME": str(home)}))
    office.write("mail.yaml", MAIL)
    monkeypatch.chdir(root)
    return office


@pytest.fixture
def mail(office: Office) -> Mail:
    """`mail("check", "--json")`: what the command answers; faults of ours are raised."""
    del office
    return lambda *words: CliRunner().invoke(
        command, [str(w) for w in words], catch_exceptions=False
    )
