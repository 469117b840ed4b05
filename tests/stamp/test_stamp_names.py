"""Names in any letters: printed whole and in the right order, or refused with what to do; never a box."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.theme import house_theme
from reportgen.documents.stamp import Stamp
from reportgen.documents.stamp.faces import Setting, setting
from reportgen.documents.stamp.machine_fonts import MachineFont, machine_fonts
from reportgen.documents.stamp.strips import SIZES, strips
from reportgen.documents.stamp.unstamping import stamp_of
from reportgen.problems import Position, ProblemsError
from tests.stamp.reading import glyphs, pictures, texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reportgen.documents.pdf import Press
    from reportgen.documents.stamp.stamping import Stampable
    from reportgen.documents.stamp.strips import Strip

pytestmark = pytest.mark.slow

FONTS = "fonts lacking: install Debian's fonts-noto-core and fonts-wqy-microhei"


def strip_of(name: str, press: Press, fonts: Sequence[MachineFont] = ()) -> Strip:
    wanted = {Stamp(name, 7): Position("recipients.csv", 14, 2)}
    (made,) = strips(wanted, house_theme(), fonts, press)
    return made


def refusal(wanted: dict[Stamp, Position], fonts: Sequence[MachineFont] = ()) -> list[str]:
    with pytest.raises(ProblemsError) as raised:
        strips(wanted, house_theme(), fonts)
    return [str(problem) for problem in raised.value.problems]


def needed(name: str, fonts: Sequence[MachineFont]) -> None:
    house = house_theme().label_files[400]
    font = MachineFont(house, "house", ((0x20, 0x24F), (0x300, 0x36F), (0x1E00, 0x1EFF)))
    if not all(any(one.has(letter) for one in (font, *fonts)) for letter in name):
        pytest.skip(FONTS)


#: Letters that only machines with fonts for them can print; read back as PDFium reads pages.
ELSEWHERE = {
    "Chinese": "王小明",
    "Japanese": "田中さくら",
    "Korean": "김민준",
    "Arabic": "فاطمة الزهراء",
    "Urdu": "محمد اقبال",
    "Hebrew": "נועם שלום",
    "Hindi": "हिन्दी शर्मा",
    "Bengali": "রবীন্দ্রনাথ ঠাকুর",
    "Tamil": "தமிழ்ச்செல்வி",
    "Thai": "สมชาย ใจดี",
    "Burmese": "မြန်မာ",
    "Khmer": "ខ្មែរ",
    "Georgian": "ქართული",
    "Armenian": "Հայկ Մարտիրոսյան",
    "Amharic": "ግርማ ወልደ",
    "two scripts": "Jane 王小明 Doe",
    "an emoji": "Ann 👍 Ltd",
}
HOUSE = {
    "Greek": "Ελένη Παπαδοπούλου",
    "Cyrillic": "Никола Йорданов",
    "Vietnamese": "Nguyễn Thị Ánh",
    "marks apart from their letters": "Nguye\u0302\u0303n Zoe\u0308",
    "markup": "Ahmed & <b>Sons</b> (3)",
    "what a PDF escapes": r"O’Neill \ (Bob) ) (",
    "the words of a stamp": "Prepared for Ann · copy 8",
    "one letter": "r",
}


@pytest.mark.parametrize("name", HOUSE.values(), ids=HOUSE)
def test_the_house_prints_these_with_its_own_face(
    name: str, press: Press, stampable: Stampable
) -> None:
    strip = strip_of(name, press)
    copy = stampable.stamped(strip)
    assert stamp_of(copy) == Stamp(name, 7)
    assert [text.count(f"Prepared for {name} · copy 7") for text in texts(copy)] == [1] * 4
    assert 0 not in glyphs(strip)


@pytest.mark.parametrize("name", ELSEWHERE.values(), ids=ELSEWHERE)
def test_letters_that_the_house_lacks_come_from_the_fonts_of_the_machine(
    name: str, press: Press, stampable: Stampable, fonts: Sequence[MachineFont]
) -> None:
    needed(name, fonts)
    strip = strip_of(name, press, fonts)
    copy = stampable.stamped(strip)
    assert stamp_of(copy) == Stamp(name, 7)
    assert [text.count(f"Prepared for {name} · copy 7") for text in texts(copy)] == [1] * 4
    assert 0 not in glyphs(strip)


def test_a_name_from_right_to_left_begins_at_its_right(
    press: Press, fonts: Sequence[MachineFont]
) -> None:
    """A strip has no mark yet that says how it reads: PDFium tells it in the order of the eye."""
    needed("נב", fonts)
    (text,) = texts(strip_of("נ W ב", press, fonts).printed)
    assert text == "Prepared for ב W נ · copy 7"
    (text,) = texts(strip_of("W נ ב V", press, fonts).printed)
    assert text == "Prepared for W ב נ V · copy 7"


@pytest.mark.parametrize(
    ("name", "lines"),
    [("Maximiliana " * 4, 1), ("Maximiliana " * 15, 2), ("Maximiliana " * 20, 3), ("W" * 180, 3)],
)
def test_a_long_name_is_printed_whole(name: str, lines: int, press: Press) -> None:
    strip = strip_of(name.strip(), press)
    (text,) = texts(strip.printed)
    assert text.replace(" ", "").count(name.replace(" ", "")) == 1
    (picture,) = pictures(strip.printed)
    assert picture.shape[0] == round(SIZES[lines - 1].height)


# What cannot be printed

LACKING = "cannot be stamped, for no font here has all its letters"
INSTALL = "install a font that has them, such as Debian's"
TOO_LONG = "is too long for the stamp, which has three lines of small type, found 720 characters"


def test_every_name_with_letters_that_nothing_here_has_is_told_at_once() -> None:
    assert refusal(
        {
            Stamp("Jane Doe", 1): Position("recipients.csv", 2, 2),
            Stamp("王小", 2): Position("recipients.csv", 3, 2),
            Stamp("Ann नि 🎩", 3): Position("recipients.csv", 4, 2),
        }
    ) == [
        (
            f"recipients.csv:3:2: name: {LACKING}, found '王' (U+738B), '小' (U+5C0F) of the East"
            f" Asian scripts; {INSTALL} fonts-noto-cjk or the small fonts-wqy-microhei"
        ),
        (
            f"recipients.csv:4:2: name: {LACKING}, found 'न' (U+0928), 'ि' (U+093F), '🎩' (U+1F3A9)"
            f" of the script Devanagari and the signs and emoji; {INSTALL} fonts-noto-core"
        ),
    ]


@pytest.mark.parametrize(("name", "shown"), [("🎩", "'🎩' (U+1F3A9)"), ("a\u0007", "U+0007")])
def test_what_no_font_helps_is_to_be_left_out(name: str, shown: str) -> None:
    (told,) = refusal({Stamp(name, 1): Position("recipients.csv", 2)})
    assert f", found {shown} of " in told
    assert told.endswith("; leave them out of the name")


def test_a_name_that_is_too_long_is_refused_and_never_cut() -> None:
    assert refusal({Stamp("Maximiliana " * 60, 1): Position("recipients.csv", 2, 2)}) == [
        f"recipients.csv:2:2: name: {TOO_LONG}; shorten it; a name is never cut"
    ]


# Which face sets what


@pytest.fixture(name="house")
def _house() -> Path:
    return house_theme().label_files[400]


def test_the_house_sets_what_it_can_even_where_the_machine_could(
    house: Path, fonts: Sequence[MachineFont]
) -> None:
    assert setting("Jane Łukasz Ελένη", house, fonts) == Setting("Jane Łukasz Ελένη", (None,))


def test_one_font_for_all_that_is_lacking_comes_before_one_for_each(house: Path) -> None:
    files = (house.with_name("Inter-Medium.ttf"), house.with_name("Inter-Bold.ttf"), house)
    stretches = (((0x4E00, 0x5FFF),), ((0x6000, 0x8FFF),), ((0x4E00, 0x8FFF),))
    some, others, all_ = (
        MachineFont(file, "", s) for file, s in zip(files, stretches, strict=True)
    )
    assert setting("Ann 小明", house, (some, others, all_)).faces == (None, all_.file)
    assert setting("Ann 小明", house, (some, others)).faces == (None, some.file, others.file)


def test_a_letter_and_its_mark_are_never_of_two_faces(house: Path) -> None:
    """The house has the q and not the mark above it; so the other font takes both."""
    other = MachineFont(house.with_name("Inter-Medium.ttf"), "", ((0x61, 0x7A), (0x314, 0x314)))
    assert setting("Ann q\u0314", house, (other,)).faces == (other.file, None)


def test_a_file_that_is_no_font_is_passed_over(house: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    good = MachineFont(house, "", ((0x4E00, 0x9FFF),))
    assert setting("王", house, (MachineFont(broken, "", ((0x4E00, 0x9FFF),)), good)).faces == (
        None, good.file,
    )  # fmt: skip


def test_a_font_knows_the_ends_of_its_stretches() -> None:
    font = MachineFont(house_theme().label_files[400], "", ((0x41, 0x43), (0x61, 0x61)))
    assert "".join(filter(font.has, "@ABCD`abz")) == "ABCa"
    assert not MachineFont(font.file, "", ()).has("a")


UNUSUAL = {"DejaVuSans-Bold", "DejaVuSans-Oblique", "NotoSans-Bold", "NotoSans-Italic"}


def test_the_machine_is_asked_for_upright_outlines_of_usual_weight() -> None:
    found = machine_fonts()
    if not found:
        pytest.skip("no fontconfig here to ask")
    assert len({font.file for font in found}) == len(found)
    assert {font.file.stem for font in found}.isdisjoint(UNUSUAL)
    first = [font.family.startswith("Noto Sans") for font in found]
    assert first == sorted(first, reverse=True)


def test_without_fontconfig_only_the_house_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert machine_fonts() == ()
