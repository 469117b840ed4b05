"""JSON Schemas of the YAML files, for editors that complete keys and mark mistakes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportgen.assumptions.company import Company
from reportgen.assumptions.edition import Edition
from reportgen.assumptions.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Mapping[str, type[BaseModel]] = {
    "company": Company,
    "edition": Edition,
    "sources": Sources,
}


def schema_files() -> Mapping[str, str]:
    """The text of each schema file by its name; the same text every time."""
    return {f"{name}.schema.json": _text(name, model) for name, model in _MODELS.items()}


def _text(name: str, model: type[BaseModel]) -> str:
    schema = {"$schema": DIALECT, **model.model_json_schema(), "title": f"{name}.yaml"}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
