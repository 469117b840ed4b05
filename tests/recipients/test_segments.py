"""Some of the recipients, by tag or by address; a word that means nobody is told, never passed over."""

from __future__ import annotations

import pytest

from reportgen.delivery.recipients.reading import list_of
from reportgen.delivery.recipients.segments import by_tag, only, selected
from reportgen.problems import ProblemsError

NOBODY = "r.csv:1:1: email: is nobody's address here"
PEOPLE = list_of(
    "email,name,tags\nann@halden.example,Ann,board uk\nbob@halden.example,Bob,UK\n"
    "cara@halden.example,Cara,\n",
    "r.csv",
    (),
).recipients


def test_without_a_tag_all_are_meant() -> None:
    assert selected(PEOPLE, ()) == PEOPLE


@pytest.mark.parametrize(
    ("tags", "names"),
    [(["board"], ["Ann"]), (["uk"], ["Ann", "Bob"]), (["Board", "UK"], ["Ann", "Bob"])],
)
def test_those_who_have_one_of_the_tags_are_meant(tags: list[str], names: list[str]) -> None:
    assert [each.name for each in selected(PEOPLE, tags)] == names


def test_tags_that_nobody_has_are_told_all_at_once() -> None:
    with pytest.raises(ProblemsError) as caught:
        selected(PEOPLE, ["bord", "uk", "x"])
    assert [str(problem) for problem in caught.value.problems] == [
        "r.csv:1:1: tags: is a tag that nobody has, found 'bord'; did you mean 'board'?",
        "r.csv:1:1: tags: is a tag that nobody has, found 'x'; look it up in the recipients file",
    ]


def test_those_with_an_address_are_meant_however_it_is_written() -> None:
    assert [each.name for each in only(PEOPLE, ["CARA@Halden.example", "ann@halden.example"])] == [
        "Ann",
        "Cara",
    ]


def test_addresses_that_nobody_has_are_told_all_at_once() -> None:
    with pytest.raises(ProblemsError) as caught:
        only(PEOPLE, ["an@halden.example", "eve@elsewhere.example", "bob@"])
    assert [str(problem) for problem in caught.value.problems] == [
        "r.csv:1:1: email: is no e-mail address, found 'bob@'; write it as name@domain",
        f"{NOBODY}, found 'an@halden.example'; did you mean 'ann@halden.example'?",
        f"{NOBODY}, found 'eve@elsewhere.example'; look it up in the recipients file",
    ]


def test_how_many_have_each_tag() -> None:
    assert by_tag(PEOPLE) == {"board": 1, "uk": 2}
