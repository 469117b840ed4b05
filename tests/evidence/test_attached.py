"""What a PDF carries: read back whole, and refused with one sentence where it cannot be trusted."""

from __future__ import annotations

import io
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import pikepdf
import pytest

from reportgen.documents import attached
from reportgen.documents.attached import UnreadableError, attachments, read_pdf
from reportgen.documents.compared import differences

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def carrying(pdf: pikepdf.Pdf, name: str, content: bytes) -> None:
    """Put a file into a PDF."""
    pdf.attachments[name] = pikepdf.AttachedFileSpec(
        pdf, content, description="", filename=name, mime_type="", creation_date="", mod_date=""
    )


def pdf_of(change: Callable[[pikepdf.Pdf], None] = lambda _: None, **options: object) -> bytes:
    """A PDF of one page with two files in it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    for name, content in (("a.txt", b"one\ntwo\n"), ("b.txt", b"three\n")):
        carrying(pdf, name, content)
    pdf.docinfo["/Title"] = "Briefing"
    change(pdf)
    out = io.BytesIO()
    pdf.save(out, deterministic_id=not options, **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_files_come_back_under_their_names() -> None:
    assert attachments(pdf_of()) == {"a.txt": b"one\ntwo\n", "b.txt": b"three\n"}


@pytest.mark.parametrize("owner", ["", "secret"])
def test_an_encrypted_pdf_is_refused(owner: str) -> None:
    locked = pdf_of(encryption=pikepdf.Encryption(user=owner, owner="secret"))
    with pytest.raises(UnreadableError, match="is encrypted"):
        attachments(locked)


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_pdf_that_is_cut_short_is_damaged(part: float) -> None:
    whole = pdf_of()
    with pytest.raises(UnreadableError, match="is damaged"):
        attachments(whole[: int(len(whole) * part)])


def test_whatever_byte_is_wrong_it_is_read_or_refused_and_never_breaks_down() -> None:
    whole = pdf_of()
    for at in range(0, len(whole), 7):
        broken = whole[:at] + b"\xff" + whole[at + 1 :]
        with suppress(UnreadableError):
            attachments(broken)


def test_a_small_file_that_unfolds_to_a_large_one_is_refused() -> None:
    def pack(pdf: pikepdf.Pdf) -> None:
        bomb = zlib.compress(bytes(attached.LARGEST_STREAM * 2), 9)
        file = pdf.attachments["a.txt"].obj.EF.F
        file.write(bomb, filter=pikepdf.Name.FlateDecode)

    bomb = pdf_of(pack)
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableError, match="is damaged"):
        attachments(bomb)


def test_too_many_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attached, "MOST_ATTACHMENTS", 1)
    with pytest.raises(UnreadableError, match="more than 1 files"):
        attachments(pdf_of())
    monkeypatch.setattr(attached, "MOST_ATTACHMENTS", 5)
    monkeypatch.setattr(attached, "LARGEST_TOGETHER", 5)
    with pytest.raises(UnreadableError, match="MB of files"):
        attachments(pdf_of())


def test_reading_leaves_no_limits_behind() -> None:
    before = pikepdf.settings.get_qpdf_limits()
    attachments(pdf_of())
    with pytest.raises(UnreadableError):
        attachments(b"%PDF-1.7\n")
    assert pikepdf.settings.get_qpdf_limits() == before


def test_what_is_no_pdf_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(b"PK\x03\x04")
    with pytest.raises(UnreadableError, match="is not a PDF"):
        read_pdf(file)
    monkeypatch.setattr(attached, "LARGEST", 3)
    with pytest.raises(UnreadableError, match="is larger than"):
        read_pdf(file)
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_pdf(tmp_path / "none.pdf")


def test_the_same_bytes_differ_in_nothing() -> None:
    assert differences(pdf_of(), pdf_of()) == []


def test_bytes_behind_the_end_are_told() -> None:
    assert differences(pdf_of() + b"12345", pdf_of()) == [
        "5 bytes were added behind the end of the document"
    ]


def _title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "Forged"


def _page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=(200, 200))


def _size(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].mediabox = pikepdf.Array([0, 0, 300, 200])


def _line(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 m 10 10 l S")


def _file(pdf: pikepdf.Pdf) -> None:
    carrying(pdf, "a.txt", b"one\nTWO\n")


def _one_less(pdf: pikepdf.Pdf) -> None:
    del pdf.attachments["b.txt"]


def _one_more(pdf: pikepdf.Pdf) -> None:
    carrying(pdf, "c.txt", b"x")


def _inside(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Secret = pikepdf.String("x")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_title, "metadata: Title is 'Forged' where 'Briefing' is made"),
        (_page, "it has 2 pages where 1 are made"),
        (_size, "page 1: another size"),
        (_line, "page 1: the same words, drawn otherwise"),
        (_file, "attached file a.txt: differs from line 2"),
        (_one_less, "attached file b.txt: is missing"),
        (_one_more, "attached file c.txt: is not made"),
        (
            _inside,
            "its inner structure, fonts or compression; pages, metadata and files are the same",
        ),
    ],
)
def test_each_kind_of_difference_is_told(change: Callable[[pikepdf.Pdf], None], told: str) -> None:
    assert differences(pdf_of(change), pdf_of()) == [told]
