"""What is a reader's own: shown as it is written, run by nobody, and in no one else's letter."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.briefing.letter import Cover, Person
from reportgen.briefing.letter.writing import HTML, TEXT, Writer
from reportgen.shipped import templates
from tests.letter.letter_reading import Reading, visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reportgen.briefing.letter import Writing
    from reportgen.theme import Theme
    from tests.letter.conftest import Composed

SKARV = "skarv/2025Q4"
HOSTILE = (
    "<b>Ann</b>", "Ann</title><script>alert(1)</script>", '"><img src=x onerror=1>',
    "{{ 7 * 7 }}", "{% raw %}", "{# comment #}", "{{ letter.title }}", "${7*7} #{7*7}", "Ann & Söhne",
    "https://evil.example/", "<!--[if mso]>", "]]>", "-->", "</td></tr></table>", "O’Neill", "محمد",
    "\uff21\uff22", "a" * 300, "&lt;b&gt;", "\\N{LATIN SMALL LETTER A}", "%(name)s %s {0} {name}",
)  # fmt: skip
#: Nobody's name, but in each of our own words for a person: he would be seen in another's letter.
MARK = "Xq7Zy"


@pytest.fixture(scope="session")
def writer(composed: Callable[[str], Composed], themes: dict[str, Theme]) -> Writer:
    return Writer(composed(SKARV).letter, Cover(), templates(), themes["house"])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_shown_as_it_is_written_and_nothing_more(name: str, writer: Writer) -> None:
    writing = writer.written(Person(name))
    shown = "Dear " + " ".join(name.split()) + ","
    assert shown in " ".join(visible_words(writing.html))
    assert shown in " ".join(writing.text.split())
    harmless = writer.written(Person("Ann"))
    assert structure(writing.html) == structure(harmless.html)
    assert writing.subject == harmless.subject


@given(name=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_name_at_all(name: str, writer: Writer) -> None:
    writing = writer.written(Person(name))
    assert structure(writing.html) == _plain_structure(writer)
    assert f"Dear {name}," in " ".join(visible_words(writing.html))
    assert f"Dear {name}," in writing.text


@cache
def _plain_structure(writer: Writer) -> tuple[object, ...]:
    return structure(writer.written(Person("Ann")).html)


def test_nothing_of_one_reader_is_in_another_s_letter(writer: Writer) -> None:
    """Written one after the other by the same writer, as a plan does it."""
    ann = Person(
        f"Ann {MARK}", {"fund": MARK}, f"https://x.example/{MARK}", f"mailto:{MARK}@x.example"
    )
    bo = Person("Bo", {"fund": "South"}, "https://x.example/bo", "mailto:bo@x.example")
    alone = writer.written(bo)
    hers, his = writer.written(ann), writer.written(bo)
    assert MARK in hers.text
    assert hers.html.count(MARK) == 3
    assert his == alone
    assert MARK not in his.html + his.text + his.subject
    assert MARK not in writer.neutral.html + writer.neutral.text


def test_two_letters_differ_only_where_the_readers_do(writer: Writer) -> None:
    ann = writer.written(Person("Ann", {}, "https://x.example/1"))
    bo = writer.written(Person("Bo", {}, "https://x.example/2"))
    assert bo.html == ann.html.replace("Ann", "Bo").replace("x.example/1", "x.example/2")
    assert bo.text == ann.text.replace("Ann", "Bo").replace("x.example/1", "x.example/2")


def test_to_nobody_there_is_no_greeting_and_no_way_to_leave(writer: Writer) -> None:
    for words in (writer.neutral.text, visible(writer.neutral.html)):
        assert "Dear" not in words
        assert "To get no more" not in words


def test_ways_to_leave_are_links_and_stand_whole_in_the_text(writer: Writer) -> None:
    web, mail = "https://x.example/leave?a=1&b=2", "mailto:leave@x.example?subject=1f"
    writing = writer.written(Person("Ann", {}, web, mail))
    links = [link.attributes["href"] for link in Reading(writing.html).all("a")]
    assert links == [web, mail]
    assert writing.text.endswith(f"To get no more:\n{web}\n{mail}\n")


def test_a_firm_s_own_field_is_no_template_and_no_markup(
    tmp_path: Path, write: Callable[..., Writing]
) -> None:
    field = "{% if person %}{{ person.fields.fund }}{% endif %}"
    (tmp_path / TEXT).write_text(field, "utf-8")
    (tmp_path / HTML).write_text(f"<html><head></head><body><p>{field}</p></body></html>", "utf-8")
    writing = write(SKARV, Person("Ann", {"fund": "{{ 7 * 7 }}<i>{% x %}"}), folder=tmp_path)
    assert writing.text == "{{ 7 * 7 }}<i>{% x %}\n"
    assert "<p>{{ 7 * 7 }}&lt;i&gt;{% x %}</p>" in writing.html


def test_the_note_of_mail_yaml_is_words_too(write: Callable[..., Writing]) -> None:
    note = "One <b>two</b> {{ 7 * 7 }}\nthree.\n\nFour."
    writing = write(SKARV, None, Cover(note=note))
    assert "One <b>two</b> {{ 7 * 7 }} three.\n\nFour.\n" in writing.text
    assert "One &lt;b&gt;two&lt;/b&gt; {{ 7 * 7 }} three.</p>" in writing.html


def visible_words(html: str) -> list[str]:
    return visible(re.sub(r'<span dir="auto">(.*?)</span>', r"\1", html)).split()


def structure(html: str) -> tuple[object, ...]:
    """Elements, attributes and comments: all of a letter but its words."""
    read = Reading(html)
    elements = [(element.name, tuple(element.attributes.items())) for element in read.elements]
    return (*elements, *read.comments)
