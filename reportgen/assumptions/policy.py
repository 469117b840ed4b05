"""The house's rules as they hold for one edition: some may be set aside, with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from reportgen.assumptions.company import Company, Policy
from reportgen.assumptions.phrases import explain
from reportgen.assumptions.validation import quoted
from reportgen.problems import Problem, ProblemsError, nearest

if TYPE_CHECKING:
    from reportgen.assumptions.edition import Edition
    from reportgen.assumptions.yaml_document import Document


def effective_policy(company: Company, edition: Edition, document: Document) -> Policy:
    """The policy of company.yaml with the overrides of an edition."""
    rules = sorted(Policy.model_fields)
    unknown = [
        Problem(
            document.key_position(("overrides", key)),
            f"overrides.{key}",
            "is no house rule",
            advice=nearest(key, rules),
            stage="references",
        )
        for key in edition.overrides
        if key not in rules
    ]
    if unknown:
        raise ProblemsError(unknown)
    changed = {key: override.value for key, override in edition.overrides.items()}
    try:
        return Policy.model_validate(company.policy.model_dump() | changed)
    except ValidationError as error:
        raise ProblemsError(_problems(error, document)) from None


def _problems(error: ValidationError, document: Document) -> list[Problem]:
    problems = []
    for detail in error.errors(include_url=False):
        key = str(detail["loc"][0])
        phrase = explain(detail["type"], detail.get("ctx", {}), detail["input"], detail["msg"])
        position = document.position(("overrides", key, "value"))
        found = quoted(detail["input"])
        problems.append(
            Problem(
                position, f"overrides.{key}.value", phrase.what, found, phrase.advice, phrase.stage
            )
        )
    return problems
