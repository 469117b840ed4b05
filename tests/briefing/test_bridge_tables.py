"""What moved each headline figure, edit by edit, and the small chart of the front page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from reportgen.briefing import bridges
from reportgen.briefing.page import Moved
from reportgen.changes.since import Since, since
from reportgen.drawing import Drawings

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing import Document
    from reportgen.briefing.pieces import Line, Sheet
    from reportgen.changes.bridge import Bridge
    from reportgen.model import Story
    from tests.briefing.conftest import Written
    from tests.conftest import Desk

    Write = Callable[[str, Document], Written]

DRAWN = Drawings(bridges=("<svg>wide</svg>", "<svg>narrow</svg>"))


def tables(story: Story) -> dict[str, Sheet]:
    return {sheet.title.partition(": from")[0]: sheet for sheet in bridges.bridges(story)}


def words(line: Line) -> list[str]:
    return [line.label, *(cell.value for cell in line.cells)]


def test_each_headline_figure_has_a_table_that_ends_in_its_sum(
    story: Callable[[str], Story],
) -> None:
    told = story("amazon/2026Q2")
    found = tables(told)
    assert list(found) == [
        "Required upside", "Market cap at the horizon, probability-weighted", "Implied target price",
        "Equity value, sum of the parts",
    ]  # fmt: skip
    sheet = found["Required upside"]
    assert sheet.heads == ("Edit", "Cause", "Q1 2026", "Q2 2026", "Adds")
    assert [words(line) for line in sheet.lines] == [
        ["Share price", "Market prices", "$265.06", "$258.63", "+3.5pp"],
        [
            "Shares outstanding",
            "Reported results and facts",
            "10,757,109,436",
            "10,786,313,572",
            "−0.4pp",
        ],
        ["Required upside", "", "40%", "43%", "+3.1pp"],
    ]
    assert sheet.lines[-1].kind == "total"


def test_a_quarter_that_became_public_stands_beside_the_one_before(
    story: Callable[[str], Story],
) -> None:
    """Told by the label of the series, without its quarter: that stands in the heads."""
    sheet = tables(story("amazon/2026Q2"))["Equity value, sum of the parts"]
    told = {line.label: words(line)[1:] for line in sheet.lines}
    assert told["AWS operating income"] == [
        "Reported results and facts",
        "$14.2B",
        "$16.6B",
        "+$152B",
    ]
    assert told["AWS: multiple"] == ["House judgement", "23×", "24×", "+$51.5B"]


def test_what_came_and_what_chose_a_formula_are_told_in_words(
    story: Callable[[str], Story],
) -> None:
    """A stake of its own name, added; another basis of earnings, as the files have it."""
    came = tables(story("amazon/2026Q2"))["Equity value, sum of the parts"]
    (stake,) = (line for line in came.lines if line.label == "Stake in OpenAI")
    assert words(stake)[2:] == ["none", "added", "+$23.0B"]
    chose = tables(story("amazon/2025Q4"))["Market cap at the horizon, probability-weighted"]
    assert words(chose.lines[0])[:4] == ["Earnings basis", "House judgement", "trailing", "forward"]


def test_the_house_s_own_numbers_carry_their_mark(story: Callable[[str], Story]) -> None:
    sheet = tables(story("amazon/2026Q2"))["Implied target price"]
    marked = {line.label: line.cells[2].judgement for line in sheet.lines}
    assert marked["Assumed growth of the share count"]
    assert not marked["Shares outstanding"]


def test_edits_that_add_nothing_are_counted(story: Callable[[str], Story]) -> None:
    told = story("amazon/2026Q2")
    sheet = tables(told)["Required upside"]
    found = since(told)
    assert found is not None
    still = sum(edit.cause != "words" for edit in found.bridge("required_upside").unmoving)
    assert sheet.notes == (f"{still} other edits of numbers add nothing to it.",)


def test_a_first_edition_has_no_tables(story: Callable[[str], Story]) -> None:
    assert bridges.bridges(story("amazon/2025Q3")) == ()
    assert bridges.moved(story("amazon/2025Q3"), DRAWN) is None


def test_the_smallest_of_many_edits_are_one_line(
    story: Callable[[str], Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of nine at most four: five as one line, which carries all that they add."""
    told = story("amazon/2026Q2")
    whole = tables(told)["Market cap at the horizon, probability-weighted"]
    monkeypatch.setattr(bridges, "MOST", 4)
    short = tables(told)["Market cap at the horizon, probability-weighted"]
    assert [line.label for line in short.lines[:4]] == [line.label for line in whole.lines[:4]]
    assert words(short.lines[4])[:4] == ["5 more edits", "", "", ""]
    assert short.lines[4].cells[-1].value == "+$73.7B"
    assert len(short.lines) == 6
    monkeypatch.setattr(bridges, "MOST", 8)
    kept = tables(told)["Market cap at the horizon, probability-weighted"]
    assert kept == whole, "a single edit is not hidden behind a line that is as long"


def test_drawn_orders_state_their_error_and_what_cannot_be_split_its_reason(
    story: Callable[[str], Story], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = story("amazon/2026Q2")
    split = Since.bridge

    def drawn(self: Since, figure: str) -> Bridge:
        found = split(self, figure)
        parts = tuple(replace(part, error=0.0021) for part in found.contributions)
        return replace(found, contributions=parts, orders=4096, unmoving=(), reason="they are one")

    monkeypatch.setattr(Since, "bridge", drawn)
    assert tables(told)["Required upside"].notes == (
        "Not split edit by edit: they are one.",
        "The mean over 4,096 drawn orders, ± 0.2pp at most (standard error).",
    )


def test_a_figure_that_is_not_known_on_a_side_says_so(desk: Callable[..., Desk]) -> None:
    """Nordvind's first edition has no scenarios and no outlook."""
    told = desk("nordvind").read("nordvind/2025Q4")
    for sheet in bridges.bridges(told):
        total = sheet.lines[-1]
        assert total.cells[-1].value or "Not split" in " ".join(sheet.notes)


# On the pages


@pytest.mark.parametrize("edition", ["amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2"])
def test_the_front_page_names_the_edition_before_and_says_whether_the_scale_is_cut(
    written: Write, edition: str
) -> None:
    html = written(edition, "briefing").html
    (section,) = re.findall(r'<section class="moved".*?</section>', html, re.DOTALL)
    assert 'data-only-on-page="1"' in section
    assert f"since {written(edition, 'briefing').page.previous_edition}" in section
    assert section.count("<svg") == 1
    assert ("the scale does not start at zero" in section) is (
        "The scale does not start at zero." in section
    )


def test_what_was_drawn_is_taken_for_both_widths(story: Callable[[str], Story]) -> None:
    found = bridges.moved(story("amazon/2026Q2"), DRAWN)
    assert found == Moved("<svg>wide</svg>", "<svg>narrow</svg>", cut=True)
    quarter = bridges.moved(story("amazon/2026Q1"), DRAWN)
    assert quarter is not None
    assert not quarter.cut, "from 74% to 40% nought is near"
    assert bridges.moved(story("amazon/2026Q2"), Drawings()) is None


def test_the_workings_print_the_tables_of_each_later_edition(written: Write) -> None:
    html = written("amazon/2026Q2", "workings").html
    (chapter,) = re.findall(r'<section class="chapter" id="changes">.*?</section>', html, re.DOTALL)
    assert chapter.count('<table class="sheet splits">') == 4
    assert "since Q1 2026" in chapter
    assert 'id="changes"' not in written("amazon/2025Q3", "workings").html
