"""Where delivery keeps what it must not forget: outside the workspace, for its owner's eyes only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OWNER_ONLY = 0o700


@dataclass(frozen=True, slots=True)
class Places:
    """`state` holds ledgers, the key and the suppressed; `data` the recipients unless mail.yaml says else."""

    state: Path
    data: Path

    @staticmethod
    def of(environment: Mapping[str, str]) -> Places:
        """By the XDG base directory specification: $XDG_STATE_HOME and $XDG_DATA_HOME, or below the home."""
        home = Path(environment.get("HOME") or Path.home())
        state = environment.get("XDG_STATE_HOME") or home / ".local" / "state"
        data = environment.get("XDG_DATA_HOME") or home / ".local" / "share"
        return Places(Path(state) / "reportgen" / "mail", Path(data) / "reportgen")

    @property
    def recipients(self) -> Path:
        """The recipients file where mail.yaml names none."""
        return self.data / "recipients.csv"

    @property
    def key(self) -> Path:
        """The key of this person's marks; without it no address can be told from its mark."""
        return self.state / "key"

    @property
    def suppressed(self) -> Path:
        """Who must not be mailed."""
        return self.state / "suppressed.sqlite3"

    @property
    def campaigns(self) -> Path:
        """A folder for each campaign."""
        return self.state / "campaigns"

    def campaign(self, identity: str) -> Path:
        """The folder of one campaign."""
        return self.campaigns / identity[:16]


def owned(folder: Path) -> Path:
    """The folder, made where it is missing, readable by its owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ONLY)
    folder.chmod(OWNER_ONLY)
    return folder
