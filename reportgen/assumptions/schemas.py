"""JSON Schemas of the YAML files, for editors that complete keys and mark mistakes."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.assumptions.company import Company
from reportgen.assumptions.corrections import Corrections
from reportgen.assumptions.edition import Edition
from reportgen.assumptions.fields import Entry
from reportgen.assumptions.mail_file import MailFile
from reportgen.assumptions.sources import Sources
from reportgen.assumptions.theme_file import ThemeFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MODELS: Mapping[str, type[BaseModel]] = {
    "company": Company,
    "corrections": Corrections,
    "edition": Edition,
    "mail": MailFile,
    "sources": Sources,
    "theme": ThemeFile,
}


def schema_files() -> Mapping[str, str]:
    """The text of each schema file by its name; the same text every time."""
    return {f"{name}.schema.json": _text(name, model) for name, model in _MODELS.items()}


def _text(name: str, model: type[BaseModel]) -> str:
    schema = {"$schema": DIALECT, **model.model_json_schema(), "title": f"{name}.yaml"}
    described = {found.__name__: found for found in _entries(Entry)}
    for title, part in {model.__name__: schema, **schema.get("$defs", {})}.items():
        for key, text in _docstrings(described[title]).items() if title in described else ():
            part["properties"][key]["description"] = text
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _entries(model: type[Entry]) -> Iterator[type[Entry]]:
    for child in model.__subclasses__():
        yield child
        yield from _entries(child)


def _docstrings(model: type[Entry]) -> Mapping[str, str]:
    """What the strings below the fields say, those of the model's parents included.

    Pydantic would read them while the models are imported, which every command would wait for.
    """
    found: dict[str, str] = {}
    for parent in reversed(model.__mro__):
        if parent is not Entry and issubclass(parent, Entry):
            body = _class_body(parent.__module__, parent.__name__)
            for statement, below in pairwise(body):
                match statement, below:
                    case (
                        ast.AnnAssign(target=ast.Name(id=name)),
                        ast.Expr(value=ast.Constant(value=str(text))),
                    ):
                        found[name] = inspect.cleandoc(text)
    return found


@cache
def _class_body(module: str, name: str) -> list[ast.stmt]:
    tree = ast.parse(inspect.getsource(sys.modules[module]))
    classes = (node for node in tree.body if isinstance(node, ast.ClassDef))
    return next(node.body for node in classes if node.name == name)
