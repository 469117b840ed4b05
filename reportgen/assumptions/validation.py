"""A document checked against its model; every error told at the line of its key or value."""

from __future__ import annotations

import types
import typing
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from reportgen.assumptions.phrases import PHRASES, explain
from reportgen.assumptions.yaml_document import MOST_PROBLEMS, Document, Path, dotted
from reportgen.problems import Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

Model = TypeVar("Model", bound=BaseModel)

LONGEST_QUOTE = 50


def validated(document: Document, model: type[Model]) -> Model:
    """Read a document as a model says, or raise everything that is wrong with it."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        errors = error.errors(include_url=False)[:MOST_PROBLEMS]
        problems = [_problem(detail, document, model) for detail in errors]
        raise ProblemsError(_once_for_each_slip(problems)) from None


def quoted(value: object) -> str:
    """A value as a message shows it: short, on one line."""
    if isinstance(value, dict):
        return "a mapping"
    if value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if isinstance(value, (list, tuple)):
        text = f"[{', '.join(map(str, value[:LONGEST_QUOTE]))}]"
    text = " ".join(text.split())
    short = text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + "…"
    return f"'{short}'" if isinstance(value, str) else short


def _problem(detail: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    kind = detail["type"]
    path = _path(detail["loc"], document.value, kind)
    value = detail["input"]
    phrase = explain(kind, detail.get("ctx", {}), value, detail["msg"])
    advice, found = phrase.advice, quoted(value)
    position = document.position(path)
    if kind == "missing":
        found, position = "", document.key_position(path[:-1])
    elif detail["loc"][-1] == "[key]":
        position = document.key_position(path)
    elif kind == "extra_forbidden":
        found, position = "", document.key_position(path)
        advice = nearest(str(path[-1]), _keys_allowed(model, detail["loc"][:-1]))
    elif kind == "union_tag_invalid":
        found, position = quoted(value["kind"]), document.position((*path, "kind"))
    return Problem(position, dotted(path), phrase.what, found, advice, stage=phrase.stage)


def _once_for_each_slip(problems: list[Problem]) -> list[Problem]:
    """A misspelt key is one problem, not also the lack of the key that was meant."""
    meant = {
        problem.key.rpartition(".")[0] + "." + problem.advice
        for problem in problems
        if problem.advice.startswith("did you mean")
    }

    def wanted(problem: Problem) -> str:
        mapping, _, key = problem.key.rpartition(".")
        return f"{mapping}.did you mean '{key}'?"

    return [p for p in problems if p.what != PHRASES["missing"].what or wanted(p) not in meant]


def _path(location: tuple[int | str, ...], value: Any, kind: str) -> Path:  # noqa: ANN401
    """Where the error lies in the document, without the steps that pydantic adds."""
    path: list[str | int] = []
    for step in location:
        if isinstance(value, dict):
            there = step in value
        else:
            there = isinstance(value, list) and isinstance(step, int) and step < len(value)
        if there:
            value = value[step]
            path.append(step)
    return (*path, location[-1]) if kind == "missing" else tuple(path)


def _keys_allowed(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """The keys of the mapping at a place, found by walking the models as pydantic did."""
    models = [model]
    for step in location:
        fields = [m.model_fields.get(str(step)) or m.model_fields.get("root") for m in models]
        inner = [found for field in fields if field for found in _models(field.annotation)]
        # A step that is no field is a key of a dictionary, or the name of a union's member.
        models = inner or models
    return sorted({name for found in models for name in found.model_fields})


def _models(annotation: Any) -> Iterator[type[BaseModel]]:  # noqa: ANN401 - any type may be written
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for argument in typing.get_args(annotation):
            yield from _models(argument)
