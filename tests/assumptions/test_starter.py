"""A new company's folder: laid out whole, and readable as soon as the as-of moment is filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.assumptions.reading import read_edition
from reportgen.assumptions.starter import start_company
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.problems import ProblemsError

STARTER = Path(__file__).parents[2] / "templates" / "company"
NAME = EditionName("acme", "2026Q3")


def test_the_files_of_a_new_company_wait_for_the_as_of_moment_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (tmp_path / "assumptions").mkdir()
    started = start_company(workspace, NAME, STARTER)
    assert all(path.is_file() for path in started.written)
    with pytest.raises(ProblemsError, match="as_of: is empty") as caught:
        read_edition(workspace, NAME)
    assert len(caught.value.problems) == 1
    edition = workspace.edition_folder(NAME) / "edition.yaml"
    text = edition.read_text("utf-8").replace(
        "as_of: null  ", "as_of: 2026-11-01T16:00:00-04:00 ", 1
    )
    edition.write_text(text, "utf-8")
    warned = {problem.key for problem in read_edition(workspace, NAME).warnings}
    assert warned == {"market.share_price.value", "market.shares_outstanding.value"}


def test_a_name_without_a_quarter_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="names no quarter"):
        start_company(Workspace(tmp_path), EditionName("acme", "soon"), STARTER)


def test_a_company_that_is_there_is_left_alone(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (tmp_path / "assumptions" / "acme").mkdir(parents=True)
    with pytest.raises(ProblemsError, match="is already there"):
        start_company(workspace, NAME, STARTER)
    assert list((tmp_path / "assumptions").iterdir()) == [tmp_path / "assumptions" / "acme"]


@pytest.mark.parametrize("company", ["", "..", "Acme & Co", "a/b"])
def test_a_folder_that_is_no_name_is_refused(tmp_path: Path, company: str) -> None:
    with pytest.raises(ProblemsError, match="is no name for a company's folder"):
        start_company(Workspace(tmp_path), EditionName(company, "2026Q3"), STARTER)
