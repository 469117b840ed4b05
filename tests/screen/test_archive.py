"""The archive: every edition that can be opened, in words that are their own, whatever else lies about."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reportgen import building
from reportgen.building import Look, Order
from reportgen.documents import archive, summaries
from reportgen.shipped import templates
from tests.screen.browsing import visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser

    from reportgen.problems import Problem
    from reportgen.theme import Theme
    from tests.conftest import Desk
    from tests.screen.browsing import Scheme
    from tests.screen.conftest import Built

    Refresh = Callable[[], tuple[str, tuple[Problem, ...]]]

WORDS = ("Market value", "Target value", "Required upside", "Share price", "Implied price")
VALUES = ("$2.30T", "$4T", "74%", "$214.85", "$373.83")


def told(company: str, quarter: str, /, **changes: object) -> dict[str, object]:
    figures = [
        {"label": label, "value": value, "judgement": label == "Target value"}
        for label, value in zip(WORDS, VALUES, strict=True)
    ]
    summary = {
        "company": company.title(), "ticker": company[:4].upper(), "quarter": quarter,
        "as_of": f"{quarter[:4]}-0{int(quarter[-1]) * 2}-14", "title": f"{company.title()} in {quarter}",
        "draft": False, "figures": figures,
    }  # fmt: skip
    return summary | changes


def put(output: Path, company: str, quarter: str, /, *ends: str, **changes: object) -> Path:
    """Lay out an edition as a build leaves it: a summary, and the documents with these endings."""
    folder = output / company / quarter
    folder.mkdir(parents=True)
    summary = json.dumps(told(company, quarter, **changes))
    (folder / summaries.FILE).write_text(summary, "utf-8")
    for end in ends or (".html", ".pdf"):
        (folder / f"{company}-{quarter}{end}").write_text("a document", "utf-8")
    return folder


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    return folder


@pytest.fixture
def refresh(output: Path, theme: Theme) -> Refresh:
    """Write the archive again: the page without what it carries, and what was told."""

    def written() -> tuple[str, tuple[Problem, ...]]:
        problems = archive.refresh(output / "index.html", templates(), theme)
        return (output / "index.html").read_text("utf-8").partition("<body>")[2], problems

    return written


def titles(page: str, *names: str) -> list[str]:
    """These names in the order in which the page has them first."""
    return sorted((name for name in names if name in page), key=page.index)


def test_an_edition_is_listed_with_its_figures_and_files(output: Path, refresh: Refresh) -> None:
    folder = put(output, "acme", "2025Q4", ".html", ".pdf", "-letter.pdf", "-workings.pdf")
    (folder / "figures.json").write_text("[]", "utf-8")
    page, problems = refresh()
    assert problems == ()
    for words in (*WORDS, *VALUES, "Acme in 2025Q4", "Q4 2025", "14 Aug 2025"):
        assert words in page, words
    for name in ("acme-2025Q4.html", "acme-2025Q4.pdf", "acme-2025Q4-letter.pdf",
                 "acme-2025Q4-workings.pdf", "figures.json"):  # fmt: skip
        assert f'href="acme/2025Q4/{name}"' in page, name
    assert '<em class="house">$4T</em>' in page


def test_the_newest_come_first_by_company_and_year(output: Path, refresh: Refresh) -> None:
    for company, quarters in {
        "acme": ("2024Q4", "2025Q1", "2025Q2"), "bolt": ("2025Q3", "2024Q1", "2025Q1"),
    }.items():  # fmt: skip
        for quarter in quarters:
            put(output, company, quarter)
    page, _ = refresh()
    wanted = ["Bolt in 2025Q3", "Bolt in 2025Q1", "Bolt in 2024Q1",
              "Acme in 2025Q2", "Acme in 2025Q1", "Acme in 2024Q4"]  # fmt: skip
    assert titles(page, *wanted) == wanted
    assert page.count('role="rowheader" colspan="8">2024<') == 2


def test_a_draft_is_called_one(output: Path, refresh: Refresh) -> None:
    put(output, "acme", "2025Q3")
    assert "Draft" not in refresh()[0]
    put(output, "acme", "2025Q4", draft=True)
    assert refresh()[0].count("Draft") == 1


def test_an_edition_whose_documents_are_gone_is_not_listed(output: Path, refresh: Refresh) -> None:
    put(output, "acme", "2025Q3")
    gone = put(output, "acme", "2025Q4")
    (gone / "figures.json").write_text("[]", "utf-8")
    for end in (".html", ".pdf"):
        (gone / f"acme-2025Q4{end}").unlink()
    page, problems = refresh()
    assert titles(page, "Acme in 2025Q3", "Acme in 2025Q4") == ["Acme in 2025Q3"]
    assert problems == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"[]", "list indices"),
        (b"\xff\xfe\x00", "codec can't decode"),
        (b"[" * 60_000, "RecursionError"),
        (b" " * 100_001, "longer than any summary"),
        (json.dumps({}).encode(), "'company'"),
        (json.dumps(told("acme", "2025Q4", company=7)).encode(), "'company' is no text"),
        (json.dumps(told("acme", "2025Q4", as_of="soon")).encode(), "isoformat"),
        (json.dumps(told("acme", "2025Q4", figures=[])).encode(), "0 headline figures instead of 5"),
        (json.dumps(told("acme", "2025Q3")).encode(), "the summary of '2025Q3' in the folder '2025Q4'"),
    ],
)  # fmt: skip
def test_a_damaged_summary_is_told_and_the_others_are_listed(
    output: Path, refresh: Refresh, content: bytes, why: str
) -> None:
    put(output, "bolt", "2025Q4")
    (put(output, "acme", "2025Q4") / summaries.FILE).write_bytes(content)
    page, problems = refresh()
    assert titles(page, "Acme in 2025Q4", "Bolt in 2025Q4") == ["Bolt in 2025Q4"]
    assert len(problems) == 1
    assert str(problems[0]).startswith(
        "output/acme/2025Q4/summary.json:1:1: warning: is damaged, so the archive leaves its edition out"
    )
    assert why in problems[0].found
    assert "reportgen build acme/2025Q4" in problems[0].advice


def test_what_users_wrote_is_words_and_nothing_more(output: Path, refresh: Refresh) -> None:
    put(output, "acme", "2025Q4", title='<script>alert("1")</script>', company="A & <b>B</b>")
    page, _ = refresh()
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "<b>B</b>" not in page


def test_an_empty_archive_says_so(refresh: Refresh) -> None:
    assert "No edition has been built yet." in refresh()[0]


def test_nothing_new_leaves_the_file_alone(output: Path, refresh: Refresh) -> None:
    put(output, "acme", "2025Q4")
    refresh()
    before = (output / "index.html").stat()
    refresh()
    after = (output / "index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


AT_ONCE = """
import sys
from pathlib import Path
from reportgen.assumptions.theme import read_theme
from reportgen.documents import archive
from reportgen.shipped import templates
from tests.screen.test_archive import put
theme = read_theme(templates() / "theme.yaml", "theme.yaml")
output, company = Path(sys.argv[1]), sys.argv[2]
for year in range(2010, 2020):
    put(output, company, f"{year}Q4")
    archive.refresh(output / "index.html", templates(), theme)
