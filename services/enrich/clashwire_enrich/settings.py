"""Settings of the tag and resolve workers."""

from datetime import timedelta

from clashwire_runtime.settings import ServiceSettings


class EnrichSettings(ServiceSettings, frozen=True, kw_only=True):
    """What tag and resolve are told beside the common settings.

    `backfill_after`: an event older than this when first fetched pages nobody. `active_for`: how
    long, by message time, articles may still tell of the same event. `remember_for`: how long,
    by message time, an article stays known; keep it over the raw topic's 30 days.
    `drain_within`: how long a stop may take before the process gives up its unfinished records.
    `sentence_model`: whether tag also reads sentences by meaning; without it the rules stand alone.
    """

    backfill_after: timedelta = timedelta(days=7)
    active_for: timedelta = timedelta(days=14)
    remember_for: timedelta = timedelta(days=60)
    drain_within: timedelta = timedelta(seconds=8)
    sentence_model: bool = True
