"""A real repository, as `tests/evidence` makes them."""

from tests.evidence.conftest import another, repository

__all__ = ["another", "repository"]
