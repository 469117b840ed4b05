"""Plans of a few short messages, frozen as real ones are, for tests of what happens to them."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.assumptions.addresses import parsed
from reportgen.assumptions.workspace import Workspace
from reportgen.delivery import freezing
from reportgen.delivery.errand import Desk
from reportgen.delivery.identity import Key, campaign_identity, key_in
from reportgen.delivery.ledger.campaign import Campaign
from reportgen.delivery.ledger.machine import Machine
from reportgen.delivery.ledger.opening import open_ledger
from reportgen.delivery.message import Message
from reportgen.delivery.places import Places
from reportgen.delivery.planning import Planned, Sealed, is_settled, numbers
from reportgen.delivery.recipients import Recipient
from reportgen.delivery.reconciling import KEY
from reportgen.problems import Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.delivery.ledger.book import Ledger

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
HERE = Machine("this machine")
THERE = Machine("another machine")


def recipient(email: str, name: str = "Ann") -> Recipient:
    address = parsed(email)
    return Recipient(
        email, address.address, address.key, name, address.smtputf8, Position("recipients.csv", 2)
    )


@dataclass
class Clock:
    """A clock that stands until it is set."""

    moment: dt.datetime = MONDAY

    def __call__(self) -> dt.datetime:
        return self.moment


@dataclass
class Office:
    """A workspace, its owner's own places, and the plans made there."""

    root: Path
    machine: Machine = HERE
    clock: Clock = field(default_factory=Clock)
    name: str = "workspace"

    @property
    def desk(self) -> Desk:
        places = Places(self.root / "state", self.root / "data")
        return Desk(Workspace(self.root / self.name), places, self.machine, self.clock)

    @property
    def key(self) -> Key:
        return key_in(self.desk.places)

    def campaign(self, text: str = "Q2") -> Campaign:
        (self.root / self.name).mkdir(parents=True, exist_ok=True)
        return Campaign(
            identity=campaign_identity(text.encode()), edition="amazon/2026Q2", subject=text,
            sender="House <house@firm.example>", date=MONDAY.isoformat(), planned=MONDAY.isoformat(),
            pdf="output/briefing.pdf", pdf_sha256="0" * 64, settings="{}", way="smtp",
            recipients="recipients.csv", tags="", ledger=f"ledger of {text}",
            machine=self.machine.identity, place="", key_mark=self.key.person(KEY),
            workspace=str((self.root / self.name).resolve()),
        )  # fmt: skip

    def plan(
        self, *people: Recipient | str, text: str = "Q2", supersede: bool = False, lost: str = ""
    ) -> Planned:
        """Freeze a short message for each; `lost` is what a ledger made anew would be called."""
        named = [one if isinstance(one, Recipient) else recipient(one) for one in people]
        marks = {self.key.person(one.key): one for one in named}
        wanted = self.campaign(text)
        wanted = replace(wanted, ledger=lost or wanted.ledger)
        with freezing.drawer(self.desk, self.key, wanted, supersede=supersede) as drawer:
            rows = drawer.ledger.rows()
            copies = numbers(rows, marks)
            settled = {row.person for row in rows if is_settled(row)}
            drafts = [
                self.sealed(copies[mark], mark, one, wanted)
                for mark, one in marks.items()
                if mark not in settled
            ]
            return drawer.freeze(drafts, tuple(marks))

    def sealed(self, number: int, mark: str, reader: Recipient, campaign: Campaign) -> Sealed:
        marks = self.key.marks(campaign.identity, reader.key, "firm.example")
        head = f"To: {reader.address}\r\nSubject: {campaign.subject}\r\n\r\nDear {reader.name}\r\n"
        message = Message(
            "house@firm.example",
            reader.address,
            reader.smtputf8,
            head.encode(),
            b"JVBERi0=\r\n",
            b"\r\n",
        )
        return Sealed(number, mark, reader, marks, message)

    @contextmanager
    def ledger(self, text: str = "Q2") -> Iterator[Ledger]:
        identity = self.campaign(text).identity
        desk = self.desk
        with open_ledger(desk.places, identity[:8], desk.machine, desk.clock) as ledger:
            yield ledger

    def folder(self, text: str = "Q2") -> Path:
        return self.desk.places.campaign(self.campaign(text).identity)
