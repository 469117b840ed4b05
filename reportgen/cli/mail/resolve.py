"""The command `reportgen mail resolve`."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli import mail_edge as edge
from reportgen.cli.edge import workspace_option
from reportgen.cli.mail_imap import imap_server

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.delivery.afterwards import Aftermath
    from reportgen.delivery.resolving import Resolved

WAYS = "--from-log FILE, --from-imap, --accepted ADDR… or --not-sent ADDR…"
#: Some are unknown still.
UNKNOWN = 4


@click.command("resolve")
@click.argument("plan")
@click.argument("addresses", nargs=-1, metavar="[ADDR]...")
@click.option(
    "--from-log",
    "logs",
    multiple=True,
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A log of your own mail server: Postfix, Exim or Sendmail; .gz as well; may be repeated.",
)
@click.option(
    "--from-imap", is_flag=True, help="The folder of sent mail on the IMAP server of mail.yaml."
)
@click.option("--accepted", is_flag=True, help="You know that the server took those to ADDR.")
@click.option(
    "--not-sent",
    is_flag=True,
    help="You know that those to ADDR were never sent: `send` mails them again.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what is said of each as JSON.")
@workspace_option  # fmt: skip
def command(plan: str, addresses: tuple[str, ...], folder: Path, **options: Any) -> None:  # noqa: ANN401
    """Say of messages of PLAN whose fate is unknown what became of them. Sends nothing.

    What a log or the folder of sent mail shows to have been taken is accepted. That they do not show one
    proves nothing, so that stays unknown until a person says --accepted or --not-sent.

    \b
    reportgen mail resolve 1a2b3c4d --from-log /var/log/mail.log --from-log /var/log/mail.log.1.gz
    reportgen mail resolve 1a2b3c4d --from-imap
    reportgen mail resolve 1a2b3c4d --not-sent ann@example.com bob@example.com

    Exit code 4 while some are unknown.
    """
    from reportgen.delivery.afterwards import put_in_order
    from reportgen.delivery.resolving import unknown

    _check_usage(addresses, options)
    with edge.refusals_end_it():
        desk = edge.desk(edge.workspace_at(folder))
        with put_in_order(desk, plan) as aftermath:
            resolved = _resolved(aftermath, addresses, options)
            aftermath.keep()
            left = len(unknown(aftermath.ledger))
    if options["as_json"]:
        data = {"plan": plan, "resolved": [_as_data(one) for one in resolved], "unknown": left}
        click.echo(json.dumps(data, indent=2))
    else:
        click.echo("\n".join(_told(resolved, left)))
    sys.exit(UNKNOWN if left else 0)


def _check_usage(addresses: Sequence[str], options: dict[str, Any]) -> None:
    by_hand = options["accepted"] or options["not_sent"]
    chosen = [options["logs"], options["from_imap"], options["accepted"], options["not_sent"]]
    if sum(map(bool, chosen)) != 1:
        raise click.UsageError(f"say one of {WAYS}")
    if by_hand and not addresses:
        raise click.UsageError("name the addresses of which you know it")
    if addresses and not by_hand:
        raise click.UsageError(
            f"what of {addresses[0]}? Say --accepted or --not-sent with addresses"
        )


def _resolved(
    aftermath: Aftermath, addresses: Sequence[str], options: dict[str, Any]
) -> tuple[Resolved, ...]:
    from reportgen.delivery import resolving
    from reportgen.delivery.states import State

    if options["logs"]:
        return _by_logs(aftermath, options["logs"])
    if options["from_imap"]:
        return _by_copies(aftermath)
    state = State.ACCEPTED if options["accepted"] else State.DEFERRED
    return resolving.by_hand(aftermath.ledger, addresses, state, getpass.getuser())


def _by_logs(aftermath: Aftermath, logs: Sequence[Path]) -> tuple[Resolved, ...]:
    from reportgen.delivery import resolving
    from reportgen.delivery.server_logs import lines_of, traced

    asked = [row.message_id for row in resolving.unknown(aftermath.ledger)]
    return resolving.by_logs(
        aftermath.ledger, traced(lines_of([(path, str(path)) for path in logs]), asked)
    )


def _by_copies(aftermath: Aftermath) -> tuple[Resolved, ...]:
    from reportgen.delivery import resolving
    from reportgen.delivery.sent_copies import copies

    asked = [row.message_id for row in resolving.unknown(aftermath.ledger)]
    with imap_server(aftermath.desk) as (server, settings):
        found = copies(server, settings.sent_mailbox, asked)
    return resolving.by_copies(aftermath.ledger, found)


def _told(resolved: Sequence[Resolved], left: int) -> Iterator[str]:
    from reportgen.delivery.states import State

    for one in resolved:
        yield f"{one.state:<10}{one.row.email or f'copy {one.row.number}, forgotten'}  {one.why}"
    if any(one.state is State.DEFERRED for one in resolved):
        yield "What was not sent is mailed by the next `reportgen mail send`."
    yield (
        f"{left} unknown still; of what you know say --accepted or --not-sent."
        if left
        else ("Nothing is unknown.")
    )


def _as_data(one: Resolved) -> dict[str, Any]:
    return {
        "copy": one.row.number, "address": one.row.email, "message_id": one.row.message_id,
        "state": str(one.state), "why": one.why,
    }  # fmt: skip
