"""The base of every message: frozen, keyword-only, unknown fields ignored on read."""

from datetime import datetime
from typing import Annotated

import msgspec

UtcTime = Annotated[datetime, msgspec.Meta(tz=True, description="RFC 3339, in UTC")]
Count = Annotated[int, msgspec.Meta(ge=0)]
Fraction = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
Version = Annotated[int, msgspec.Meta(ge=1)]


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """A value that crosses a topic, or a part of one; every field is written, null included."""
