"""A new company's folder: laid out whole, and readable as soon as the as-of moment is filled in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen import checks, pipeline
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


def uncommented(text: str) -> str:
    """The sections that wait behind '# ', as somebody who uses all of them leaves them."""
    keys = r"^# ((?: |[a-z_]+:).*)$"
    return re.sub(keys, r"\1", text, flags=re.MULTILINE)


def test_the_sections_on_value_are_right_once_they_are_taken_out_of_their_comments(
    tmp_path: Path,
) -> None:
    (tmp_path / "assumptions").mkdir()
    workspace = Workspace(tmp_path)
    start_company(workspace, NAME, STARTER)
    company = workspace.company_folder("acme") / "company.yaml"
    company.write_text(uncommented(company.read_text("utf-8")), "utf-8")
    edition = workspace.edition_folder(NAME) / "edition.yaml"
    text = uncommented(edition.read_text("utf-8"))
    text = text.replace("as_of: null  ", "as_of: 2026-11-01T16:00:00-04:00 ", 1)
    text = text.replace("by: NEXT  ", "by: 2026Q4")
    edition.write_text(text, "utf-8")
    story = pipeline.read(workspace, NAME)
    told = story.now.assumptions
    assert {problem.severity for problem in told.warnings} == {"warning"}
    assert checks.check(story) == []
    assert {"scenarios", "simulation", "sensitivity", "cash_flow", "parts", "forecasts"} <= (
        told.edition.model_fields_set
    )
    figures = story.now.figures
    assert figures["value_per_share"].reason.startswith("missing: ")
    assert "probability_weighted_market_cap" in figures
    assert "parts_equity_value" in figures
