import pytest

from bench.evaluation.speed import (
    Sample,
    articles_per_second,
    joined,
    peak_memory_mb,
    read_sample,
    stream,
)
from clashwire_contracts.article import RawArticle


@pytest.fixture(scope="module")
def sample() -> Sample:
    return read_sample()


def test_one_in_twenty_of_the_stream_is_relevant(sample: Sample) -> None:
    told = stream(sample)
    relevant = {article.article_id for article in sample.relevant}
    assert len(told) == 20 * len(sample.relevant)
    assert sum(article.article_id in relevant for article in told) == len(sample.relevant)


@pytest.mark.parametrize("words", [1, 512, 100_000])
def test_a_long_article_has_as_many_words_as_asked(sample: Sample, words: int) -> None:
    assert len(joined(sample.relevant, words).text.split()) == words


def test_a_rate_counts_whole_rounds_over_time(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr("bench.evaluation.speed.time.process_time", lambda: now[0])
    articles = sample.relevant[:2]

    def tag(_article: RawArticle) -> None:
        now[0] += 0.2

    assert articles_per_second(articles, tag) == pytest.approx(5.0)


def test_this_process_takes_some_megabytes() -> None:
    assert 10 < peak_memory_mb() < 100_000
