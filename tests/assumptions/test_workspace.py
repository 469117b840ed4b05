"""How users name editions, and what they are told when there is no such thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.reading import read_company
from reportgen.assumptions.text_files import read_text
from reportgen.assumptions.workspace import EditionName, Workspace, find_workspace
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("wanted", ["nordvind/2025Q4", "nordvind", "2025Q4", "", "nordvind/"])
def test_an_edition_has_many_names(nordvind: Workspace, wanted: str) -> None:
    assert nordvind.find(wanted) == EditionName("nordvind", "2025Q4")


def test_the_workspace_is_found_from_below(nordvind: Workspace) -> None:
    assert find_workspace(nordvind.edition_folder(EditionName("nordvind", "2025Q3"))) == nordvind


def test_folders_that_are_no_quarter_are_no_edition(nordvind: Workspace) -> None:
    (nordvind.company_folder("nordvind") / "drafts").mkdir()
    (nordvind.company_folder("nordvind") / "drafts/edition.yaml").touch()
    assert nordvind.editions("nordvind") == ("2025Q3", "2025Q4")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("nordwind", "has no such company, found nordwind; did you mean 'nordvind'?"),
        ("acme", "has no such company, found acme; there is: nordvind"),
        ("nordvind/2025Q2", "has no such edition, found 2025Q2; did you mean '2025Q4'?"),
        ("1999Q1", "has no such edition, found 1999Q1"),
    ],
)
def test_what_does_not_exist_is_told_with_the_nearest_name(
    nordvind: Workspace, wanted: str, told: str
) -> None:
    with pytest.raises(ProblemsError) as caught:
        nordvind.find(wanted)
    assert told in str(caught.value)


def test_two_companies_have_to_be_told_apart(nordvind: Workspace) -> None:
    (nordvind.root / "assumptions/acme").mkdir()
    (nordvind.root / "assumptions/acme/company.yaml").touch()
    with pytest.raises(ProblemsError, match="more than one company, found acme, nordvind"):
        nordvind.find("2025Q4")


def test_a_company_without_an_edition_says_so(nordvind: Workspace) -> None:
    (nordvind.root / "assumptions/acme").mkdir()
    (nordvind.root / "assumptions/acme/company.yaml").touch()
    with pytest.raises(ProblemsError, match="assumptions/acme:1:1: has no edition yet"):
        nordvind.find("acme")


def test_a_folder_without_assumptions_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="is not inside a folder that holds assumptions/"):
        find_workspace(tmp_path)


def test_an_empty_workspace_says_so(tmp_path: Path) -> None:
    (tmp_path / "assumptions").mkdir()
    with pytest.raises(ProblemsError, match="holds no company"):
        find_workspace(tmp_path).find()


def test_a_folder_in_the_place_of_a_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="is a folder, not a file"):
        read_text(tmp_path, "company.yaml")


def test_a_company_can_be_read_without_an_edition(nordvind: Workspace) -> None:
    files = read_company(nordvind, "nordvind")
    assert files.company.currency == "SEK"
    assert files.quarters() == ("2025Q3", "2025Q4")
    with pytest.raises(ProblemsError, match=r"acme/company\.yaml:1:1: is missing"):
        read_company(nordvind, "acme")


def test_nothing_means_the_newest_edition_of_all_companies(nordvind: Workspace) -> None:
    later = nordvind.root / "assumptions/acme/2026Q1"
    later.mkdir(parents=True)
    (later.parent / "company.yaml").touch()
    (later / "edition.yaml").write_text("as_of: 2026-05-01T16:00:00+00:00\n")
    assert str(nordvind.find()) == "acme/2026Q1"


def test_of_two_editions_of_one_quarter_the_later_is_the_newer(nordvind: Workspace) -> None:
    same_quarter = nordvind.root / "assumptions/acme/2025Q4"
    same_quarter.mkdir(parents=True)
    (same_quarter.parent / "company.yaml").touch()
    (same_quarter / "edition.yaml").write_text("as_of: 2029-01-01T16:00:00+00:00\n")
    assert str(nordvind.find()) == "acme/2025Q4"
