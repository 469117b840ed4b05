"""`reportgen verify` of a stamped copy: the same but for the stamp, or what was done to it."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.assumptions.theme import house_theme
from reportgen.cli import group
from reportgen.documents.attached import opened
from reportgen.documents.stamp import Stamp
from reportgen.documents.stamp.comparing import stamper
from reportgen.documents.stamp.stamping import Stampable, taken_apart
from reportgen.documents.stamp.strips import strips
from reportgen.documents.stamp.unstamping import stamp_of, unstamped
from reportgen.documents.stamp.update import Pack, updated
from reportgen.problems import Position
from reportgen.verification import UnverifiableError, Verdict, verify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from reportgen.documents.pdf import Press
    from reportgen.documents.stamp.machine_fonts import MachineFont
    from reportgen.documents.stamp.strips import Strip

pytestmark = pytest.mark.slow

JANE, ANN = Stamp("Jane Doe", 1), Stamp("Jane Li", 10)


@pytest.fixture(name="copy")
def _copy(stampable: Stampable, fifty: Mapping[Stamp, Strip]) -> bytes:
    return stampable.stamped(fifty[JANE])


def verdict(given: bytes, briefing: bytes, fonts: Sequence[MachineFont] = ()) -> Verdict:
    """Held against the briefing as it was printed, instead of printing it again."""
    return verify(given, None, lambda *_: briefing, stamper(house_theme(), lambda: fonts))


def test_the_command_tells_a_copy_from_the_document(
    built: Path, copy: bytes, tmp_path: Path
) -> None:
    file = tmp_path / "copy.pdf"
    file.write_bytes(copy)
    words = ["verify", str(file), "--workspace", str(built)]
    told = CliRunner().invoke(group, words, catch_exceptions=False)
    assert told.exit_code == 0, told.stdout
    assert told.stdout == (
        f"same: {file} (nordvind/2025Q3, briefing on a4),"
        " but for the stamp: Prepared for Jane Doe · copy 1\n"
    )
    file.write_bytes(copy.replace(b"startxref", b"startxref ", 1))
    told = CliRunner().invoke(group, [*words, "--format", "json"], catch_exceptions=False)
    found = json.loads(told.stdout)
    assert (told.exit_code, found["same"], found["stamp"]) == (1, False, None)


def test_a_copy_is_the_same_but_for_its_stamp(copy: bytes, briefing: bytes) -> None:
    found = verdict(copy, briefing)
    assert found.same
    assert found.copy is not None
    assert (found.copy.stamp, found.copy.document) == (JANE, briefing)
    assert verdict(briefing, briefing).copy is None


def test_a_change_slipped_between_document_and_stamp_is_told(
    stampable: Stampable, briefing: bytes, fifty: Mapping[Stamp, Strip]
) -> None:
    trailer = stampable.trailer
    pack = Pack.of(trailer.size, {trailer.info: b"<</Title (Buy at any price)>>"})
    changed = updated(briefing, trailer, pack, {})
    found = verdict(Stampable.of(changed).stamped(fifty[JANE]), briefing)
    assert found.differences == (
        f"{len(changed) - len(briefing)} bytes were added behind the end of the document",
    )
    assert found.copy is not None
    assert found.copy.document == changed


def test_words_over_the_drawing_of_other_words_are_told(
    stampable: Stampable, briefing: bytes, fifty: Mapping[Stamp, Strip]
) -> None:
    """The copy says Jane Li, 10, and shows Jane Doe, 1: only printing it again can tell."""
    with opened(fifty[JANE].printed) as pdf, opened(stampable.stamped(fifty[ANN])) as other:
        form = other.pages[0].resources.XObject["/Stamp"]
        said = form.read_bytes().split(b"BDC", 1)[0] + b"BDC"
        drawing = said + b" " + pdf.pages[0].Contents.read_bytes().replace(b"EMC", b"") + b" EMC"
        drawn = taken_apart(pdf.pages[0].obj, ANN.words, zlib.compress(drawing), stampable.form + 1)
    forged = stampable.with_drawn(drawn)
    assert stamp_of(forged) == ANN
    found = verdict(forged, briefing)
    assert found.differences == (
        "its stamp is drawn otherwise: it was changed, or set in other fonts than are here",
    )


def test_a_stamp_in_letters_that_no_font_here_has_cannot_be_told_to_be_the_same(
    stampable: Stampable, briefing: bytes, press: Press, fonts: Sequence[MachineFont]
) -> None:
    if not any(font.has("ש") for font in fonts):
        pytest.skip("fonts lacking: install Debian's fonts-noto-core")
    wanted = {Stamp("שלום", 2): Position("recipients.csv", 3)}
    (strip,) = strips(wanted, house_theme(), fonts, press)
    copy = stampable.stamped(strip)
    assert verdict(copy, briefing, fonts).same
    (told,) = verdict(copy, briefing).differences
    assert told.startswith("its stamp cannot be made again: stamp:1:1: name: cannot be stamped")


@pytest.mark.parametrize(
    "change",
    [
        lambda copy, _: copy + b"% more\n",
        lambda copy, _: copy[:-1],
        lambda copy, _: copy.replace(b"/Subtype /Watermark", b"/Subtype /Waterbark"),
        lambda copy, size: copy[:size] + b"\n" + copy[size:],
        lambda copy, size: copy + copy[size:],
    ],
    ids=["added to", "cut", "another mark", "moved", "updated twice"],
)  # fmt: skip
def test_whatever_else_stands_behind_the_document_is_no_stamp(
    change: object, copy: bytes, briefing: bytes
) -> None:
    assert callable(change)
    changed = change(copy, len(briefing))
    assert changed != copy
    assert taken(changed) is None
    try:
        found = verdict(changed, briefing)
    except UnverifiableError:
        return
    assert not found.same
    assert found.copy is None


def taken(content: bytes) -> object:
    try:
        return unstamped(content)
    except ValueError:
        return None
