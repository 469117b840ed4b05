"""The bytes of a file turned into text, or a problem that says what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path

#: No file of an analyst's comes near this; reading more would only keep the user waiting.
LARGEST_FILE = 1_000_000

_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
#: What no editor shows, what turns the order of letters around, what some readers take for a line break and
#: others do not, and letters whose look is up to each font.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufeff\ufff0-\ufffc\ufffe\uffff\U000e0000-\U0010ffff]"
)


def read_text(path: Path, shown: str) -> str:
    """Read a UTF-8 file; `shown` is its path as the user would type it."""
    text = read_any_text(path, shown)
    _refuse_invisible(text, shown)
    return text


def read_any_text(path: Path, shown: str, largest: int = LARGEST_FILE) -> str:
    """Read a UTF-8 file of so many bytes at most, whatever characters are in it."""
    try:
        size = path.stat().st_size
        # The size is asked for first: a file that is far too large must be refused without waiting.
        return as_text(b"" if size > largest else path.read_bytes(), shown, size, largest)
    except FileNotFoundError:
        raise _refused(
            shown, "is missing", advice="create it; docs/files.md says what it holds"
        ) from None
    except IsADirectoryError:
        raise _refused(shown, "is a folder, not a file") from None
    except OSError as error:
        raise _refused(shown, "cannot be read", found=error.strerror or str(error)) from None


def decode(data: bytes, shown: str) -> str:
    """Turn the bytes of a file into text with line feeds as line ends and no byte order mark."""
    text = as_text(data, shown, len(data))
    _refuse_invisible(text, shown)
    return text


def as_text(data: bytes, shown: str, size: int, largest: int = LARGEST_FILE) -> str:
    """The same, with whatever characters are in it; refused where the file's size is beyond the largest."""
    if size > largest:
        raise _refused(
            shown,
            f"is larger than {largest / 1e6:.0f} MB",
            found=f"{size / 1e6:.1f} MB",
            advice="is this the right file?",
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(shown, "is written in UTF-16", advice="save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error, shown) from None
    if text.count("\0") > len(text) // 4:
        here = Position(shown, *place(text, text.index("\0")))
        raise _at(here, "is written in UTF-16", "U+0000", "save it as UTF-8")
    return _with_line_feeds(text)


def _with_line_feeds(text: str) -> str:
    return text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def place(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def invisible(text: str) -> str:
    """The first character that nobody can see, as `U+202E`; empty where all can be seen."""
    match = _INVISIBLE.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""


def _refuse_invisible(text: str, shown: str) -> None:
    match = _INVISIBLE.search(text)
    if match is None:
        return
    here = Position(shown, *place(text, match.start()))
    found = f"U+{ord(match[0]):04X}"
    raise _at(here, "holds an invisible control character", found, "delete it")


def _not_utf8(data: bytes, error: UnicodeDecodeError, shown: str) -> ProblemsError:
    before = _with_line_feeds(data[: error.start].decode("utf-8", "replace"))
    byte = data[error.start]
    western = bytes([byte]).decode("cp1252", "replace")
    here = Position(shown, *place(before, len(before)))
    found = f"byte 0x{byte:02X} ('{western}' in Windows-1252)"
    return _at(here, "is not UTF-8", found, "save it as UTF-8")


def _refused(shown: str, what: str, found: str = "", advice: str = "") -> ProblemsError:
    return _at(Position(shown), what, found, advice)


def _at(place: Position, what: str, found: str, advice: str) -> ProblemsError:
    return ProblemsError([Problem(place, "", what, found, advice, stage="file")])
