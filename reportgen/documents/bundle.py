"""The files a document may be made of: style sheets, fonts and pictures of some folders, nothing else.

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
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttc": "font/collection",
    ".ttf": "font/ttf",
    ".woff2": "font/woff2",
}
LARGEST = 8_000_000
#: A font with the letters of East Asia is as large as that.
LARGEST_FONT = 40_000_000


class RefusedError(Exception):
    """An address that is not a file of the bundle."""


@dataclass(slots=True)
class Bundle:
    """Folders of files and the ledger of what was asked for beside them.

    The first folder is where relative addresses begin; one that leads nowhere there is sought at the same
    place of the others, so that a theme may stand anywhere.
    """

    folders: tuple[Path, ...]
    refused: list[str] = field(default_factory=list)

    def read(self, address: str) -> tuple[bytes, str]:
        """Bytes and media type of a `file:` address inside the folders; anything else is refused."""
        path = self._inside(address)
        if path is None:
            self.refused.append(address)
            raise RefusedError(address)
        return path.read_bytes(), TYPES[path.suffix.lower()]

    def _inside(self, address: str) -> Path | None:
        try:
            parts = urlsplit(address)
            named = url2pathname(parts.path)
        except ValueError:
            return None
        if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or "\0" in named:
            return None
        return next((path for path in self._places(named) if self._fits(path)), None)

    def _places(self, named: str) -> list[Path]:
        """Where an address may lie, real paths all: they see through ../ and symbolic links."""
        first, *others = (folder.resolve(strict=True) for folder in self.folders)
        asked = first / named
        places = [asked]
        if asked.is_relative_to(first):
            places += [folder / asked.relative_to(first) for folder in others]
        return [place.resolve() for place in places]

    def _fits(self, path: Path) -> bool:
        return (
            any(path.is_relative_to(folder.resolve(strict=True)) for folder in self.folders)
            and path.suffix.lower() in TYPES
            and path.is_file()
            and path.stat().st_size <= _largest(path)
        )


def _largest(path: Path) -> int:
    return LARGEST_FONT if TYPES[path.suffix.lower()].startswith("font/") else LARGEST
