"""The faust app of a worker: it consumes and keeps a table; it produces no output.

Outputs and dead letters go through the runtime's idempotent producer; faust builds its own
without idempotence and swallows a failed send when it flushes before a commit.
"""

from pathlib import Path
from typing import Any

import faust
from yarl import URL

from clashwire_contracts.codec import MAX_DEAD_LETTER_BYTES
from clashwire_enrich.settings import EnrichSettings
from clashwire_enrich.worker.faust_transport import ShortWaitTransport
from clashwire_runtime.errors import ClashwireError

COMMIT_EVERY_SECONDS = 1.0  # how much a crash may repeat; faust's own is 2.8 s
_BUFFERED_RECORDS = 256  # a record may be 2 MB
_REQUEST_TIMEOUT_SECONDS = 60.0
_ROW_REQUEST_BYTES = MAX_DEAD_LETTER_BYTES + 200_000  # a journal of rows may be 16 MB


def build_app(settings: EnrichSettings, app_id: str) -> Any:
    """Settings and consumer group -> a faust app, not started; makes its data folder."""
    session_seconds = settings.session_timeout.total_seconds()
    broker = URL(f"kafka://{settings.kafka_bootstrap}")
    app = faust.App(
        app_id,
        broker=str(broker),
        store="memory://",
        datadir=str(_make_folder(Path(settings.data_dir) / "faust" / app_id)),
        autodiscover=False,
        web_enabled=False,
        topic_allow_declare=False,  # `clashwire setup` makes topics
        topic_disable_leader=True,  # its idle topic would hold up fetches
        table_standby_replicas=0,
        consumer_auto_offset_reset="earliest",
        stream_buffer_maxsize=_BUFFERED_RECORDS,
        broker_commit_interval=COMMIT_EVERY_SECONDS,
        broker_session_timeout=session_seconds,
        broker_heartbeat_interval=max(0.5, session_seconds / 5),
        broker_request_timeout=max(_REQUEST_TIMEOUT_SECONDS, session_seconds),
        producer_request_timeout=_REQUEST_TIMEOUT_SECONDS,
        producer_max_request_size=_ROW_REQUEST_BYTES,
        producer_compression_type="zstd",
    )
    app.transport = ShortWaitTransport([broker], app)
    return app


def _make_folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClashwireError(
            f"The folder {path} cannot be made ({error.strerror}); set CLASHWIRE_DATA_DIR to one "
            "that can be written."
        ) from error
    return path
