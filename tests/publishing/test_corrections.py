"""A note on a correction explains exactly one change, and is printed by whom it concerns."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from reportgen import pipeline
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.briefing.corrections import corrections

if TYPE_CHECKING:
    from tests.publishing.conftest import House

pytestmark = pytest.mark.slow

FINE = ["nordvind/2025Q3, nordvind/2025Q4: all is well."]
PRINTED = (
    "9 March 2026, in the briefing of Q3 2025: The author was named wrongly. A slip of the pen. "
    "(Nils Berg)"
)


def corrected(house: House, *, more: str = "") -> None:
    """The first edition is changed, and a note says so."""
    house.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    told = [line for line in house.check() if " 2025Q3: has changed" in line]
    house.note(house.covers(told), more=more)


def printed(house: House, quarter: str) -> tuple[str, ...]:
    return corrections(pipeline.read(Workspace(house.root), EditionName("nordvind", quarter)))


def later(house: House, quarter: str) -> None:
    """One more edition, after the last."""
    shutil.copytree(house.file("2025Q4"), house.file(quarter))
    house.file(f"{quarter}/published.yaml").unlink(missing_ok=True)
    house.replace(f"{quarter}/edition.yaml", "quarter: 2025Q4", f"quarter: {quarter}")
    house.replace(f"{quarter}/edition.yaml", "as_of: 2026-02-18", "as_of: 2026-02-19")


# What a note explains


def test_a_change_with_a_note_is_a_notice(one: House) -> None:
    corrected(one)
    assert one.check() == [
        (
            "2025Q3/edition.yaml:1:1: warning: 2025Q3: has changed since nordvind/2025Q3 was published on "
            "2 Mar 2026, as backlog in corrections.yaml says"
        ),
        *FINE,
    ]


def test_a_further_change_is_told_again(one: House) -> None:
    corrected(one)
    one.replace("2025Q3/edition.yaml", "Astrid Holmen", "Astrid Holmes")
    (told,) = one.check()
    assert "2025Q3: has changed since nordvind/2025Q3 was published" in told
    one.note(one.covers([told]), key="once_more")
    assert "as once_more in corrections.yaml says" in one.check()[0]


def test_a_note_on_one_edition_does_not_explain_the_other(both: House) -> None:
    both.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    first, second = both.check()
    both.note(both.covers([first]))
    assert [line for line in both.check() if "warning" not in line and "has changed" in line] == [
        second
    ]
    both.write("corrections.yaml", "")
    both.file("corrections.yaml").unlink()
    both.note(both.covers([first, second]))
    assert all("warning" in line for line in both.check()[:-1])


def test_a_change_undone_needs_no_note(one: House) -> None:
    corrected(one)
    one.file("corrections.yaml").unlink()
    one.replace("2025Q3/edition.yaml", "Astrid Holmen", "Astrid Holm")
    assert one.check() == FINE


# Who prints it


def test_a_note_is_printed_by_the_corrected_edition_and_the_next_and_by_no_other(
    one: House,
) -> None:
    corrected(one)
    later(one, "2026Q1")
    assert printed(one, "2025Q3") == (PRINTED,)
    assert printed(one, "2025Q4") == (PRINTED,)
    assert printed(one, "2026Q1") == ()


def test_a_note_may_wait_for_a_later_edition(one: House) -> None:
    corrected(one, more="  printed_in: 2026Q1\n")
    later(one, "2026Q2")  # nobody wrote a briefing of the first quarter
    assert printed(one, "2025Q4") == ()
    assert printed(one, "2026Q2") == (PRINTED,)


def test_an_edition_that_is_out_already_cannot_print_a_new_note(both: House) -> None:
    both.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    told = both.check()
    both.note(both.covers([told[0]]))
    assert (
        "corrections.yaml:1:1: backlog: would be printed by 2025Q4, which was published without it; name "
        "a later edition: printed_in: …"
    ) in both.check()


def test_a_note_on_both_editions_waits_for_the_next(both: House) -> None:
    both.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    both.note(both.covers(both.check()))
    assert all("warning" in line for line in both.check()[:-1])
    later(both, "2026Q1")
    (told,) = printed(both, "2026Q1")
    assert told.startswith("9 March 2026, in the briefings of Q3 2025 and Q4 2025: ")


def test_the_pdf_prints_the_note_and_is_the_same_when_made_again(one: House) -> None:
    corrected(one)
    one.commit()
    answer = one.reportgen("build", "nordvind/2025Q4")
    assert answer.code == 0, answer.err
    pdf = one.root / "output/nordvind/2025Q4/nordvind-2025Q4.pdf"
    with pypdfium2.PdfDocument(pdf) as document:
        text = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert f"Corrections {PRINTED}" in text
    assert one.reportgen("verify", str(pdf)).out.startswith("same: ")


def test_a_briefing_without_a_note_says_nothing_of_corrections(first: House) -> None:
    pdf = first.root / "output/nordvind/2025Q3/nordvind-2025Q3.pdf"
    with pypdfium2.PdfDocument(pdf) as document:
        assert not any("Corrections" in page.get_textpage().get_text_range() for page in document)


# Notes stay


def test_a_printed_note_that_is_changed_is_told(one: House) -> None:
    corrected(one)
    one.commit()
    assert one.publish("nordvind/2025Q4").code == 0
    assert all("warning" in line for line in one.check()[:-1])
    one.replace("corrections.yaml", "A slip of the pen", "A slip of the hand")
    told = "\n".join(one.check())
    assert "corrections.yaml:1:1: 2025Q4: has changed or lost printed notes since nordvind" in told


def test_a_printed_note_that_is_lost_is_told(one: House) -> None:
    corrected(one)
    one.commit()
    assert one.publish("nordvind/2025Q4").code == 0
    one.file("corrections.yaml").unlink()
    told = "\n".join(one.check())
    assert "corrections.yaml:1:1: 2025Q4: is gone since nordvind/2025Q4 was published" in told
