"""The plain text: one letter whole, and what keeps its lines short and its columns straight."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from reportgen.briefing.letter import Cover, Enclosure, Person
from reportgen.briefing.letter.markup import for_mail, plain
from reportgen.briefing.letter.plain_text import aligned, underlined, wrapped
from tests.letter.letter_reading import EDITIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing.letter import Writing

STORED = Path(__file__).with_name("nordvind-2025Q4.txt")
LONG = "https://halden.example/" + "a" * 260


def test_a_whole_letter(write: Callable[..., Writing]) -> None:
    """Reviewed by eye; where a change of it is meant, store what this finds."""
    cover = Cover(
        note="We speak about this edition on Thursday at ten.\n\nYou are welcome to join.",
        browser="https://nordvind.example/nordvind/2025Q4.html",
        enclosure=Enclosure("nordvind-2025Q4.pdf", 6, 233_400),
    )
    ann = Person(
        "Ann Smith", {}, "https://nordvind.example/leave/1f", "mailto:leave@nordvind.example"
    )
    assert write("nordvind/2025Q4", ann, cover).text == STORED.read_text("utf-8")


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_line_is_wider_than_78_columns_and_none_begins_like_a_quotation(
    edition: str, write: Callable[..., Writing]
) -> None:
    lines = write(edition).text.splitlines()
    assert [line for line in lines if len(line) > 78] == []
    assert [line for line in lines if line.startswith((">", "From "))] == []


def test_an_address_is_never_in_two_pieces(write: Callable[..., Writing]) -> None:
    text = write("skarv/2025Q4", Person("Ann", {}, LONG), Cover(browser=LONG)).text
    assert text.splitlines().count(LONG) == 2


def test_no_line_is_longer_than_a_mail_may_have() -> None:
    for letter in ("a", "ü", "漢", "🙂"):
        assert max(len(line.encode()) for line in wrapped(letter * 3000).splitlines()) <= 998


def test_a_sign_stays_with_its_number_at_the_end_of_a_line() -> None:
    words = "x" * 70 + " share > 14.8% of it"
    assert wrapped(words) == "x" * 70 + "\nshare\u00a0>\u00a014.8% of it"


def test_columns_by_hand() -> None:
    rows = [("Market cap", "$2.85T", "−2.2%"), ("P/E", "33.0×†", "n/a")]
    assert aligned(rows, "lrr") == "Market cap  $2.85T  −2.2%\nP/E         33.0×†    n/a"
    wide = [("名前", "1"), ("abc", "22")]
    assert aligned(wide, "lr") == "名前   1\nabc   22"


def test_a_long_label_takes_more_lines_and_its_value_stands_beside_the_last() -> None:
    rows = [("An indicator of a name so long that it needs " + "more than one line", "x" * 40)]
    above, last = aligned(rows, "lr").splitlines()
    assert (above, len(last), last[-40:]) == ("An indicator of a name so long that", 78, "x" * 40)


def test_a_heading_has_a_line_of_its_own_width() -> None:
    assert underlined("Key facts") == "Key facts\n---------"
    assert underlined("名", "=") == "名\n=="


def test_markup_as_mail_programs_and_plain_text_take_it() -> None:
    prose = Markup(
        'Up <a class="figure" href="#f-x">> 43%</a> at <span class="house">'
        '<a class="figure" href="#f-y">21%</a></span>; see <a href="https://x.example/a?b&amp;c">there</a>.'
    )
    assert for_mail(prose) == (
        'Up <span class="held">> 43%</span> at <em class="house"><span class="held">21%</span></em>'
        '<span class="lozenge">◇</span>; see <a href="https://x.example/a?b&amp;c">there</a>.'
    )
    assert plain(for_mail(prose)) == "Up > 43% at 21%◇; see there (https://x.example/a?b&c)."
    assert plain("a < b & c") == "a < b & c"
    assert plain(Markup('<a href="mailto:a@b.example">a@b.example</a>')) == "a@b.example"
