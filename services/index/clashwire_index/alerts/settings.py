"""What the alerts process is told by its environment."""

from datetime import timedelta

from clashwire_runtime.settings import ServiceSettings


class AlertsSettings(ServiceSettings, frozen=True, kw_only=True):
    """`alerts` is the path of alerts.yaml; `allow_cidrs` opens networks to webhooks.

    `claims_in_memory` bounds the claims kept for snapshots, the newest first; `claims_wait` is
    how long an alert waits for a claim that its event names and the topic does not hold yet.
    """

    alerts: str = "alerts.yaml"
    allow_cidrs: tuple[str, ...] = ()
    claims_in_memory: int = 100_000
    claims_wait: timedelta = timedelta(seconds=3)
