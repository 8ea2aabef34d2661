"""The deployments that end-to-end tests share, and the golden stories told to them."""

from collections.abc import Iterator

import pytest

from tests.e2e.golden_path import GOLDEN_STORIES, Golden
from tests.e2e.running import GOLDEN_PUBLISHERS, Running, running

FOR_EVER = "20000d"


@pytest.fixture(scope="module")
def old_news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A deployment that pages for happenings of any age."""
    folder = tmp_path_factory.mktemp("old-news")
    with running(folder, GOLDEN_PUBLISHERS, CLASHWIRE_BACKFILL_AFTER=FOR_EVER) as found:
        yield found


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A deployment that decides with every default an operator has."""
    with running(tmp_path_factory.mktemp("plain"), GOLDEN_PUBLISHERS) as found:
        yield found


@pytest.fixture(scope="session", params=GOLDEN_STORIES)
def golden(request: pytest.FixtureRequest) -> Golden:
    """A golden story: the shared one where it is at hand, and our own of the same shape."""
    found = request.param()
    assert isinstance(found, Golden)
    return found
