"""What an env file or a JSON object gives: keys with their values, and what is wrong in it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.secret import Secret


class Pair:
    """One key and its value.

    `place` says where it stands, to be shown where the key may not be: `line 3`. `interpolated` tells that a reader
    would put another variable into the value.
    """

    __slots__ = ("interpolated", "key", "place", "value")

    def __init__(self, key: str, value: Secret, place: str, *, interpolated: bool = False) -> None:
        self.key = key
        self.value = value
        self.place = place
        self.interpolated = interpolated


class Fault:
    """One thing that is wrong: `str(fault)` is `line 3: unterminated quote`, and never holds a part of a value."""

    __slots__ = ("message", "place")

    def __init__(self, place: str, message: str) -> None:
        self.place = place
        self.message = message

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
