"""The comparison as a comment: one screen, and no text from a file leaves its place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reportgen.comparison.as_markdown import quoted
from tests.comparison.conftest import SKARV, asked

if TYPE_CHECKING:
    from tests.comparison.conftest import Shelf

PROJECT = Path(__file__).parents[2]
SCREEN = 45
HOSTILE = (
    "a | b `code` <script>alert(1)</script> <img src=x> [x](http://evil.example) ![y](z) @admin #12 GH-7 "
    "**bold** ~~gone~~ www.evil.example $x^2$ &lt; org/repo#3 \\| _x_ " + "long " * 60
)
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
#: What a service would turn into a link by itself.
CALLS = re.compile(r"[@#]\w|://\w|www\.\w", re.IGNORECASE)
ALLOWED = {"h3", "p", "strong", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}


def rendered(markdown: str) -> str:
    """The page that a service makes of it."""
    return str(MARKDOWN.render(markdown))


def tags(html: str) -> set[str]:
    """The elements of a page; a comment is none."""
    return set(re.findall(r"</?([a-zA-Z][\w-]*)", html))


def seen(html: str) -> str:
    """What a reader sees of it."""
    bare = re.sub(r"<!--.*?-->|<[^>]*>", "", html)
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        bare = bare.replace(entity, sign)
    return " ".join(bare.split())


def test_a_quarter_of_a_company_fits_on_a_screen() -> None:
    answer = asked(PROJECT, "--markdown", "amazon/2026Q1", "amazon/2026Q2")
    assert answer.code == 0
    assert len(answer.out.splitlines()) <= SCREEN
    html = rendered(answer.out)
    assert tags(html) == ALLOWED
    assert "<td>market.share_price.value 265.06 → 258.63</td>" in html
    assert html.count("<table>") == 1
    assert "171 printed figures move." in html or "printed figures move." in html


def test_headlines_stand_side_by_side_and_their_columns_sum(shelf: Shelf) -> None:
    shelf.price("80")
    shelf.replace(f"{SKARV}/edition.yaml", "exit_multiple: 18x", "exit_multiple: 19x")
    lines = shelf.diff("--markdown").out.splitlines()
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if line[:1] == "|"
    ]
    upside = [row[1] for row in rows]
    assert upside == ["**Required upside**", "---:", "86%", "−3.7pp", "", "**82%**"]
    assert rows[3][0] == r"market.share\_price.value 78.40 → 80"
    assert rows[4][0] == r"house.exit\_multiple 18x → 19x"


def test_everything_at_once_still_fits_on_a_screen(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    for name, old, new in (
        ("nordvind/2025Q3/edition.yaml", "309.40", "300"), ("nordvind/2025Q4/edition.yaml", "336.80", "340"),
        ("nordvind/2025Q3/edition.yaml", "state: watch", "state: triggered"),
        (f"{SKARV}/edition.yaml", "78.40", "80"), (f"{SKARV}/edition.yaml", "quarter: 2025Q4", "quarter: no"),
        ("nordvind/2025Q4/briefing.md", "# ", "# Now "),
    ):  # fmt: skip
        path = shelf.desk.file(name)
        path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    shelf.repository.write("templates/theme.yaml", "name: House\n")
    shelf.desk.file("fjord").mkdir()
    for file in shelf.desk.file("skarv").glob("*.*"):
        shelf.desk.file(f"fjord/{file.name}").write_bytes(file.read_bytes())
    shelf.desk.file(SKARV).rename(shelf.desk.file("fjord/2025Q4"))
    answer = shelf.diff("--markdown")
    assert len(answer.out.splitlines()) <= SCREEN
    assert tags(rendered(answer.out)) <= ALLOWED


def test_whatever_is_asked_for_fits_on_a_screen(shelf: Shelf) -> None:
    """Figures that are new have a line each that says why they are not split."""
    shelf.add("nordvind")
    names = [
        name for name in shelf.desk.read("nordvind/2025Q4").now.figures.figures if "." not in name
    ]  # fmt: skip
    options = [word for name in names for word in ("--figure", name)]
    answer = shelf.diff("--markdown", *options, "nordvind/2025Q3", "nordvind/2025Q4")
    assert len(answer.out.splitlines()) == SCREEN
    assert answer.out.endswith("\n\n`reportgen diff` tells the rest.\n")


def test_no_edit_says_so(shelf: Shelf) -> None:
    shelf.replace(f"{SKARV}/briefing.md", "the margin has to follow", "margins have to follow")
    answer = shelf.diff("--markdown")
    assert "**No printed figure moves.**" in answer.out
    assert "- Was: The chips are real; the margin has to follow.\n- Now: The chips" in answer.out


def test_hostile_words_in_the_files_stay_words(shelf: Shelf) -> None:
    words = HOSTILE.replace('"', "").replace("'", "")
    shelf.replace(f"{SKARV}/edition.yaml", "exit_multiple: 18x",
                  f"exit_multiple: {{value: 19x, note: '{words}'}}")  # fmt: skip
    shelf.replace("skarv/company.yaml", "short_name: Skarv\n", f"short_name: '{words[:90]}'\n")
    shelf.replace("skarv/company.yaml", "  cloud:\n    name: Skarv Cloud\n    sales",
                  f"  cloud:\n    name: '{words[:90]}'\n    sales")  # fmt: skip
    shelf.replace("skarv/company.yaml", 'green: ">= 20%"', 'green: ">= 40%"')
    shelf.replace("skarv/company.yaml", "amber: 10% to 20%", "amber: 10% to 40%")
    prose = (
        "The chips <b>are</b> \\@admin real | not \\#12 and https://evil.example &amp; $x$ 'too'."
    )
    shelf.replace(f"{SKARV}/briefing.md", "The chips are real; the margin has to follow.", prose)
    answer = shelf.diff("--markdown")
    assert answer.code == 0, answer.out
    assert len(answer.out.splitlines()) <= SCREEN
    html = rendered(answer.out)
    assert tags(html) <= ALLOWED
    assert not CALLS.search(html)
    assert "@admin real | not #12" in seen(html)


def test_problems_of_hostile_files_stay_words(shelf: Shelf) -> None:
    shelf.replace(f"{SKARV}/edition.yaml", "exit_multiple: 18x", "'<b>| @x #1 `y`': 18x")
    answer = shelf.diff("--markdown")
    assert answer.code == 1
    html = rendered(answer.out)
    assert tags(html) <= ALLOWED
    assert not CALLS.search(html)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
@example("- x")
@example("# x")
@example("1. x\n2. y")
@example("    code")
@example("```\nx")
@example("x\n===")
@example("[x]: http://evil.example")
@example("http://evil.example and me@evil.example www.evil.example")
@example("!\\[x](y)")
@example("\\")
@example("trailing backslash \\\n|")
def test_any_text_is_the_same_text_to_its_reader(words: str) -> None:
    html = rendered(
        f"| - x {quoted(words)} |\n| --- |\n| {quoted(words)} |\n\n- Was: {quoted(words)}\n"
    )
    assert tags(html) <= ALLOWED
    assert html.count("<td>") == 1
    assert html.count("<li>") == 1
    shown = " ".join("".join(s if s.isprintable() else " " for s in words).split())
    assert seen(f"<li>{html.partition('<li>')[2]}") == f"Was: {shown}".strip()


@pytest.mark.parametrize(
    "words",
    ["@admin", "#12", "a@b.example", "GH-12", "org/x#3", "!5", "http://x.example", "www.x.example"],
)
def test_nobody_and_nothing_is_called(words: str) -> None:
    assert words not in quoted(words)
    assert seen(quoted(words)) == words
