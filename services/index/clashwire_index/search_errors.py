"""What can go wrong when reading, each in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from elasticsearch import ApiError, TransportError

from clashwire_runtime.errors import ClashwireError


class SearchError(ClashwireError):
    """Elasticsearch did not answer, or refused the question."""


class NoSuchEventError(ClashwireError):
    """No event has this id, or several start with it."""


@contextmanager
def in_words(shown_url: str) -> Iterator[None]:
    """Elasticsearch's errors -> SearchError in one sentence."""
    try:
        yield
    except ApiError as error:
        raise SearchError(_explain(error, shown_url)) from error
    except TransportError as error:
        raise SearchError(
            f"Elasticsearch at {shown_url} cannot be reached ({error.message}); "
            "start it with `clashwire up`, or name another with CLASHWIRE_ELASTICSEARCH_URL."
        ) from error


def _explain(error: ApiError, shown_url: str) -> str:
    body: Any = error.body
    said = body.get("error", {}) if isinstance(body, dict) else {}
    if error.meta.status == HTTPStatus.NOT_FOUND:
        missing = said.get("index", "clashwire-*")
        return (
            f"Elasticsearch at {shown_url} has no index {missing}; "
            "run `clashwire setup` against it."
        )
    return f"Elasticsearch at {shown_url} refused the question (HTTP {error.meta.status}: {error})."
