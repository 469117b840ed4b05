"""Each page of the briefings looks as it did when somebody last looked at it and kept its picture."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageFilter

from tests.pages import looks
from tests.pages.conftest import EDITIONS
from tests.pages.looks import NEW, Gallery, pictures, same, store, stored

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.pages.conftest import Printed
    from tests.pages.looks import Pixels
    from tests.pages.reading import Box, Sheet

    Look = Callable[..., Printed]

pytestmark = pytest.mark.slow

GALLERY = Gallery(Path(__file__).parent / "stored")
LARGEST = 2_000_000


@pytest.mark.parametrize("edition", EDITIONS)
def test_pages_look_as_they_did(
    printed: Look, edition: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    pages = list(pictures(printed(edition).pdf))
    if request.config.getoption("--update-pages"):
        GALLERY.update(edition, pages)
    faults = list(GALLERY.faults(edition, pages, tmp_path))
    if faults:
        pytest.fail("\n".join([*faults, f"If that is meant: {NEW}"]), pytrace=False)


def test_pictures_are_small_and_none_is_left_over() -> None:
    names = {edition.replace("/", "-") for edition in EDITIONS}
    files = list(GALLERY.folder.glob("*"))
    assert sum(file.stat().st_size for file in files) < LARGEST
    assert {file.stem.rpartition("-")[0] for file in files} <= names


# What is the same, and what is not


@pytest.fixture(scope="module")
def page(printed: Look) -> Pixels:
    """The fourth page of an edition, with tables, charts and text, from the greys that are kept."""
    return list(pictures(printed("amazon/2026Q2").pdf))[3]


@pytest.fixture(scope="module")
def sheet(printed: Look) -> Sheet:
    """The same page with its words."""
    return printed("amazon/2026Q2").sheets[3]


def redrawn(
    printed: Printed, like: Pixels, number: int, scale: float, how: Image.Resampling
) -> Pixels:
    """A page from another scale, made smaller in another way: another renderer smooths edges like that."""
    document = pypdfium2.PdfDocument(io.BytesIO(printed.pdf))
    drawn = document[number - 1].render(scale=scale * looks.DOTS / 72, grayscale=True).to_pil()
    document.close()
    height, width = like.shape
    larger = Image.new("L", (round(width * scale) + 4, round(height * scale) + 4), 255)
    larger.paste(drawn.convert("L"), (0, 0))
    box = (0.0, 0.0, width * scale, height * scale)
    return np.asarray(larger.resize((width, height), how, box=box))


@pytest.mark.parametrize(
    ("scale", "how"),
    [
        (2.0, Image.Resampling.BILINEAR),
        (4.0, Image.Resampling.LANCZOS),
        (3.0, Image.Resampling.HAMMING),
    ],
)
@pytest.mark.parametrize("edition", ["amazon/2025Q3", "amazon/2026Q2"])
def test_edges_that_are_smoothed_otherwise_are_no_change(
    printed: Look, edition: str, scale: float, how: Image.Resampling
) -> None:
    made = printed(edition)
    for number, kept in enumerate(pictures(made.pdf), start=1):
        assert same(redrawn(made, kept, number, scale, how), kept), number


def test_darker_softer_and_a_quarter_of_a_dot_further_are_no_change(page: Pixels) -> None:
    image = Image.fromarray(page)
    darker = (255 * (page / 255) ** 1.2).astype(np.uint8)
    softer = np.asarray(image.filter(ImageFilter.GaussianBlur(0.6)))
    further = image.transform(
        image.size, Image.Transform.AFFINE, (1, 0, 0.25, 0, 1, 0.25), Image.Resampling.BILINEAR,
        fillcolor=255,
    )  # fmt: skip
    assert same(darker, page)
    assert same(softer, page)
    assert same(np.asarray(further), page)


def test_a_picture_comes_back_as_it_was_kept(page: Pixels, tmp_path: Path) -> None:
    file = tmp_path / "stored" / "one.png"
    assert stored(file) is None
    store(page, file)
    again = stored(file)
    assert again is not None
    assert np.array_equal(again, page)
    assert file.stat().st_size < 60_000


def test_any_label_that_has_moved_by_two_millimetres_is_a_change(
    page: Pixels, sheet: Sheet
) -> None:
    labels = [word.box for word in sheet.words if len(word.text) > 3]
    assert len(labels) > 150
    unseen = [box for box in labels[::5] if same(moved(page, sheet, box, 2.0), page)]
    assert unseen == []


def moved(page: Pixels, sheet: Sheet, box: Box, by: float) -> Pixels:
    """A page on which a word stands some millimetres lower."""
    dots = looks.DOTS / 25.4
    across = slice(int(box.left * dots) - 1, int(box.right * dots) + 2)
    first, last = (
        int((sheet.height - box.top) * dots) - 1,
        int((sheet.height - box.bottom) * dots) + 2,
    )
    down = round(by * dots)
    changed = page.copy()
    changed[first:last, across] = 255
    place = changed[first + down : last + down, across]
    place[:] = np.minimum(place, page[first:last, across])
    return changed


def without_the_drawing(html: str) -> str:
    """Figure 6 keeps its place, its words and its frame, and shows nothing."""
    start = html.index("<svg", html.index('id="figure-6"'))
    inside = html.index("</title>", start) + len("</title>")
    end = html.index("</svg>", start)
    return html[:inside] + html[end:]


def in_another_colour(html: str) -> str:
    """What is the company's own is drawn in the colour of its benchmark."""
    assert html.count('fill="#c9591a"') + html.count('fill="#C9591A"') > 3
    return re.sub('fill="#c9591a"', 'fill="#0f4c5c"', html, flags=re.IGNORECASE)


