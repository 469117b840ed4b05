"""YAML 1.2, and where its values stand."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.yaml_document import dotted, parse_yaml, read_yaml
from reportgen.problems import Position, ProblemsError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("010", 10),
        ("0o10", 8),
        ("0x10", 16),
        ("4.0e12", Decimal("4.0e12")),
        ("1_000", "1_000"),
        ("2026-03-10", "2026-03-10"),
        ("4T", "4T"),
        ("12%", "12%"),
        ("0.10", Decimal("0.10")),
        (".5", Decimal("0.5")),
        ("-7", -7),
        ("true", True),
        ("~", None),
        ("", None),
        ("'010'", "010"),
        ('"null"', "null"),
        ("[1, x]", [1, "x"]),
        ("{a: 1}", {"a": 1}),
        (">-\n  two\n  lines", "two lines"),
    ],
)
def test_words_mean_what_yaml_1_2_says(written: str, read: object) -> None:
    value = parse_yaml(f"key: {written}\n", "a.yaml").value
    assert value == {"key": read}
    assert isinstance(value, dict)
    assert type(value["key"]) is type(read)


def test_a_tenth_stays_a_tenth() -> None:
    value = parse_yaml("key: 0.1", "a.yaml").value
    assert value == {"key": Decimal("0.1")}


def test_every_value_knows_its_line_and_column() -> None:
    document = parse_yaml("market:\n  share_price: {value: 214.33, source: nasdaq}\n", "a.yaml")
    assert document.position(("market", "share_price", "value")) == Position("a.yaml", 2, 24)
    assert document.key_position(("market", "share_price")) == Position("a.yaml", 2, 3)


def test_a_block_stands_where_its_key_does() -> None:
    document = parse_yaml("a: 1\nmarket:\n\n\n  share_price: 1\n", "a.yaml")
    assert document.position(("market",)) == Position("a.yaml", 2, 1)


def test_a_value_that_is_missing_stands_where_the_mapping_around_it_does() -> None:
    document = parse_yaml("a: 1\nconsensus:\n  price_target: 1\n", "a.yaml")
    assert document.position(("consensus", "forward_sales", "value")) == Position("a.yaml", 2, 1)
    assert document.position(("silicon",)) == Position("a.yaml")


def test_entries_of_lists_have_places_and_names() -> None:
    document = parse_yaml("options:\n  - count: 1\n  - count: 2\n", "a.yaml")
    assert document.position(("options", 1, "count")) == Position("a.yaml", 3, 12)
    assert dotted(("market", "options", 1, "count")) == "market.options[1].count"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    document = read_yaml(tmp_path / "a.yaml", "a.yaml")
    assert document.value == {"a": 1, "b": 2}
    assert document.position(("b",)) == Position("a.yaml", 2, 4)


def test_a_bomb_of_aliases_is_refused_where_it_begins() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    with pytest.raises(ProblemsError) as caught:
        parse_yaml("\n".join(lines), "a.yaml")
    assert str(caught.value).startswith("a.yaml:1:4: a: anchors are not used here, found &a")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a: " + "{b: " * 5_000, "- " * 5_000, "? " * 5_000]
)
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ProblemsError):
        parse_yaml(text, "a.yaml")
    assert time.perf_counter() - start < 2


def test_a_file_of_ten_megabytes_is_refused_without_reading_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: 1\n" * 2_000_000)
    start = time.perf_counter()
    with pytest.raises(ProblemsError, match=r"larger than 1 MB, found 10\.0 MB"):
        read_yaml(path, "a.yaml")
    assert time.perf_counter() - start < 0.1


def test_no_more_problems_of_one_file_are_told_than_anybody_reads() -> None:
    with pytest.raises(ProblemsError) as caught:
        parse_yaml("a: 1\n" * 1_000, "a.yaml")
    assert len(caught.value.problems) == 50
