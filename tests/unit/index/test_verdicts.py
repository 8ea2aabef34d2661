import pytest

from clashwire_index.verdicts import Verdict, judge, pause_seconds


@pytest.mark.parametrize(
    ("status", "error_type", "expected"),
    [
        (200, "", "written"),
        (201, "", "written"),
        (409, "version_conflict_engine_exception", "conflict"),
        (400, "document_parsing_exception", "rejected"),
        (413, "", "too_large"),
        (429, "es_rejected_execution_exception", "retry"),
        (500, "", "retry"),
        (502, "", "retry"),
        (503, "unavailable_shards_exception", "retry"),
        (504, "", "retry"),
        (401, "security_exception", "stop"),
        (403, "security_exception", "stop"),
        (404, "index_not_found_exception", "stop"),
        (302, "", "retry"),
        (418, "", "retry"),
    ],
)
def test_what_an_answer_means_for_a_document(
    status: int, error_type: str, expected: Verdict
) -> None:
    assert judge(status, error_type) == expected


@pytest.mark.parametrize("status", [400, 403, 404, 429, 503])
def test_a_block_on_the_cluster_is_never_held_against_the_document(status: int) -> None:
    assert judge(status, "cluster_block_exception") == "retry"


def test_the_pause_doubles_up_to_half_a_minute() -> None:
    pauses = [pause_seconds(attempt, 0.0) for attempt in range(1, 12)]
    assert pauses[:4] == [0.2, 0.4, 0.8, 1.6]
    assert pauses[-1] == 30.0
    assert pauses == sorted(pauses)


def test_chance_takes_at_most_half_of_the_pause_away() -> None:
    assert pause_seconds(1, 1.0) == 0.1
    assert pause_seconds(1000, 1.0) == 15.0
