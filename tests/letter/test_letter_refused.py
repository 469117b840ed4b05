"""What a letter must not be, however it came into a firm's own templates, is refused with file and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.briefing.letter import Cover, Person, faults
from reportgen.briefing.letter.writing import HTML, TEXT, Writer
from reportgen.problems import ProblemsError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.briefing.letter import Writing
    from reportgen.theme import Theme
    from tests.letter.conftest import Composed

SKARV = "skarv/2025Q4"


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(ProblemsError) as caught:
        act()
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        (
            '<img src="https://spy.example/1.png" alt="">',
            "fetches something when the letter is opened",
        ),
        ('<img src="//spy.example/1.png" alt="">', "fetches something when the letter is opened"),
        (
            '<td background="https://spy.example/1.png">',
            "fetches something when the letter is opened",
        ),
        ('<p style="background: URL(https://spy.example)">', "fetches something"),
        ("<style>@import 'https://spy.example/1.css'</style>", "fetches something"),
        ("<style>p { background: url(https://spy.example) }</style>", "fetches something"),
        ('<!--[if mso]><v:fill src="https://spy.example/1.png"/><![endif]-->', "fetches something"),
        ('<link rel="stylesheet" href="https://spy.example/1.css">', "mail programs refuse <link>"),
        ("<script>1</script>", "mail programs refuse <script>"),
        ('<form action="https://x.example">', "mail programs refuse <form>"),
        ('<iframe src="https://x.example">', "mail programs refuse <iframe>"),
        ('<p onclick="1">', "holds a script"),
        ('<a href="java\tscript:1">', "a link to what is neither https: nor mailto:"),
        ('<a href="http://x.example">', "a link to what is neither https: nor mailto:"),
        ('<meta http-equiv="refresh" content="0;https://x.example">', "leads elsewhere by itself"),
        ('<img src="cid:logo">', "a picture without words for those who do not see it"),
    ],
)
def test_what_is_refused(markup: str, what: str) -> None:
    (problem, *_) = faults.contents(f"<p>before</p>{markup}<p>after</p>")
    assert str(problem).startswith("templates/mail.html.j2:1:1: ")
    assert what in str(problem)


@pytest.mark.parametrize(
    "markup",
    ['<img src="cid:logo" alt="Halden">', '<a href="https://x.example">', '<a href="mailto:a@x.example">',
     "<p>url(https://x.example) is only said</p>", "<!-- src='https://x.example' -->"],
)  # fmt: skip
def test_what_is_not_refused(markup: str) -> None:
    assert list(faults.contents(markup)) == []


def test_sizes_by_hand() -> None:
    """1,024 bytes a KB: a warning over 90 of them, an end over 100; 16 of style are kept."""
    assert list(faults.sizes("x" * 90 * 1024)) == []
    (near,) = faults.sizes("x" * (90 * 1024 + 1))
    assert (near.severity, near.found) == ("warning", "91 KB of 100 KB")
    (over,) = faults.sizes("ü" * 51_201)
    assert (over.severity, over.found) == ("error", "101 KB of 100 KB")
    (styled,) = faults.sizes(f"<style>{'x' * 16_385}</style>")
    assert "more style than Gmail keeps, found 17 KB of 16 KB" in str(styled)


def test_a_picture_that_tells_when_it_is_read_stops_the_first_letter(
    tmp_path: Path, composed: Callable[[str], Composed], themes: dict[str, Theme]
) -> None:
    """Even where only a reader's own letter has it, and not the one to nobody."""
    pixel = '{% if person %}<img src="https://spy.example/{{ person.name }}" alt="">{% endif %}'
    (tmp_path / HTML).write_text(f"<html><head></head><body>{pixel}</body></html>", "utf-8")
    writer = Writer(composed(SKARV).letter, Cover(), tmp_path, themes["house"])
    (problem,) = refused(lambda: writer.written(Person("Ann")))
    assert "fetches something when the letter is opened" in problem


