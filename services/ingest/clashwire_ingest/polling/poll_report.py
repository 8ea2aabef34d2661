"""What is said of a poll: one canonical log line, counts, lateness, and a line a turning point."""

from datetime import datetime

from clashwire_contracts.feed_state import FeedState
from clashwire_ingest.feeds.feed_config import FeedConfig
from clashwire_ingest.polling.latency import LatencyMeter
from clashwire_ingest.polling.outcome import PollOutcome
from clashwire_ingest.polling.turning_points import turning_points
from clashwire_ingest.web.sites import shown
from clashwire_runtime.context import ServiceContext


class PollReport:
    """Tells of polls in log and metrics, once their outcome is acknowledged."""

    def __init__(self, context: ServiceContext) -> None:
        self._context = context
        self._latency = LatencyMeter(context.metrics)

    def tell(
        self,
        feed: FeedConfig,
        before: FeedState | None,
        outcome: PollOutcome,
        due_at: datetime,
        seconds: float,
    ) -> None:
        """A feed, its state before, the outcome, since when it was due and how long it took."""
        self._latency.observe(feed, outcome, due_at, self._context.clock.now())
        self._context.metrics.count("clashwire_feed_polls_total", health=outcome.state.health)
        self._log(feed, outcome, seconds)
        for point in turning_points(before, outcome.state):
            if point.name.startswith("feed_gap"):
                state = "closed" if point.name == "feed_gap_closed" else "open"
                self._context.metrics.count("clashwire_feed_gaps_total", state=state)
            self._context.logger.warning(
                point.name, feed_id=feed.feed_id, url=shown(feed.url), meaning=point.meaning
            )

    def _log(self, feed: FeedConfig, outcome: PollOutcome, seconds: float) -> None:
        state = outcome.state
        verdicts = [one.verdict for one in outcome.found]
        self._context.logger.info(
            "poll",
            feed_id=feed.feed_id,
            publisher=feed.publisher.name,
            url=shown(feed.url),
            health=state.health,
            reason=state.health_reason,
            items=len(verdicts),
            new=verdicts.count("new"),
            revised=verdicts.count("revised"),
            set_aside=len(outcome.aside),
            next_poll_at=state.next_poll_at.isoformat(),
            milliseconds=round(seconds * 1000, 1),
        )
