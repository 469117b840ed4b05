"""Headline figures as another program computed them: the formulas of the commit that a side stands at.

Code of a commit is run, so a repository is asked for it only where both sides hold a program: a branch
cannot bring one into a repository that has none. It is told nothing of the environment but where to find
Python's libraries.
"""

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
#: What is asked of another program, in words that every version of it has understood. The files' agreement
#: with each other is no matter of formulas; versions that always look at it are asked in their way.
ASK = """
import json, sys
from pathlib import Path
program, root, company, quarter, *wanted = sys.argv[1:]
sys.path.insert(0, program)
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.pipeline import read
asked = Workspace(Path(root)), EditionName(company, quarter)
try:
    story = read(*asked, agreeing=False)
except TypeError:
    story = read(*asked)
told = {}
for name in wanted:
    figure = story.now.figures[name] if name in story.now.figures else None
    if figure is not None and figure.known and figure.value is not None and not figure.bound:
        told[name] = figure.value if figure.high is None else (figure.value + figure.high) / 2
print(json.dumps(told))
"""
#: What another program may know of the machine: how to start, and how to write text.
KNOWN = ("HOME", "LANG", "LC_ALL", "PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
#: A line of its complaint is enough to look further.
LONGEST_COMPLAINT = 200


class OtherProgramError(Exception):
    """The program of another commit gives no figures; the message says why."""


def holds_program(folder: Path) -> bool:
    """Whether a folder holds a program of this kind."""
    return (folder / "reportgen" / "formulas").is_dir()


def differ(one: Path, other: Path) -> bool:
    """Whether the programs in two folders may compute otherwise."""
    return _modules(one / "reportgen") != _modules(other / "reportgen")


def is_another(program: Path) -> bool:
    """Whether the program in a folder may compute otherwise than the one that is running."""
    return _modules(program / "reportgen") != _modules(shipped.PACKAGE)


def _modules(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().replace(b"\r\n", b"\n")
        for pattern in COMPUTES
        for path in folder.glob(pattern)
    }


def computed_by(
    program: Path, workspace: Workspace, name: EditionName, environment: Mapping[str, str],
    figures: Sequence[str] = HEADLINES,
) -> dict[str, float]:  # fmt: skip
    """Some figures of an edition, computed by the program in a folder; OtherProgramError where it cannot."""
    words = (str(program), str(workspace.root), name.company, name.quarter, *figures)
    try:
        told = json.loads(_run(program, words, environment))
        return {figure: float(value) for figure, value in told.items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise OtherProgramError("it tells its figures in another form") from error


def _run(program: Path, words: Sequence[str], environment: Mapping[str, str]) -> str:
    # -P: nothing that lies in the present folder is taken for a library. -B: nothing is written beside it.
    command = [sys.executable, "-P", "-B", "-c", ASK, *words]
    known = {name: environment[name] for name in KNOWN if name in environment}
    try:
        ended = subprocess.run(  # noqa: S603 - our own words, and a name that was found as a folder
            command, cwd=program, env=known, capture_output=True, check=False, timeout=PATIENCE_SECONDS,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise OtherProgramError(f"it was not done after {PATIENCE_SECONDS} seconds") from error
    except OSError as error:
        raise OtherProgramError(f"it cannot be started: {error.strerror}") from error
    if ended.returncode:
        complaint = (ended.stderr.strip() or "no reason given").splitlines()[-1]
        raise OtherProgramError(f"it stopped: {complaint[:LONGEST_COMPLAINT]}")
    return ended.stdout
