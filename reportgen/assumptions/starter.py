"""Starting a company: its folder with files to fill in, each saying what belongs where."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from reportgen.assumptions.quarters import is_quarter
from reportgen.assumptions.rollover import Started
from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.assumptions.workspace import EditionName, Workspace

OF_THE_COMPANY = ("company.yaml", "sources.yaml", "history.csv")
OF_THE_EDITION = ("edition.yaml", "briefing.md")


def start_company(workspace: Workspace, name: EditionName, starter: Path) -> Started:
    """Lay out a company's folder with its first edition, whole or not at all."""
    folder = workspace.company_folder(name.company)
    fault = _fault(name, folder)
    if fault:
        advice = "write a new company in small letters and a quarter, such as acme/2026Q3"
        raise ProblemsError([Problem(Position(str(name)), "", fault, advice=advice, stage="file")])
    part = folder.with_name(f".{name.company}.part")
    shutil.rmtree(part, ignore_errors=True)
    (part / name.quarter).mkdir(parents=True)
    places = [(file, part / file) for file in OF_THE_COMPANY]
    places += [(file, part / name.quarter / file) for file in OF_THE_EDITION]
    for file, place in places:
        place.write_text(_filled((starter / file).read_text("utf-8"), name), "utf-8")
    part.rename(folder)
    written = tuple(folder / place.relative_to(part) for _, place in places)
    return Started(written, [f"{workspace.shown(path)}: {OWED[path.name]}" for path in written])


def _fault(name: EditionName, folder: Path) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", name.company):
        return "is no name for a company's folder"
    if not is_quarter(name.quarter):
        return "names no quarter"
    return "is already there; nothing was changed" if folder.exists() else ""


#: What each of the new files waits for.
OWED = {
    "company.yaml": "names, thesis, segments and tripwires",
    "sources.yaml": "the sources that the facts name",
    "history.csv": "a row for each reported quarter",
    "edition.yaml": "the as-of moment, price, share count and the house's judgements",
    "briefing.md": "the prose",
}


def _filled(text: str, name: EditionName) -> str:
    horizon = f"{int(name.quarter[:4]) + 2}-12-31"
    return text.replace("QUARTER\n", f"{name.quarter}\n").replace("HORIZON ", f"{horizon} ")
