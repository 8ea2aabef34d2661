"""What a child process needs to host one Java server, sent as the first line of its stdin."""

import msgspec

# How long a server may take to close before its process is ended without it.
CLOSE_GRACE_SECONDS = 20.0


class Launch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to start one JVM and the server in it; `settings` mean something to that server only."""

    jvm_library: str
    class_path: list[str]
    jvm_options: list[str]
    lock_file: str
    ready_file: str
    parent_pid: int
    settings: dict[str, str]

    def encode(self) -> bytes:
        """-> one line of JSON."""
        return msgspec.json.encode(self) + b"\n"

    @classmethod
    def decode(cls, line: bytes) -> "Launch":
        """One line of JSON -> Launch; msgspec.DecodeError when it is not one."""
        return msgspec.json.decode(line, type=cls)
