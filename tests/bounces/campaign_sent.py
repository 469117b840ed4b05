"""A campaign as the ledger has it after a run, with marks that the mails beside this file bear."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from reportgen.cli.mail.bounces import command as bounces
from reportgen.cli.mail.resolve import command as resolve
from reportgen.delivery.bounces.matching import Letters
from reportgen.delivery.identity import Key
from reportgen.delivery.ledger.campaign import Campaign
from reportgen.delivery.ledger.machine import this_machine
from reportgen.delivery.ledger.opening import create, open_ledger
from reportgen.delivery.ledger.rows import Row
from reportgen.delivery.places import Places, owned
from reportgen.delivery.reconciling import KEY as KEYS_OWN
from reportgen.delivery.states import State
from reportgen.delivery.suppression import Suppressions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from click.testing import Result

    from reportgen.delivery.suppression import Suppressed

MAIL = Path(__file__).parent / "mail"
KEY = Key(bytes(range(32)))
IDENTITY = "1a2b3c4d" * 8
PLAN = "1a2b3c4d"
#: To whom the mails beside this file were written.
PEOPLE = (
    "gone@remote.example", "full@remote.example", "policy@remote.example", "bare@remote.example",
    "slow@remote.example", "jörg@dead.example", "ann@soft.example", "ann@ok.example",
    "ann@dead.example", "ann@nowhere.example", "erik@corp.example", "gina@gmail.example",
    "emil@exim.example", "sara@ses.example", "vera@away.example", "nils@bare.example",
    "tom@text.example", "abby@spam.example",
)  # fmt: skip


def row_of(number: int, address: str, state: State = State.ACCEPTED) -> Row:
    marks = KEY.marks(IDENTITY, address.casefold(), "halden.example")
    return Row(
        number=number, person=KEY.person(address.casefold()), email=address, address=address,
        name=address.partition("@")[0].title(), smtputf8=not address.isascii(), token=marks.token,
        message_id=marks.message_id, sender=f"bounces+{marks.token}@halden.example", sha256="",
        size=0, personal="", attachment="", tail=0, state=state,
    )  # fmt: skip


def letters(*people: str) -> Letters:
    """The messages to these people, to all of them where none is named."""
    rows = [row_of(number, each) for number, each in enumerate(people or PEOPLE, start=1)]
    return Letters(IDENTITY, rows, KEY)


def mail(name: str, *edits: tuple[str, str]) -> bytes:
    """A mail beside this file with words changed that have to stand in it."""
    text = (MAIL / f"{name}.eml").read_text("utf-8")
    for old, new in edits:
        assert old in text, f"{old!r} does not stand in {name}.eml"
        text = text.replace(old, new)
    return text.encode()


def now() -> dt.datetime:
    return dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Office:
    """A workspace, a user's own places, and the plan 1a2b3c4d in them."""

    folder: Path

    @cached_property
    def places(self) -> Places:
        return Places.of(self.environment)

    @property
    def workspace(self) -> Path:
        return self.folder / "work"

    @property
    def environment(self) -> Mapping[str, str]:
        return {
            "HOME": str(self.folder),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_DATA_HOME": str(self.folder / "data"),
        }

    def lay_out(self, states: Mapping[str, State]) -> None:
        (self.workspace / "assumptions").mkdir(parents=True)
        owned(self.places.state)
        self.places.key.write_bytes(KEY.secret)
        self.places.key.chmod(0o600)
        folder = self.places.campaign(IDENTITY)
        campaign = Campaign(
            identity=IDENTITY, edition="lykke/2026Q2", subject="Briefing 2026Q2",
            sender="research@halden.example", date="2026-11-23T09:00:00+00:00",
            planned="2026-11-23T08:59:00+00:00", pdf="output/x.pdf", pdf_sha256="", settings="{}",
            way="smtp", recipients="", tags="", ledger="7", machine=this_machine().identity,
            place=str(folder.resolve()), key_mark=KEY.person(KEYS_OWN),
            workspace=str(self.workspace.resolve()), runs=1,
        )  # fmt: skip
        rows = [
            replace(row_of(number, each), state=state)
            for number, (each, state) in enumerate(states.items(), start=1)
        ]
        create(folder, campaign, rows, now).__exit__()

    def bounces(self, *words: str, **environment: str) -> Result:
        return self._run(bounces, PLAN, *words, **environment)

    def resolve(self, *words: str, **environment: str) -> Result:
        return self._run(resolve, PLAN, *words, **environment)

    def _run(self, command: object, *words: str, **environment: str) -> Result:
        words = (*words, "--workspace", str(self.workspace))
        return CliRunner().invoke(
            command,  # type: ignore[arg-type]
            words,
            env={**self.environment, **environment},
            catch_exceptions=False,
        )

    def row(self, address: str) -> Row:
        with open_ledger(self.places, PLAN, this_machine(), now) as ledger:
            found = ledger.row_by_person(KEY.person(address))
        assert found is not None
        return found

    def events(self, address: str) -> list[tuple[str, str]]:
        number = self.row(address).number
        with open_ledger(self.places, PLAN, this_machine(), now) as ledger:
            return [(kind, text) for _, kind, text in ledger.events(number)]

    def suppressed(self) -> tuple[Suppressed, ...]:
        with Suppressions(self.places.suppressed, KEY) as list_:
            return list_.all()
