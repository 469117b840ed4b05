"""What the commands of mail share at the edge: places, clock, machine, and how refusals end them."""

from __future__ import annotations

import datetime as dt
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.edge import FILES_ARE_WRONG, history_of, look_of, problems_end_it, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reportgen.assumptions.mail_file import MailFile
    from reportgen.assumptions.workspace import Workspace
    from reportgen.building import Order
    from reportgen.delivery.errand import Desk, Errand
    from reportgen.delivery.identity import Key
    from reportgen.delivery.ledger.book import Ledger
    from reportgen.delivery.places import Places
    from reportgen.delivery.readiness import Ready
    from reportgen.delivery.recipients import Recipient
    from reportgen.delivery.transports import Transport

STOPPED, BUSY, INTERRUPTED = 6, 7, 130
#: Of why we do not go on; a server's words may be part of it.
LONGEST_REASON = 2000


def now() -> dt.datetime:
    """The time, with its zone."""
    return dt.datetime.now().astimezone()


def places() -> Places:
    """Where this user's delivery keeps its things."""
    from reportgen.delivery.places import Places

    return Places.of(os.environ)


def workspace_at(folder: Path) -> Workspace:
    """The workspace a user is in."""
    from reportgen.assumptions.workspace import find_workspace

    return find_workspace(folder.resolve())


def key_here() -> Key:
    """The key of this user's marks."""
    from reportgen.delivery.identity import key_in

    return key_in(places())


def ledger_of(plan: str) -> Ledger:
    """The ledger of a plan, where it was made here."""
    from reportgen.delivery.ledger.machine import this_machine
    from reportgen.delivery.ledger.opening import open_ledger

    return open_ledger(places(), plan, this_machine(), now)


@contextmanager
def refusals_end_it() -> Iterator[None]:
    """Tell why we do not go on, in a sentence, and leave with the exit code that says so to programs."""
    from reportgen.delivery.ledger.lock import BusyError
    from reportgen.delivery.outcomes import RefusedError, StopError, UnreachableError
    from reportgen.delivery.printable import printable

    code = 0
    with problems_end_it():
        try:
            yield
        except RefusedError as error:
            told, code = f"refused: {error}", FILES_ARE_WRONG
        except (StopError, UnreachableError) as error:
            told, code = f"stopped: {error}", STOPPED
        except BusyError as error:
            told, code = f"busy: {error}", BUSY
    if code:
        for line in told.splitlines():
            click.echo(printable(line, LONGEST_REASON), err=True)
        sys.exit(code)


@contextmanager
def errand(folder: Path, plan: str, *, adopted: bool) -> Iterator[Errand]:
    """A plan in hand, as the user's files stand."""
    from reportgen.assumptions.mail import read_mail
    from reportgen.delivery.errand import in_hand
    from reportgen.delivery.settings import content_of

    here = desk(workspace_at(folder))
    mail = read_mail(here.workspace)
    with in_hand(here, mail, plan, content_of(mail), adopted=adopted) as found:
        yield found


def desk(workspace: Workspace) -> Desk:
    """Where this user works."""
    from reportgen.delivery.errand import Desk
    from reportgen.delivery.ledger.machine import this_machine

    return Desk(workspace, places(), this_machine(), now)


def order_of(workspace: Workspace, edition: str, theme: Path | None, paper: str = "a4") -> Order:
    """The briefing that is mailed, as `reportgen build` would build it."""
    from reportgen.building import Order

    name = workspace.find(edition)
    history = history_of(workspace, name.company)
    return Order(workspace, name, look_of(workspace, theme), paper, history=history)  # type: ignore[arg-type]


def recipients_of(
    desk: Desk, mail: MailFile, file: Path | None, *, tracked: bool
) -> tuple[str, list[Recipient]]:
    """The recipients file as the user would type it, and whom it names; ProblemsError where it is wrong.

    With `tracked` it may be one that git keeps.
    """
    from reportgen.delivery.recipients.lying import exposure, recipients_file
    from reportgen.delivery.recipients.reading import read_list
    from reportgen.problems import ProblemsError

    lying = recipients_file(desk.workspace, mail.recipients, desk.places, file)
    problems = exposure(lying, os.environ, allowed=tracked)
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsError(problems)
    reading = read_list(lying.path, lying.shown, mail.columns)
    tell([*problems, *reading.warnings], "text")
    return lying.shown, list(reading.recipients)