@pytest.mark.parametrize("change", [without_the_drawing, in_another_colour])
def test_a_chart_that_is_gone_and_another_colour_are_changes(
    printed: Look, change: Callable[[str], str]
) -> None:
    before, now = (
        list(pictures(printed("amazon/2026Q2", changed=how).pdf)) for how in (str, change)
    )
    assert len(before) == len(now)
    differing = [number for number in range(len(now)) if not same(before[number], now[number])]
    assert differing
    assert len(differing) < len(now), "what is not touched stays as it was"


def test_another_size_of_paper_is_a_change(printed: Look, page: Pixels) -> None:
    letter = list(pictures(printed("amazon/2026Q2", "letter").pdf))[3]
    assert not same(letter, page)


def test_a_change_is_shown_with_both_pages_and_the_way_to_keep_it(
    page: Pixels, tmp_path: Path
) -> None:
    gallery, edition = Gallery(tmp_path / "stored"), "amazon/2026Q2"
    (missing,) = gallery.faults(edition, [page], tmp_path)
    assert missing.startswith("page 1 of amazon/2026Q2 has no picture amazon-2026Q2-1.png: see ")
    gallery.update(edition, [page, page])
    assert list(gallery.faults(edition, [page, page], tmp_path)) == []
    (told,) = gallery.faults(edition, [page, 255 - page], tmp_path)
    assert told.startswith("page 2 of amazon/2026Q2 looks otherwise around ")
    with Image.open(told.rpartition("see ")[2]) as shown:
        assert shown.size == (3 * page.shape[1], page.shape[0])
    (left,) = gallery.faults(edition, [page], tmp_path)
    assert left == "amazon-2026Q2-2.png is the picture of a page that amazon/2026Q2 does not have"
    gallery.update(edition, [page])
    assert [file.name for file in gallery.files(edition)] == ["amazon-2026Q2-1.png"]
    assert "--update-pages" in NEW


def test_a_picture_that_looks_the_same_is_not_written_again(page: Pixels, tmp_path: Path) -> None:
    gallery = Gallery(tmp_path)
    gallery.update("amazon/2026Q2", [page])
    first = gallery.file("amazon/2026Q2", 1).read_bytes()
    gallery.update("amazon/2026Q2", [(255 * (page / 255) ** 1.1).astype(np.uint8)])
    assert gallery.file("amazon/2026Q2", 1).read_bytes() == first
