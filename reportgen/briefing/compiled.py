"""Templates that were compiled before, so that one that has not changed since is not compiled again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BytecodeCache

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps each template's newest code in memory, together with the checksum of its source."""

    def __init__(self) -> None:
        """Nothing is compiled yet."""
        self._kept: dict[str, tuple[str, CodeType | None]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Hand out the code of this very source; of any other source there is none."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it in place of what was compiled from an older source."""
        self._kept[bucket.key] = bucket.checksum, bucket.code


#: One for all pages: environments are made anew for each, so that nothing but code lives on.
COMPILED = Compiled()
