"""From assumption files to the PDF: what is printed is what was computed, and it lasts."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from reportgen import briefing, building, formats
from reportgen.assumptions.theme import house_theme
from reportgen.briefing import front, prose
from reportgen.briefing.printed import unlinked
from reportgen.briefing.shown import Shown
from reportgen.building import Look, Order
from reportgen.problems import ProblemsError
from reportgen.shipped import templates
from tests.conftest import COMPANIES, Desk
from tests.shop import AMAZON, NORDVIND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.building import Built
    from reportgen.model import Story
    from reportgen.pipeline import Paper
    from tests.shop import Shop

pytestmark = pytest.mark.slow

#: Levels of the outline: the title, the chapters, what is below them.
CHAPTERS = 2
EVERY = pytest.mark.parametrize("edition", [*AMAZON, NORDVIND])


@dataclass(frozen=True, slots=True)
class Briefing:
    """A printed edition: its figures, its PDF, and the text of the PDF without any white space."""

    story: Story
    pdf: Path
    pages: tuple[str, ...]
    size: tuple[float, float]
    title: str
    outline: tuple[str, ...]
    figures: dict[str, dict[str, Any]]
    workings: Briefing | None = None

    @property
    def text(self) -> str:
        return squeezed(" ".join(self.pages))

    @property
    def beside(self) -> Briefing:
        """The workings, which hold what the briefing does not print."""
        assert self.workings is not None
        return self.workings

    @property
    def all_text(self) -> str:
        return self.text + self.beside.text


def squeezed(text: str) -> str:
    """Without white space and without the hyphens at which lines were broken."""
    return re.sub("[\\s\u00ad\u0002\ufffe\u200b\u2060]", "", text)


def build(desk: Desk, edition: str) -> Built:
    name, look = desk.workspace.find(edition), Look.of(templates(), house_theme())
    return building.build(Order(desk.workspace, name, look))


def look_at(desk: Desk, edition: str, pdf: Path) -> Briefing:
    document = pypdfium2.PdfDocument(pdf)
    pages = tuple(page.get_textpage().get_text_range() for page in document)
    size, title = document[0].get_size(), document.get_metadata_dict()["Title"]
    outline = tuple(mark.get_title() for mark in document.get_toc() if mark.level < CHAPTERS)
    document.close()
    told = json.loads((pdf.parent / "figures.json").read_text("utf-8"))
    figures = {figure["id"]: figure for figure in told}
    return Briefing(desk.read(edition), pdf, pages, size, title, outline, figures)


@pytest.fixture(scope="session")
def printed(shop: Shop) -> Callable[..., Briefing]:
    """Each edition with its workings; nobody may change them."""

    @cache
    def once(edition: str, paper: Paper = "a4") -> Briefing:
        pdfs = shop.pdf(edition, paper), shop.pdf(edition, paper, "workings")
        told, beside = (look_at(shop.desk, edition, pdf) for pdf in pdfs)
        return replace(told, workings=beside)

    return once


@pytest.fixture
def built(shop: Shop, desk: Callable[..., Desk]) -> Desk:
    """Nordvind with its briefing, built a moment ago; copied, since nothing in it knows its folder."""
    made, files = shop.folder(NORDVIND), desk("nordvind")
    shutil.copytree(made, files.root / "output" / NORDVIND)
    assert not build(files, "nordvind").fresh  # which lists it in the archive
    return files


PDF = "output/nordvind/2025Q4/nordvind-2025Q4.pdf"


# What is printed


@EVERY
def test_every_section_is_printed_and_in_order(
    printed: Callable[..., Briefing], edition: str
) -> None:
    told = printed(edition)
    title, *chapters = told.outline
    assert title == told.title
    since = [chapter for chapter in chapters if chapter.startswith(("What changed", "What moved"))]
    assert [chapter for chapter in chapters if chapter not in since] == [
        "Key takeaways", "Key facts", "At a glance", "Key intelligence", "Analysis",
        "What it requires, and the odds", "What to watch", "Figures and sources", "Method", "Disclosures",
    ]  # fmt: skip
    assert [chapter for chapter in chapters if squeezed(chapter) not in told.text] == []
    previous = told.story.previous
    before = formats.quarter(previous.quarter) if previous else ""
    moved = ["What moved the required upside", f"What changed since {before}"]
    assert since == (moved if previous else [])


@EVERY
def test_the_workings_have_all_the_rest(printed: Callable[..., Briefing], edition: str) -> None:
    title, *chapters = printed(edition).beside.outline
    assert title == f"Workings: {printed(edition).title}" == printed(edition).beside.title
    since = ["What changed, and why"] if printed(edition).story.previous else []
    assert chapters == [
        "Growth, spending and indicators", "Valuation", "Scenarios and odds", *since, "Track record",
        "Figures and sources", "Method", "Disclosures",
    ]  # fmt: skip


@EVERY
def test_the_title_leads_the_page_and_names_the_document(
    printed: Callable[..., Briefing], edition: str
) -> None:
    told = printed(edition)
    filled = briefing.fill_prose(told.story)
    title = prose.plain(filled.title)
    assert squeezed(title) in squeezed(told.pages[0])
    assert told.title == title
    assert squeezed(prose.plain(filled.standfirst)) in squeezed(told.pages[0])


@EVERY
def test_the_front_page_shows_the_figures_of_the_model(
    printed: Callable[..., Briefing], edition: str
) -> None:
    told = printed(edition)
    first = squeezed(told.pages[0])
    for name in (*front.HEADLINE, *front.GLANCE):
        assert squeezed(told.figures[name]["printed"]) in first, name
    for change in front.changed(told.story):
        row = squeezed(f"{change.before} {change.now} {change.change}")
        assert row in told.text, change.label


def test_the_fourth_quarter_of_2025_leads_with_74_per_cent(
    printed: Callable[..., Briefing],
) -> None:
    told = printed("amazon/2025Q4")
    assert told.figures["required_upside"]["printed"] == "74%"
    assert "Requiredupside74%" in squeezed(told.pages[0])
    assert "$2.30T" in told.text
    assert "10March2026" in squeezed(told.pages[0])


TAG = re.compile(r"\{\{ *((?:[a-z_0-9]+\.)*[a-z_0-9]+) *\}\}")
CHOICE = re.compile(r"\{%.*?%\}", re.DOTALL)
ALTERNATIVES = re.compile(r"\{% if .*?\{% endif %\}", re.DOTALL)


def words_for(told: Briefing, name: str) -> str:
    """What a name of the prose prints."""
    now, previous = told.story.now.figures, told.story.previous
    if name == "quarter":
        return told.story.now.quarter
    if name.startswith("previous."):
        assert previous is not None
        return previous.figures[name.removeprefix("previous.")].printed
    if name in now:
        return now[name].printed
    figure, _, attribute = name.rpartition(".")
    return unlinked(str(getattr(Shown(now[figure]), attribute)))


@EVERY
def test_every_figure_that_the_prose_names_is_printed(
    printed: Callable[..., Briefing], edition: str
) -> None:
    """Sentences that are chosen by a number are another test's; these stand in every case.

    Titles of charts may stand in the workings.
    """
    told = printed(edition)
    text = ALTERNATIVES.sub("", told.story.now.assumptions.briefing_text)
    if "custom_chips" not in told.story.now.assumptions.briefing_text:
        text = text.partition("## Exhibits")[0]
    names = TAG.findall(text)
    assert len(names) > 8
    missing = [name for name in names if squeezed(words_for(told, name)) not in told.all_text]
    assert missing == []


@EVERY
def test_every_number_of_the_filled_prose_is_printed(
    printed: Callable[..., Briefing], edition: str
) -> None:
    told = printed(edition)
    filled = briefing.fill_prose(told.story)
    sections = ("Key takeaways", "Key facts", "Comparison", "Analysis", "What to watch")
    text = " ".join(filled.sections.get(section, "") for section in sections)
    numbers = re.findall(r"[−+]?\$?\d[\d.,]*\d?[%×TBM]?(?:pp|bps)?", text)
    assert len(numbers) > 8
    assert [number for number in numbers if number.rstrip(".,") not in told.text] == []


@EVERY
def test_core_figures_stand_in_the_workings_even_where_they_are_not_known(
    printed: Callable[..., Briefing], edition: str
) -> None:
    """In a row, or with the reason why there is none."""
    told = printed(edition).beside
    core = [
        figure for figure in told.story.now.figures.figures.values()
        if figure.formula is not None and figure.formula.core and "." not in figure.name
    ]  # fmt: skip
    assert len(core) > 25
    missing = [f.name for f in core if squeezed(f.label) not in told.text]
    assert missing == []
    assert [f.name for f in core if squeezed(f.printed) not in told.text] == []


@pytest.mark.parametrize("edition", AMAZON)
def test_charts_are_drawn_each_under_its_title(
    printed: Callable[..., Briefing], edition: str
) -> None:
    told = printed(edition)
    titles = [prose.plain(title) for title, _ in briefing.fill_prose(told.story).exhibits.values()]
    assert len(titles) >= 6
    assert [title for title in titles if squeezed(title) not in told.all_text] == []
    drawn = {path.name.split("-")[0] for path in (told.pdf.parent / "charts").glob("*.svg")}
    assert len(drawn - {"sparkline", "price_line"}) >= 14


def test_an_exhibit_that_cannot_be_drawn_says_so_in_print(
    printed: Callable[..., Briefing],
) -> None:
    assert "Notdrawn:norunrateofownchipshadbeendisclosed" in printed("amazon/2025Q3").text


@EVERY
def test_nothing_is_printed_that_no_reader_should_see(
    printed: Callable[..., Briefing], edition: str
) -> None:
    together = "\n".join((*printed(edition).pages, *printed(edition).beside.pages))
    for leftover in ("{{", "{%", "nan%", "inf%", "Undefined", "\ue000", "\ue001", "&gt;", "\\>"):
        assert leftover not in together
    assert not re.search(r"\bNone\b(?! of it|: every)", together)


@EVERY
def test_what_is_only_a_floor_is_printed_as_one(
    printed: Callable[..., Briefing], edition: str
) -> None:
    told = printed(edition)
    bounds = [f for f in told.figures.values() if f["bound"] and f["id"] == "chip_share_of_segment"]
    for bound in bounds:
        assert bound["printed"].startswith("> ")
        bare = re.escape(squeezed(bound["printed"]).removeprefix(">"))
        assert not re.search(rf"(?<![>\d.]){bare}", told.all_text), "the sign was lost"


def test_letter_and_a4_say_the_same_on_different_paper(printed: Callable[..., Briefing]) -> None:
    a4, letter = printed("amazon/2026Q2"), printed("amazon/2026Q2", "letter")
    assert a4.pdf.name == "amazon-2026Q2.pdf"
    assert letter.pdf.name == "amazon-2026Q2-letter.pdf"
    assert a4.size == pytest.approx((595.28, 841.89), abs=0.1)
    assert letter.size == pytest.approx((612, 792), abs=0.1)
    assert abs(len(a4.text) - len(letter.text)) < 0.02 * len(a4.text)


@EVERY
def test_the_figures_beside_the_pdf_are_those_of_the_model(
    printed: Callable[..., Briefing], edition: str
) -> None:
    told = printed(edition)
    figures = told.story.now.figures.figures
    assert list(told.figures) == list(figures)
    assert all(told.figures[name]["printed"] == figures[name].printed for name in figures)


# What a company may be


def test_a_target_that_is_reached_and_one_that_is_far_off_both_print(
    desk: Callable[..., Desk],
) -> None:
    """At 600 a share 410.6 million shares are worth 246 billion, more than the target of 200."""
    files = desk("nordvind")
    edition = "nordvind/2025Q4/edition.yaml"
    files.replace(edition, "share_price: {value: 336.80", "share_price: {value: 600.00")
    files.replace(edition, "quoted_market_cap: {value: 138B", "quoted_market_cap: {value: 246B")
    files.replace("nordvind/market.csv", "2026-02-18,NORDV,336.80", "2026-02-18,NORDV,600.00")
    told = look_at(files, "nordvind", build(files, "nordvind").pdf)
    assert "Requiredupsidereached" in squeezed(told.pages[0])
    assert "+reached" not in told.text
    assert told.figures["required_upside"]["value"] == pytest.approx(200 / 246.36 - 1)


def test_an_edition_after_the_horizon_prints_what_still_has_a_meaning(
    desk: Callable[..., Desk],
) -> None:
    files = desk("nordvind")
    files.replace("nordvind/company.yaml", "horizon_date: 2027-12-31", "horizon_date: 2026-01-31")
    text = files.file("nordvind/2025Q4/briefing.md").read_text("utf-8")
    known = text.replace("{% if ahead_of_path > 0 %}", "{% if ahead_of_path.known %}")
    files.file("nordvind/2025Q4/briefing.md").write_text(known, "utf-8")
    told = look_at(files, "nordvind", build(files, "nordvind").pdf)
    assert told.figures["required_cagr"]["reason"] == "horizon passed"
    assert "n.m.:horizonpassed" in told.text
    assert "Requiredgrowthayearn.m." in told.text


# What lasts


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file below a folder, with its bytes and the time of its last change."""
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_second_build_touches_nothing(built: Desk) -> None:
    before = contents(built.root / "output")
    again = build(built, "nordvind")
    assert not again.fresh
    assert again.pdf == built.root / PDF
    assert contents(built.root / "output") == before


