"""The kinds of values a property can have: reading one from its text, and saying what is expected."""

from __future__ import annotations

from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any, Protocol

    class Kind(Protocol):
        """One kind of values: `metavar` and `expected` are for help, docs and errors."""

        metavar: str
        expected: str

        def read(self, text: str) -> Any:
            """Return the JSON value that `text` stands for; raise ValueError when it is none of this kind."""


class Boolean:
    """Exactly `true` or `false`."""

    metavar = "BOOL"
    expected = "true or false"

    def read(self, text: str) -> bool:
        """Return the JSON boolean."""
        return {"true": True, "false": False}[_one_of(text, ("true", "false"))]


class Choice:
    """One of several words; those `reserved` for later are refused by name."""

    metavar = "WORD"

    def __init__(self, *words: str, reserved: Sequence[str] = ()) -> None:
        self.words = words
        self.reserved = reserved
        self.expected = " or ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]

    def read(self, text: str) -> str:
        """Return the word."""
        if text in self.reserved:
            raise UsageError(f"{text} is reserved and not supported yet", f"expected {self.expected}")
        return _one_of(text, self.words)


class Currency:
    """Three upper-case letters, as in ISO 4217; whether such a currency exists is not checked."""

    metavar = "CODE"
    expected = "three upper-case letters"

    def read(self, text: str) -> str:
        """Return the code."""
        if len(text) != 3 or not (text.isascii() and text.isalpha() and text.isupper()):
            raise ValueError
        return text


class Date:
    """A real calendar day, exactly `YYYY-MM-DD`."""

    metavar = "DATE"
    expected = "a day, YYYY-MM-DD"

    def read(self, text: str) -> str:
        """Return the day as it is spelled."""
        from datetime import date

        if date.fromisoformat(text).isoformat() != text:
            raise ValueError
        return text


class OptionalDate:
    """A date, or `null` or nothing for none."""

    metavar = "DATE"
    expected = "a day, YYYY-MM-DD, or null"

    def read(self, text: str) -> str | None:
        """Return the day as it is spelled, or None."""
        return None if text in ("", "null") else Date().read(text)


class Signer:
    """`NAME` or `NAME:ROLE`, split at the last colon; neither is empty."""

    metavar = "NAME[:ROLE]"
    expected = "NAME or NAME:ROLE, neither empty"

    def read(self, text: str) -> dict[str, str]:
        """Return `{"name": ..., "role": ...}`, without `role` when there is none."""
        text.encode()  # what is not UTF-8 on the command line cannot stand in a file: a ValueError
        name, colon, role = text.rpartition(":")
        signer = {"name": name, "role": role} if colon else {"name": text}
        if not all(part.strip() for part in signer.values()):
            raise ValueError
        return signer


def _one_of(text: str, words: Sequence[str]) -> str:
    if text not in words:
        raise ValueError
    return text
