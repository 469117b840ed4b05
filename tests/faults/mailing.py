"""A real plan in folders of its own, and the real command line to send it with."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from reportgen.delivery.ledger.dots import traces_in
from reportgen.delivery.ledger.machine import this_machine
from reportgen.delivery.ledger.opening import open_folder
from reportgen.delivery.states import STANDING, State
from tests.conftest import COMPANIES, PROJECT
from tests.servers.postfix import Arrival

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportgen.delivery.ledger.rows import Row

REPORTGEN = (sys.executable, "-m", "reportgen")
LAUNCHER = (sys.executable, "-m", "tests.faults.launcher")
MAIL = """\
sender: Halden Research <research@halden.example>
server: {{host: 127.0.0.1, port: {port}, tls: none, rate: {rate}{more}}}
stamp: {stamp}
"""
#: People of a plan that tests take theirs from, and the last of them: his address makes the server that
#: fails as told take the message and hang up without an answer. To any other server he is as all.
MOST = FAULT = 240
#: What `send` may still send: what a run that died left in the middle counts too.
TO_SEND = (State.PLANNED, State.DEFERRED, State.SENDING)


@dataclass(frozen=True)
class Mailing:
    """Everything lies below `root`: the workspace in `desk`, what delivery keeps in `state` and `data`."""

    root: Path
    plan: str = ""

    @property
    def desk(self) -> Path:
        """The workspace."""
        return self.root / "desk"

    @property
    def recipients(self) -> Path:
        """The recipients file."""
        return self.root / "data" / "reportgen" / "recipients.csv"

    @cached_property
    def folder(self) -> Path:
        """The campaign's folder."""
        (found,) = (self.root / "state/reportgen/mail/campaigns").iterdir()
        return found

    def to(self, port: int, *, rate: str = "unlimited", stamp: str = "none", **more: Any) -> None:  # noqa: ANN401
        """Mail through the server at this port of this machine."""
        rest = "".join(f", {name}: {json.dumps(value)}" for name, value in more.items())
        text = MAIL.format(port=port, rate=rate, stamp=stamp, more=rest)
        (self.desk / "mail.yaml").write_text(text, "utf-8")

    def write_recipients(self, names: Sequence[str]) -> None:
        """As many people as names, the n-th with the address p<n>@fund.example, but for FAULT."""
        places = {FAULT: "dotkeptfin"}
        lines = [
            f'{places.get(number, f"p{number}")}@fund.example,"{name}"\n'
            for number, name in enumerate(names, 1)
        ]
        self.recipients.parent.mkdir(parents=True, exist_ok=True)
        self.recipients.write_text("".join(["email,name\n", *lines]), "utf-8")

    def run(
        self, *words: str, program: Sequence[str] = REPORTGEN, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """A command of `reportgen mail`, to its end."""
        process = self.start(*words, program=program, **environment)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def start(
        self, *words: str, program: Sequence[str] = REPORTGEN, **environment: str
    ) -> subprocess.Popen[str]:
        """A command of `reportgen mail` that runs on its own."""
        return subprocess.Popen(
            [*program, "mail", *words],
            cwd=self.desk,
            env=self._environment(environment),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def send(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Send to all who may still be sent to, to its end."""
        program = LAUNCHER if environment else REPORTGEN
        return self.run("send", *self._sending(options), program=program, **environment)

    def start_sending(self, *options: str, **environment: str) -> subprocess.Popen[str]:
        """Send to all who may still be sent to."""
        program = LAUNCHER if environment else REPORTGEN
        return self.start("send", *self._sending(options), program=program, **environment)

    def rows(self) -> tuple[Row, ...]:
        """The ledger as it stands on the disk."""
        with open_folder(self.folder, lambda: dt.datetime.now(dt.UTC)) as ledger:
            return ledger.rows()

    def was_put_off(self, row: Row) -> bool:
        """Whether the server once asked to send it again later."""
        with open_folder(self.folder, lambda: dt.datetime.now(dt.UTC)) as ledger:
            return any(
                kind == State.DEFERRED and text.startswith("4")
                for _, kind, text in ledger.events(row.number)
            )

    def said(self) -> dict[Arrival, str]:
        """What the ledger says of each message."""
        return {arrival_of(row): STANDING[row.state] for row in self.rows()}

    def states(self) -> Counter[str]:
        """How many are in which state."""
        return Counter(str(row.state) for row in self.rows())

    def copy(self, root: Path, most: int, *, fault: bool) -> Mailing:
        """The same plan elsewhere, for fewer people, as if it had been made there."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        copy = Mailing(root, self.plan)
        lines = copy.recipients.read_text("utf-8").splitlines(keepends=True)
        kept = [*lines[: most + 1], *(lines[FAULT:] if fault else ())]
        copy.recipients.write_text("".join(kept), "utf-8")
        last = FAULT if fault else most
        drop = "DELETE FROM recipient WHERE number > ? AND number <> ?"
        with open_folder(copy.folder, lambda: dt.datetime.now(dt.UTC)) as ledger:
            ledger.rewrite(
                place=str(copy.folder.resolve()), recipients=str(copy.recipients),
                workspace=str(copy.desk.resolve()),
            )  # fmt: skip
            ledger._database.every(drop, most, last)  # noqa: SLF001 - no user may do this
        return copy

    def _sending(self, options: Sequence[str]) -> Sequence[str]:
        if "--confirm" in options:
            return (self.plan, *options)
        traces = traces_in(self.folder, this_machine().session)
        left = sum(
            row.state in TO_SEND or (row.state is State.COMMITTING and not traces.may_be_out(row))
            for row in self.rows()
        )
        return (self.plan, *options, "--confirm", f"SEND {left}")

    def _environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Ours, with places of its own; what a test adds is for the launcher."""
        own = {
            "HOME": str(self.root),
            "XDG_STATE_HOME": str(self.root / "state"),
            "XDG_DATA_HOME": str(self.root / "data"),
            "PYTHONPATH": str(PROJECT),
        }
        return {**os.environ, **own, **more}


def arrival_of(row: Row) -> Arrival:
    """How a recipient's message shows in a server's log."""
    return Arrival(row.message_id, row.address)


def planned(root: Path, names: Sequence[str], *, stamp: str = "none") -> Mailing:
    """A plan of an invented company's newest briefing, made by the command."""
    mailing = Mailing(root)
    mailing.desk.mkdir(parents=True)
    shutil.copytree(COMPANIES["skarv"], mailing.desk / "assumptions" / "skarv")
    mailing.write_recipients(names)
    mailing.to(25, stamp=stamp)
    made = mailing.run("plan", "skarv", "--recipients", str(mailing.recipients))
    assert made.returncode == 0, made.stdout + made.stderr
    return Mailing(root, mailing.folder.name[:8])
