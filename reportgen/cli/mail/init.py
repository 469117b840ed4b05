"""The command `reportgen mail init`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reportgen.cli import mail_edge
from reportgen.cli.edge import workspace_option

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.workspace import Workspace

#: A line that is no person: nobody is mailed before somebody wrote a name.
HEADER = "email,name,tags\n"
#: In the workspace a list lies only if somebody puts it there; a message beside it is not for git either.
IGNORED = ("/recipients*.csv", "/output/")


@click.command("init")
@workspace_option
def command(folder: Path) -> None:
    """Lay out mail.yaml, an empty recipients file outside the workspace and lines for .gitignore.

    Nothing that is there is overwritten, and nobody can be mailed before both files are filled in.
    """
    with mail_edge.refusals_end_it():
        workspace = mail_edge.workspace_at(folder)
        settings = workspace.root / "mail.yaml"
        recipients = mail_edge.places().recipients
        _settings(settings)
        _recipients(recipients)
        _ignore(workspace)
        _schema(workspace)
    click.echo("Next: fill in both, then reportgen mail check; reportgen mail preview")


def _settings(file: Path) -> None:
    from reportgen import shipped

    starter = shipped.templates() / "workspace" / "mail.yaml"
    _write_once(file, starter.read_text("utf-8"), "from whom and through which server")


def _recipients(file: Path) -> None:
    from reportgen.delivery.places import owned

    if not file.exists():
        owned(file.parent)
    _write_once(file, HEADER, "a line for each person", mode=0o600)


def _ignore(workspace: Workspace) -> None:
    """Add the lines that are missing; what is there stays as it is."""
    from reportgen.atomic import write_atomically

    file = workspace.root / ".gitignore"
    text = file.read_text("utf-8", errors="surrogateescape") if file.exists() else ""
    missing = [line for line in IGNORED if not _ignores(text, line)]
    if missing:
        begin = [text] if not text or text.endswith("\n") else [text, "\n"]
        whole = "".join((*begin, *(f"{line}\n" for line in missing)))
        write_atomically(file, whole.encode("utf-8", errors="surrogateescape"))
        click.echo(f"{file}: added {', '.join(missing)}")


def _ignores(text: str, line: str) -> bool:
    return line.strip("/") in {each.strip().strip("/") for each in text.splitlines()}


def _schema(workspace: Workspace) -> None:
    """Let the editor complete mail.yaml where it completes the other files."""
    from reportgen.assumptions.schemas import schema_files

    file = workspace.root / "assumptions" / "schemas" / "mail.schema.json"
    if file.parent.is_dir() and not file.exists():
        file.write_text(schema_files()[file.name], "utf-8")


def _write_once(file: Path, text: str, what: str, mode: int = 0o644) -> None:
    from reportgen.atomic import write_atomically

    if file.exists():
        click.echo(f"{file}: is there already and stays as it is")
        return
    write_atomically(file, text.encode())
    file.chmod(mode)
    click.echo(f"{file}: {what}")
