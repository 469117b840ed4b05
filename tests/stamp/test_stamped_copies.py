"""A stamped copy is the document, to the last byte, and behind it what prints a name on each page."""

from __future__ import annotations

import io
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
import pikepdf
import pytest

from reportgen.assumptions.theme import house_theme, read_theme
from reportgen.documents.attached import attachments
from reportgen.documents.pdf import print_pdf
from reportgen.documents.stamp import Stamp, UnstampableError
from reportgen.documents.stamp.stamping import FOOT, Stampable
from reportgen.documents.stamp.strips import SIZES, strips
from reportgen.documents.stamp.unstamping import stamp_of, unstamped
from reportgen.problems import Position
from reportgen.shipped import templates
from reportgen.theme.contrast import contrast
from tests.documents.small_pages import FOLDERS, marks, small_page
from tests.documents.validators import verapdf
from tests.stamp.reading import pictures, texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportgen.documents.pdf import Press
    from reportgen.documents.stamp.machine_fonts import MachineFont
    from reportgen.documents.stamp.strips import Strip

pytestmark = pytest.mark.slow

JANE = Stamp("Jane Doe", 1)
#: The longest that fits: three lines of small type.
LONG = Stamp(" ".join(["Maximiliana"] * 20), 12)


def strip_for(stamp: Stamp, press: Press, fonts: Sequence[MachineFont] = ()) -> Strip:
    (made,) = strips({stamp: Position("recipients.csv", 2)}, house_theme(), fonts, press)
    return made


def test_everybody_gets_a_copy_with_the_own_name_and_with_nobody_elses(
    fifty: Mapping[Stamp, Strip], stampable: Stampable
) -> None:
    everybody = {stamp.words for stamp in fifty}
    assert len(everybody) == 50
    for stamp, strip in fifty.items():
        copy = stampable.stamped(strip)
        for text in texts(copy):
            assert [words for words in everybody if f"{words} " in f"{text} "] == [stamp.words]
        assert stamp_of(copy) == stamp


def test_the_document_is_in_front_unchanged(
    stampable: Stampable, fifty: Mapping[Stamp, Strip]
) -> None:
    copy = stampable.stamped(fifty[JANE])
    assert copy.startswith(stampable.content)
    assert len(copy) - len(stampable.content) < 12_000
    assert attachments(copy) == attachments(stampable.content)


def test_the_same_name_and_number_make_the_same_bytes_whoever_else_there_is(
    stampable: Stampable, fifty: Mapping[Stamp, Strip], press: Press, fonts: Sequence[MachineFont]
) -> None:
    assert stampable.stamped(strip_for(JANE, press, fonts)) == stampable.stamped(fifty[JANE])


def paper(content: bytes) -> tuple[int, int]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _, _, width, height = map(float, pdf.pages[0].mediabox)
    return round(width), round(height)


@pytest.mark.parametrize("document", ["briefing", "on_letter"])
def test_the_stamp_stands_where_nothing_stood_and_all_else_looks_as_before(
    document: str, request: pytest.FixtureRequest, press: Press
) -> None:
    base = request.getfixturevalue(document)
    copy = Stampable.of(base).stamped(strip_for(LONG, press))
    width, height = paper(base)
    lower = 2 * (height - FOOT[width, height])
    place = slice(floor(lower - 2 * max(size.height for size in SIZES)), ceil(lower))
    before, after = pictures(base, scale=2), pictures(copy, scale=2)
    assert len(before) == len(after) > 1
    for page, stamped in zip(before, after, strict=True):
        assert (page[place] == 255).all(), "the place of the stamp is not free"
        assert (stamped[place] < 160).sum() > 100, "the stamp is not to be seen"
        assert np.array_equal(np.delete(page, place, 0),
                              np.delete(stamped, place, 0))  # fmt: skip


def test_it_is_an_artifact_of_every_page_and_no_part_of_the_text(
    stampable: Stampable, fifty: Mapping[Stamp, Strip]
) -> None:
    with pikepdf.open(io.BytesIO(stampable.stamped(fifty[JANE]))) as pdf:
        for page in pdf.pages:
            tag, about = marks(page)[-1]
            assert (tag, about.Type, about.Subtype) == ("/Artifact", "/Pagination", "/Watermark")
            inside = marks(pikepdf.Page(page.resources.XObject["/Stamp"]))
            assert [(tag, list(about.keys())) for tag, about in inside] == [
                ("/Span", ["/ActualText"])
            ]
        assert [str(problem) for problem in pdf.check_pdf_syntax()] == []