def marks_of(errand: Errand, words: Sequence[str]) -> frozenset[str]:
    """The marks of the people whose addresses a user typed, or put into a file line by line.

    RefusedError names those who are not in the plan: whoever is asked for is never missed in silence.
    """
    from reportgen.assumptions.addresses import AddressError, parsed
    from reportgen.delivery.outcomes import RefusedError

    typed = [line.strip() for word in words for line in _lines(word)]
    try:
        marks = {errand.key.person(parsed(address).key): address for address in typed if address}
    except AddressError as error:
        raise click.UsageError(f"--only: {error}") from None
    strangers = [who for mark, who in marks.items() if errand.ledger.row_by_person(mark) is None]
    if strangers:
        raise RefusedError(f"--only: {', '.join(strangers)}: no recipient of this plan")
    return frozenset(marks)


def _lines(word: str) -> list[str]:
    if not word.startswith("@"):
        return [word]
    try:
        return Path(word[1:]).read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise click.UsageError(f"--only: {word[1:]} cannot be read: {error}") from None


def left_today(errand: Errand) -> int | None:
    """How many the server still takes today, by mail.yaml; StopError where that is none."""
    from reportgen.delivery.outcomes import Stop, StopError
    from reportgen.delivery.quota import sent_lately

    server = errand.mail.server
    if not errand.by_smtp or server is None or server.daily_limit is None:
        return None
    left = server.daily_limit - sent_lately(errand.desk.places, now)
    if left <= 0:
        raise StopError(
            Stop.QUOTA,
            f"{server.daily_limit} messages have left in the last 24 hours, which is the daily_limit of "
            "mail.yaml; send again tomorrow",
        )
    return left


def agreed(ready: Ready, confirmed: str | None) -> None:
    """Have the user type how many are mailed; nothing happens where he types anything else."""
    from reportgen.delivery.outcomes import RefusedError

    if confirmed is not None and (ready.changed.added or ready.changed.renamed):
        raise RefusedError(
            "the recipients file names people or names that the plan does not know: plan again, which "
            "leaves those who have theirs alone"
        )
    if confirmed is None:
        if not sys.stdin.isatty():
            raise RefusedError(
                f'there is no terminal to ask on; to send these, add --confirm "{ready.sentence}"'
            )
        confirmed = click.prompt(f"Type {ready.sentence} to send", prompt_suffix=": ", err=True)
    if confirmed.strip() != ready.sentence:
        raise RefusedError(
            f"'{confirmed}' is not '{ready.sentence}', so nothing was sent; look at the list once more"
        )


def lines(errand: Errand, connections: int | None, *, cleartext: bool) -> list[Transport]:
    """The lines over which a plan leaves."""
    from reportgen.delivery.outcomes import RefusedError

    campaign, server = errand.ledger.campaign, errand.mail.server
    if not errand.by_smtp:
        from reportgen.delivery.transports.choosing import by_file

        return [by_file(campaign.way)]
    from reportgen.delivery.secrets import secrets_of
    from reportgen.delivery.transports.choosing import by_smtp

    if server is None:
        raise RefusedError("mail.yaml names no server; add one, or plan with --format eml")
    secret = secrets_of(server, os.environ, asker())
    root = errand.desk.workspace.root
    return [
        by_smtp(server, secret, root, cleartext=cleartext)
        for _ in range(connections or server.connections)
    ]


def asker() -> Callable[[str], str] | None:
    """What asks the user for a secret; None where nobody sits before a terminal."""
    return _ask if sys.stdin.isatty() else None


def _ask(what: str) -> str:
    answer: str = click.prompt(what, hide_input=True, err=True)
    return answer


def rehearse(errand: Errand, ready: Ready, folder: Path | None) -> None:
    """Write what would be sent, byte for byte; the ledger does not hear of it."""
    from reportgen.delivery.ledger.frozen import DRY_RUN
    from reportgen.delivery.places import owned

    out = owned(folder or errand.folder / DRY_RUN)
    for row in ready.to_send:
        file = out / f"{row.number:04}.eml"
        file.write_bytes(errand.frozen.message(row).content)
        file.chmod(0o600)
    click.echo(
        f"{len(ready.to_send)} written to {out}, as `send` would send them; nothing was sent."
    )
