"""The kinds of lengths of time and of moments."""

from __future__ import annotations

from typing import Any

from basegov.casework.moments import Moment
from basegov.diagnostics.casework import TRACE_TIME
from basegov.diagnostics.values import BAD_QUANTITY, WRONG_TYPE
from basegov.io.kinds import Defs, Kind, Schema, register_kind
from basegov.io.trouble import RefusedError, found, shown
from basegov.structure.durations import Duration
from basegov.texts import Text


class Length(Kind):
    """A length of time with its unit."""

    wanted = Text(
        "a length of time such as 30 minutes, 24 hours or 5 working days", "时长，例如 30分钟、24小时 或 5个工作日"
    )

    def read(self, value: Any) -> Any:
        """Return the duration."""
        if not isinstance(value, str):
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        try:
            return Duration(value)
        except ValueError:
            raise RefusedError(BAD_QUANTITY, found=found(value), expected=self.wanted) from None

    def write(self, value: Any) -> Any:
        """Return the English text, which reads back to the same duration."""
        return value.text("en")

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a text that begins with a whole number."""
        return {"type": "string", "pattern": r"^\s*[0-9]+\s*\D+$", "description": self.wanted.en}


class Time(Kind):
    """Date and time."""

    wanted = Text("date and time such as 2021-04-23 08:30", "日期和时刻，例如 2021-04-23 08:30")

    def read(self, value: Any) -> Any:
        """Return the moment."""
        if not isinstance(value, str):
            raise RefusedError(WRONG_TYPE, found=found(value), expected=self.wanted)
        try:
            return Moment(value)
        except ValueError:
            raise RefusedError(TRACE_TIME, found=shown(value)) from None

    def write(self, value: Any) -> Any:
        """Return date and time."""
        return value.text()

    def schema(self, defs: Defs) -> Schema:
        """Return the schema: a text that begins with a year."""
        return {"type": "string", "pattern": r"^\s*[0-9]{4}", "description": self.wanted.en}


register_kind(Duration, Length())
register_kind(Moment, Time())
