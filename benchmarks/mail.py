"""What it costs to mail a list, as ratios to a plain loop over smtplib measured in the same run.

`python benchmarks/mail.py [MESSAGES]` mails messages of 460 KB (2,000 of them unless said) to a private
Postfix on this machine that throws them away, over one connection, in these ways in turn:

* `send`: what `reportgen mail send` does, with its ledger on the disk before and after every end of a
  message, from messages that were frozen before;
* `plan and send`: the same with the making of the messages, as `reportgen mail plan` makes and freezes them;
* `plain loop`: smtplib.SMTP.sendmail() with an EmailMessage made for each recipient, nothing written down;
* `plain loop, ready-made`: the same with messages that were made before and cost nothing.

A round is a fiftieth of the messages each way, so that a noisy machine is noisy to all alike; the next
way begins when Postfix has emptied its queue. Needs root and Debian's package postfix.
"""

from __future__ import annotations

import datetime as dt
import random
import smtplib
import sys
import tempfile
import time
from dataclasses import dataclass, field
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the tests' servers are used here too

from reportgen.assumptions.mail_file import Server  # noqa: E402
from reportgen.delivery.control import Control  # noqa: E402
from reportgen.delivery.identity import Key  # noqa: E402
from reportgen.delivery.ledger.campaign import Campaign  # noqa: E402
from reportgen.delivery.ledger.dots import begin  # noqa: E402
from reportgen.delivery.ledger.frozen import Frozen  # noqa: E402
from reportgen.delivery.ledger.opening import create  # noqa: E402
from reportgen.delivery.message.assembly import assembled  # noqa: E402
from reportgen.delivery.message.attachment import Attached  # noqa: E402
from reportgen.delivery.message.body import Body  # noqa: E402
from reportgen.delivery.message.heading import Heading, Mailbox  # noqa: E402
from reportgen.delivery.planning import Sealed, row_of  # noqa: E402
from reportgen.delivery.recipients import Recipient  # noqa: E402
from reportgen.delivery.sending import Course, Run  # noqa: E402
from reportgen.delivery.states import State  # noqa: E402
from reportgen.delivery.transports.choosing import by_smtp  # noqa: E402
from reportgen.problems import Position  # noqa: E402
from tests.servers.postfix import Postfix, lacking, private_postfix  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.delivery.ledger.book import Ledger

MESSAGES, ROUNDS = 2000, 50
PDF = random.Random(1).randbytes(300_000)  # noqa: S311
TEXT = "A line of the letter as it is read in plain text.\n" * 200
HTML = "<p>A paragraph of the letter with its <b>figures</b>, as it is shown.</p>\n" * 450
IDENTITY = "ab" * 32
NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
SENDER = "research@halden.example"
HEADING = Heading(Mailbox("Halden Research", SENDER), "The briefing", NOW, "halden.example")
SEND, BOTH = "send", "plan and send"
PLAIN, READY_MADE = "plain loop", "plain loop, ready-made"


@dataclass
class Cost:
    """What one way took so far."""

    messages: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    rounds: list[float] = field(default_factory=list)
    """Messages a second, of each round."""

    def add(self, messages: int, wall: float, cpu: float) -> None:
        """One more round."""
        self.messages += messages
        self.wall += wall
        self.cpu += cpu
        self.rounds.append(messages / wall)

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / self.wall

    @property
    def each(self) -> float:
        """Processor milliseconds of the client for a message."""
        return self.cpu / self.messages * 1000


def recipient(number: int) -> Recipient:
    """One of many."""
    address = f"p{number}@fund.example"
    return Recipient(
        address, address, address, f"Person {number}", smtputf8=False, position=Position("list")
    )


def drafts(numbers: range) -> Iterator[Sealed]:
    """The messages of some recipients, as a plan makes them."""
    key, attached = Key(b"k" * 32), Attached.of("briefing.pdf", PDF)
    for number in numbers:
        person = recipient(number)
        marks = key.marks(IDENTITY, person.key, "halden.example")
        message = assembled(HEADING, marks, person, Body(TEXT, HTML), attached)
        yield Sealed(number, key.person(person.key), person, marks, message)


def new_ledger(folder: Path) -> Ledger:
    """A ledger with nobody in it."""
    head = Campaign(
        IDENTITY, "amazon/2026Q2", "The briefing", SENDER, NOW.isoformat(), NOW.isoformat(), "", "", "{}",
        "smtp", "", "", "1", "", str(folder), "",
    )  # fmt: skip
    return create(folder, head, (), lambda: dt.datetime.now(dt.UTC))