def test_a_pdf_that_somebody_changed_or_deleted_is_built_again(built: Desk) -> None:
    pdf = built.root / PDF
    good = pdf.read_bytes()
    pdf.write_bytes(good + b"scribble")
    assert build(built, "nordvind").fresh
    assert pdf.read_bytes() == good
    pdf.unlink()
    assert build(built, "nordvind").fresh
    assert pdf.read_bytes() == good


def test_another_sentence_is_printed_and_no_chart_is_drawn_again(built: Desk) -> None:
    pdf = built.root / PDF
    charts = contents(pdf.parent / "charts")
    assert len(charts) > 5
    built.replace("nordvind/2025Q4/briefing.md", "permits stay the headwind", "permits stay slow")
    assert build(built, "nordvind").fresh
    assert contents(pdf.parent / "charts") == charts
    assert "permitsstayslow" in look_at(built, "nordvind", pdf).text


def test_the_same_files_give_the_same_bytes_anywhere(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Another folder, another process, another time zone, another order of hashes."""

    def build_in(folder: str, **world: str) -> dict[str, bytes]:
        root = tmp_path_factory.mktemp(folder)
        shutil.copytree(COMPANIES["nordvind"], root / "assumptions" / "nordvind")
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", "build"], cwd=root, check=True,
            capture_output=True, text=True, env={**os.environ, **world},
        )  # fmt: skip
        assert done.stdout.splitlines()[-1] == PDF
        return {name: content for name, (content, _) in contents((root / PDF).parent).items()}

    here = build_in("here", PYTHONHASHSEED="1")
    there = build_in("else where", PYTHONHASHSEED="7", TZ="Pacific/Auckland", LC_ALL="C")
    assert {"nordvind-2025Q4.pdf", "nordvind-2025Q4.html", "figures.json"} <= set(here)
    assert here == there


def test_rows_of_later_days_leave_an_older_edition_byte_for_byte(
    desk: Callable[..., Desk],
) -> None:
    files = desk("nordvind")
    pdf = build(files, "nordvind/2025Q3").pdf
    before = pdf.read_bytes()
    files.append(
        "nordvind/market.csv", "2026-08-03,NORDV,401.00,410800000,2026-03-31,,stockholm-closes\n"
    )
    assert build(files, "nordvind/2025Q3").fresh
    assert pdf.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("2025Q4/edition.yaml", "share_price: {value: 336.80", "share_price: {value: -1"),
        ("2025Q4/edition.yaml", "market:\n", "market\n"),
        ("2025Q4/briefing.md", "## Analysis", "It is 5%.\n\n## Analysis"),
        ("2025Q4/briefing.md", "{{ required_cagr }}", "{{ required_cager }}"),
        ("company.yaml", "figure: segment_growth", "figure: segment_grwth"),
        ("history.csv", "2025Q4,2025-12-31", "2025Q4,2025-13-31"),
    ],
)
def test_files_that_are_wrong_leave_the_last_good_briefing(
    built: Desk, name: str, old: str, new: str
) -> None:
    before = contents(built.root / "output")
    built.replace(f"nordvind/{name}", old, new)
    with pytest.raises(ProblemsError) as stopped:
        build(built, "nordvind")
    assert stopped.value.problems[0].position.path == f"assumptions/nordvind/{name}"
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", "build"], cwd=built.root, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert f"assumptions/nordvind/{name}:" in done.stderr
    assert contents(built.root / "output") == before


def test_a_template_that_does_not_print_cleanly_leaves_the_last_good_briefing(
    built: Desk,
) -> None:
    """A picture from the network is refused, and so is the whole page."""
    shutil.copytree(templates(), built.root / "templates")
    command = [sys.executable, "-m", "reportgen", "build"]
    pdf = built.root / PDF
    before = pdf.read_bytes()
    part = built.root / "templates" / "partials" / "watch.j2"
    good = part.read_text("utf-8")
    part.write_text(good + '<img src="https://example.org/a.png" alt="">', "utf-8")
    done = subprocess.run(command, cwd=built.root, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "refused: https://example.org/a.png" in done.stderr
    assert pdf.read_bytes() == before
    part.write_text(good + "{{ page.nothing }}", "utf-8")
    done = subprocess.run(command, cwd=built.root, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "templates/partials/watch.j2:" in done.stderr
    assert pdf.read_bytes() == before


@pytest.mark.parametrize("seconds", [0.3, 0.8, 1.2])
def test_a_build_that_is_killed_leaves_the_old_briefing_or_the_new_one(
    built: Desk, seconds: float
) -> None:
    pdf = built.root / PDF
    before = pdf.read_bytes()
    built.replace("nordvind/2025Q4/briefing.md", "permits stay the headwind", "permits stay slow")
    started = subprocess.Popen(
        [sys.executable, "-m", "reportgen", "build"], cwd=built.root,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(seconds)
    started.kill()
    started.wait()
    left = pdf.read_bytes()
    build(built, "nordvind")
    assert left in (before, pdf.read_bytes())
    assert "permitsstayslow" in look_at(built, "nordvind", pdf).text


def test_a_new_folder_checks_and_prints(tmp_path: Path) -> None:
    """`init`, `check` and `build`, as a new analyst types them."""
    folder = tmp_path / "new analyst"
    for words in (("init", str(folder)), ("check",), ("build",)):
        cwd = folder if folder.exists() else tmp_path
        done = subprocess.run(
            [sys.executable, "-m", "reportgen", *words], cwd=cwd, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    page, pdf = (folder / line for line in done.stdout.splitlines())
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert pdf.read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
def test_a_briefing_that_has_grown_too_long_is_printed_and_told(
    desk: Callable[..., Desk],
) -> None:
    files = desk("nordvind")
    sentence = "permits stay the headwind"
    much = " ".join(f"{sentence} and the grid stays slow" for _ in range(900))
    files.replace("nordvind/2025Q4/briefing.md", sentence, much)
    told = build(files, "nordvind")
    (problem,) = told.problems
    assert str(problem).startswith(
        "assumptions/nordvind/2025Q4/briefing.md:1:1: warning: the briefing has more than 8 pages, found "
    )
    assert told.pdf.is_file()
