"""What may stand for A and B: editions, revisions of every kind, ranges, the working tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.comparison.conftest import SKARV, text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.comparison.conftest import Answer, Shelf


def prices(answer: Answer) -> tuple[str, str]:
    """The share price on both sides, as the one edit that there is says."""
    (edit,) = answer.data["editions"][0]["assumptions"]
    assert edit["edit"] == "market.share_price.value"
    return edit["from"], edit["to"]


@pytest.fixture
def past(shelf: Shelf) -> Shelf:
    """Commits at 78.40, 80 (tag v1), 82; a branch `rise` from 80 to 90; 84 lies in the folder."""
    shelf.price("80", "Up to 80")
    shelf.git("tag", "-a", "v1", "-m", "First")
    shelf.git("checkout", "--quiet", "-b", "rise")
    shelf.price("90", "Up to 90", "Ben")
    shelf.git("checkout", "--quiet", "main")
    shelf.price("82", "Up to 82")
    shelf.price("84")
    return shelf


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), ("82", "84")),
        (("HEAD",), ("82", "84")),
        (("HEAD~2",), ("78.40", "84")),
        (("HEAD~2", "HEAD~1"), ("78.40", "80")),
        (("HEAD", "HEAD~2"), ("82", "78.40")),
        (("v1", "main"), ("80", "82")),
        (("v1", "working tree"), ("80", "84")),
        (("working tree", "v1"), ("84", "80")),
        (("rise",), ("90", "84")),
        (("main..rise",), ("82", "90")),
        (("main...rise",), ("80", "90")),
        (("rise...",), ("80", "82")),
        (("..rise",), ("82", "90")),
        (("main...rise", SKARV), ("80", "90")),
        (("HEAD~1", SKARV), ("80", "84")),
        ((SKARV, "v1"), ("84", "80")),
        ((f"v1:{SKARV}",), ("80", "84")),
        ((f"v1:assumptions/{SKARV}/", "HEAD"), ("80", "82")),
        ((f"v1:{SKARV}", f"rise:{SKARV}"), ("80", "90")),
        (("HEAD", "skarv"), ("82", "84")),
    ],
)
def test_each_way_to_name_two_sides(
    past: Shelf, words: tuple[str, ...], told: tuple[str, str]
) -> None:
    assert prices(past.json(*words)) == told


def test_a_short_name_of_a_commit_is_one(past: Shelf) -> None:
    assert prices(past.json(past.git("rev-parse", "--short", "v1^{commit}"), "main")) == (
        "80",
        "82",
    )


def test_a_detached_head_is_the_newest_all_the_same(past: Shelf) -> None:
    past.git("stash", "--quiet")
    past.git("checkout", "--quiet", "--detach", "v1")
    past.price("81")
    assert prices(past.json()) == ("80", "81")
    assert prices(past.json("HEAD", "main")) == ("80", "82")


def test_nothing_differs_where_nothing_was_edited(shelf: Shelf) -> None:
    answer = shelf.diff()
    assert (answer.out, answer.code) == ("Nothing differs.\n", 0)
    assert shelf.json().data == {
        "headline_figures": [], "editions": [], "templates": [], "renamed": [],
        "moves_a_printed_figure": False,
    }  # fmt: skip
    assert (
        shelf.diff("--markdown").out == "**No printed figure moves.** No assumption was edited.\n"
    )


def test_two_editions_are_compared_as_they_lie_in_the_folder(shelf: Shelf) -> None:
    shelf.add("nordvind")
    answer = shelf.json("nordvind/2025Q3", "nordvind/2025Q4")
    assert answer.data["editions"][0]["earlier"] == "nordvind/2025Q3"
    upside = answer.headlines["required_upside"]
    assert (upside["from_printed"], upside["to_printed"]) == ("58%", "45%")
    # 200B / (309.40 x 410.1M) - 1 and 200B / (336.80 x 410.6M) - 1
    assert upside["from"] == pytest.approx(200e9 / (309.40 * 410.1e6) - 1, rel=1e-12)
    assert upside["to"] == pytest.approx(200e9 / (336.80 * 410.6e6) - 1, rel=1e-12)


def test_an_edition_alone_is_held_against_the_one_before(shelf: Shelf) -> None:
    shelf.add("nordvind")
    assert shelf.diff("nordvind/2025Q4").out == shelf.diff("nordvind/2025Q3", "nordvind/2025Q4").out
    assert shelf.diff("nordvind").out == shelf.diff("nordvind/2025Q4").out


def test_an_edition_at_a_revision_against_another_of_today(shelf: Shelf) -> None:
    shelf.add("nordvind")
    shelf.commit("Nordvind")
    shelf.replace("nordvind/2025Q3/edition.yaml", "value: 309.40", "value: 300")
    answer = shelf.json("HEAD:nordvind/2025Q3", "nordvind/2025Q4")
    assert answer.headlines["required_upside"]["from_printed"] == "58%"
    assert shelf.json("nordvind").headlines["required_upside"]["from_printed"] == "63%"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nonsense",), "'nonsense' is no revision in this repository: "),
        (("HEAD", "man"), "did you mean 'main'?"),
        (
            ("skarv/2031Q1", "HEAD"),
            "there is no edition skarv/2031Q1 here, and 'skarv/2031Q1' is no revision",
        ),
        (("HEAD:skarv/2031Q1",), "there is no edition skarv/2031Q1 on either side"),
        (("HEAD:troll",), "'troll' is no edition: assumptions has no such company"),
        ((SKARV,), "there is no edition before skarv/2025Q4; name two sides: A B"),
        (("a", "b", "c"), "3 sides are named; name two at most: A B"),
        (("a..b..c",), "'a..b..c' is no range; write A..B, or A...B for what B added"),
        (
            (f"{SKARV}..{SKARV}",),
            "is a range of editions; name them apart: skarv/2025Q4 skarv/2025Q4",
        ),
        (("HEAD~9",), "the history of 'HEAD' has no such place"),
        (("--figure", "requird_upside", "HEAD", SKARV), "did you mean 'required_upside'?"),
        (("",), "no revision is named"),
    ],
)
def test_words_that_name_nothing_are_wrong_usage_told_in_a_sentence(
    shelf: Shelf, words: tuple[str, ...], said: str
) -> None:
    answer = shelf.diff(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert said in " ".join(answer.err.split())


def test_a_tag_with_the_name_of_an_edition_is_named_by_where_tags_are(past: Shelf) -> None:
    past.git("tag", SKARV, "v1")
    assert prices(past.json("tags/" + SKARV, SKARV)) == ("80", "84")


def test_the_two_sides_are_named_as_they_were_asked_for(past: Shelf) -> None:
    first = past.diff("v1", "rise").out.splitlines()[0]
    commits = [past.git("rev-parse", "--short=10", f"{name}^{{commit}}") for name in ("v1", "rise")]
    assert first == f"skarv/2025Q4: v1 ({commits[0]}) → rise ({commits[1]})"
    assert past.diff().out.splitlines()[0].endswith("→ working tree")


def test_a_folder_below_the_repository_is_compared_as_a_workspace_of_its_own(
    shelf: Shelf, tmp_path: Path
) -> None:
    inner = tmp_path / "shelf" / "research desk"
    inner.mkdir()
    (tmp_path / "shelf" / "assumptions").rename(inner / "assumptions")
    shelf.commit("Moved")
    edition = inner / "assumptions" / SKARV / "edition.yaml"
    edition.write_text(edition.read_text("utf-8").replace("value: 78.40", "value: 80"), "utf-8")
    answer = shelf.diff("--workspace", str(inner))
    assert "market.share_price.value 78.40 → 80" in text(answer)
    assert "assumptions/skarv/2025Q4/edition.yaml:8 not committed" in text(answer)
