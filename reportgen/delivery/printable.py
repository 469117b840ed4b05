"""The words of strangers, of servers above all, made fit for a line on a terminal."""

from __future__ import annotations

TOLD_AT_MOST = 300


def printable(text: str, most: int = TOLD_AT_MOST) -> str:
    """A stranger's words for one line of a terminal: no control, no hidden character, not too long."""
    words = "".join(c if c.isprintable() else " " for c in text[: most * 4])
    told = " ".join(words.split())
    return told if len(told) <= most else f"{told[:most]}…"
