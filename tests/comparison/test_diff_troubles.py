"""Where not everything can be told: without git, in a shallow clone, with files that are wrong or gone."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.comparison.conftest import SKARV, Shelf, asked, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Desk
    from tests.evidence.conftest import Repository


def test_without_git_editions_are_compared_and_authors_are_not_told(
    desk: Callable[..., Desk],
) -> None:
    root = desk("nordvind").root
    answer = asked(root, "nordvind/2025Q3", "nordvind/2025Q4")
    assert answer.code == 0
    assert "Required upside: 58% → 45%, −13.0pp" in answer.out
    assert "Who made these edits cannot be told: " in answer.out
    assert answer.out.count("cannot be told") == 1
    made = asked(root, "--format", "json", "nordvind").data["editions"][0]["assumptions"][0]["made"]
    assert made["state"] == "unknown"
    assert "git" in made["reason"]


@pytest.mark.parametrize("words", [(), ("HEAD",), ("main...HEAD",), ("HEAD:nordvind/2025Q3",)])
def test_without_git_a_revision_gets_a_sentence(
    desk: Callable[..., Desk], words: tuple[str, ...]
) -> None:
    answer = asked(desk("nordvind").root, *words)
    assert (answer.code, answer.out) == (2, "")
    assert "to compare without git" in answer.err
    assert "Traceback" not in answer.err


def test_in_a_shallow_clone_the_authors_before_it_are_unknown(
    shelf: Shelf, another: Callable[[str], Repository]
) -> None:
    shelf.price("80", "Up to 80")
    shelf.replace(f"{SKARV}/edition.yaml", "exit_multiple: 18x", "exit_multiple: 19x")
    shelf.commit("A better multiple", "Ben")
    clone = another("clone")
    clone.git("clone", "--quiet", "--depth", "2", f"file://{shelf.repository.root}", ".")
    made = asked(clone.root, "--format", "json", "HEAD~1", "HEAD").data["editions"][0][
        "assumptions"
    ]
    assert [(each["edit"], each["made"]["author"]) for each in made] == [
        ("house.exit_multiple", "Ben")
    ]
    answer = Shelf(clone).diff("HEAD~2", "HEAD")
    assert answer.code == 2
    assert "shallow" in answer.err


def test_in_a_shallow_clone_a_fork_that_is_not_there_is_told(
    shelf: Shelf, another: Callable[[str], Repository]
) -> None:
    shelf.git("checkout", "--quiet", "-b", "rise")
    shelf.price("80", "Up to 80")
    shelf.git("checkout", "--quiet", "main")
    shelf.price("79", "Up to 79")
    clone = another("clone")
    source = f"file://{shelf.repository.root}"
    clone.git("clone", "--quiet", "--depth", "1", "--no-single-branch", source, ".")
    answer = Shelf(clone).diff("main...origin/rise")
    assert answer.code == 2
    assert "git fetch --unshallow" in " ".join(answer.err.split())
    # Two commits need no common past.
    assert "market.share_price.value 79 → 80" in text(Shelf(clone).diff("main", "origin/rise"))


def test_a_file_that_was_invalid_is_told_with_what_can_still_be_told(shelf: Shelf) -> None:
    edition = f"{SKARV}/edition.yaml"
    shelf.replace(edition, "exit_multiple: 18x", "exit_multiple: eighteen")
    shelf.commit("A slip")
    shelf.replace(edition, "exit_multiple: eighteen", "exit_multiple: 19x")
    shelf.price("80")
    answer = shelf.diff()
    assert answer.code == 0
    assert "Problems at HEAD" in answer.out
    assert "house.exit_multiple" in answer.out
    assert "Required upside: none → 82%" in answer.out
    assert "market.share_price.value 78.40 → 80" in text(answer)
    assert "house.exit_multiple eighteen → 19x" in text(answer)
    upside = shelf.json().headlines["required_upside"]
    assert (upside["from"], upside["change"], upside["contributions"]) == (None, None, [])
    assert upside["to"] == pytest.approx(0.8186, abs=1e-4)


def test_a_file_that_was_no_yaml_leaves_the_others_comparable(shelf: Shelf) -> None:
    shelf.replace(f"{SKARV}/edition.yaml", "market:", "market: [")
    shelf.commit("A slip")
    shelf.git("checkout", "--quiet", "HEAD~1", "--", "assumptions")
    shelf.replace("skarv/company.yaml", "short_name: Skarv\n", "short_name: Skarven\n")
    answer = shelf.diff()
    assert answer.code == 0
    assert "Problems at HEAD" in answer.out
    assert "short_name Skarv → Skarven" in text(answer)
    assert "share_price" not in answer.out


def test_files_that_are_wrong_now_end_with_one_and_all_that_is_wrong(shelf: Shelf) -> None:
    shelf.replace(f"{SKARV}/edition.yaml", "exit_multiple: 18x", "exit_multiple: eighteen")
    shelf.replace("skarv/company.yaml", "currency: NOK", "currency: crowns")
    for words in ((), ("--markdown",), ("--format", "json")):
        answer = shelf.diff(*words)
        assert answer.code == 1
        assert "house.exit" in answer.out
        assert "crowns" in answer.out
        assert "Traceback" not in answer.out
    assert len(shelf.json().data["editions"][0]["after"]["problems"]) == 2


def test_prose_that_cannot_be_filled_leaves_the_figures_comparable(shelf: Shelf) -> None:
    shelf.replace(f"{SKARV}/briefing.md", "{{ required_upside }}", "{{ requird_upside }}")
    shelf.commit("A slip")
    shelf.replace(f"{SKARV}/briefing.md", "{{ requird_upside }}", "{{ required_upside }}")
    shelf.price("80")
    answer = shelf.diff()
    assert answer.code == 0
    assert "did you mean 'required_upside'?" in text(answer)
    assert "Required upside: 86% → 82%" in answer.out
    backwards = shelf.diff("working tree", "HEAD")
    assert backwards.code == 1
    assert "Required upside: 82% → 86%" in backwards.out


def test_a_company_that_did_not_exist_has_figures_where_none_were(shelf: Shelf) -> None:
    shelf.git("checkout", "--quiet", "-b", "more")
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    answer = shelf.json("main...more")
    assert answer.code == 0
    assert [each["edition"] for each in answer.data["editions"]] == [
        "nordvind/2025Q3",
        "nordvind/2025Q4",
    ]
    assert "there is no nordvind/2025Q4 in main" in answer.data["editions"][1]["before"][
        "absent"
    ].replace("merge base of main and more", "main")
    upside = answer.headlines["required_upside"]
    assert (upside["from"], upside["from_printed"], upside["to_printed"]) == (None, "none", "45%")
    assert "Required upside: none → 45%" in shelf.diff("main...more").out
    assert "| Before | none |" in shelf.diff("--markdown", "main...more").out


def test_a_new_edition_that_git_has_not_seen_is_held_against_the_one_before(shelf: Shelf) -> None:
    shelf.add("nordvind")
    newest = shelf.desk.file("nordvind/2025Q4")
    aside = newest.rename(shelf.repository.root / "aside")
    shelf.commit("Nordvind's third quarter")
    aside.rename(newest)
    answer = shelf.diff()
    commit = shelf.git("rev-parse", "--short=10", "HEAD")
    title = f"nordvind/2025Q3 (HEAD ({commit})) → nordvind/2025Q4 (working tree), which is new"
    assert answer.out.splitlines()[0] == title
    assert "Required upside: 58% → 45%, −13.0pp" in answer.out
    assert "not committed" in answer.out
    assert shelf.json().data["editions"][0]["new"] is True


def test_an_edition_that_is_gone_had_figures_where_none_are(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shutil.rmtree(shelf.desk.file("nordvind/2025Q4"))
    answer = shelf.diff()
    assert answer.code == 0
    assert answer.out.startswith("nordvind/2025Q4: HEAD")
    assert "there is no nordvind/2025Q4 in working tree" in answer.out
    assert "Required upside: 45% → none" in answer.out
    assert shelf.diff("HEAD", "nordvind/2025Q4").code == 2  # it is named, and lies in no folder
    assert "45% → none" in shelf.diff("HEAD:nordvind/2025Q4").out


def test_a_company_that_is_gone_is_told_edition_by_edition(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shutil.rmtree(shelf.desk.file("skarv"))
    answer = shelf.diff()
    assert answer.code == 0
    assert answer.out.startswith("skarv/2025Q4: HEAD")
    assert "Required upside: 86% → none" in answer.out


def test_a_commit_without_assumptions_had_none(tmp_path: Path, shelf: Shelf) -> None:
    del tmp_path
    shelf.git("checkout", "--quiet", "--orphan", "empty")
    shelf.git("rm", "-r", "--quiet", "--cached", ".")
    shelf.git("commit", "--quiet", "--allow-empty", "--message", "Nothing yet")
    assert "Required upside: none → 86%" in shelf.diff("empty", "main").out
    share = "the two share no history; compare them directly: empty..main"
    assert share in " ".join(shelf.diff("empty...main").err.split())


@pytest.mark.parametrize("staged", [True, False])
def test_a_company_folder_with_another_name_is_the_same_company(
    shelf: Shelf, *, staged: bool
) -> None:
    shelf.desk.file("skarv").rename(shelf.desk.file("skarven"))
    path = shelf.desk.file("skarven/2025Q4/edition.yaml")
    path.write_text(path.read_text("utf-8").replace("value: 78.40", "value: 80"), "utf-8")
    if staged:
        shelf.git("add", "--all")
    answer = shelf.json()
    assert [(e["earlier"], e["edition"]) for e in answer.data["editions"]] == [
        ("skarv/2025Q4", "skarven/2025Q4")
    ]
    assert answer.data["renamed"] == [{"from": "skarv", "to": "skarven"}]
    assert answer.headlines["required_upside"]["from_printed"] == "86%"
    assert "Renamed (1)\n  skarv → skarven" in shelf.diff().out
    assert "86% → 82%" in shelf.diff("HEAD", "skarven/2025Q4").out


def test_an_edition_folder_with_another_name_is_the_same_edition(shelf: Shelf) -> None:
    shelf.desk.file(SKARV).rename(shelf.desk.file("skarv/2026Q1"))
    path = shelf.desk.file("skarv/2026Q1/edition.yaml")
    path.write_text(
        path.read_text("utf-8")
        .replace("quarter: 2025Q4", "quarter: 2026Q1")
        .replace("78.40", "80"),
        "utf-8",
    )
    shelf.commit("The next quarter")
    answer = shelf.diff("HEAD~1", "HEAD")
    assert "skarv/2025Q4 (HEAD~1" in answer.out.splitlines()[0]
    assert "Required upside: 86% → 82%" in answer.out
    assert "Renamed (1)\n  skarv/2025Q4 → skarv/2026Q1" in answer.out
    assert "86% → 82%" in shelf.diff(f"HEAD~1:{SKARV}", "HEAD").out


def test_a_folder_that_only_has_another_name_moves_nothing(shelf: Shelf) -> None:
    shelf.git("mv", "assumptions/skarv", "assumptions/skarven")
    answer = shelf.diff()
    assert answer.out == "Renamed (1)\n  skarv → skarven\n\nNo printed figure moves.\n"
