"""What pydantic's error types mean, in sentences for somebody who knows YAML but not pydantic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Phrase(NamedTuple):
    """What is wrong and what to do; both may hold `{names}` of the error's context."""

    what: str
    advice: str = ""
    stage: str = "schema"


_MAPPING = Phrase("must be a mapping of keys to values", "write the keys below it, indented")
_LIST = Phrase("must be a list", "write one '- ' line for each entry")
_WHOLE = Phrase("must be a whole number", "write digits only")
_YES_OR_NO = Phrase("must be true or false", "write one of the two")

#: By the type of pydantic's error; what is not here is printed in pydantic's own words.
PHRASES: Mapping[str, Phrase] = {
    "missing": Phrase("is missing", "add it"),
    "extra_forbidden": Phrase("is not a key known here"),
    "string_type": Phrase("must be text", "put it in quotes"),
    "literal_error": Phrase("is not one of the words allowed", "write {expected}"),
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "dict_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_too_short": Phrase("is empty", "write something, or delete the line"),
    "string_too_long": Phrase("is too long", "write {max_length} characters or fewer"),
    "too_short": Phrase("has too few entries", "write {min_length} or more"),
    "too_long": Phrase("has too many entries", "write {max_length} or fewer"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "greater_than_equal": Phrase("is too small", "write {ge} or more"),
    "less_than_equal": Phrase("is too large", "write {le} or less"),
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "union_tag_invalid": Phrase("is of an unknown kind", "kind is one of {expected_tags}"),
    "wrong": Phrase("{what}", "{advice}"),
}

#: A text that does not fit its pattern is explained by the pattern.
PATTERNS: Mapping[str, Phrase] = {
    r"^[a-z][a-z0-9_]*$": Phrase("is not a name", "use small letters, digits and underscores"),
    r"^[a-z0-9][a-z0-9._-]*$": Phrase(
        "is not a source key", "use small letters, digits and hyphens"
    ),
    r"^[12]\d{3}Q[1-4]$": Phrase("is not a quarter", "write year and quarter, such as 2026Q2"),
    r"^[A-Z]{3}$": Phrase("is not a currency code", "write three capitals, such as USD"),
    r"^[a-z][a-z0-9_]*( [+-] [a-z][a-z0-9_]*)*$": Phrase(
        "is no sum of columns", "write columns of history.csv, such as net_sales - aws_sales"
    ),
    r"^#[0-9A-Fa-f]{6}$": Phrase(
        "is not a colour", "write # and six hexadecimal digits in quotes, such as '#16212C'"
    ),
    r"^[^/\\~][^\\]*$": Phrase(
        "is no path from the theme file's folder", "write it like fonts/Inter-Regular.ttf"
    ),
    r"^https?://\S+$": Phrase("is not an address", "write https://…, or null and say why in note"),
}

_EMPTY = Phrase("is empty", "fill it in")
_ABSENT_FINE = frozenset({"missing", "extra_forbidden"})


def explain(kind: str, context: Mapping[str, Any], value: object, message: str) -> Phrase:
    """Find the sentence for an error; a value that is simply not there yet is said to be empty."""
    if value is None and kind not in _ABSENT_FINE:
        advice = context.get("advice", "")
        return _EMPTY._replace(advice=f"fill it in: {advice}" if advice else _EMPTY.advice)
    if kind == "string_pattern_mismatch":
        phrase = PATTERNS.get(str(context["pattern"]), Phrase("does not have the right form"))
    else:
        phrase = PHRASES.get(kind, Phrase(message[:1].lower() + message[1:]))
    if kind == "wrong":
        stage = "units" if context["kind"] == "units" else "schema"
        return Phrase(str(context["what"]), str(context["advice"]), stage)
    return phrase._replace(advice=phrase.advice.format(**context))