@dataclass
class Ours:
    """A campaign's folder, and how far it is planned and sent."""

    folder: Path
    port: int
    planned: int = 0

    def __post_init__(self) -> None:
        """Lay it out."""
        self.folder.mkdir()
        self.ledger, self.frozen = new_ledger(self.folder), Frozen(self.folder / "frozen")

    def plan(self, messages: int) -> None:
        """Make and freeze the next ones."""
        following = range(self.planned + 1, self.planned + messages + 1)
        with self.ledger.together():
            for sealed in drafts(following):
                self.ledger.add(row_of(sealed, self.frozen, State.PLANNED))
        self.planned += messages

    def send(self) -> None:
        """Send what is planned."""
        server = Server(host="127.0.0.1", port=self.port, tls="none", rate="unlimited")
        dots = begin(self.folder, "this session")
        run = Run(
            self.ledger, self.frozen, Course(), Control(),
            suppressed=lambda _: False, leaving=dots.mark, told=lambda *_: None,
        )  # fmt: skip
        ending = run.over([by_smtp(server, lambda: None, self.folder)])
        dots.close()
        if ending.stopped or ending.away or self.ledger.counts()["accepted"] != self.planned:
            raise SystemExit(f"not all were sent: {ending}, {self.ledger.counts()}")


def naive(number: int) -> EmailMessage:
    """A message as the library's documentation makes it."""
    message = EmailMessage()
    message["From"], message["To"] = SENDER, f"Person {number} <p{number}@fund.example>"
    message["Subject"], message["Message-ID"] = "The briefing", f"<plain.{number}@halden.example>"
    message.set_content(TEXT)
    message.add_alternative(HTML, subtype="html")
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="briefing.pdf")
    return message


def plain(port: int, messages: Iterator[tuple[str, EmailMessage | bytes]]) -> None:
    """The loop that everybody writes first."""
    client = smtplib.SMTP("127.0.0.1", port)
    for address, message in messages:
        if isinstance(message, EmailMessage):
            client.send_message(message)
        else:
            client.sendmail(SENDER, [address], message)
    client.quit()


def measure(server: Postfix, folder: Path, messages: int) -> dict[str, Cost]:
    """Every way once a round, beginning with another one each time."""
    size = max(1, messages // ROUNDS)
    frozen, both = Ours(folder / "frozen", server.port), Ours(folder / "both", server.port)
    ready = [(s.recipient.address, s.message.content) for s in drafts(range(1, size + 1))]
    print(f"{messages} messages of {len(ready[0][1]) / 1000:.0f} KB each way, {size} a round")

    def planned_and_sent() -> None:
        both.plan(size)
        both.send()

    ways: dict[str, Callable[[], None]] = {
        SEND: frozen.send,
        PLAIN: lambda: plain(
            server.port, ((f"p{n}@fund.example", naive(n)) for n in range(1, size + 1))
        ),
        BOTH: planned_and_sent,
        READY_MADE: lambda: plain(server.port, iter(ready)),
    }
    costs = {name: Cost() for name in ways}
    for number in range(-1, messages // size):  # the first round fills caches and does not count
        frozen.plan(size)
        for name in islice((*ways, *ways), number % len(ways), number % len(ways) + len(ways)):
            server.empty()
            cpu, wall = time.process_time(), time.perf_counter()
            ways[name]()
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            if number >= 0:
                costs[name].add(size, wall, cpu)
    return costs


def main() -> None:
    """Measure and print a table with the ratios that are promised."""
    if why := lacking():
        raise SystemExit(f"benchmarks/mail.py {why}")
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else MESSAGES
    with tempfile.TemporaryDirectory() as folder, private_postfix() as server:
        costs = measure(server, Path(folder), messages)
    print(f"{'':<26}{'messages/s':>12}{'lowest':>9}{'highest':>9}{'client CPU ms each':>20}")
    for name, cost in costs.items():
        rounds = f"{min(cost.rounds):>9.0f}{max(cost.rounds):>9.0f}"
        print(f"{name:<26}{cost.rate:>12.1f}{rounds}{cost.each:>20.1f}")
    for other in (PLAIN, READY_MADE):
        print(f"rate of send / {other + ':':<32}{costs[SEND].rate / costs[other].rate:.2f}")
    for ours in (SEND, BOTH):
        print(
            f"client CPU of {ours + ' / plain loop:':<32}{costs[ours].each / costs[PLAIN].each:.2f}"
        )


if __name__ == "__main__":
    main()
