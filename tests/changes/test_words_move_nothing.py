"""Edits that move no figure: the bridge shows a change of zero and blames nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions.reading import read_editions
from reportgen.changes.bridge import HEADLINES, bridge
from reportgen.model import inquire
from tests.changes.benches import between

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.inquiry import Inquiry
    from tests.changes.benches import Bench, Change
    from tests.conftest import Desk

EDITION, COMPANY = "2026Q2/edition.yaml", "company.yaml"
#: What was edited, the change, and the keys of the edits that are told.
NEUTRAL: dict[str, tuple[Change, list[str]]] = {
    "a note": (
        (EDITION, "note: NASDAQ close.", "note: Official close."),
        ["market.share_price.note"],
    ),
    "a source": (
        (EDITION, "{value: 258.63, source: closes-amzn", "{value: 258.63, source: closes-nvda"),
        ["market.share_price.source"],
    ),
    "a comment": ((EDITION, "market:\n", "# as of the close\nmarket:\n"), []),
    "white space": (
        (EDITION, "share_price: {value: 258.63, ", "share_price: { value:   258.63, "),
        [],
    ),
    "an empty line": ((EDITION, "\nhouse:\n", "\n\n\nhouse:\n"), []),
    "quotes": ((EDITION, "author: Reportgen", "author:   Reportgen"), []),
    "the order of keys": (
        (EDITION, "{value: 258.63, source: closes-amzn,", "{source: closes-amzn, value: 258.63,"),
        [],
    ),
    "a number written as an entry": (
        (EDITION, "  terminal_growth: 4%", "  terminal_growth: {value: 4%}"),
        [],
    ),
    "an entry written as a number": (
        (
            EDITION,
            "cost_of_equity: {value: 9%, note: Held since the first edition.}",
            "cost_of_equity: 9%",
        ),
        ["house.cost_of_equity.note"],
    ),
    "another way to write the number": (
        (EDITION, "value: 50681M", "value: 50.681B"),
        ["parts.net_debt.value"],
    ),
    "a tripwire's line": (
        (COMPANY, 'green: ">= 24%"', 'green: ">= 26%"'),
        ["tripwires.aws_growth.green"],
    ),
    "a sentence of the thesis": (
        (COMPANY, "- AWS growth speeds up", "- The growth of AWS speeds up"),
        ["thesis.drivers"],
    ),
    "a disclaimer": (
        (COMPANY, "It is not investment advice", "This is not advice"),
        ["disclosures"],
    ),
    "a seed": ((EDITION, "seed: 20262", "seed: 7"), ["simulation.seed"]),
}


@pytest.mark.parametrize("what", NEUTRAL)
def test_no_headline_figure_moves(bench: Callable[..., Bench], what: str) -> None:
    change, keys = NEUTRAL[what]
    worlds = bench("amazon/2026Q2").worlds([change])
    assert [edit.key for edit in worlds.compared.edits] == keys
    for figure in HEADLINES:
        found = bridge(worlds, figure)
        assert found.change == 0.0
        assert found.contributions == ()
        assert found.unmoving == worlds.compared.edits
        assert found.reason == ""


@pytest.mark.parametrize("what", ["a note", "a tripwire's line", "a seed"])
def test_beside_a_price_they_are_told_to_move_nothing(
    bench: Callable[..., Bench], what: str
) -> None:
    change, keys = NEUTRAL[what]
    price = (EDITION, "{value: 258.63,", "{value: 250,")
    found = bench("amazon/2026Q2").split("required_upside", (price,), (change,))
    (only,) = found.contributions
    assert [edit.key for edit in only.edits] == ["market.share_price.value"]
    assert only.value == found.change
    assert [edit.key for edit in found.unmoving] == keys


def test_line_endings_and_prose_are_no_edits(desk: Callable[..., Desk]) -> None:
    folder = desk("skarv")
    before = _read(folder)
    for path in folder.file("skarv").rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    briefing = folder.file("skarv/2025Q4/briefing.md")
    briefing.write_bytes(briefing.read_bytes() + b"\r\nOne sentence more.\r\n")
    worlds = between(before, _read(folder))
    assert worlds.compared.edits == ()
    for figure in HEADLINES:
        found = bridge(worlds, figure)
        assert (found.change, found.contributions) == (0.0, ())


def _read(folder: Desk) -> Inquiry:
    name = folder.workspace.find("skarv/2025Q4")
    return inquire(read_editions(folder.workspace, name, agreeing=False)[-1])
