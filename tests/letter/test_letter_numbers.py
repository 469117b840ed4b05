"""Every number of a letter is the one that the PDF prints, in the HTML as in the plain text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen import briefing
from reportgen.briefing.letter import Cover, Person
from reportgen.briefing.letter.writing import Writer
from reportgen.shipped import templates
from tests.letter.letter_reading import (
    EDITIONS,
    numbers,
    visible,
    without_numerals,
    words_of_page,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing.letter import Writing
    from reportgen.theme import Theme
    from tests.letter.conftest import Composed


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_number_that_the_pdf_does_not_print(
    edition: str,
    composed: Callable[[str], Composed],
    write: Callable[..., Writing],
    themes: dict[str, Theme],
) -> None:
    page = composed(edition).page
    printed = numbers(words_of_page(briefing.render(page, templates(), themes["house"])))
    writing = write(edition)
    assert set(numbers(visible(writing.html))) - set(printed) == set()
    assert set(numbers(without_numerals(writing.text))) - set(printed) == set()


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_text_has_the_numbers_of_the_html_and_as_often(
    edition: str, write: Callable[..., Writing]
) -> None:
    writing = write(edition)
    in_text = numbers(without_numerals(writing.text))
    assert in_text == numbers(visible(writing.html))
    assert in_text.total() > 10


def test_a_number_changed_by_one_digit_is_seen(
    composed: Callable[[str], Composed], themes: dict[str, Theme]
) -> None:
    """The two tests above would fail on a letter that prints $2.80T where the PDF has $2.79T."""
    found = composed("amazon/2026Q2")
    row = replace(found.letter.headline[1], value="$2.80T")
    changed = replace(found.letter, headline=(row,))
    html = Writer(changed, Cover(), templates(), themes["house"]).neutral.html
    printed = numbers(words_of_page(briefing.render(found.page, templates(), themes["house"])))
    assert set(numbers(visible(html))) - set(printed) == {"$2.80T"}


def test_what_is_read_as_a_number() -> None:
    text = "Own chips > 14.8% of the $42.2B, after 33.0×† and SEK\u00a0336.80; −$7.60B, −9.9pp, 3.34 years."
    assert list(numbers(text)) == [
        "> 14.8%", "$42.2B", "33.0×†", "SEK 336.80", "−$7.60B", "−9.9pp", "3.34 years",
    ]  # fmt: skip


def test_a_lower_bound_stays_one_and_what_is_missing_stays_missing(
    write: Callable[..., Writing],
) -> None:
    newest, first = write("amazon/2026Q2"), write("amazon/2025Q3")
    for words in (newest.text, visible(newest.html)):
        assert "> 13.3%" in words
        assert "> 14.8%" in words
        assert "n/a" in words  # their change, which nobody can tell
    for words in (first.text, visible(first.html)):
        assert "Own chips: share of AWS run rate n/a: missing: chip run rate." in words


def test_the_first_edition_says_so_and_later_ones_say_what_changed(
    write: Callable[..., Writing],
) -> None:
    first, second = write("nordvind/2025Q3"), write("nordvind/2025Q4")
    for words in (first.text, visible(first.html)):
        assert "This is the first edition; the next will say here what has changed." in words
        assert "Every indicator stands where it stood." not in words
    for words in (second.text, visible(second.html)):
        assert "What changed since Q3 2025" in words
        assert "Every indicator stands where it stood." in words
        assert "first edition" not in words


def test_indicators_come_with_sign_and_word_and_their_changes_in_a_sentence(
    write: Callable[..., Writing], composed: Callable[[str], Composed]
) -> None:
    page, writing = composed("amazon/2026Q2").page, write("amazon/2026Q2")
    assert page.status_changes
    for words in (writing.text, visible(writing.html)):
        flat = " ".join(words.split())
        for wire in page.tripwires:
            assert wire.label in flat
            assert wire.status in flat
        for change in page.status_changes:
            assert change in flat
        assert "◆ Off track" in flat


def test_corrections_and_judgements_are_told(
    write: Callable[..., Writing], composed: Callable[[str], Composed]
) -> None:
    letter = composed("nordvind/2025Q4").letter
    row = replace(letter.headline[0], judgement=True)
    told = "1 March 2026, in the briefing of Q3 2025: The margin was too high. (A. Holm)"
    changed = replace(letter, headline=(row,), corrections=(told,), judged=True)
    writing = write("nordvind/2025Q4", changed=changed)
    for words in (writing.text, visible(writing.html)):
        flat = " ".join(words.split())
        assert told in flat
        assert "45%◇" in flat
        assert "◇ house judgement" in flat


def test_an_approved_edition_is_no_draft(
    write: Callable[..., Writing], composed: Callable[[str], Composed]
) -> None:
    letter = composed("nordvind/2025Q4").letter
    assert "Draft, not approved" in write("nordvind/2025Q4").text
    approved = write("nordvind/2025Q4", changed=replace(letter, draft=False))
    assert "Draft" not in approved.text + approved.html


def test_the_subject_is_the_edition_s_or_what_mail_yaml_says(
    write: Callable[..., Writing],
) -> None:
    own = Cover(subject="{company}: {title} ({quarter})\n")
    assert write("skarv/2025Q4").subject == "Skarv Q4 2025: Skarv: accelerators of its own"
    said = write("skarv/2025Q4", None, own).subject
    assert said == "Skarv: Skarv: accelerators of its own (Q4 2025)"


def test_the_same_letter_twice_is_the_same_bytes(write: Callable[..., Writing]) -> None:
    ann = Person("Ann", {}, "https://x.example/1")
    assert write("nordvind/2025Q4", ann) == write("nordvind/2025Q4", ann)
