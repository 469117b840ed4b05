"""The shape of sources.yaml: every source once, under the key by which the other files cite it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel

from reportgen.assumptions.fields import Day, Entry
from reportgen.assumptions.inputs import Source

SourceKey = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")]


class SourceEntry(Entry):
    """One publication: what was read, where, and how near it stands to the origin."""

    title: str
    publisher: str
    date: Day | None
    """When it was published; null where it bears no date."""
    address: Annotated[str, Field(pattern=r"^https?://\S+$")] | None
    """Where it was read; null where it was read in a transcription, then the note says so."""
    tier: Literal["primary", "transcription", "vendor", "press", "house"]
    """How near it stands to the origin of the number."""
    note: str = ""
    """Anything a reader of the list of sources should know."""

    def as_source(self, key: str) -> Source:
        """The entry as the figures carry it."""
        return Source(
            key, self.title, self.publisher, self.date, self.address, self.tier, self.note
        )


class Sources(RootModel):  # type: ignore[type-arg] # in brackets its validator would be built twice
    """sources.yaml."""

    root: dict[SourceKey, SourceEntry]
    model_config = ConfigDict(frozen=True, defer_build=True)

    def by_key(self) -> dict[str, Source]:
        """Every source under its key."""
        return {key: entry.as_source(key) for key, entry in self.root.items()}
