from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clashwire_ingest.polling.due_queue import DueQueue

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def popped(queue: DueQueue, now: datetime) -> list[str]:
    """Take out all that may be polled by now."""
    found = []
    while (due := queue.pop(now)) is not None:
        found.append(due[0])
    return found


def test_what_is_due_comes_out_by_time_and_the_rest_stays() -> None:
    queue = DueQueue()
    for feed_id, seconds in {"late": 10, "first": -5, "now": 0}.items():
        queue.put(feed_id, at(seconds))

    assert popped(queue, NOW) == ["first", "now"]
    assert (len(queue), queue.next_at()) == (1, at(10))


def test_a_feed_stands_once_where_it_was_put_last() -> None:
    queue = DueQueue()
    queue.put("a", at(-1))
    queue.put("a", at(5))

    assert popped(queue, NOW) == []
    assert popped(queue, at(5)) == ["a"]
    assert popped(queue, at(60)) == []


def test_a_removed_feed_is_not_polled_and_may_come_back() -> None:
    queue = DueQueue()
    queue.put("a", at(-1))
    queue.remove("a")
    queue.remove("never there")

    assert queue.next_at() is None
    queue.put("a", at(-1))
    assert popped(queue, NOW) == ["a"]


def test_of_feeds_held_off_alike_the_one_due_longest_comes_first() -> None:
    queue = DueQueue()
    queue.hold_off("z", at(-30), until=at(1))
    queue.hold_off("a", at(-10), until=at(1))

    assert popped(queue, NOW) == []
    assert popped(queue, at(1)) == ["z", "a"]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(-5, 5), st.booleans())))
def test_it_is_a_dictionary_sorted_by_time(steps: list[tuple[str, int, bool]]) -> None:
    queue, expected = DueQueue(), dict[str, int]()
    for feed_id, seconds, keep in steps:
        if keep:
            queue.put(feed_id, at(seconds))
            expected[feed_id] = seconds
        else:
            queue.remove(feed_id)
            expected.pop(feed_id, None)

    assert len(queue) == len(expected)
    assert popped(queue, at(5)) == sorted(expected, key=lambda one: (expected[one], one))