def test_a_letter_that_gmail_would_cut_is_refused(write: Callable[..., Writing]) -> None:
    (problem,) = refused(lambda: write(SKARV, None, Cover(note="long " * 21_000)))
    assert problem.startswith(
        "templates/mail.html.j2:1:1: the letter is longer than Gmail shows, found 1"
    )
    assert problem.endswith("of 100 KB; shorten what its prose says")


@pytest.mark.parametrize(
    ("template", "what"),
    [
        ("one\ntwo {{ leter.title }}", "2:1: the letter cannot be filled: 'leter' is undefined"),
        ("one\n\n{{ letter.tittle }}", "3:1: the letter cannot be filled: "),
        ("{% if letter %}\n{{ oh", "2:1: the letter cannot be filled: "),
        ("{{ letter.__class__ }}", "1:1: the letter cannot be filled: access to attribute"),
        ("{{ 1 / 0 }}", "1:1: the letter cannot be filled: division by zero"),
        ("{% include 'nowhere.j2' %}", "1:1: the letter cannot be filled: nowhere.j2"),
        ("{{ person.name }}", "1:1: the letter cannot be filled: 'None' has no attribute 'name'"),
    ],
)  # fmt: skip
def test_a_template_that_cannot_be_filled_is_told_with_its_line(
    template: str, what: str, tmp_path: Path, write: Callable[..., Writing]
) -> None:
    (tmp_path / TEXT).write_text(template, "utf-8")
    (problem,) = refused(lambda: write(SKARV, folder=tmp_path))
    assert problem.startswith(f"templates/{TEXT}:{what}")
    assert problem.endswith("; correct the template")


def test_a_field_that_a_reader_does_not_have_stops_his_letter_by_name(
    tmp_path: Path, write: Callable[..., Writing]
) -> None:
    (tmp_path / TEXT).write_text(
        "{% if person %}\nFund: {{ person.fields.fund }}\n{% endif %}\n", "utf-8"
    )
    assert write(SKARV, Person("Ann", {"fund": "North"}), folder=tmp_path).text == "Fund: North\n"
    (problem,) = refused(lambda: write(SKARV, Person("Bo"), folder=tmp_path))
    assert problem.startswith(f"templates/{TEXT}:2:1: the letter for Bo cannot be filled: ")
    assert "no attribute 'fund'" in problem


def test_what_a_firm_does_not_have_of_its_own_is_the_house_s(
    tmp_path: Path, write: Callable[..., Writing]
) -> None:
    (tmp_path / TEXT).write_text("Only this: {{ letter.title }}", "utf-8")
    own, house = write(SKARV, folder=tmp_path), write(SKARV)
    assert own.text == "Only this: Skarv: accelerators of its own\n"
    assert own.html == house.html


def test_what_a_template_takes_in_is_escaped_too(
    tmp_path: Path, write: Callable[..., Writing]
) -> None:
    (tmp_path / "part.j2").write_text("{{ person.name }}", "utf-8")
    page = (
        "<html><head></head><body>{% if person %}{% include 'part.j2' %}{% endif %}</body></html>"
    )
    (tmp_path / HTML).write_text(page, "utf-8")
    assert "<b>" not in write(SKARV, Person("<b>"), folder=tmp_path).html


def test_a_colour_that_no_theme_has(tmp_path: Path, write: Callable[..., Writing]) -> None:
    sheet = "/* a\n   comment */\np { color: var(--ink) }\nb { color: var(--inc); top: var(--x) }\n"
    (tmp_path / "mail.css").write_text(sheet, "utf-8")
    ink, other = refused(lambda: write(SKARV, folder=tmp_path))
    assert (
        ink == "templates/mail.css:4:12: no colour of a theme, found '--inc'; did you mean 'ink'?"
    )
    assert other.startswith("templates/mail.css:4:29: no colour of a theme, found '--x'")


def test_our_own_sheet_asks_for_no_other_colours(write: Callable[..., Writing]) -> None:
    assert "#a8430c" in write(SKARV).html
