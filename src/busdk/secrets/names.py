"""The grammar of names and references."""

from __future__ import annotations

from busdk.secrets.errors import InvalidName

CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-.")
LONGEST = 255
PREFIX = "secret:"


def is_name(text: str) -> bool:
    """Tell whether `text` is `segment("." segment)*`, segment `[a-z0-9_-]+`, at most 255 bytes in all."""
    return len(text) <= LONGEST and CHARACTERS.issuperset(text) and "" not in text.split(".")


def check(name: str) -> str:
    """Return `name`, or raise InvalidName."""
    if not is_name(name):
        raise InvalidName
    return name


def reference(text: str) -> str | None:
    """Return the name in `secret:<name>`, or None for any other text.

    The whole string must be the reference. Text that begins like one but holds no legal name raises
    InvalidName: it is a mistake, never a value.
    """
    return check(text[len(PREFIX) :]) if text.startswith(PREFIX) else None


def is_reference(text: str) -> bool:
    """Tell whether `text` is `secret:<name>` with a legal name."""
    return text.startswith(PREFIX) and is_name(text[len(PREFIX) :])
