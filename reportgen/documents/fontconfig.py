"""WeasyPrint without the fonts of this machine: only what the style sheets name is ever printed.

A character that no font of the document has is then a complaint everywhere, and not on some machines another
font's letter. The settings of the system's fontconfig (slanting, hinting, substitutes) do not count either.
"""

from __future__ import annotations

import ctypes.util
import os
import sys
import warnings
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

SETTINGS = '<?xml version="1.0"?><fontconfig></fontconfig>\n'


class NoFontError(Exception):
    """The document sets text and has loaded no font; Pango would end the process."""


def forget_system_fonts(folder: Path) -> None:
    """Point fontconfig to settings without any folder of fonts; call before WeasyPrint is imported."""
    settings = folder / "fonts.conf"
    settings.write_text(SETTINGS, "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(settings)


@cache
def weasyprint() -> ModuleType:
    """Import WeasyPrint where it is used, without the sixteen helper processes of its library look-up.

    On Linux its loader finds the libraries by their plain names once `find_library` knows nothing.
    """
    known = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = _nowhere
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
            return import_module("weasyprint")
    finally:
        ctypes.util.find_library = known


def _nowhere(name: str) -> str | None:
    """A library look-up that finds nothing."""
    del name
    return None


def fonts() -> Any:  # noqa: ANN401 - WeasyPrint is imported at its door only
    """An empty set of fonts for one document; asked for a letter before it has any, it raises NoFontError."""
    weasyprint()
    from weasyprint.text.ffi import fontconfig
    from weasyprint.text.fonts import FontConfiguration

    class Fonts(FontConfiguration):  # type: ignore[misc]
        ready = False

        @property
        def font_map(self) -> Any:  # noqa: ANN401
            if self.ready:
                loaded = fontconfig.FcConfigGetFonts(self._config, fontconfig.FcSetApplication)
                if not (loaded and loaded.nfont):
                    raise NoFontError
            return self._font_map

        @font_map.setter
        def font_map(self, made: Any) -> None:  # noqa: ANN401
            self._font_map = made

    empty = Fonts()
    empty.ready = True
    return empty
