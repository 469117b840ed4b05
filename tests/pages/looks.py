"""Pictures of pages, small enough to keep beside the tests, and what makes two of them the same.

A picture is grey, of 60 dots an inch. Two are compared by the ink around each dot: letters that another
version of a font renderer sets a shade darker or a fraction of a dot further keep it, a label that has
moved, a chart that is gone or another colour do not.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Pixels = np.ndarray[tuple[int, int], np.dtype[np.uint8]]

DOTS = 60
#: Pages are drawn larger than they are kept: then it hardly matters how a renderer smooths edges.
LARGER = 3
#: Greys that a stored picture has; few make small files.
GREYS = 16
#: Dots on each side over which ink is averaged.
AROUND = 2
#: A dot differs from this difference of grey on, and a page from this many such dots on.
SHADE, MANY = 26, 12
NEW = "run `pytest --update-pages tests/pages` and look at the changed pictures before you commit them"


def pictures(printed: bytes) -> Iterator[Pixels]:
    """The pages of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    for page in document:
        drawn = page.render(scale=LARGER * DOTS / 72, grayscale=True).to_pil().convert("L")
        yield few_greys(np.asarray(drawn.reduce(LARGER)))
    document.close()


def few_greys(pixels: Pixels) -> Pixels:
    """The picture in the greys that are kept."""
    step = 255 / (GREYS - 1)
    rounded: Pixels = np.round(np.round(pixels / step) * step).astype(np.uint8)
    return rounded


def stored(file: Path) -> Pixels | None:
    """A picture that was kept; None where there is none."""
    if not file.is_file():
        return None
    with Image.open(file) as image:
        return np.asarray(image.convert("L"))


def store(pixels: Pixels, file: Path) -> None:
    """Keep a picture."""
    file.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(pixels).quantize(GREYS, method=Image.Quantize.MEDIANCUT)
    image.save(file, optimize=True, bits=4)


def difference(one: Pixels, other: Pixels) -> int:
    """The number of dots around which there is more or less ink; every dot for pages of two sizes."""
    if one.shape != other.shape:
        return max(one.size, other.size)
    return int((_apart(one, other) > SHADE).sum())


def _apart(one: Pixels, other: Pixels) -> Pixels:
    blurred = [_ink(pixels).astype(np.int16) for pixels in (one, other)]
    apart: Pixels = np.abs(blurred[0] - blurred[1]).astype(np.uint8)
    return apart


def _ink(pixels: Pixels) -> Pixels:
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.BoxBlur(AROUND)))


def same(one: Pixels, other: Pixels) -> bool:
    """Whether nobody would see a difference."""
    return difference(one, other) < MANY


def side_by_side(before: Pixels | None, now: Pixels, file: Path) -> None:
    """Both, and between them in red where they differ, for somebody to look at."""
    panes = [now] if before is None else [before, now]
    if before is not None and before.shape == now.shape:
        marked = np.stack([now] * 3, axis=-1)
        marked[_apart(before, now) > SHADE] = (220, 0, 0)
        panes.insert(1, marked)
    images = [Image.fromarray(pane).convert("RGB") for pane in panes]
    sheet = Image.new("RGB", (sum(i.width for i in images), max(i.height for i in images)), "white")
    left = 0
    for image in images:
        sheet.paste(image, (left, 0))
        left += image.width
    sheet.save(file)


@dataclass(frozen=True, slots=True)
class Gallery:
    """A folder of kept pictures, `amazon-2026Q2-1.png` and so on."""

    folder: Path

    def file(self, edition: str, page: int) -> Path:
        """Where the picture of a page lies, or would lie."""
        return self.folder / f"{edition.replace('/', '-')}-{page}.png"

    def files(self, edition: str) -> list[Path]:
        """The pictures of an edition, page by page."""
        return sorted(self.folder.glob(f"{edition.replace('/', '-')}-*.png"), key=_page)

    def update(self, edition: str, pages: list[Pixels]) -> None:
        """Keep the pictures that have changed, and none of pages that are gone."""
        for file in self.files(edition)[len(pages) :]:
            file.unlink()
        for number, page in enumerate(pages, start=1):
            before = stored(self.file(edition, number))
            if before is None or not same(before, page):
                store(page, self.file(edition, number))

    def faults(self, edition: str, pages: list[Pixels], shown: Path) -> Iterator[str]:
        """What is not as it was kept, with a picture of it in the folder `shown`."""
        for number, page in enumerate(pages, start=1):
            file = self.file(edition, number)
            before, seen = stored(file), shown / file.name
            if before is not None and same(before, page):
                continue
            side_by_side(before, page, seen)
            if before is None:
                yield f"page {number} of {edition} has no picture {file.name}: see {seen}"
            else:
                dots = difference(before, page)
                yield f"page {number} of {edition} looks otherwise around {dots} dots: see {seen}"
        for file in self.files(edition):
            if _page(file) > len(pages):
                yield f"{file.name} is the picture of a page that {edition} does not have"


def _page(file: Path) -> int:
    return int(file.stem.rpartition("-")[2])
