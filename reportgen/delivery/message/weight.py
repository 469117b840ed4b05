"""Whether a message is small enough for the servers on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.problems import Problem

if TYPE_CHECKING:
    from reportgen.problems import Position

#: Bytes; servers count in thousands or in 1024s, and the smaller one is safe.
MEGABYTE = 1_000_000
#: From here on some recipients' servers refuse a message.
HEAVY = 7 * MEGABYTE
_LIGHTER = "publish fewer or smaller files in the PDF"


def too_heavy(size: int, max_message_mb: int, position: Position) -> Problem | None:
    """What to tell of a message of so many bytes: an error over the limit, a warning over 7 MB."""
    found = f"{size / MEGABYTE:.1f} MB with the PDF as mail carries it"
    if size > max_message_mb * MEGABYTE:
        what = f"the message is larger than max_message_mb, {max_message_mb} MB"
        return Problem(position, "max_message_mb", what, found, f"raise it, or {_LIGHTER}")
    if size > HEAVY:
        what = "some servers refuse messages over 7 MB"
        return Problem(position, "", what, found, _LIGHTER, severity="warning")
    return None
