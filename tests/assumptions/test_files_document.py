"""docs/files.md names every key of the sections on value, and its examples are read as they stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reportgen.assumptions import edition, valuation
from reportgen.assumptions.company import Part, Peer, PeerGroup
from reportgen.assumptions.validation import validated
from reportgen.assumptions.yaml_document import parse_yaml
from reportgen.exhibits import EXHIBITS

if TYPE_CHECKING:
    from pydantic import BaseModel

TEXT = (Path(__file__).parents[2] / "docs/files.md").read_text("utf-8")
MODELS: tuple[type[BaseModel], ...] = (
    valuation.Outlook, valuation.MarketPath, valuation.Justified, valuation.CashFlow,
    valuation.Parts, valuation.PartMultiple, valuation.Stake, valuation.Scenario,
    valuation.Uncertain, valuation.Correlation, valuation.Simulated, valuation.GridAxis,
    valuation.Range, valuation.Sensitivity, valuation.Valuation, edition.Forecast, Part, PeerGroup,
    Peer,
)  # fmt: skip
SECTIONS = "(outlook|parts|scenarios|simulation|sensitivity|forecasts)"
BELOW = TEXT.partition("## edition.yaml")[2]
EXAMPLES = dict(re.findall(rf"^    {SECTIONS}:.*\n((?:     .*\n)+)", BELOW, re.MULTILINE))


@pytest.mark.parametrize("model", MODELS, ids=[model.__name__ for model in MODELS])
def test_every_key_is_described(model: type[BaseModel]) -> None:
    words = set(re.findall(r"[a-z_]+", TEXT))
    assert set(model.model_fields) <= words


def test_every_exhibit_is_named() -> None:
    assert {module.NAME for module in EXHIBITS} <= set(re.findall(r"`([a-z_]+)`", TEXT))


@pytest.mark.parametrize(
    "section", ["outlook", "parts", "scenarios", "simulation", "sensitivity", "forecasts"]
)
def test_the_examples_are_read(section: str) -> None:
    text = f"{section}:\n{EXAMPLES[section]}".replace("source: …, as_of: …", "source: report")
    if section == "forecasts":
        (example,) = (parse_yaml(text, "example").value or {}).values()  # type: ignore[attr-defined]
        (forecast,) = example.values()
        assert edition.Forecast.model_validate(forecast).probability
    else:
        read = validated(parse_yaml(text, "example"), valuation.Valuation)
        assert section in read.model_fields_set
