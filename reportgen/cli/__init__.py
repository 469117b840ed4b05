"""The commands: the only part that prints, exits, asks, and reads the clock and the environment."""

from __future__ import annotations

import gc
import os
import sys

import click

from reportgen import __version__
from reportgen.cli.commands import Commands

#: command -> the line that `reportgen --help` shows; each lives in the module of its name.
COMMANDS = {
    "build": "Print an edition's briefing as PDF (the newest one if none is named).",
    "check": "Read an edition's files and tell everything that is wrong with them.",
    "completion": "Print the line that switches on completion in your shell.",
    "diff": "Show what an edit did: to each headline figure, to every printed number, to the prose.",
    "explain": "Show where one figure comes from, down to file, line and source.",
    "figures": "List every figure of an edition, or try a what-if with --set.",
    "formulas": "Print every formula with its unit, its limits and its reference, as Markdown.",
    "history": "Show reported figures quarter by quarter, or write them as CSV.",
    "init": "Lay out a folder to work in, with the Amazon thesis as the example.",
    "mail": "Mail an edition's briefing to its recipients, and prove what became of each.",
    "new": "Start the next edition from the last one, or lay out a new company.",
    "preview": "Show an edition in the browser and set it again whenever a file is saved.",
    "publish": "Record an edition and its PDF as published, and propose the git tag.",
    "schema": "Write the JSON Schemas that let your editor complete and check files.",
    "verify": "Make a PDF again and say whether it is the same, or what differs.",
}
FAULT_OF_OURS = 3


@click.group(
    cls=Commands, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="reportgen")
def group() -> None:
    """Keep an investment thesis as files; print it as a briefing each quarter.

    A quarter's work: `new` starts the edition, `check` tells what is missing or wrong, `figures` and
    `explain` show what the files add up to and why, `build` prints the PDF.

    Editions are named company/quarter, such as amazon/2026Q2. A company alone means its newest
    edition. Exit codes: 0 fine, 1 your files are wrong, 2 wrong usage, 3 a fault of ours.
    """


def main() -> None:
    """Run the command line; the only place where a failure becomes an exit code."""
    gc.disable()  # a command lives for seconds: looking for garbage costs a twentieth of a build
    # NumPy starts a thread for each core when it is loaded, and nothing here multiplies matrices.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Pydantic would look through every installed package for plugins, of which we want none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        group(prog_name="reportgen")
    except Exception:  # noqa: BLE001 - the one mouth for faults of ours
        import traceback

        traceback.print_exc()
        click.echo(
            "This is a fault of reportgen, not of your files; please report the lines above.",
            err=True,
        )
        sys.exit(FAULT_OF_OURS)
    finally:
        gc.freeze()  # what is left ends with the process: looking through it at the exit takes 60 ms
