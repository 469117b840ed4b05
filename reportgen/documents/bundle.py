"""The files a document may be made of: style sheets, fonts and pictures of one folder, nothing else.

Everything outside is refused and written into a ledger, because a library that draws a document may
swallow the refusal (WeasyPrint does, inside a picture).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

if TYPE_CHECKING:
    from pathlib import Path

#: What a template may link, and as what it is served.
TYPES = {
    ".css": "text/css",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
}
LARGEST = 8_000_000


class RefusedError(Exception):
    """An address that is not a file of the bundle."""


@dataclass(slots=True)
class Bundle:
    """A folder of files and the ledger of what was asked for beside them."""

    folder: Path
    refused: list[str] = field(default_factory=list)

    def read(self, address: str) -> tuple[bytes, str]:
        """Bytes and media type of a `file:` address inside the folder; anything else is refused."""
        path = self._inside(address)
        if path is None:
            self.refused.append(address)
            raise RefusedError(address)
        return path.read_bytes(), TYPES[path.suffix.lower()]

    def _inside(self, address: str) -> Path | None:
        parts = urlsplit(address)
        if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
            return None
        folder = self.folder.resolve(strict=True)
        path = (folder / url2pathname(parts.path)).resolve()  # sees through ../ and symbolic links
        fits = (
            path.is_relative_to(folder)
            and path.suffix.lower() in TYPES
            and path.is_file()
            and path.stat().st_size <= LARGEST
        )
        return path if fits else None
