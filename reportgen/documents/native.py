"""The versions of the libraries that set and shape text: where lines break is their doing."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

UNKNOWN = "unknown"


class _Library(NamedTuple):
    """A shared library: its files on Linux and macOS, and the function that tells its version."""

    name: str
    linux: str
    macos: str
    function: str


_LIBRARIES = (
    _Library("pango", "libpango-1.0.so.0", "libpango-1.0.0.dylib", "pango_version_string"),
    _Library("harfbuzz", "libharfbuzz.so.0", "libharfbuzz.0.dylib", "hb_version_string"),
    _Library("fontconfig", "libfontconfig.so.1", "libfontconfig.1.dylib", "FcGetVersion"),
)


@cache
def native_versions() -> Mapping[str, str]:
    """Version by library; 'unknown' where it is not found (printing will say so better)."""
    return {library.name: _version(library) for library in _LIBRARIES}


def _version(library: _Library) -> str:
    with suppress(OSError, AttributeError):
        loaded = ctypes.CDLL(library.macos if sys.platform == "darwin" else library.linux)
        told = getattr(loaded, library.function)
        if library.function == "FcGetVersion":
            return _dotted(int(told()))
        told.restype = ctypes.c_char_p
        return str(told().decode("ascii"))
    return UNKNOWN


def _dotted(number: int) -> str:
    """21400 as 2.14.0."""
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
