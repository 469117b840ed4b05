"""No words of a chart have a figure typed in them, in whatever state: numbers come from figures."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen import exhibits
from reportgen.briefing.typed_figures import typed_figures
from reportgen.briefing.typed_text import PRINTED
from reportgen.exhibits import EXHIBITS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reportgen.model import Story

FOLDER = Path(exhibits.__file__).parent
#: Words that say what is measured, such as an axis in per cent and the ends of a band.
MEASURES = {"10-90%", "5th", "10th", "50th", "90th", "95th", "per cent"}
#: Its numbers are shares of an edit in a change, which are no figures of an edition.
COUNTED_ELSEWHERE = "bridge"


def sentences(path: Path) -> Iterator[str]:
    """Every text of a module's code in which a word follows another, with its figures taken out."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {id(text) for text in (*docstrings(tree), *parts_of_sentences(tree))}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else PRINTED for p in node.values]
            yield "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield without_figures(node.value) if id(node) not in told and " " in node.value else ""


def docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def parts_of_sentences(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from node.values


def without_figures(text: str) -> str:
    """`{market_cap} is left` is what a formatter takes."""
    pieces = text.replace("}", "{").split("{")
    return PRINTED.join(pieces[::2])


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_no_sentence_of_the_code_holds_a_figure(path: Path) -> None:
    """All sentences that any state can choose stand in the code."""
    found = {text: {each.words for each in typed_figures(text)} for text in sentences(path)}
    assert {text: words - MEASURES for text, words in found.items() if words - MEASURES} == {}


def test_a_figure_in_the_code_would_be_found(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(
        '"""Of 5%."""\n\n\ndef title(n):\n    return f"{n} of two-thirds", "{a} and 5% more"\n',
        "utf-8",
    )
    found = [each.words for text in sentences(path) for each in typed_figures(text)]
    assert sorted(found) == ["5%", "two-thirds"]


@pytest.mark.parametrize(
    "edition", ["amazon/2025Q3", "amazon/2025Q4", "amazon/2026Q1", "amazon/2026Q2"]
)
def test_each_number_of_a_title_is_a_figure_s_or_a_count(
    edition: str, story: Callable[[str], Story]
) -> None:
    told = story(edition)
    printed = " ".join(figure.printed for figure in told.now.figures.figures.values())
    words = " ".join(figure.words for figure in told.now.figures.figures.values())
    for module in (module for module in EXHIBITS if module.NAME != COUNTED_ELSEWHERE):
        for found in typed_figures(module.title(told)):
            bare = found.words.lstrip("+−")
            assert bare in printed or bare in words or bare.isdigit(), (module.NAME, found.words)
