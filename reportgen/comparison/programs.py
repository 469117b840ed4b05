"""Headline figures as another program computed them: the formulas of the commit that a side stands at."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from reportgen import shipped
from reportgen.changes.bridge import HEADLINES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportgen.assumptions.workspace import EditionName, Workspace

#: What computes: where all of this is the same, so are the figures.
COMPUTES = (
    "formulas/*.py", "studies/*.py", "assumptions/*_inputs.py", "wiring.py", "model.py", "figures.py",
    "application.py", "resolution.py", "evaluation.py", "simulation.py", "draws.py", "roots.py",
)  # fmt: skip
PATIENCE_SECONDS = 60
RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from reportgen.cli import main; main()"


class OtherProgramError(Exception):
    """The program of another commit gives no figures; the message says why."""


def is_another(program: Path) -> bool:
    """Whether the modules below a folder compute otherwise than those that are running."""
    return _modules(program / "reportgen") != _modules(shipped.PACKAGE)


def _modules(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for pattern in COMPUTES
        for path in folder.glob(pattern)
    }


def computed_by(
    program: Path, workspace: Workspace, name: EditionName, environment: Mapping[str, str],
    figures: Sequence[str] = HEADLINES,
) -> dict[str, float]:  # fmt: skip
    """Some figures of an edition, computed by the program in a folder; OtherProgramError where it cannot."""
    command = [sys.executable, "-c", RUN, str(program), "figures", str(name), "--json",
               "--workspace", str(workspace.root)]  # fmt: skip
    try:
        told = subprocess.run(  # noqa: S603 - our own words, and a name that was found as a folder
            command, cwd=workspace.root, env=dict(environment), capture_output=True, check=False,
            timeout=PATIENCE_SECONDS,
        )  # fmt: skip
        every = json.loads(told.stdout)
    except (OSError, subprocess.TimeoutExpired, json.JSONDecodeError) as error:
        raise OtherProgramError("the formulas of that commit give no figures") from error
    return {
        each["id"]: float(each["value"])
        for each in every
        if each["id"] in figures and isinstance(each.get("value"), (int, float))
    }
