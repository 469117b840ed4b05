"""What an analyst's prose may ask of us: names, comparisons, and links to https and mail.

A tag that computes could keep a build busy for ever, and a link or a picture would lead readers, or the
program itself, to where nobody has looked. Each is told with its line.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import nodes

from reportgen.problems import Position, Problem, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

LONGEST = 60_000
#: Without one of these nothing is a link or a picture. A bound sign that is escaped opens nothing.
LINKING = re.compile(r"\[|(?<!\\)<")
TAG_PARTS = (
    nodes.Template, nodes.TemplateData, nodes.Output, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.If, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Neg, nodes.Call, nodes.Keyword,
)  # fmt: skip
#: How the commonest of the others are written.
WRITTEN = {
    nodes.For: "{% for %}", nodes.Assign: "{% set %}", nodes.Include: "{% include %}",
    nodes.Import: "{% import %}", nodes.FromImport: "{% from %}", nodes.Extends: "{% extends %}",
    nodes.Macro: "{% macro %}", nodes.Block: "{% block %}", nodes.Filter: "|", nodes.Test: "is",
    nodes.Mul: "*", nodes.Add: "+", nodes.Sub: "-", nodes.Div: "/", nodes.Pow: "**",
    nodes.Concat: "~", nodes.Mod: "%", nodes.FloorDiv: "//", nodes.Getitem: "[ ]",
}  # fmt: skip


def refuse_too_long(text: str, path: str) -> None:
    """Raise ProblemsError for a text that no briefing needs: reading some of them takes hours."""
    if len(text) > LONGEST:
        problem = Problem(
            Position(path), "", f"is longer than {LONGEST:,} characters", f"{len(text):,}",
            "shorten it: a briefing has some ten thousand", "file",
        )  # fmt: skip
        raise ProblemsError([problem])


def forbidden_tags(tree: nodes.Template, path: str) -> Iterator[Problem]:
    """Everything in tags beyond names, comparisons and the choice of a sentence."""
    for node in tree.find_all(nodes.Node):
        called = isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name)
        if called or not isinstance(node, TAG_PARTS):
            yield Problem(
                Position(path, node.lineno), "", "a tag may hold names and comparisons, nothing else",
                f"'{WRITTEN.get(type(node), type(node).__name__)}'",
                "print a figure with {{ name }}, choose a sentence with {% if name > 0 %}",
                "syntax",
            )  # fmt: skip


def bad_links(filled: str, text: str, path: str) -> Iterator[Problem]:
    """Links elsewhere than to https and mail, and pictures; `text` is the prose as it was written."""
    if not LINKING.search(filled):
        return
    from reportgen.briefing.markdown import is_allowed, lenient

    for block in lenient().parse(filled):
        for token in block.children or ():
            address = str(token.attrGet("href") or token.attrGet("src") or "")
            place = Position(path, _line(address, text, block))
            if token.type == "image":
                yield Problem(
                    place, "", "prose cannot set a picture", f"'{address}'", "delete it",
                    "references",
                )  # fmt: skip
            elif token.type == "link_open" and not is_allowed(address):
                yield Problem(
                    place, "", "not an address that readers may be led to", f"'{address}'",
                    "write https://… or mailto:…", "references",
                )  # fmt: skip


def _line(address: str, text: str, block: Token) -> int:
    """Where an address stands, else where its block begins."""
    if address and address in text:
        return text[: text.index(address)].count("\n") + 1
    lines: Sequence[int] = block.map or (0,)
    return lines[0] + 1
