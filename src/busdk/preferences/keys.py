"""The grammar of keys."""

from __future__ import annotations

from busdk.errors import UsageError

CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_-.")


def is_key(text: str) -> bool:
    """Tell whether `text` is `segment("." segment)*`, segment `[a-z0-9_-]+`."""
    return CHARACTERS.issuperset(text) and "" not in text.split(".")


def check(key: str) -> str:
    """Return `key`, or raise UsageError when it is none."""
    if not is_key(key):
        raise UsageError("invalid key", "a key is segments of a-z, 0-9, '_' and '-', separated by dots")
    return key


def is_below(key: str, prefix: str) -> bool:
    """Tell whether `key` is `prefix` or begins with its whole segments."""
    return key == prefix or key.startswith(prefix + ".")
