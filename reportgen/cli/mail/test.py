"""The command `reportgen mail test`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli import mail_edge as edge
from reportgen.cli.build import progress_line
from reportgen.cli.edge import theme_option, workspace_option

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.campaigns.content import Content
    from reportgen.delivery.errand import Errand
    from reportgen.delivery.message import Message
    from reportgen.delivery.outcomes import Outcome


@click.command("test")
@click.argument("plan")
@click.option(
    "--to", required=True, metavar="ADDR", help="One of the test_to addresses of mail.yaml."
)
@click.option(
    "--row",
    type=click.IntRange(min=1),
    metavar="N",
    help="Whose copy to show.  [default: the first]",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="Paper size of the PDF.",
)
@theme_option
@click.option(
    "--i-accept-cleartext",
    "cleartext",
    is_flag=True,
    help="Send without encryption to a server on another machine.",
)
@workspace_option  # fmt: skip
def command(plan: str, folder: Path, **options: Any) -> None:  # noqa: ANN401 - the options above
    """Send one copy of PLAN to yourself, as its reader would get it, with [TEST] before the subject.

    It goes only to an address that mail.yaml lists under test_to, has a Message-ID of its own, and
    changes nothing for the recipients.

    \b
    reportgen mail test 1a2b3c4d --to me@example.com --row 12
    """
    from reportgen.delivery.states import State

    with edge.refusals_end_it(), edge.errand(folder, plan, adopted=False) as errand:
        message, number = _message(errand, options)
        outcome = _delivered(errand, message, cleartext=options["cleartext"])
        errand.ledger.note(number, "test", f"to {options['to']}: {outcome.reply or outcome.why}")
    click.echo(f"copy {number} to {options['to']}: {outcome.state}, {outcome.reply or outcome.why}")
    sys.exit(0 if outcome.state is State.ACCEPTED else edge.STOPPED)


def _message(errand: Errand, options: dict[str, Any]) -> tuple[Message, int]:
    from reportgen.campaigns.messages import test_message
    from reportgen.delivery.outcomes import RefusedError

    rows = {row.number: row for row in errand.ledger.rows()}
    number = options["row"] or min(rows, default=0)
    recipient = errand.recipients.get(rows[number].person) if number in rows else None
    if recipient is None:
        raise RefusedError(
            f"there is no copy {number} in this plan, or its reader is gone from the list"
        )
    content = _content(errand, options)
    return test_message(content, recipient, number, _to(errand, options["to"]), errand.key), number


def _to(errand: Errand, typed: str) -> str:
    from reportgen.assumptions.addresses import AddressError, parsed
    from reportgen.delivery.outcomes import RefusedError

    try:
        wanted = parsed(typed)
        allowed = {parsed(address).key for address in errand.mail.test_to}
    except AddressError as error:
        raise click.UsageError(f"--to: {error}") from None
    if wanted.key not in allowed:
        known = ", ".join(errand.mail.test_to) or "none yet"
        raise RefusedError(
            f"{typed} is not under test_to in mail.yaml ({known}): tests go nowhere else"
        )
    return typed


def _content(errand: Errand, options: dict[str, Any]) -> Content:
    from reportgen.campaigns.content import content_of
    from reportgen.delivery.outcomes import RefusedError

    workspace, edition = errand.desk.workspace, errand.ledger.campaign.edition
    order = edge.order_of(workspace, edition, options["theme"], options["paper"])
    with progress_line() as progress:
        content = content_of(order, errand.mail, edge.now(), progress)
    if content.identity != errand.ledger.campaign.identity:
        raise RefusedError(
            "the edition, its letter or its look is not what was planned: plan again"
        )
    return content


def _delivered(errand: Errand, message: Message, *, cleartext: bool) -> Outcome:
    line = edge.lines(errand, 1, cleartext=cleartext)[0]
    try:
        line.open()
        return line.deliver(message, lambda: None)
    finally:
        line.close()