"""


@pytest.mark.slow
def test_builds_at_once_lose_no_edition(output: Path) -> None:
    companies = ("acme", "bolt", "corn")
    running = [
        subprocess.Popen([sys.executable, "-c", AT_ONCE, output, name]) for name in companies
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    page = (output / "index.html").read_text("utf-8")
    for company in companies:
        for year in range(2010, 2020):
            assert f"{company.title()} in {year}Q4" in page
    assert list(output.glob(".index*")) == []


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (768, "light"), (1280, "dark")])
def test_two_hundred_editions_stay_readable(
    browser: Browser, output: Path, refresh: Refresh, width: int, scheme: Scheme
) -> None:
    for number in range(20):
        for year in range(2021, 2026):
            for quarter in (1, 2):
                title = (
                    "A sentence that is long enough to need a second line on any telephone there is"
                )
                put(
                    output,
                    f"company-{number:02}",
                    f"{year}Q{quarter}",
                    title=title,
                    draft=number == 3,
                )
    refresh()
    with visit(browser, output / "index.html", width, scheme) as page:
        assert (page.said, page.elsewhere, page.violations) == ([], [], [])
        assert (page.overflow, page.sticking_out) == (0, [])
        assert page.faults_of_access() == []
        assert page.lost_anchors == []
        assert page.page.locator(".shelf").count() == 20
        assert page.page.locator(".editions tbody tr[role=row]:not(.kind)").count() == 180


@pytest.mark.slow
def test_the_archive_of_a_build_leads_to_what_was_built(
    browser: Browser, edition: Callable[[str], Built]
) -> None:
    built = edition("amazon/2026Q2")
    with visit(browser, built.archive, 1280) as page:
        page.page.get_by_role("link", name="Read: Amazon.com, Inc., Q2 2026").click()
        assert page.page.url == built.page.resolve().as_uri()
        page.page.get_by_role("link", name="All briefings").click()
        assert page.page.url == built.archive.resolve().as_uri()
        addresses = page.page.locator("a[href]:not([href^='#'])").evaluate_all(
            "all => all.map(a => a.href)"
        )
    files = [built.archive.parent / one.partition("/output/")[2] for one in addresses]
    assert built.pdf in files
    assert [file for file in files if not file.is_file()] == []


@pytest.mark.slow
def test_an_archive_that_was_deleted_comes_back_without_a_build(alone: Desk, theme: Theme) -> None:
    workspace, page = alone.workspace, alone.root / "output" / "index.html"
    order = Order(workspace, workspace.find("amazon/2026Q2"), Look.of(templates(), theme))
    made = []
    for _ in range(2):
        assert not building.build(order).fresh
        made.append(page.read_bytes())
        page.unlink()
    assert made[0] == made[1]
    assert b"Read: Amazon.com, Inc., Q2 2026" in made[0]
