"""Reads mail.yaml; all that is wrong with it is told at once, and no secret that stands in it is repeated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reportgen.assumptions import mail_secrets
from reportgen.assumptions.mail_file import MailFile
from reportgen.assumptions.mail_rules import contradictions
from reportgen.assumptions.text_files import read_text
from reportgen.assumptions.validation import validated
from reportgen.assumptions.yaml_document import dotted, parse_yaml, read_yaml
from reportgen.problems import Collector, Position, Problem, ProblemsError

if TYPE_CHECKING:
    import pathlib
    from collections.abc import Iterator

    from reportgen.assumptions.workspace import Workspace
    from reportgen.assumptions.yaml_document import Document, Path

FILE = "mail.yaml"


class Settings(NamedTuple):
    """What mail.yaml says, and what in it is doubtful without being wrong."""

    mail: MailFile
    warnings: list[Problem]


def read_mail(workspace: Workspace) -> MailFile:
    """How briefings are mailed; ProblemsError tells all that is wrong with mail.yaml."""
    return read_settings(workspace).mail


def read_settings(workspace: Workspace) -> Settings:
    """The same, with what is doubtful."""
    path = workspace.root / FILE
    if not path.exists():
        advice = "create it: reportgen mail init"
        raise ProblemsError(
            [Problem(Position(FILE), "", "is missing", advice=advice, stage="file")]
        )
    return settings_of(read_text(path, FILE), FILE, workspace.root)


def settings_of(text: str, shown: str, folder: pathlib.Path) -> Settings:
    """The settings in the text of a mail.yaml, which messages call `shown`; its paths begin at `folder`."""
    document = _parsed(text, shown)
    secrets = list(mail_secrets.problems(document))
    misshapen = _misshapen(document)
    keys = {problem.key for problem in misshapen}
    others = (*_empty(document, document.value, ()), *contradictions(document, folder))
    problems = [*misshapen, *(problem for problem in others if problem.key not in keys)]
    collector = Collector([*secrets, *(_beside(problems) if secrets else problems)])
    collector.stop_if_any()
    return Settings(validated(document, MailFile), collector.problems)


class Hints(NamedTuple):
    """What a mail.yaml says of the recipients file, though it may be wrong elsewhere; None: not known."""

    recipients: str | None = None
    columns: tuple[str, ...] | None = None


def hints(workspace: Workspace) -> Hints:
    """Where to look for mistakes of the recipients file at once with those of mail.yaml."""
    try:
        value = read_yaml(workspace.root / FILE, FILE).value
    except ProblemsError:
        return Hints()
    whole = value if isinstance(value, dict) else {}
    path, columns = whole.get("recipients"), whole.get("columns", [])
    named = [str(column) for column in columns] if isinstance(columns, list) else []
    return Hints(path if isinstance(path, str) and path else None, tuple(named))


def _parsed(text: str, shown: str) -> Document:
    """The file as YAML; where it is none, what stands in it is not repeated beside a secret."""
    try:
        return parse_yaml(text, shown)
    except ProblemsError as error:
        secrets = mail_secrets.in_text(text, shown)
        told = _beside(error.problems) if secrets else error.problems
        raise ProblemsError([*secrets, *told]) from None


def _beside(problems: list[Problem]) -> list[Problem]:
    """Other problems of a file that holds a secret."""
    return [problem for problem in map(mail_secrets.kept, problems) if problem]


def _misshapen(document: Document) -> list[Problem]:
    """What is wrong with the file's keys and values."""
    try:
        validated(document, MailFile)
    except ProblemsError as error:
        return [replace(p, found="") if _may_tell_a_secret(p) else p for p in error.problems]
    return []


def _may_tell_a_secret(problem: Problem) -> bool:
    """Where a key of a secret stands in a value, or a program's words, in which one may stand."""
    return "token_command" in problem.key or bool(mail_secrets.in_text(problem.found, ""))


def _empty(document: Document, value: object, path: Path) -> Iterator[Problem]:
    """A key without a value looks as if something were set."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _empty(document, inner, (*path, key))
    elif value is None and path:
        advice = "write a value, or delete the line"
        yield Problem(document.key_position(path), dotted(path), "is empty", advice=advice)
