"""The command `reportgen verify`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reportgen.cli.edge import (
    problems_end_it,
    templates_of,
    theme_of,
    theme_option,
    workspace_option,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.assumptions.workspace import Workspace
    from reportgen.verification import Verdict

DIFFERS = 1
UNVERIFIABLE = 2


@click.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How the finding is told: for people or as JSON.")  # fmt: skip
@theme_option
@workspace_option
def command(file: Path, style: str, theme: Path | None, folder: Path) -> None:
    """Make FILE, a PDF of reportgen, again and say whether it is the same, byte for byte.

    The PDF carries the lines of every file it was made from. They are compared with the files here,
    and the PDF is made from them again in a folder of its own; output/ stays as it is. Outside a
    workspace only the second is done.

    Exit code 0 means the same; 1 that files, versions or the PDF itself differ, each told; 2 that
    nothing can be said: no PDF, damaged, encrypted, without a manifest or with that of a newer reportgen.

    A copy that was stamped for somebody is compared without its stamp, and told as such.

    \b
    reportgen verify output/amazon/2026Q2/amazon-2026Q2.pdf
    reportgen verify --format json briefing.pdf
    """
    from reportgen.assumptions.workspace import Workspace
    from reportgen.documents.attached import UnreadableError, read_pdf
    from reportgen.documents.stamp.comparing import stamper
    from reportgen.documents.stamp.machine_fonts import machine_fonts
    from reportgen.verification import UnverifiableError, maker, verify

    workspace = _workspace(folder)
    place = workspace or Workspace(folder.resolve())
    with problems_end_it():
        look = theme_of(place, theme)
        make, restamp = maker(templates_of(place), look), stamper(look, machine_fonts)
    try:
        content = read_pdf(file)
        verdict = verify(content, workspace, make, restamp)
    except (UnreadableError, UnverifiableError) as error:
        click.echo(f"{file} {error}", err=True)
        sys.exit(UNVERIFIABLE)
    document = verdict.copy.document if verdict.copy else content
    standing = _standing(document, workspace, verdict) if workspace else ""
    _report(file, verdict, standing, style, compared=workspace is not None)
    sys.exit(0 if verdict.same else DIFFERS)


def _report(file: Path, verdict: Verdict, standing: str, style: str, *, compared: bool) -> None:
    if style == "json":
        told = {**_as_json(verdict, compared=compared), "published": standing}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    _tell(file, verdict, compared=compared)
    if standing:
        click.echo(standing)


def _workspace(folder: Path) -> Workspace | None:
    """The workspace; None where nobody named one and there is none."""
    from reportgen.assumptions.workspace import find_workspace
    from reportgen.problems import ProblemsError

    try:
        return find_workspace(folder.resolve())
    except ProblemsError as error:
        if folder != Path():
            raise click.BadParameter(str(error), param_hint="--workspace") from error
        return None


def _standing(content: bytes, workspace: Workspace, verdict: Verdict) -> str:
    """Whether the PDF is one that was published, in a sentence; '' where nothing of its edition was."""
    from reportgen.assumptions.workspace import EditionName
    from reportgen.problems import ProblemsError
    from reportgen.publishing import publication_of, published_before

    edition = verdict.manifest.making.edition
    try:
        publications = published_before(workspace, EditionName(*edition.split("/", 1)))
    except ProblemsError as error:
        return f"Whether it was published cannot be told: {error.problems[0]}"
    if not publications:
        return ""
    found = publication_of(content, publications)
    if found is None:
        return f"It is no PDF that was published of {edition}."
    return f"It was published as number {found.number} of {edition}, on {found.published}."


def _as_json(verdict: Verdict, *, compared: bool) -> dict[str, Any]:
    making, revision = verdict.manifest.making, verdict.manifest.revision
    return {
        "same": verdict.same,
        "edition": making.edition,
        "document": making.document,
        "paper": making.paper,
        "stamp": verdict.copy.stamp.words if verdict.copy else None,
        "as_of": making.as_of,
        "commit": revision.commit or None,
        "state": revision.state,
        "compared_with_workspace": compared,
        "inputs": list(verdict.inputs),
        "made_with": list(verdict.made_with),
        "differences": list(verdict.differences),
    }


def _tell(file: Path, verdict: Verdict, *, compared: bool) -> None:
    making, revision = verdict.manifest.making, verdict.manifest.revision
    commit = f", revision {revision.short}" if revision.short else ""
    name = f"{making.edition}, {making.document} on {making.paper}{commit}"
    stamp = f", but for the stamp: {verdict.copy.stamp.words}" if verdict.copy else ""
    click.echo(f"{'same' if verdict.same else 'differs'}: {file} ({name}){stamp}")
    _list("These files are not what it was made from:", verdict.inputs)
    _list("It was made with something else:", verdict.made_with)
    _list("Made again from the texts it carries, it is not the same:", verdict.differences)
    if verdict.inputs and not verdict.differences:
        click.echo("Made again from the texts it carries, it is the same.")
    if not compared:
        click.echo("There are no assumption files here to compare with.", err=True)


def _list(head: str, sentences: Sequence[str]) -> None:
    if sentences:
        click.echo("\n".join([head, *(f"  {sentence}" for sentence in sentences)]))
