"""The command `reportgen mail forget`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reportgen.cli import mail_edge
from reportgen.cli.edge import workspace_option
from reportgen.cli.mail.suppress import addresses_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.assumptions.addresses import Address
    from reportgen.delivery.forgetting import Forgotten

STILL = "Still in files of your own, which only you may change:"


@click.command("forget")
@click.argument("address", metavar="ADDR")
@click.option("--yes", is_flag=True, help="Do not ask; needed where there is no terminal.")
@workspace_option
def command(address: str, folder: Path, *, yes: bool) -> None:
    """Erase ADDR and the name from every plan and list kept here, and never mail this person again.

    What became of each message stays, under a mark that tells nobody who it was. A message that has not
    been sent is withdrawn and its bytes are deleted. This cannot be undone.
    """
    (found,) = addresses_of((address,))
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on; add --yes")
    if not yes and not click.confirm(f"Erase {found.email} from everything kept here?", err=True):
        click.echo("Nothing was erased.", err=True)
        sys.exit(mail_edge.INTERRUPTED)
    with mail_edge.refusals_end_it():
        from reportgen.delivery.forgetting import forget

        done = forget(found, mail_edge.places(), mail_edge.key_here(), mail_edge.now)
    _tell(found, done)
    still = list(_still(found, folder))
    if still:
        click.echo("\n".join((STILL, *still)))


def _tell(address: Address, done: Forgotten) -> None:
    plans = ", ".join(done.plans) or "none"
    click.echo(f"{address.email} is forgotten; plans that held the address: {plans}")
    click.echo(f"Kept: the mark {done.mark[:8]} on the list of those who must not be mailed.")
    click.echo("Not looked through: mail that left, folders you wrote with --out, your backups.")


def _still(address: Address, folder: Path) -> Iterator[str]:
    """The places in the user's own files that hold the address."""
    from reportgen.delivery.forgetting import lines_with

    for path, shown in _own(folder):
        try:
            text = path.read_text("utf-8-sig", errors="replace")
        except OSError:
            continue
        for line in lines_with(address, text):
            yield f"  {shown}:{line}"


def _own(folder: Path) -> Iterator[tuple[Path, str]]:
    """The recipients file outside the workspace, and the files of the workspace a command is used in."""
    from reportgen.assumptions.mail import hints
    from reportgen.delivery.recipients.lying import recipients_file
    from reportgen.problems import ProblemsError

    outside = mail_edge.places().recipients
    yield outside, str(outside)
    try:
        workspace = mail_edge.workspace_at(folder)
    except ProblemsError:
        return
    named = recipients_file(workspace, hints(workspace).recipients, mail_edge.places())
    if named.path != outside:
        yield named
    yield workspace.root / "mail.yaml", "mail.yaml"
