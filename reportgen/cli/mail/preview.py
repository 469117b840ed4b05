"""The command `reportgen mail preview`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli import mail_edge as edge
from reportgen.cli import mail_preview as shown
from reportgen.cli.build import as_typed, progress_line
from reportgen.cli.edge import (
    edition_argument,
    tell,
    theme_option,
    workspace_option,
)

if TYPE_CHECKING:
    from reportgen.assumptions.mail_file import MailFile
    from reportgen.building import Order
    from reportgen.delivery.recipients import Recipient


@click.command("preview")
@edition_argument
@click.option(
    "--row",
    type=click.IntRange(min=1),
    metavar="N",
    help="As the Nth person of the recipients file gets it.",
)
@click.option(
    "--to", "address", metavar="ADDR", help="As this person of the recipients file gets it."
)
@click.option(
    "--recipients",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Who gets it.  [default: as mail.yaml says]",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where to write.  [default: mail/ beside the edition's PDF]",
)
@click.option("--open", "opened", is_flag=True, help="Open the letter in the browser.")
@theme_option
@workspace_option  # fmt: skip
def command(edition: str, folder: Path, **options: Any) -> None:  # noqa: ANN401 - the options above
    """Show EDITION's message as its reader will see it; nothing is sent, and nobody has to be named.

    Writes the letter as HTML and as plain text, the whole message as message.eml, and pictures for a desk
    and a telephone, by day and by night. Outlook and Gmail cannot be run here: open message.eml there.

    \b
    reportgen mail preview                             the newest edition, to a made-up reader
    reportgen mail preview amazon/2026Q2 --row 1       as the first recipient gets it
    reportgen mail preview --to ann@halden.example     as Ann gets it
    """
    if options["row"] and options["address"]:
        raise click.UsageError("--row and --to both name the reader: give one of them")
    from reportgen.documents import PrintError

    with edge.refusals_end_it(), progress_line() as progress:
        order = edge.order_of(edge.workspace_at(folder), edition, options["theme"])
        mail = shown.settings_of(order.workspace)
        reader = _reader(order, mail, options)
        try:
            preview = shown.made(order, mail, reader, edge.now(), progress)
        except PrintError as error:
            raise click.ClickException(f"the page did not print cleanly:\n{error}") from error
        files = shown.write(preview, options["out"] or order.folder / "mail")
    tell(preview.problems, "text")
    for line in (*shown.summary(preview), *shown.missing(preview)):
        click.echo(line, err=True)
    for file in (files.html, files.text, files.message):
        click.echo(as_typed(file))
    for line in shown.photograph(files):
        click.echo(line)
    if options["opened"]:
        click.launch(str(files.html))


def _reader(order: Order, mail: MailFile | None, options: dict[str, Any]) -> Recipient:
    """Whom the user names; else somebody made up, and no recipients file is looked for."""
    if not (options["row"] or options["address"]):
        return shown.made_up(mail)
    if mail is None:
        raise click.UsageError("--row and --to need mail.yaml: reportgen mail init lays one out")
    desk = edge.desk(order.workspace)
    _, recipients = edge.recipients_of(desk, mail, options["recipients"], tracked=True)
    return shown.chosen(recipients, options["row"], options["address"])
