"""What a ledger is about: one campaign, by its content, on one machine."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Campaign:
    """The line at the head of a ledger.

    `date` is the Date of every message and `planned` when it was frozen (both ISO 8601); `pdf` the file
    it was made from, as the user would type it; `settings` what mail.yaml said of the content;
    `way` how they leave: smtp, or eml:FOLDER, maildir:FOLDER, mbox:FILE;
    `recipients` the file they were read from, `tags` which of them; `ledger` a number of this ledger
    alone; `key_mark` tells whether the key is still the one its marks were made with,
    `workspace` where it was planned; `runs` how often
    sending began.
    """

    identity: str
    edition: str
    subject: str
    sender: str
    date: str
    planned: str
    pdf: str
    pdf_sha256: str
    settings: str
    way: str
    recipients: str
    tags: str
    ledger: str
    machine: str
    place: str
    key_mark: str
    workspace: str = ""
    runs: int = 0
    superseded_by: str = ""

    @property
    def plan(self) -> str:
        """What a user types to name it."""
        return self.identity[:8]


COLUMNS = tuple(field.name for field in fields(Campaign))
