"""What an edit did: figures, sentences, tripwires, restatements, templates, and edits that do nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.comparison.conftest import SKARV, text

if TYPE_CHECKING:
    from tests.comparison.conftest import Shelf

EDITION = f"{SKARV}/edition.yaml"


def test_an_edit_is_told_with_file_line_author_commit_and_reason(shelf: Shelf) -> None:
    line = shelf.price("80", "Close of Tuesday", "Ben")
    commit = shelf.git("rev-parse", "--short=10", "HEAD")
    lines = shelf.diff("HEAD~1", "HEAD").out.splitlines()
    start = next(n for n, each in enumerate(lines) if each.startswith("Required upside"))
    assert [each.strip() for each in lines[start : start + 4]] == [
        "Required upside: 86% → 82%, −3.7pp",
        "−3.7pp    market.share_price.value  78.40 → 80",
        f"assumptions/{EDITION}:{line}",
        f"Ben, {commit}, 3 Jan 2026: Close of Tuesday",
    ]


def test_the_note_beside_a_value_is_its_reason_in_the_file(shelf: Shelf) -> None:
    shelf.replace(
        EDITION,
        "exit_multiple: 18x",
        "exit_multiple: {value: 19x, note: Peers went up in the spring.}",
    )
    assert "note: Peers went up in the spring." in shelf.diff().out
    (edit,) = (
        e for e in shelf.json().data["editions"][0]["assumptions"] if e["edit"].endswith("value")
    )
    assert edit["note"] == "Peers went up in the spring."


def test_figures_that_print_otherwise_are_told_in_the_unit_of_their_change(shelf: Shelf) -> None:
    shelf.price("80")
    moved = {each["figure"]: each for each in shelf.json().data["editions"][0]["figures"]}
    assert moved["share_price"]["change"] == "+2.0%"
    assert moved["required_upside"]["change"] == "−3.7pp"
    assert moved["forward_pe"]["change"] == "+0.27×"
    assert list(moved).index("required_upside") < list(moved).index("share_price")  # core first
    assert "Forward P/E: 13.3× → 13.6×, +0.27×" in shelf.diff("--all").out


def test_an_edit_of_prose_alone_moves_no_figure_and_its_sentence_is_told(shelf: Shelf) -> None:
    shelf.replace(f"{SKARV}/briefing.md", "The chips are real; the margin has to follow.",
                  "The chips are real. The margin has to follow.")  # fmt: skip
    answer = shelf.diff()
    assert answer.code == 0
    assert "No printed figure moves." in answer.out
    assert "- The chips are real; the margin has to follow.\n" in answer.out
    assert "+ The chips are real.\n" in answer.out
    assert "Edits" not in answer.out
    assert "**No printed figure moves.**" in shelf.diff("--markdown").out
    assert shelf.json().data["moves_a_printed_figure"] is False


def test_an_edit_of_a_note_alone_moves_no_figure_and_is_told(shelf: Shelf) -> None:
    old = "note: before the committee"
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shelf.replace("nordvind/2025Q3/edition.yaml", old, "note: before the house")
    answer = shelf.diff()
    assert "No printed figure moves." in answer.out
    assert "events.permits.note before the committee → before the house" in text(answer)
    zeros = [
        part for each in shelf.json().data["headline_figures"] for part in each["contributions"]
    ]
    assert zeros
    assert {part["value"] for part in zeros} == {0.0}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("exit_multiple: 18x", "exit_multiple:    18x"),
        ("exit_multiple: 18x", "exit_multiple: {value: 18x}"),
        ("exit_multiple: 18x", "exit_multiple: 18x  # as before"),
        (
            "exit_multiple: 18x\n",
            "\nexit_multiple: 18x\n".replace("\nexit", "\n  exit").lstrip() + "\n",
        ),
        ("house:\n", "# The house's own.\nhouse:\n"),
    ],
)
def test_another_way_of_writing_the_same_is_said_to_differ_in_nothing(
    shelf: Shelf, old: str, new: str
) -> None:
    shelf.replace(EDITION, old, new)
    answer = shelf.diff()
    assert answer.code == 0
    assert (
        "No printed figure moves.\nWhat differs in the files is no value and no sentence."
        in answer.out
    )
    assert [each["change"] for each in shelf.json().data["headline_figures"]] == [
        0.0,
        0.0,
        0.0,
        0.0,
    ]


def test_line_ends_of_another_system_are_no_difference_at_all(shelf: Shelf) -> None:
    path = shelf.desk.file(EDITION)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert shelf.diff().out == "Nothing differs.\n"


def test_a_restated_cell_stands_apart_from_news(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shelf.replace("nordvind/history.csv", "8915,726,506", "8915,736,506")
    answer = shelf.json()
    (edition,) = answer.data["editions"]
    assert edition["edition"] == "nordvind/2025Q4"  # a shared file is told of the newest edition
    assert edition["restatements"] == ["assumptions/nordvind/history.csv:2025Q3.operating_income"]
    assert (
        "Restated, apart from news (1)\n  2025Q3.operating_income 726 → 736"
        in shelf.diff().out.replace("  726", " 726")
    )


def test_a_restatement_and_news_between_two_editions_are_told_apart(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shelf.replace("nordvind/history.csv", "8915,726,506", "8915,736,506")
    (edition,) = shelf.json("HEAD:nordvind/2025Q3", "nordvind/2025Q4").data["editions"]
    causes = {each["edit"]: each["cause"] for each in edition["assumptions"]}
    assert causes["2025Q3.operating_income"] == "restated"
    assert causes["2025Q4.operating_income"] == "reported"


def test_a_tripwire_whose_line_moves_flips(shelf: Shelf) -> None:
    shelf.replace("skarv/company.yaml", 'green: ">= 20%"', 'green: ">= 40%"')
    shelf.replace("skarv/company.yaml", "amber: 10% to 20%", "amber: 10% to 40%")
    answer = shelf.diff()
    assert "Tripwires (1)\n" in answer.out
    assert "Skarv Cloud sales growth on the year: On track → Watch" in answer.out
    assert "tripwires.cloud_growth.green  >= 20% → >= 40%" in answer.out
    assert (
        "Tripwire Skarv Cloud sales growth on the year: On track → **Watch**"
        in shelf.diff("--markdown").out
    )
    flips = shelf.json().data["editions"][0]["tripwires"]
    assert [(flip["from"], flip["to"]) for flip in flips] == [("On track", "Watch")]


def test_a_tripwire_whose_line_moves_without_a_flip_is_an_edit(shelf: Shelf) -> None:
    shelf.replace("skarv/company.yaml", "hysteresis: 1pp", "hysteresis: 2pp")
    answer = shelf.diff()
    assert "No printed figure moves." in answer.out
    assert "tripwires.cloud_growth.hysteresis  1pp → 2pp" in answer.out
    assert "Tripwires (" not in answer.out


def test_an_event_whose_state_changes_flips(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shelf.replace(
        "nordvind/2025Q3/edition.yaml",
        "state: watch\n    since: 2025-09-01",
        "state: triggered\n    since: 2025-09-01",
    )
    assert ": Watch → Triggered" in shelf.diff().out


WIRE = """tripwires:
  price:
    figure: forward_pe
    why: it must stay payable
    direction: lower_is_better
    green: "<= 20x"
    amber: 20x to 30x
    red: "> 30x"
    hysteresis: 1x
