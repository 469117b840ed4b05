"""A firm brands a briefing without touching templates: shown with the second theme that ships."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from firm import SECOND
from fontTools.ttLib import TTFont

from reportgen import drawing, pipeline
from reportgen.assumptions.theme import house_theme, read_theme
from reportgen.assumptions.workspace import EditionName, Workspace
from reportgen.charts import use_fonts
from reportgen.charts.style.letters import Run, breadth
from reportgen.charts.style.tokens import HOUSE
from reportgen.shipped import templates
from reportgen.theme.sheet import SIGNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.briefing.composition import Document
    from reportgen.documents.pdf import Paper
    from reportgen.model import Story
    from reportgen.pipeline import Draft, Sheet
    from tests.shop import Shop

PROJECT = Path(__file__).parents[2]
QUARTERS = ("2025Q3", "2025Q4", "2026Q1", "2026Q2")
DOCUMENTS: tuple[Document, ...] = ("briefing", "workings")
THEME = read_theme(SECOND, "halden.yaml")
MARKED = re.compile(r'<span class="(?:mark|lozenge)[^>]*>.*?</span>|<p class="measure">.*?</p>')


@pytest.fixture(name="sheet", scope="session")
def _sheet(shops: tuple[Shop, Shop]) -> Callable[..., Sheet]:
    """A document of the shipped company in the second theme, as the press takes it."""

    @cache
    def draft(quarter: str) -> Draft:
        charts = shops[1].folder(f"amazon/{quarter}") / "charts"
        return pipeline.draft(Workspace(PROJECT), EditionName("amazon", quarter), THEME, charts)

    def sheet(quarter: str, document: Document = "briefing", paper: Paper = "a4") -> Sheet:
        drafted = draft(quarter)
        page = pipeline.compose(drafted, document)
        return pipeline.for_paper(drafted, page, templates(), THEME, paper, document)

    return sheet


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("quarter", QUARTERS)
def test_no_colour_of_the_house_is_left(
    sheet: Callable[..., Sheet], quarter: str, document: Document
) -> None:
    html = sheet(quarter, document).html
    colours = {colour.lower() for colour in re.findall(r"#[0-9A-Fa-f]{6}\b", html)}
    assert colours & set(HOUSE.tokens.values()) == {"#ffffff"}
    assert colours <= set(THEME.colours.tokens.values())
    assert THEME.colours.subject in html


@pytest.mark.parametrize("name", ["print.css", "letter.css"])
def test_style_sheets_name_no_colour_and_no_typeface_of_their_own(name: str) -> None:
    style = (templates() / name).read_text("utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[^{}]*\})", style) == []
    assert re.findall(r"Inter|Source Serif|@font-face", style) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_marks_stand_where_a_face_that_has_them_is_named(
    sheet: Callable[..., Sheet], document: Document
) -> None:
    """IBM Plex has none of them: outside of these elements they would be boxes."""
    html = MARKED.sub("", sheet("2026Q2", document).html)
    assert [sign for sign in SIGNS if sign in html] == []


def test_name_tagline_and_logo_head_the_page(sheet: Callable[..., Sheet]) -> None:
    html = sheet("2026Q2").html
    logo = (SECOND.parent / "halden" / "logo.svg").as_uri()
    assert f'<img class="logo" src="{logo}" alt="Halden Moor, a shield with two peaks">' in html
    assert "<b>Halden Moor</b> Private bank research" in html
    assert "Set in IBM Plex Serif, IBM Plex Sans and Inter (SIL Open Font License 1.1)." in html


def test_charts_are_measured_in_the_letters_of_the_theme_that_draws() -> None:
    """One program may print in one theme after the other."""
    widths = []
    for theme in (house_theme(), THEME, house_theme()):
        use_fonts(theme.label_files)
        widths.append(breadth([Run("Market capitalization")]))
    assert widths[0] == widths[2] != widths[1]


def test_themes_that_share_letters_share_drawings(
    story: Callable[[str], Story], tmp_path: Path
) -> None:
    """A colour is painted over a drawing that stands; other letters draw it again."""
    told = story("amazon/2026Q2")

    def drawn(theme_file: Path, text: str = "") -> tuple[str, int]:
        if text:
            theme_file.write_text(text, "utf-8")
        theme = read_theme(theme_file, theme_file.name)
        line = drawing.draw_all(told, theme, tmp_path / "charts").price_line
        (kept,) = (tmp_path / "charts").glob("price_line-*.svg")
        return line, kept.stat().st_mtime_ns

    own = tmp_path / "theme.yaml"
    first, made = drawn(templates() / "theme.yaml")
    second, kept = drawn(own, 'colours:\n  subject: "#C9591B"\ndark:\n  subject: "#E8793A"\n')
    assert "#c9591a" in first
    assert second == first.replace("#c9591a", "#c9591b")
    assert kept == made
    third, again = drawn(SECOND)
    assert "#12396b" in third
    assert again != made


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_prints_without_a_complaint_in_the_files_that_it_names(
    shops: tuple[Shop, Shop], paper: Paper
) -> None:
    faces = embedded(shops[1].pdf("amazon/2026Q2", paper).read_bytes())
    assert {
        "IBM Plex Sans Regular", "IBM Plex Sans SemiBold", "IBM Plex Serif Regular",
        "IBM Plex Serif Italic", "IBM Plex Serif SemiBold", "Inter Regular",
    } <= faces  # fmt: skip
    assert [face for face in faces if not face.startswith(("IBM Plex", "Inter Regular"))] == []


def embedded(printed: bytes) -> set[str]:
    """What the font files inside a PDF call themselves."""
    faces = set()
    with pikepdf.open(io.BytesIO(printed)) as document:
        for found in document.objects:
            if isinstance(found, pikepdf.Dictionary) and "/FontFile2" in found:
                content = bytes(found["/FontFile2"].read_bytes())
                faces.add(str(TTFont(io.BytesIO(content))["name"].getDebugName(4)))
    return faces
