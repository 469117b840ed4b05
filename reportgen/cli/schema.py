"""The command `reportgen schema`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("schema")
@click.argument(
    "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("assumptions/schemas")
)
def command(folder: Path) -> None:
    """Write the JSON Schemas of the assumption files into FOLDER (assumptions/schemas if none is named).

    An editor with YAML support then completes keys and marks mistakes while you type: the first line of
    every assumption file names its schema.
    """
    from reportgen.assumptions.schemas import schema_files
    from reportgen.atomic import write_atomically

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        write_atomically(folder / name, text.encode())
        click.echo(folder / name)
