"""What every step owes the loop: pure, deterministic, strict on input, true to the contract."""

import copy
import gc
import importlib
import inspect
import json
import os
import pkgutil
import random
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType
from typing import Any

import pytest

import clashwire_enrich
import clashwire_index
import clashwire_ingest
import clashwire_runtime
from clashwire_contracts.codec import MAX_MESSAGE_BYTES, decode
from clashwire_contracts.topics import Topic
from clashwire_runtime.step import Done, Record, SetAside, attempt
from tests.conformance.steps import (
    REPOSITORY,
    STEPS,
    StepCase,
    examples,
    outcome_digest,
    produced,
    record,
)

EVERY_STEP = pytest.mark.parametrize("case", STEPS, ids=lambda case: case.name)
GARBAGE = {
    "empty": b"",
    "not UTF-8": b"\xff\xfe{}",
    "cut off": b'{"article_id": "a',
    "a list": b"[]",
    "a number": b"7",
    "null": b"null",
    "wrong types": b'{"article_id": 7, "event_id": [], "claim_id": {}, "revision": "x"}',
    "an empty object": b"{}",
    "a lone surrogate": b'{"title": "\\ud800"}',
    "not a number of JSON": b'{"revision": NaN}',
    "nested deeply": b'{"x":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
}
# C functions that make a step's answer depend on when or where it runs
_UNREPEATABLE = {
    "now", "utcnow", "today", "time", "time_ns", "monotonic", "monotonic_ns", "perf_counter",
    "perf_counter_ns", "localtime", "gmtime", "random", "getrandbits", "urandom", "uuid1", "uuid4",
    "getpid",
}  # fmt: skip


def inputs(case: StepCase) -> Iterator[tuple[Topic, bytes]]:
    """Every committed example of the topics that a step reads."""
    for topic in case.reads:
        for value in examples(topic):
            yield topic, value


@EVERY_STEP
@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_set_aside_as_undecodable(case: StepCase, garbage: bytes) -> None:
    for topic in case.reads:
        outcome = attempt(case.build(), record(topic, garbage))
        assert isinstance(outcome, SetAside)
        assert outcome.kind == "undecodable", outcome.reason
        assert outcome.reason


@EVERY_STEP
def test_no_value_is_a_tombstone_on_a_compacted_topic_and_garbage_elsewhere(
    case: StepCase,
) -> None:
    for topic in case.reads:
        outcome = attempt(case.build(), record(topic, None))
        if isinstance(outcome, Done):
            assert not outcome.outputs
            assert topic.cleanup != "delete" or case.name == "index"
        else:
            assert outcome.kind == "undecodable"


@EVERY_STEP
def test_every_committed_example_is_eaten(case: StepCase) -> None:
    count = 0
    for topic, value in inputs(case):
        outcome = attempt(case.build(), record(topic, value))
        assert isinstance(outcome, Done), outcome
        count += 1
    assert count >= 3


@EVERY_STEP
def test_every_step_makes_something_of_some_example(case: StepCase) -> None:
    """Else the checks of its outputs below would hold of nothing."""
    for topic in case.reads:
        assert any(case.build()(record(topic, value)) for value in examples(topic))


@EVERY_STEP
def test_unknown_fields_change_nothing(case: StepCase) -> None:
    for topic, value in inputs(case):
        future = json.dumps(json.loads(value) | {"unheard_of": {"deep": [1]}}).encode()
        assert case.build()(record(topic, future)) == case.build()(record(topic, value))


@EVERY_STEP
def test_outputs_decode_and_carry_their_topics_key(case: StepCase) -> None:
    for topic, value in inputs(case):
        for message in produced(case.build()(record(topic, value))):
            assert message.topic.model is not None
            found = decode(message.topic.model, message.value)
            assert message.key == str(getattr(found, message.topic.key)).encode()


