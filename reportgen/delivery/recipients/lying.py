"""Where a recipients file lies, and what git does with it there: addresses have no place in a history."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reportgen.problems import Position, Problem
from reportgen.repository.tracking import Standing, Tracking, tracking_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from reportgen.assumptions.workspace import Workspace
    from reportgen.delivery.places import Places

ALLOW = "or allow it with --allow-tracked-recipients"


class Lying(NamedTuple):
    """A recipients file and what messages call it."""

    path: Path
    shown: str


def recipients_file(
    workspace: Workspace, settled: str | None, places: Places, named: Path | None = None
) -> Lying:
    """The file a user names, else the one that mail.yaml settles, else the one outside every workspace."""
    if named is not None:
        path = named
    elif settled is not None:
        path = workspace.root / settled
    else:
        path = places.recipients
    path = path.absolute()
    inside = path.is_relative_to(workspace.root)
    return Lying(path, workspace.shown(path) if inside else str(path))


def exposure(lying: Lying, environment: Mapping[str, str], *, allowed: bool) -> list[Problem]:
    """What of the file others may come to see through git; errors unless it is allowed."""
    return list(_told(lying, tracking_of(lying.path, environment), allowed=allowed))


def _told(lying: Lying, tracking: Tracking, *, allowed: bool) -> Iterator[Problem]:
    place = Position(lying.shown)
    if tracking.standing is Standing.TRACKED and not allowed:
        what = "is tracked by git, so that every copy of the repository holds these addresses"
        advice = f"take it out with `git rm --cached -- {lying.shown}` and ignore it, {ALLOW}"
        yield Problem(place, "", what, advice=advice, stage="file")
    elif tracking.standing is Standing.UNCERTAIN and not allowed:
        advice = f"mend that, keep the file outside {tracking.root}, {ALLOW}"
        what = "may be tracked by git, which cannot tell"
        yield Problem(place, "", what, tracking.why, advice, stage="file")
    elif tracking.standing is Standing.UNTRACKED and tracking.root:
        line = lying.path.resolve().relative_to(tracking.root).as_posix()
        advice = f"add the line /{line} to {tracking.root / '.gitignore'}"
        what = "could be committed by accident"
        yield Problem(place, "", what, advice=advice, stage="file", severity="warning")
