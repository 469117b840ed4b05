"""A published edition stays as it was published: `check` tells what was changed, and what is no change."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.publication import Published, read_published
from reportgen.assumptions.publication_text import entry, head, sealed
from reportgen.assumptions.workspace import EditionName, Workspace

if TYPE_CHECKING:
    from tests.publishing.conftest import House

pytestmark = pytest.mark.slow  # the company that they start from is published, and so printed

FINE = ["nordvind/2025Q3, nordvind/2025Q4: all is well."]
LATER_ROW = (
    "2026Q2,2026-06-30,2026-07-28,9400,790,510,1.23,413.1,580,740,1240,5700,2040,318,12900,1660,9900,"
    "71,,nordvind-reports\n"
)


def test_as_published_nothing_is_told(both: House) -> None:
    assert both.check() == FINE


def test_a_change_is_told_with_its_file_and_what_to_do(one: House) -> None:
    one.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    (told,) = one.check()
    assert told.startswith(
        "2025Q3/edition.yaml:1:1: 2025Q3: has changed since nordvind/2025Q3 was published on 2 Mar 2026, "
        "found changes that are in no commit; undo it, or say what was corrected and why in "
        'corrections.yaml, with covers: {2025Q3: "'
    )


def test_a_committed_change_is_told_with_its_commit(one: House) -> None:
    one.replace("2025Q3/briefing.md", "# ", "# Once more: ")
    commit = one.commit()
    (told,) = one.check()
    assert told.startswith("2025Q3/briefing.md:1:1: 2025Q3: has changed since")
    assert f"found commit {commit[:10]} of 14 Jan 2026;" in told


def test_without_git_a_change_is_told_without_a_commit(one: House) -> None:
    shutil.rmtree(one.root / ".git")
    one.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    (told,) = one.check()
    assert "was published on 2 Mar 2026; undo it" in told


def test_every_changed_file_of_every_published_edition_is_told(both: House) -> None:
    """What the first edition says is the past of the second."""
    both.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    both.replace("company.yaml", "name: ", "name: The ")
    assert [line.partition(": has changed")[0] for line in both.check()] == [
        "2025Q3/edition.yaml:1:1: 2025Q3",
        "2025Q3/edition.yaml:1:1: 2025Q4",
        "company.yaml:1:1: 2025Q3",
        "company.yaml:1:1: 2025Q4",
    ]


def test_an_earlier_edition_is_told_when_only_a_later_one_is_checked(one: House) -> None:
    one.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    assert len(one.check("nordvind/2025Q4")) == 1


def test_a_briefing_is_not_built_on_a_changed_past(one: House) -> None:
    one.replace("2025Q3/edition.yaml", "Astrid Holm", "Astrid Holmen")
    answer = one.reportgen("build", "nordvind/2025Q4")
    assert answer.code == 1
    assert "has changed since nordvind/2025Q3 was published" in answer.err
    assert not (one.root / "output/nordvind/2025Q4").exists()


def test_a_quarter_that_became_public_later_is_no_change(both: House) -> None:
    both.append("history.csv", LATER_ROW)
    assert both.check() == FINE


def test_a_price_of_a_later_day_is_no_change(both: House) -> None:
    last = both.file("market.csv").read_text("utf-8").splitlines()[-1]
    both.append("market.csv", f"2027-01-04{last[10:]}\n")
    assert both.check() == FINE


def test_a_row_of_a_day_before_is_a_change(one: House) -> None:
    text = one.file("history.csv").read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("2025Q3,"))
    one.replace("history.csv", row, row.replace(",8915,", ",8916,"))
    assert "history.csv:1:1: 2025Q3: has changed" in "\n".join(one.check())


def test_the_next_edition_is_no_change(one: House) -> None:
    shutil.rmtree(one.file("2025Q4"))
    assert [line for line in one.check() if "published" in line] == []


def test_an_edition_written_into_the_past_is_told(one: House) -> None:
    shutil.copytree(one.file("2025Q3"), one.file("2025Q2"))
    one.file("2025Q2/published.yaml").unlink()
    one.replace("2025Q2/edition.yaml", "quarter: 2025Q3", "quarter: 2025Q2")
    told = "\n".join(one.check())
    assert "2025Q2/edition.yaml:1:1: 2025Q3: is new since nordvind/2025Q3 was published" in told
    assert "2025Q2/briefing.md:1:1: 2025Q3: is new since nordvind/2025Q3 was published" in told


def test_a_published_edition_is_not_deleted(one: House) -> None:
    """Of an edition of the second quarter there is only the record left."""
    one.file("2025Q2").mkdir()
    shutil.copy(one.file("2025Q3/published.yaml"), one.file("2025Q2"))
    told = (
        "2025Q2/published.yaml:1:1: records an edition whose edition.yaml is gone; what was published "
        "stays: restore it"
    )
    assert one.check() == [told]


def test_a_file_that_is_gone_is_told_by_every_edition_that_saw_it(both: House) -> None:
    both.file("market.csv").unlink()
    assert [line.partition(" on ")[0] for line in both.check()] == [
        f"market.csv:1:1: {quarter}: is gone since nordvind/{quarter} was published"
        for quarter in ("2025Q3", "2025Q4")
    ]


def test_a_change_by_the_formulas_alone_is_a_notice(one: House) -> None:
    """The record of another program, whose formula gave another number."""
    republished(one, headline="58%", before="41%")
    (told, fine) = one.check()
    line = line_of(one, "required_upside")
    assert told == (
        f"2025Q3/published.yaml:{line}:24: warning: required_upside: prints otherwise than when "
        "nordvind/2025Q3 was published on 2 Mar 2026, and no input has changed, found '58%', not '41%'; "
        "the formulas have: say so where it matters to readers"
    )
    assert fine == FINE[0]


def line_of(house: House, word: str) -> int:
    lines = house.file("2025Q3/published.yaml").read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if word in line)


def republished(house: House, *, headline: str, before: str) -> None:
    """Write the record again as a program would have that printed another required upside."""
    found = read_published(Workspace(house.root), EditionName("nordvind", "2025Q3"))
    assert found is not None
    last = found[1].last
    upside = last.headline["required_upside"]
    assert upside.printed == headline
    told = {**last.headline, "required_upside": upside.model_copy(update={"printed": before})}
    other = sealed(last.model_copy(update={"headline": told}))
    published = Published(edition=found[1].edition, publications=(other,))
    text = head(published.edition) + "".join(map(entry, published.publications))
    house.write("2025Q3/published.yaml", text)


# A damaged record


CHANGED_BY_HAND = (
    ('printed: "58%"', 'printed: "85%"', "record: is not the digest of the lines above it; "),
    ("number: 1", "number: 2", "number: is not 1, which comes next, found 2; "),
    ('"nordvind/2025Q3"\npub', '"nordvind/2025Q1"\npub', "edition: is not nordvind/2025Q3, "),
    ("published: 2026-03-02", "published: 2026-02-30", "published: is not a day of the calendar"),
    ("corrections: []", "corections: []", "corections: is not a key known here"),
    ("paper: a4", "paper: a5", "documents[0].paper: is not one of the words allowed"),
    ('digest: "', 'digest: "x', "digest: is no digest, found"),
    ('commit: "', 'commit: "x', "commit: is no commit, found"),
    ('value: "0.', 'value: "zero', "required_upside.value: must be a number in quotes"),
)


@pytest.mark.parametrize(("old", "new", "told"), CHANGED_BY_HAND)
def test_a_record_changed_by_hand_is_told_at_its_line(
    one: House, old: str, new: str, told: str
) -> None:
    one.replace("2025Q3/published.yaml", old, new)
    lines = one.file("2025Q3/published.yaml").read_text("utf-8").splitlines()
    (place, *_) = (at for at, line in enumerate(lines, 1) if new.partition("\n")[0] in line)
    problem = next(line for line in one.check() if told in line)
    line = int(problem.split(":")[1])
    assert problem.startswith("2025Q3/published.yaml:")
    assert line == (len(lines) if "record:" in told else place)


def test_a_record_cut_off_anywhere_is_told(one: House) -> None:
    """Wherever the file ends, what is left is no record of a publication."""
    lines = one.file("2025Q3/published.yaml").read_text("utf-8").splitlines(keepends=True)
    for kept in range(len(lines)):
        one.write("2025Q3/published.yaml", "".join(lines[:kept]))
        told = one.check("nordvind/2025Q3")
        assert told[0].startswith("2025Q3/published.yaml:"), (kept, told)


def test_a_line_lost_from_the_middle_is_told(one: House) -> None:
    text = one.file("2025Q3/published.yaml").read_text("utf-8")
    lost = next(line for line in text.splitlines(keepends=True) if "market.csv" in line)
    one.replace("2025Q3/published.yaml", lost, "")
    (told,) = one.check()
    assert (
        "publications[0].record: is not the digest of the lines above it; it was changed by hand"
        in told
    )
