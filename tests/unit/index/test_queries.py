from datetime import UTC, datetime

from clashwire_index.queries import (
    ArticleFilter,
    ClaimFilter,
    EventFilter,
    article_query,
    claim_query,
    event_query,
)


def test_an_empty_question_leaves_out_only_background_and_merged_events() -> None:
    query = event_query(EventFilter())["bool"]
    assert query["must"] == []
    assert query["filter"] == []
    assert query["must_not"] == [{"term": {"background": True}}, {"term": {"status": "merged"}}]
    everything = EventFilter(include_background=True, include_merged=True)
    assert event_query(everything)["bool"]["must_not"] == []


def test_filters_narrow_and_only_words_score() -> None:
    since = datetime(2026, 11, 1, tzinfo=UTC)
    query = event_query(EventFilter(text="bridge", country="sd", since=since))["bool"]
    assert [clause["simple_query_string"]["query"] for clause in query["must"]] == ["bridge"]
    assert {"term": {"place.country": "SD"}} in query["filter"]
    assert {"range": {"last_updated_at": {"gte": "2026-11-01T00:00:00+00:00"}}} in query["filter"]


def test_a_type_may_be_a_sub_type() -> None:
    (clause,) = event_query(EventFilter(event_type="armed_clash"))["bool"]["filter"]
    fields = [next(iter(one["term"])) for one in clause["bool"]["should"]]
    assert fields == ["event_type", "sub_event_type"]


def test_false_is_a_filter_and_blank_is_none() -> None:
    assert event_query(EventFilter(contested=False))["bool"]["filter"] == [
        {"term": {"contested": False}}
    ]
    blank = EventFilter(text="  ", country="", event_type="", actor="")
    assert event_query(blank) == event_query(EventFilter())


def test_no_event_ids_at_all_find_no_claim() -> None:
    query = claim_query(ClaimFilter(event_ids=()))["bool"]
    assert {"terms": {"event_ids": []}} in query["filter"]


def test_retracted_claims_are_left_out_unless_asked_for() -> None:
    assert claim_query(ClaimFilter())["bool"]["must_not"] == [{"term": {"status": "retracted"}}]
    assert claim_query(ClaimFilter(include_retracted=True))["bool"]["must_not"] == []


def test_articles_of_conflict_have_an_event_or_a_claim() -> None:
    (clause,) = article_query(ArticleFilter(conflict_only=True))["bool"]["filter"]
    assert len(clause["bool"]["should"]) == 2