@EVERY_STEP
def test_the_same_record_on_a_fresh_step_gives_the_same_bytes(case: StepCase) -> None:
    for topic, value in inputs(case):
        first = produced(case.build()(record(topic, value)))
        assert produced(case.build()(record(topic, value))) == first


@EVERY_STEP
def test_the_record_is_left_as_it_was(case: StepCase) -> None:
    for topic, value in inputs(case):
        given = record(topic, value)
        before = copy.deepcopy(given)
        case.build()(given)
        assert given == before


@contextmanager
def watched_calls() -> Iterator[list[str]]:
    """Note the name of every C function called inside the block.

    The collector rests meanwhile: Hypothesis times it, and its clock is not the step's.
    """
    called: list[str] = []

    def watch(_frame: FrameType, event: str, function: Any) -> None:
        if event == "c_call":
            called.append(function.__name__)

    gc.disable()
    sys.setprofile(watch)
    try:
        yield called
    finally:
        sys.setprofile(None)
        gc.enable()


@EVERY_STEP
def test_no_step_asks_for_the_time_or_for_chance(case: StepCase) -> None:
    for topic, value in inputs(case):
        step, given = case.build(), record(topic, value)
        with watched_calls() as called:
            step(given)
        assert called
        assert not _UNREPEATABLE & set(called)


def test_the_watch_sees_the_time_and_chance_being_asked_for() -> None:
    """The check above can fail."""
    with watched_calls() as called:
        datetime.now(UTC)
        random.random()  # noqa: S311  # not for secrets
        uuid.uuid4()
    assert {"now", "random", "urandom"} <= set(called)


def test_another_interpreter_with_another_hash_seed_gives_the_same_bytes() -> None:
    """Sets and dicts iterate in another order there."""
    digests = {
        subprocess.run(
            [sys.executable, "-m", "tests.conformance.steps"],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed, zone in (("1", "Pacific/Auckland"), ("4242", "America/Los_Angeles"))
    }
    assert digests == {outcome_digest()}


@pytest.mark.parametrize("case", [c for c in STEPS if c.publishes], ids=lambda case: case.name)
def test_no_message_over_the_limit_leaves_a_step(case: StepCase) -> None:
    """A title as large as a message may be, plus what the step adds."""
    for topic in case.reads:
        value = json.loads(examples(topic)[0]) | {"title": "a" * (MAX_MESSAGE_BYTES - 500)}
        outcome = attempt(case.build(), record(topic, json.dumps(value).encode()))
        if isinstance(outcome, SetAside):
            assert outcome.kind == "too_large"
        else:
            messages = produced(outcome.outputs)
            assert all(len(message.value) <= MAX_MESSAGE_BYTES for message in messages)


def test_a_tagged_article_over_the_limit_is_set_aside_as_too_large() -> None:
    (tag,) = (case for case in STEPS if case.name == "tag")
    value = json.loads(examples(tag.reads[0])[0]) | {"text": "fair " * (MAX_MESSAGE_BYTES // 5)}
    outcome = attempt(tag.build(), record(tag.reads[0], json.dumps(value).encode()))
    assert isinstance(outcome, SetAside)
    assert outcome.kind == "too_large"


def test_every_step_class_of_the_services_is_in_this_suite() -> None:
    assert step_classes() == {case.kind for case in STEPS}


def step_classes() -> set[type]:
    """Every class of the services with a `name` that is called with a Record."""
    found = set()
    for package in (clashwire_ingest, clashwire_enrich, clashwire_index, clashwire_runtime):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("__main__"):
                continue
            loaded = importlib.import_module(module.name)
            found |= {
                kind
                for _, kind in inspect.getmembers(loaded, inspect.isclass)
                if kind.__module__ == module.name and is_step(kind)
            }
    return found


def is_step(kind: type) -> bool:
    call = kind.__dict__.get("__call__")
    if call is None or getattr(kind, "_is_protocol", False) or not hasattr(kind, "name"):
        return False
    return Record in [p.annotation for p in inspect.signature(call).parameters.values()]