"""


def test_a_tripwire_that_came_was_none(shelf: Shelf) -> None:
    shelf.replace("skarv/company.yaml", "tripwires:\n", WIRE)
    assert "Forward P/E: none → On track" in shelf.diff().out


def test_templates_alone_are_said_to_move_no_figure(shelf: Shelf) -> None:
    shelf.repository.write("templates/theme.yaml", "name: House\n")
    shelf.commit("A theme")
    shelf.repository.write("templates/theme.yaml", "name: Another House\n")
    answer = shelf.diff()
    assert answer.code == 0
    assert answer.out == (
        "Templates that differ (1)\n  templates/theme.yaml\n"
        "  Pages may look otherwise; figures do not come from templates.\n\nNo printed figure moves.\n"
    )
    assert shelf.json().data["templates"] == ["templates/theme.yaml"]
    markdown = shelf.diff("--markdown").out
    assert (
        markdown == "Templates that differ: templates/theme.yaml.\n\n**No printed figure moves.**\n"
    )


def test_what_git_ignores_is_no_template(shelf: Shelf) -> None:
    shelf.repository.write("templates/theme.yaml", "name: House\n")
    shelf.repository.write(".gitignore", "*.swp\n")
    shelf.commit("A theme")
    shelf.repository.write("templates/.theme.yaml.swp", "half a theme")
    assert shelf.diff().out == "Nothing differs.\n"
    shelf.repository.write("templates/new.j2", "")
    assert shelf.json().data["templates"] == ["templates/new.j2"]


def test_several_companies_and_editions_are_told_one_by_one(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shelf.price("80")
    shelf.replace("nordvind/2025Q3/edition.yaml", "{value: 309.40,", "{value: 300,")
    shelf.replace("nordvind/2025Q4/edition.yaml", "{value: 336.80,", "{value: 340,")
    answer = shelf.json()
    told = [each["edition"] for each in answer.data["editions"]]
    assert told == ["nordvind/2025Q3", "nordvind/2025Q4", SKARV]
    moved = [e for e in answer.data["headline_figures"] if e["figure"] == "required_upside"]
    assert [e["edition"] for e in moved] == told
    assert [len([p for p in e["contributions"] if p["value"]]) for e in moved] == [1, 1, 1]


def test_an_older_edition_and_a_shared_file_are_both_told(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shelf.replace("nordvind/2025Q3/edition.yaml", "{value: 309.40,", "{value: 300,")
    shelf.replace("nordvind/company.yaml", "target_market_cap: 200B", "target_market_cap: 210B")
    told = [each["edition"] for each in shelf.json().data["editions"]]
    assert told == ["nordvind/2025Q3", "nordvind/2025Q4"]


def test_an_entry_that_was_taken_out_is_signed_by_who_last_touched_its_file(shelf: Shelf) -> None:
    shelf.replace(
        EDITION,
        "  restricted_stock_units: {value: 1.2M, source: skarv-reports, as_of: 2025-12-31}\n",
        "",
    )
    shelf.commit("No more units", "Cleo")
    edits = shelf.json("HEAD~1", "HEAD").data["editions"][0]["assumptions"]
    assert [(e["to"], e["made"]["author"], e["made"]["subject"]) for e in edits] == [
        (None, "Cleo", "No more units")
    ]


def test_a_record_of_what_was_sent_out_is_no_edit(shelf: Shelf) -> None:
    shelf.repository.write(f"assumptions/{SKARV}/published.yaml", "publications: []\n")
    assert shelf.diff().out == "Nothing differs.\n"
