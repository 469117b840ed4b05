"""How prose is taken apart into the sentences a reader sees."""

from __future__ import annotations

import pytest

from reportgen.briefing.prose import Prose
from reportgen.comparison.sentences import Rewording, printed, rewordings, split


def text(**sections: str) -> Prose:
    return Prose(
        "Title", "Standfirst.", {name.replace("_", " "): words for name, words in sections.items()}
    )


@pytest.mark.parametrize(
    ("paragraph", "sentences"),
    [
        ("The target is $4 trillion. It is far.", ["The target is $4 trillion.", "It is far."]),
        ("See the 10-K. Then the 10-Q.", ["See the 10-K.", "Then the 10-Q."]),
        ("It grew 28.4% to 4.5x. $5 is left.", ["It grew 28.4% to 4.5x.", "$5 is left."]),
        (
            "He said “no.” She said “yes.” Both left.",
            ["He said “no.”", "She said “yes.”", "Both left."],
        ),
        ("(It rose.) Then it fell.", ["(It rose.)", "Then it fell."]),
        (
            "Who pays? When! Nobody knows…  Or so.",
            ["Who pays?", "When!", "Nobody knows…", "Or so."],
        ),
        ("The U.S. Treasury bought.", ["The U.S. Treasury bought."]),
        (
            "Amazon.com Inc. Chairman J. P. Smith sold.",
            ["Amazon.com Inc. Chairman J. P. Smith sold."],
        ),
        (
            "Growth vs. Azure, i.e. 5 points, approx. 6.",
            ["Growth vs. Azure, i.e. 5 points, approx. 6."],
        ),
        ("It fell. Öl rose. Škoda, too.", ["It fell.", "Öl rose.", "Škoda, too."]),
        ("In 2025. 36% of it.", ["In 2025.", "36% of it."]),
        ("nothing ends", ["nothing ends"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(paragraph: str, sentences: list[str]) -> None:
    assert split(paragraph) == sentences


def test_points_rows_and_quotes_are_read_as_they_are_printed() -> None:
    markdown = """
First *point* ends
on the next line. Second one.

- A point. With two sentences.
- Another, with `code` and [a link](https://example.org).

| Measure | Us |
| --- | --- |
| Value. Of it | $4T |

> A quote.

1. Numbered.
"""
    assert printed(markdown) == [
        "First point ends on the next line.", "Second one.", "A point.", "With two sentences.",
        "Another, with code and a link.", "Measure | Us", "Value. Of it | $4T", "A quote.", "Numbered.",
    ]  # fmt: skip


def test_a_sentence_that_changes_stands_beside_what_it_was() -> None:
    old = text(Analysis="One stays. The gap is 5%. Three stays.")
    new = text(Analysis="One stays. The gap is 6%. Three stays. Four came.")
    assert rewordings(old, new) == (
        Rewording("Analysis", "The gap is 5%.", "The gap is 6%."),
        Rewording("Analysis", "", "Four came."),
    )


def test_sentences_that_have_nothing_in_common_are_no_pair() -> None:
    old, new = (
        text(Analysis="Orders fell by half last year."),
        text(Analysis="Nobody asks about chips."),
    )
    assert rewordings(old, new) == (
        Rewording("Analysis", "Orders fell by half last year.", ""),
        Rewording("Analysis", "", "Nobody asks about chips."),
    )


def test_a_sentence_between_two_that_changed_keeps_its_neighbours_apart() -> None:
    old = text(Analysis="Sales rose to $5. Margins fell to 3%.")
    new = text(Analysis="It was a good year. Sales rose to $6. Margins fell to 2%.")
    assert rewordings(old, new) == (
        Rewording("Analysis", "", "It was a good year."),
        Rewording("Analysis", "Sales rose to $5.", "Sales rose to $6."),
        Rewording("Analysis", "Margins fell to 3%.", "Margins fell to 2%."),
    )


def test_other_line_breaks_and_another_order_of_sections_change_nothing() -> None:
    old = text(Analysis="One. Two\nthree.", Method="M.")
    new = text(Method="M.", Analysis="One.\nTwo three.")
    assert rewordings(old, new) == ()


def test_an_exhibit_is_told_by_its_name_and_only_by_what_is_printed() -> None:
    old = text(Exhibits="### backlog\nOrders of $5B\nA note.")
    new = text(Exhibits="### backlog\nOrders of $6B\nA note.\n\n### capex\nMore")
    assert rewordings(old, new) == (
        Rewording("Exhibit backlog", "Orders of $5B", "Orders of $6B"),
        Rewording("Exhibit capex", "", "More"),
    )


def test_a_side_without_prose_has_no_sentences() -> None:
    assert rewordings(None, text(Analysis="One.")) == ()
