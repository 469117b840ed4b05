"""The schemas for editors accept every file that reading accepts."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from reportgen.assumptions.schemas import schema_files
from reportgen.assumptions.yaml_document import read_yaml

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "assumptions", ROOT / "tests/companies", ROOT / "tests/errors")
THEMES = [*(ROOT / "templates").glob("theme.yaml"), ROOT / "templates/workspace/theme.yaml"]
FILES = sorted([*(path for folder in FOLDERS for path in folder.rglob("*.yaml")), *THEMES])
SCHEMAS = {name: json.loads(text) for name, text in schema_files().items()}


def plain(value: object) -> object:
    """The values of a document as JSON knows them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_every_file_that_ships_fits_its_schema(path: Path) -> None:
    jsonschema.validate(
        plain(read_yaml(path, path.name).value), SCHEMAS[f"{path.stem}.schema.json"]
    )


def edition(**changes: object) -> object:
    value = read_yaml(ROOT / "tests/errors/base/2025Q4/edition.yaml", "edition.yaml").value
    assert isinstance(value, dict)
    return plain({**value, **changes})


def test_an_unknown_key_does_not_fit() -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(edition(houses={}), SCHEMAS["edition.schema.json"])


@pytest.mark.parametrize("judgement", ["8.5%", 0.085, ["8%", "9%"], {"value": "8.5%"}])
def test_a_judgement_may_be_short_or_long(judgement: object) -> None:
    jsonschema.validate(
        edition(house={"cost_of_equity": judgement}), SCHEMAS["edition.schema.json"]
    )


def test_schemas_are_schemas_and_the_same_every_time() -> None:
    for schema in SCHEMAS.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    assert schema_files() == schema_files()


def test_fields_are_described_as_in_the_models() -> None:
    properties = SCHEMAS["edition.schema.json"]["$defs"]["PriceFact"]["properties"]
    assert properties["source"]["description"] == "A key of sources.yaml."
    assert properties["locator"]["description"] == "Page, table or field inside the source."
