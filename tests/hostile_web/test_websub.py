"""WebSub against a hub that follows the Recommendation, and one that breaks it rule by rule."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from structlog.testing import capture_logs

from clashwire_ingest.feeds.feed_partition import feed_partition
from clashwire_ingest.hubs.callback_server import CallbackServer
from clashwire_ingest.hubs.callbacks import Callbacks
from clashwire_runtime.errors import SettingsError
from tests.hostile_web.hostile_web import HostileWeb, response
from tests.hostile_web.local_hub import LocalHub, Subscription, local_hub
from tests.hostile_web.push_desk import MAX_PUSH_BYTES, PushDesk, open_push_desk
from tests.unit.ingest.items import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def hub() -> AsyncIterator[LocalHub]:
    async with local_hub() as running:
        yield running


@pytest.fixture
async def desk(web: HostileWeb, hub: LocalHub) -> AsyncIterator[PushDesk]:
    async with open_push_desk(web, hub) as opened:
        opened.serve(1)
        yield opened


async def subscribe(desk: PushDesk) -> Subscription:
    """Poll, be verified, poll again: the subscription is active."""
    await desk.poll()
    await desk.poll_after(MINUTE)
    assert desk.subscription.status == "active"
    (found,) = desk.hub.subscriptions.values()
    return found


# --- subscribing (W3C WebSub 5)


async def test_a_feed_that_names_a_hub_is_subscribed_to(desk: PushDesk) -> None:
    await desk.poll()

    (form,) = desk.hub.asked
    assert form["hub.mode"] == "subscribe"
    assert form["hub.topic"] == desk.feed.url
    assert form["hub.callback"].startswith("http://127.0.0.1:")
    assert int(form["hub.lease_seconds"]) == 10 * 86_400
    assert 32 <= len(form["hub.secret"]) < 200
    assert desk.subscription.status == "requested"
    assert desk.counted("clashwire_hub_requests_total") == {"taken": 1}


async def test_a_link_header_names_hub_and_topic_before_the_document(desk: PushDesk) -> None:
    topic = desk.web.url("/topic")
    link = f'<{desk.hub.url}>; rel="hub", <{topic}>; rel="self"'
    desk.serve(1, hub="http://127.0.0.1:9/nobody", Link=link)

    await desk.poll()

    assert desk.hub.asked[0]["hub.topic"] == topic


async def test_a_feed_without_a_hub_is_polled_as_ever(desk: PushDesk) -> None:
    desk.serve(1, hub="")

    outcome = await desk.poll()

    assert outcome.state.subscription is None
    assert desk.hub.asked == []


async def test_a_verification_is_answered_with_its_challenge(desk: PushDesk) -> None:
    found = await subscribe(desk)

    assert found.verified
    assert desk.subscription.lease_until == NOW + 10 * DAY
    assert desk.counted("clashwire_hub_calls_total") == {"verified": 1}


async def test_no_request_is_made_twice_while_the_lease_is_young(desk: PushDesk) -> None:
    await subscribe(desk)

    await desk.poll_after(4 * DAY)

    assert len(desk.hub.asked) == 1


async def test_a_subscription_is_renewed_at_half_its_lease(desk: PushDesk) -> None:
    await subscribe(desk)

    await desk.poll_after(5 * DAY)
    await desk.poll_after(MINUTE)

    assert len(desk.hub.asked) == 2
    assert desk.subscription.lease_until == NOW + 15 * DAY + MINUTE


async def test_a_hubs_lease_is_kept_between_a_day_and_two_weeks(desk: PushDesk) -> None:
    desk.hub.granted_lease_seconds = 60

    await subscribe(desk)

    assert desk.subscription.lease_until == NOW + DAY


async def test_a_hub_that_never_verifies_is_asked_again_after_an_hour(desk: PushDesk) -> None:
    desk.hub.verifies = False
    await desk.poll()

    await desk.poll_after(59 * MINUTE)
    assert len(desk.hub.asked) == 1
    await desk.poll_after(MINUTE)

    assert len(desk.hub.asked) == 2
    assert desk.subscription.status == "requested"
    assert "never verified" in (desk.subscription.reason or "")


async def test_a_hub_that_fails_is_said_and_asked_again_later(desk: PushDesk) -> None:
    desk.hub.answer_status = 500

    await desk.poll()

    failed = desk.subscription
    assert (failed.status, failed.reason) == ("failed", f"the hub at {desk.hub.url} answered 500")
    assert desk.counted("clashwire_hub_requests_total") == {"failed": 1}
    desk.hub.answer_status = 202
    await desk.poll_after(HOUR)
    assert desk.subscription.status == "requested"


async def test_a_hub_that_is_not_there_costs_no_article(desk: PushDesk) -> None:
    desk.serve(1, hub="http://127.0.0.1:9/hub")

    outcome = await desk.poll()

    assert len(outcome.articles) == 1
    assert desk.subscription.status == "failed"


async def test_a_hub_inside_a_network_is_refused_by_the_guard(desk: PushDesk) -> None:
    desk.serve(1, hub="https://169.254.169.254/hub")

    await desk.poll()

    assert desk.subscription.status == "failed"
    assert "address guard" in (desk.subscription.reason or "")


async def test_a_hub_that_moved_is_followed_with_the_same_form(desk: PushDesk) -> None:
    desk.hub.redirects_to = desk.hub.url.replace("/hub", "/moved")

    await subscribe(desk)

    first, second = desk.hub.asked
    assert first == second


async def test_a_hub_that_redirects_for_ever_fails(desk: PushDesk) -> None:
    desk.hub.redirects_to = desk.hub.url

    await desk.poll()

    assert "redirects more than" in (desk.subscription.reason or "")
    assert len(desk.hub.asked) == 4


async def test_a_denied_subscription_says_why_and_polling_goes_on(desk: PushDesk) -> None:
    found = await subscribe(desk)

    assert await desk.hub.deny(found, "not here") == 200
    outcome = await desk.poll_after(HOUR)

    assert desk.subscription.status == "denied"
    assert desk.subscription.reason == "the hub refused the subscription (not here)"
    assert outcome.state.next_poll_at - outcome.state.polled_at < 2 * HOUR


async def test_a_feed_that_names_another_hub_is_subscribed_to_there(desk: PushDesk) -> None:
    await subscribe(desk)
    async with local_hub() as other:
        desk.serve(1, 2, hub=other.url)
        await desk.poll_after(HOUR)
        await desk.poll_after(MINUTE)

    assert len(other.asked) == 1
    assert (desk.subscription.hub, desk.subscription.status) == (other.url, "active")


async def test_a_feed_that_names_no_hub_any_more_has_no_subscription(desk: PushDesk) -> None:
    await subscribe(desk)
    desk.serve(1, 2, hub="")

    outcome = await desk.poll_after(HOUR)

    assert outcome.state.subscription is None


async def test_an_unchanged_feed_keeps_its_subscription(desk: PushDesk) -> None:
    desk.serve(1, ETag='"v1"')
    found = await subscribe(desk)

    await desk.poll_after(HOUR)

    assert found.verified
    assert desk.subscription.status == "active"


# --- verification of intent: only what we asked for is confirmed (5.3)


async def test_a_topic_that_we_did_not_ask_for_is_not_confirmed(desk: PushDesk) -> None:
    found = await subscribe(desk)

    assert await desk.hub.verify(found, topic="https://elsewhere.example/feed") == 404
    assert not found.verified


@pytest.mark.parametrize("mode", ["unsubscribe", "publish", ""])
async def test_a_mode_that_we_did_not_ask_for_is_not_confirmed(desk: PushDesk, mode: str) -> None:
    found = await subscribe(desk)

    assert await desk.hub.verify(found, mode) == 404
    assert desk.pushes == []


async def test_a_guessed_callback_is_not_confirmed(desk: PushDesk) -> None:
    found = await subscribe(desk)
    found.callback = found.callback[:-4] + "AAAA"

    assert await desk.hub.verify(found) == 404


async def test_a_feed_that_left_the_feeds_file_is_not_confirmed(desk: PushDesk) -> None:
    found = await subscribe(desk)
    desk.feed = type(desk.feed)(url="https://other.example/", publisher=desk.feed.publisher)

    assert await desk.hub.verify(found) == 404


async def test_a_verification_without_a_challenge_is_not_confirmed(desk: PushDesk) -> None:
    found = await subscribe(desk)

    assert await desk.hub.verify(found, challenge="") == 404


async def test_a_verification_is_not_answered_before_it_is_on_the_topic(desk: PushDesk) -> None:
    found = await subscribe(desk)
    desk.kafka_is_away = True

    assert await desk.hub.verify(found) == 503


# --- what a hub pushes (7)


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
async def test_a_signed_push_is_a_wake_up_on_the_feeds_partition(
    desk: PushDesk, method: str
) -> None:
    await subscribe(desk)

    assert await desk.hub.push(b"<rss/>", method=method) == [202]

    (push,), (record,) = desk.pushes, desk.topic
    assert (push.word, push.feed_id, push.hub) == ("news", desk.feed.feed_id, desk.hub.url)
    assert push.received_at == desk.clock.now()
    assert record.partition == feed_partition(desk.feed.url)
    assert record.key == desk.feed.feed_id.encode()


async def test_what_a_push_brings_is_not_taken_for_news(desk: PushDesk) -> None:
    await subscribe(desk)

    await desk.hub.push(b"<rss><channel><item><title>Made up</title></item></channel></rss>")
    outcome = await desk.poll_after(MINUTE)

    assert outcome.articles == ()
    assert desk.subscription.pushed_at is not None


async def test_a_push_with_a_wrong_signature_is_taken_and_ignored(desk: PushDesk) -> None:
    await subscribe(desk)

    with capture_logs() as logs:
        assert await desk.hub.push(b"<rss/>", secret="guessed" * 10) == [202]

    assert desk.pushes == []
    assert [log["event"] for log in logs] == ["push_ignored"]
    assert desk.counted("clashwire_hub_calls_total")["wrong_signature"] == 1


async def test_a_push_without_a_signature_is_taken_and_ignored(desk: PushDesk) -> None:
    await subscribe(desk)

    assert await desk.hub.push(b"<rss/>", signed=False) == [202]
    assert desk.pushes == []


async def test_a_push_for_another_topic_is_refused(desk: PushDesk) -> None:
    await subscribe(desk)

    assert await desk.hub.push(b"<rss/>", topic="https://elsewhere.example/feed") == [404]
    assert desk.pushes == []


async def test_a_push_for_a_feed_that_left_the_file_is_gone(desk: PushDesk) -> None:
    found = await subscribe(desk)
    desk.feed = type(desk.feed)(url="https://other.example/", publisher=desk.feed.publisher)

    assert await desk.hub.push_to(found, b"<rss/>") == 410


async def test_a_push_is_not_acknowledged_before_it_is_on_the_topic(desk: PushDesk) -> None:
    await subscribe(desk)
    desk.kafka_is_away = True

    assert await desk.hub.push(b"<rss/>") == [503]


async def test_a_push_too_large_to_check_is_refused(desk: PushDesk) -> None:
    await subscribe(desk)

    assert await desk.hub.push(b"x" * (MAX_PUSH_BYTES + 1)) == [413]
    assert desk.pushes == []


async def test_nothing_else_is_served_at_the_callbacks_port(desk: PushDesk) -> None:
    found = await subscribe(desk)
    origin = found.callback.partition("/in/")[0]
    async with httpx.AsyncClient(trust_env=False) as client:
        statuses = [
            (await client.get(origin + path)).status_code for path in ("/", "/in/websub/", "/livez")
        ]

    assert statuses == [404, 404, 404]


async def test_a_port_in_use_is_said_with_the_setting_to_change(desk: PushDesk) -> None:
    callbacks = Callbacks("http://127.0.0.1", b"k" * 32)
    server = CallbackServer(callbacks, desk.find, desk.put_out, desk.context, MAX_PUSH_BYTES)

    with pytest.raises(SettingsError, match="CLASHWIRE_WEBSUB_PORT"):
        async with server.running("127.0.0.1", desk.hub.port):
            pass


async def test_the_later_of_two_words_counts(desk: PushDesk) -> None:
    found = await subscribe(desk)
    await desk.hub.deny(found, "not here")
    desk.clock.advance(1.0)
    await desk.hub.verify(found)

    await desk.poll_after(MINUTE)

    assert desk.subscription.status == "active"


# --- polling beside a hub


async def test_a_working_hub_slows_polls_to_the_longest_interval(desk: PushDesk) -> None:
    await subscribe(desk)
    await desk.hub.push(b"<rss/>")

    state = (await desk.poll_after(MINUTE)).state

    longest = desk.feed.pace.max
    assert 0.9 * longest <= state.next_poll_at - state.polled_at <= longest


async def test_a_feed_that_fails_is_polled_as_ever_although_its_hub_works(desk: PushDesk) -> None:
    await subscribe(desk)
    await desk.hub.push(b"<rss/>")
    desk.web.answers["/feed"] = response(b"", "500 Internal Server Error")

    state = (await desk.poll_after(MINUTE)).state

    assert state.consecutive_failures == 1
    assert state.next_poll_at - state.polled_at < 0.9 * desk.feed.pace.max
    assert desk.subscription.status == "active"


async def test_a_hub_that_has_proved_nothing_slows_no_poll(desk: PushDesk) -> None:
    await subscribe(desk)

    state = (await desk.poll_after(MINUTE)).state

    assert state.next_poll_at - state.polled_at < 0.9 * desk.feed.pace.max


async def test_a_hub_that_misses_news_slows_no_poll_and_is_called_silent(desk: PushDesk) -> None:
    await subscribe(desk)
    await desk.hub.push(b"<rss/>")
    await desk.poll_after(MINUTE)
    waits = []
    with capture_logs() as logs:
        for number in (2, 3, 4):
            desk.serve(*range(1, number + 1))
            state = (await desk.poll_after(HOUR)).state
            waits.append(state.next_poll_at - state.polled_at)

    assert all(wait < 0.9 * desk.feed.pace.max for wait in waits)
    assert desk.subscription.status == "silent"
    told = [(log["status"], log["reason"]) for log in logs if log["event"] == "subscription"]
    assert told == [("silent", "3 polls in a row found news that the hub had not told of")]
    assert desk.counted("clashwire_subscriptions_total")["silent"] == 1


async def test_a_silent_hub_that_speaks_again_is_active(desk: PushDesk) -> None:
    await test_a_hub_that_misses_news_slows_no_poll_and_is_called_silent(desk)

    await desk.hub.push(b"<rss/>")
    await desk.poll_after(MINUTE)

    assert desk.subscription.status == "active"


async def test_news_that_the_hub_told_of_is_not_missed(desk: PushDesk) -> None:
    await subscribe(desk)
    for number in (2, 3, 4, 5):
        desk.serve(*range(1, number + 1))
        await desk.hub.push(b"<rss/>")
        assert len((await desk.poll_after(HOUR)).articles) == 1

    assert (desk.subscription.status, desk.subscription.missed) == ("active", 0)


async def test_no_secret_and_no_callback_stands_in_a_log(desk: PushDesk) -> None:
    with capture_logs() as logs:
        found = await subscribe(desk)
        await desk.hub.push(b"<rss/>", signed=False)
        await desk.hub.deny(found, "no")
        await desk.poll_after(HOUR)

    assert logs
    token = found.callback.rpartition("/")[2]
    assert found.secret not in str(logs)
    assert token not in str(logs)
