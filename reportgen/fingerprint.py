"""What an artefact was made of: a digest that tells whether it has to be made again.

Inputs, templates, fonts, our own code and the versions of the libraries count, and nothing else: no
clock, no path, no machine.
"""

from __future__ import annotations

import json
import re
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.atomic import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable

LIBRARIES = ("weasyprint", "pydyf", "fonttools", "matplotlib", "numpy", "jinja2", "markdown-it-py")
CODE = Path(__file__).parent
SIZE = 16
#: A file that a theme may name.
ASSET = re.compile(r"[\w./-]+\.(?:ttf|woff2|svg|png)\b")


def of_build(company: Path, templates: Path, *choices: str) -> str:
    """The digest of everything a briefing depends on."""
    digest = blake2b(digest_size=SIZE)
    for choice in (*choices, code_and_libraries()):
        digest.update(choice.encode() + b"\0")
    for folder in (company, templates):
        _add_files(digest, folder, (p for p in folder.rglob("*") if p.is_file()))
    return digest.hexdigest()


@cache
def code_and_libraries() -> str:
    """The digest of our own modules and of the libraries' versions."""
    digest = blake2b(digest_size=SIZE)
    digest.update(of_code().encode())
    for library, version_of_it in library_versions().items():
        digest.update(f"{library} {version_of_it}\0".encode())
    return digest.hexdigest()


@cache
def of_code() -> str:
    """The digest of our own modules."""
    digest = blake2b(digest_size=SIZE)
    _add_files(digest, CODE, CODE.rglob("*.py"))
    return digest.hexdigest()


def library_versions() -> dict[str, str]:
    """The version of each library that a page depends on; 'none' where it is not installed."""
    return {library: _version(library) for library in LIBRARIES}


def of_folder(folder: Path) -> str:
    """The digest of a folder with all that is in it."""
    digest = blake2b(digest_size=SIZE)
    _add_files(digest, folder, (path for path in folder.rglob("*") if path.is_file()))
    return digest.hexdigest()


def of_files(files: Iterable[Path]) -> str:
    """The digest of what files hold, in this order; where they lie and what they are called is left out."""
    digest = blake2b(digest_size=SIZE)
    for path in files:
        digest.update(blake2b(path.read_bytes(), digest_size=SIZE).digest())
    return digest.hexdigest()


def of_theme(file: Path) -> str:
    """The digest of a theme file and of each font and picture that it names, without reading it as one."""
    named = sorted(set(ASSET.findall(file.read_text("utf-8", errors="replace"))))
    beside = (file.parent / name for name in named)
    return of_files((file, *(path for path in beside if path.is_file())))


def of_text(*parts: str) -> str:
    """The digest of some texts."""
    digest = blake2b(digest_size=SIZE)
    for part in parts:
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def _add_files(digest: blake2b, folder: Path, files: Iterable[Path]) -> None:
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(blake2b(path.read_bytes(), digest_size=SIZE).digest())


def is_current(artefact: Path, key: str) -> bool:
    """Whether the artefact stands as it was delivered with this key."""
    try:
        recorded = json.loads(_record(artefact).read_text("utf-8"))
        return bool(recorded == {"made_of": key, "is": _of_bytes(artefact.read_bytes())})
    except (OSError, ValueError):
        return False


def deliver(artefact: Path, content: bytes, key: str) -> None:
    """Put an artefact in its place and then record what it was made of; never the other way round."""
    write_atomically(artefact, content)
    record = json.dumps({"made_of": key, "is": _of_bytes(content)})
    write_atomically(_record(artefact), record.encode())


def _of_bytes(content: bytes) -> str:
    return blake2b(content, digest_size=SIZE).hexdigest()


def _record(artefact: Path) -> Path:
    return artefact.with_name(f".{artefact.name}.made-of.json")
