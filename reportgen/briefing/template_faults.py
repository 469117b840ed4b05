"""Where a template broke that a user may have written: the file and the line that he can correct."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.problems import Position

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def position_of(error: BaseException, folders: Sequence[Path], template: str) -> Position:
    """The deepest frame of the error that lies in a template; Jinja rewrites frames to its lines."""
    line = getattr(error, "lineno", None)
    if line is not None:
        return Position(f"templates/{getattr(error, 'name', None) or template}", line)
    trace, found = error.__traceback__, Position(f"templates/{template}")
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        for folder in folders:
            if path.startswith(f"{folder}/"):
                found = Position(f"templates{path[len(str(folder)) :]}", trace.tb_lineno)
        trace = trace.tb_next
    return found
