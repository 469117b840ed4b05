"""Templates print in every edition, so a figure typed in one is found, and layout is let alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen import briefing
from reportgen.briefing.template_prose import problems_of_template, problems_of_templates
from reportgen.shipped import templates

if TYPE_CHECKING:
    from pathlib import Path


def told(text: str) -> list[str]:
    return [str(problem) for problem in problems_of_template(text, "templates/x.j2")]


def test_the_shipped_templates_hold_no_figure() -> None:
    assert list(problems_of_templates(templates())) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<p>The house expects 12% a year.</p>", "12%"),
        ("<p>\nIt is <b>two-thirds</b> done.</p>", "two-thirds"),
        ('{{ heading("A rise of 5% a year") }}', "5%"),
        ('<td>{{ "67%" }}</td>', "67%"),
        ("<p>{{ value }} billion</p>", "billion"),
    ],
)
def test_a_figure_is_found_with_its_line(text: str, found: str) -> None:
    (only,) = told(f"{{# 5% in a comment #}}\n{text}")
    line = 3 if text.startswith("<p>\n") else 2
    assert only == (
        f"templates/x.j2:{line}:1: a bare figure in a template, found '{found}'; print it from the page, "
        'or say why it may stand: {{ typed("…", "why") }}'
    )


@pytest.mark.parametrize(
    "text",
    [
        '<col style="width: 12%"><td colspan="2" class="of-3 {{ name }} half">x</td>',
        "<style>p { width: 50%; margin: 2mm }</style>",
        "<p>Figure {{ exhibit.number }}&#8201;</p>",
        '{% if page.title | length > 64 %}{{ wide(exhibit, "half") }}{% endif %}',
        "<!-- 12% of the width -->",
        "<p>Time counts actual days over 365, as the Form 10-K does.</p>",
        '<p>{{ typed("12 months", "the width of the chart") }}</p>',
        "{% macro typed(words) %}{{ words }}{% endmacro %}{{ typed(page.title) }}",
        "{% if %}",
    ],
)
def test_layout_names_and_waivers_are_let_alone(text: str) -> None:
    assert told(text) == []


def test_a_waiver_needs_a_reason_here_as_well() -> None:
    (only,) = told('<p>{{ typed("12 months", "") }}</p>')
    assert only.startswith("templates/x.j2:1:1: a waiver without a reason, found '12 months'")


def test_a_waiver_prints_its_text(tmp_path: Path) -> None:
    (tmp_path / "x.j2").write_text('<p>{{ typed("12 < 13", "a test") }}</p>', "utf-8")
    assert briefing.fill("x.j2", tmp_path) == "<p>12 &lt; 13</p>"
