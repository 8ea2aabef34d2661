"""What the alerts process is told by its environment."""

from clashwire_runtime.settings import ServiceSettings


class AlertsSettings(ServiceSettings, frozen=True, kw_only=True):
    """`alerts` is the path of alerts.yaml; `allow_cidrs` opens networks to webhooks.

    `claims_in_memory` bounds the claims kept for snapshots, the newest first.
    """

    alerts: str = "alerts.yaml"
    allow_cidrs: tuple[str, ...] = ()
    claims_in_memory: int = 100_000
