"""The command `reportgen init`."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

IGNORED = "# What reportgen makes from these files.\noutput/\n"


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--with-templates", is_flag=True, help="Also copy the templates, to change the house's look."
)
def command(folder: Path, *, with_templates: bool) -> None:
    """Lay out FOLDER to work in: the Amazon thesis as a complete example, a theme, schemas for your editor.

    Nothing that is there is overwritten.
    """
    from reportgen import shipped
    from reportgen.assumptions.schemas import schema_files

    for name in ("assumptions", "templates") if with_templates else ("assumptions",):
        if (folder / name).exists():
            raise click.UsageError(f"{folder / name} is already there; nothing was changed")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(shipped.example(), folder / "assumptions")
    if with_templates:
        shutil.copytree(shipped.templates(), folder / "templates")
    else:
        _lay_out_theme(folder / "templates", shipped.templates() / "workspace")
    schemas = folder / "assumptions" / "schemas"
    schemas.mkdir(exist_ok=True)
    for name, text in schema_files().items():
        (schemas / name).write_text(text, "utf-8")
    if not (folder / ".gitignore").exists():
        (folder / ".gitignore").write_text(IGNORED, "utf-8")
    click.echo(f"{folder} is ready. Next: cd {folder}; reportgen check; reportgen build")


def _lay_out_theme(folder: Path, starter: Path) -> None:
    """A theme to fill in, beside whatever templates there are; one that is there stays."""
    folder.mkdir(exist_ok=True)
    if not (folder / "theme.yaml").exists():
        shutil.copyfile(starter / "theme.yaml", folder / "theme.yaml")
