"""Three ways of mailing a list that lose people or mail them twice, as small whole programs.

Each was found in programs that are in use. They mail the messages of a real plan and remember in a file of
their own who is done, so that what is asked of us can be asked of them, and the answer has to be no:

    python -m tests.faults.controls DESIGN PLAN_FOLDER DONE_FILE PORT

`after` marks a recipient after the message is sent, `before` marks him before it, `retry` lets smtplib
send the whole message and begins again when the connection breaks. With KILL_AT=sent:N or stored:N in the
environment they end without a word at that point of the n-th message, with byte:N within the n-th byte.
"""

from __future__ import annotations

import datetime as dt
import os
import smtplib
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.delivery.ledger.frozen import Frozen
from reportgen.delivery.ledger.opening import open_folder
from tests.faults.killing import end, end_within_byte

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.delivery.message import Message

TRIES = 3


class Done:
    """Who is done, by the numbers of the copies; each mark is on the disk before the next step."""

    def __init__(self, file: Path) -> None:
        self._file = sqlite3.connect(file, isolation_level=None)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=FULL")
        self._file.execute("CREATE TABLE IF NOT EXISTS done (number INTEGER PRIMARY KEY)")

    def mark(self, number: int) -> None:
        """This one is done."""
        self._file.execute("INSERT INTO done VALUES (?)", (number,))

    def numbers(self) -> frozenset[int]:
        """All who are done."""
        return frozenset(number for (number,) in self._file.execute("SELECT number FROM done"))

    def close(self) -> None:
        """What was marked stays."""
        self._file.close()


def messages(folder: Path) -> Iterator[tuple[int, Message]]:
    """The frozen messages of a plan, by the numbers of their copies."""
    with open_folder(folder, lambda: dt.datetime.now(dt.UTC)) as ledger:
        rows = ledger.rows()
    frozen = Frozen(folder / "frozen")
    for row in rows:
        yield row.number, frozen.message(row)


class Killer:
    """Ends the process at one point of the n-th message, as `kill -9` does."""

    def __init__(self, told: str) -> None:
        self._point, _, number = told.partition(":")
        self._left = int(number or 0)
        if self._point == "byte":
            end_within_byte(self._left)

    def at(self, point: str) -> None:
        """We are at this point."""
        if point == self._point:
            self._left -= 1
            if self._left == 0:
                end()


def send(client: smtplib.SMTP, message: Message) -> None:
    """One message, the way everybody does it."""
    client.sendmail(message.sender, [message.recipient], message.content)


def marked_after(folder: Path, done: Done, port: int, killer: Killer) -> None:
    """Send, then mark: whoever is between the two when the program dies is mailed again."""
    client = smtplib.SMTP("127.0.0.1", port)
    for number, message in messages(folder):
        if number not in done.numbers():
            send(client, message)
            killer.at("sent")
            done.mark(number)
            killer.at("stored")
    client.quit()


def marked_before(folder: Path, done: Done, port: int, killer: Killer) -> None:
    """Mark, then send: whoever is between the two when the program dies is never mailed."""
    client = smtplib.SMTP("127.0.0.1", port)
    for number, message in messages(folder):
        if number not in done.numbers():
            done.mark(number)
            killer.at("stored")
            send(client, message)
            killer.at("sent")
    client.quit()


def retried(folder: Path, done: Done, port: int, killer: Killer) -> None:
    """Begin again when the connection breaks: a server that took the message gets it again."""
    for number, message in messages(folder):
        if number not in done.numbers():
            persistently(message, port)
            killer.at("sent")
            done.mark(number)
            killer.at("stored")


def persistently(message: Message, port: int) -> None:
    """One message, up to three times."""
    for left in reversed(range(TRIES)):
        client = smtplib.SMTP("127.0.0.1", port)
        try:
            return send(client, message)
        except smtplib.SMTPServerDisconnected:
            if not left:
                raise
        finally:
            client.close()
    return None


DESIGNS = {"after": marked_after, "before": marked_before, "retry": retried}


def main() -> None:
    """Mail everybody who is not marked."""
    design, folder, file, port = sys.argv[1:]
    with closing(Done(Path(file))) as done:
        DESIGNS[design](Path(folder), done, int(port), Killer(os.environ.get("KILL_AT", "")))


if __name__ == "__main__":
    main()
