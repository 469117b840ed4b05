"""The command `reportgen mail send`."""

from __future__ import annotations

import json
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli import mail_edge as edge
from reportgen.cli import mail_told as told
from reportgen.cli.edge import workspace_option
from reportgen.cli.mail_words import duration, rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.delivery.control import Control
    from reportgen.delivery.errand import Errand
    from reportgen.delivery.readiness import Ready, Wish
    from reportgen.delivery.sending import Course, Ending


@click.command("send")
@click.argument("plan")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help="To N recipients at most: a few first, then the rest.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="ADDR|@FILE",
    help="Only to this address, or to those in a file, one a line.",
)
@click.option(
    "--rate",
    callback=rate,
    metavar="20/min",
    help="Messages a time, or unlimited.  [default: as mail.yaml says]",
)
@click.option(
    "--connections",
    type=click.IntRange(1, 4),
    metavar="N",
    help="Connections to the server.  [default: as mail.yaml says]",
)
@click.option(
    "--reconnect-every",
    type=click.IntRange(min=1),
    metavar="N",
    help="Messages on one connection.  [default: as mail.yaml says]",
)
@click.option(
    "--retry-deferred-for",
    callback=duration,
    default="0",
    metavar="4h",
    help="Stay so long and try again what the server puts off.",
)
@click.option(
    "--retry-unknown",
    is_flag=True,
    help="Also to those of whom nobody knows: they may get it twice.",
)
@click.option(
    "--stop-after-errors",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    metavar="N",
    help="Stop after N failures in a row.",
)
@click.option(
    "--confirm", metavar='"SEND N"', help="What you would type, for use without a terminal."
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Write what would be sent as .eml files; send nothing, change nothing.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where --dry-run writes.  [default: beside the ledger]",
)
@click.option(
    "--adopt", is_flag=True, help="Take over a ledger that is a copy or from another machine."
)
@click.option(
    "--i-accept-cleartext",
    "cleartext",
    is_flag=True,
    help="Send without encryption to a server on another machine.",
)
@click.option("--json", "as_json", is_flag=True, help="End with one line of JSON on stdout.")
@workspace_option  # fmt: skip
def command(plan: str, folder: Path, **options: Any) -> None:  # noqa: ANN401 - the options above
    """Send the messages of PLAN; the same command again goes on where the last run stopped.

    Shows what is about to happen and asks you to type SEND and the number of messages. Nobody who has his
    is mailed again, nor is anybody of whom that is not known.

    \b
    reportgen mail send 1a2b3c4d --limit 5     a few first
    reportgen mail send 1a2b3c4d               the rest
    """
    with edge.refusals_end_it(), edge.errand(folder, plan, adopted=options["adopt"]) as errand:
        told.taken_up(errand)
        ready = errand.ready(_wish(errand, options))
        if options["dry_run"]:
            edge.rehearse(errand, ready, options["out"])
            return
        ending = _sent(errand, ready, options) if ready.to_send else None
        code = told.report(errand, ready, ending)
        if options["as_json"]:
            click.echo(json.dumps(told.as_data(errand, ending, code)))
    sys.exit(code)


def _wish(errand: Errand, options: dict[str, Any]) -> Wish:
    from reportgen.delivery.readiness import Wish

    only = edge.marks_of(errand, options["only"]) if options["only"] else None
    left = edge.left_today(errand)
    most = min((n for n in (options["limit"], left) if n is not None), default=None)
    return Wish(only, most, options["retry_unknown"])


def _sent(errand: Errand, ready: Ready, options: dict[str, Any]) -> Ending:
    from reportgen.delivery.control import Control

    course = _course(errand, ready, options)
    told.about_to(errand, ready, course, edge.now())
    edge.agreed(ready, options["confirm"])
    lines = edge.lines(errand, options["connections"], cleartext=options["cleartext"])
    with _signals(control := Control()):
        return errand.run(ready, lines, course, control, told.Progress(len(ready.to_send)).hear)


def _course(errand: Errand, ready: Ready, options: dict[str, Any]) -> Course:
    from reportgen.assumptions.mail_server import parsed_rate
    from reportgen.delivery.sending import Course

    server = errand.mail.server
    at = options["rate"] or (parsed_rate(server.rate) if server and errand.by_smtp else None)
    return Course(
        rate=at, reconnect_every=options["reconnect_every"] or _on_one(errand),
        retry_for=options["retry_deferred_for"], failures=options["stop_after_errors"],
        only=frozenset(row.number for row in ready.to_send),
    )  # fmt: skip


def _on_one(errand: Errand) -> int:
    """Messages on one connection; files need none."""
    server = errand.mail.server
    return server.reconnect_every if server and errand.by_smtp else len(errand.ledger.rows()) + 1


@contextmanager
def _signals(control: Control) -> Iterator[None]:
    """Ctrl-C and a polite kill end the run after the message in flight; a second one cuts its line."""
    before = {
        number: signal.signal(number, lambda *_: control.interrupt())
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
