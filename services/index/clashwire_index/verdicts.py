"""What an answer of Elasticsearch means for the documents it is about, as pure functions."""

from http import HTTPStatus
from typing import Literal

Verdict = Literal["written", "conflict", "rejected", "too_large", "retry", "stop"]
_STOPPING = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND})
_MAX_PAUSE_SECONDS = 30.0
_FIRST_PAUSE_SECONDS = 0.2


def judge(status: int, error_type: str) -> Verdict:
    """HTTP status and error type of one item, or of a whole request -> what to do with it.

    A block on the cluster or the index (disk full, not recovered yet) passes, whatever its
    status: it is never held against the document. An unknown status is retried, never dropped.
    """
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return "written"
    if status == HTTPStatus.CONFLICT:
        return "conflict"
    if error_type == "cluster_block_exception":
        return "retry"
    if status == HTTPStatus.BAD_REQUEST:
        return "rejected"
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return "too_large"
    return "stop" if status in _STOPPING else "retry"


def pause_seconds(attempt: int, share: float) -> float:
    """Failed attempts so far (from 1) and a random share 0..1 -> how long to wait.

    Doubles from 0.2 s up to 30 s; the share takes up to half of it off, so that many writers
    do not come back at once.
    """
    doublings = min(attempt - 1, 16)
    full = min(_MAX_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2**doublings)
    return float(full * (1 - share / 2))
