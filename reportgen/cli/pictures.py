"""Pictures of a page as a mail program's window would show it, taken by the Chromium that is there.

It runs without a window and without a network, in a profile of its own that is thrown away.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What Debian, others and Windows call a browser that takes pictures.
NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)
#: Where they lie on a Mac, which has no commands for them.
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
#: The width of a letter on a desk and of a telephone, in pixels.
WIDTHS = (600, 375)
#: Higher than any letter that is sent; what is below its end is cut off.
HEIGHT = 12_000
MARGIN = 24
#: Seconds; a picture takes one or two.
LONGEST = 60
DARK, LIGHT = "0", "1"


@dataclass(frozen=True, slots=True)
class View:
    """A window: its width in pixels, and the reader's taste."""

    width: int
    dark: bool

    @property
    def name(self) -> str:
        """What its picture is called."""
        return f"mail-{self.width}-{'dark' if self.dark else 'light'}.png"


VIEWS = tuple(View(width, dark) for width in WIDTHS for dark in (False, True))


class PictureError(Exception):
    """The browser took no picture; the text says what it did instead."""


def browser() -> str | None:
    """A browser of this machine; none is ever downloaded."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((path for path in APPLICATIONS if Path(path).is_file()), None)


def take(program: str, page: Path, folder: Path) -> Iterator[Path]:
    """Pictures of a page in all windows, each whole; raises PictureError."""
    for view in VIEWS:
        file = folder / view.name
        with TemporaryDirectory() as scratch:
            taken = Path(scratch) / "taken.png"
            _run(_command(program, page, view, Path(scratch), taken))
            if not taken.is_file():
                raise PictureError("it ended without a picture")
            _cut(taken, file)
        yield file


def _command(program: str, page: Path, view: View, scratch: Path, taken: Path) -> list[str]:
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        program, "--headless", *as_root, "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={scratch / 'profile'}",
        f"--blink-settings=preferredColorScheme={DARK if view.dark else LIGHT}",
        f"--window-size={view.width},{HEIGHT}", f"--screenshot={taken}", page.resolve().as_uri(),
    ]  # fmt: skip


def _run(command: list[str]) -> None:
    try:
        # Our own words, and a program found by name.
        done = subprocess.run(command, capture_output=True, check=False, timeout=LONGEST)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise PictureError(f"it took longer than {LONGEST} s") from error
    except OSError as error:
        raise PictureError(f"it did not start: {error}") from error
    if done.returncode:
        raise PictureError(f"it ended with {done.returncode}")


def _cut(taken: Path, file: Path) -> None:
    """Keep what is above the last line of the letter, and a margin."""
    from PIL import Image, ImageChops

    with Image.open(taken) as image:
        whole = image.convert("RGB")
    empty = Image.new("RGB", whole.size, whole.getpixel((0, whole.height - 1)))
    box = ImageChops.difference(whole, empty).getbbox() or (0, 0, 0, 0)
    whole.crop((0, 0, whole.width, min(whole.height, box[3] + MARGIN))).save(file)