def test_who_hears_the_document_finds_the_words_in_its_description(
    stampable: Stampable, fifty: Mapping[Stamp, Strip]
) -> None:
    stamp = Stamp("Łukasz Παπά", 14)
    with pikepdf.open(io.BytesIO(stampable.content)) as before:
        subject = str(before.docinfo["/Subject"])
    with pikepdf.open(io.BytesIO(stampable.stamped(fifty[stamp]))) as pdf:
        assert str(pdf.docinfo["/Subject"]) == f"{subject} {stamp.words}"
        with pdf.open_metadata() as told:
            assert told["dc:description"] == f"{subject} {stamp.words}"


def test_a_document_without_a_description_gets_the_words_as_its_description(press: Press) -> None:
    stamp = Stamp("Ann & Sons <Ltd>", 3)
    plain = print_pdf(small_page(), folders=FOLDERS)
    with pikepdf.open(io.BytesIO(Stampable.of(plain).stamped(strip_for(stamp, press)))) as pdf:
        assert str(pdf.docinfo["/Subject"]) == stamp.words
        with pdf.open_metadata() as told:
            assert told["dc:description"] == stamp.words


def test_the_file_keeps_the_name_of_its_making_and_gets_one_of_its_own(
    stampable: Stampable, fifty: Mapping[Stamp, Strip]
) -> None:
    names = set()
    for strip in list(fifty.values())[:3]:
        with pikepdf.open(io.BytesIO(stampable.stamped(strip))) as pdf:
            made, now = map(bytes, pdf.trailer.ID)
        assert made == stampable.trailer.identity
        names.add(now)
    assert len(names | {stampable.trailer.identity}) == 4


def test_copies_are_for_archives_and_for_everybody_in_any_letters(
    stampable: Stampable, on_letter: bytes, fifty: Mapping[Stamp, Strip], press: Press,
    fonts: Sequence[MachineFont], tmp_path: Path,
) -> None:  # fmt: skip
    many = Stamp("王小明 فاطمة הנועם हिन्दी", 2)
    if not all(any(font.has(letter) for font in fonts) for letter in many.name):
        pytest.skip("fonts lacking: install Debian's fonts-noto-core and fonts-wqy-microhei")
    latin, mixed = tmp_path / "latin.pdf", tmp_path / "mixed.pdf"
    latin.write_bytes(stampable.stamped(fifty[JANE]))
    mixed.write_bytes(Stampable.of(on_letter).stamped(strip_for(many, press, fonts)))
    verdicts = verapdf([latin, mixed])
    assert len(verdicts) == 4
    assert [verdict for verdict in verdicts if not verdict.startswith("PASS")] == []


def test_in_every_theme_it_is_light_and_still_easy_to_read() -> None:
    themes = [templates() / "theme.yaml", *sorted((templates() / "themes").glob("*.yaml"))]
    for file in themes:
        colours = read_theme(file, file.name).colours
        assert min(contrast(ink, "#ffffff") for ink in (colours.ink2, colours.ink3)) >= 4.5


def test_a_copy_taken_apart_is_the_document_and_the_stamp(
    stampable: Stampable, fifty: Mapping[Stamp, Strip]
) -> None:
    copy = unstamped(stampable.stamped(fifty[JANE]))
    assert copy is not None
    assert (copy.stamp, copy.document) == (JANE, stampable.content)
    assert unstamped(stampable.content) is None
    assert stamp_of(stampable.content) is None


# What takes no stamp


def test_a_second_stamp_is_refused(stampable: Stampable, fifty: Mapping[Stamp, Strip]) -> None:
    with pytest.raises(UnstampableError, match="is stamped already"):
        Stampable.of(stampable.stamped(fifty[JANE]))


def test_a_document_of_another_paper_is_refused() -> None:
    small = print_pdf(small_page(head="<style>@page { size: A5 }</style>"), folders=FOLDERS)
    with pytest.raises(UnstampableError, match="neither all A4 nor all Letter"):
        Stampable.of(small)


def test_a_document_of_another_program_is_refused(briefing: bytes) -> None:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(briefing)) as pdf:
        pdf.save(saved, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pytest.raises(UnstampableError, match="was not printed here"):
        Stampable.of(saved.getvalue())
    with pytest.raises(UnstampableError, match="is damaged"):
        Stampable.of(briefing[:20_000])
