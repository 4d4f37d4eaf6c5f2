"""How command files run: built-in, workspace descriptor, preferences, command line; the later one wins."""

from __future__ import annotations

import os

from busdk import config, preferences
from busdk.errors import FormatError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SECTION = ("bus", "busfile")
PROVIDERS = ("none", "fs", "git", "snapshot", "copy")
SCOPES = ("file", "batch")
_YES_NO = (True, False)
_VALUES: dict[str, tuple[object, ...]] = {
    "transaction.provider": PROVIDERS,
    "transaction.scope": SCOPES,
    "transaction.fallback_to_none": _YES_NO,
    "dispatch.shell_lookup_enabled": _YES_NO,
}


class Settings:
    """What holds for a run; `warning` is what the user should know of it, or empty."""

    __slots__ = ("shell_lookup", "warning")

    def __init__(self, *, shell_lookup: bool, warning: str) -> None:
        self.shell_lookup = shell_lookup
        self.warning = warning


def read(provider: str | None) -> Settings:
    """Return the settings of the workspace in the current folder; `provider` is the command line's.

    Raises FormatError, naming key and file, for a value of the wrong type, and UsageError for a transaction
    provider that is not available and may not fall back to none.
    """
    found = {**_configured(*_descriptor()), **_configured(*_preferences())}
    shell_lookup = found.get("dispatch.shell_lookup_enabled", (True, ""))[0]
    return Settings(shell_lookup=shell_lookup, warning=_provider(provider, found))


def _provider(given: str | None, found: Mapping[str, tuple[Any, str]]) -> str:
    name, place = found.get("transaction.provider", ("none", "")) if given is None else (given, "")
    if name == "none":
        return ""
    fault = f"transaction provider is not available: {name}" + (f" (set in {place})" if place else "")
    if place and found.get("transaction.fallback_to_none", (True, ""))[0]:
        return f"{fault}; running without transactions"
    raise UsageError(fault, "--transaction none runs without transactions")


def _configured(values: Mapping[str, Any], place: str) -> dict[str, tuple[Any, str]]:
    """Keep the settings we know, each checked and with the place it comes from."""
    for name, value in values.items():
        if name in _VALUES and not any(value is one or (value == one and type(value) is str) for one in _VALUES[name]):
            expected = ", ".join(str(one).lower() for one in _VALUES[name])
            raise FormatError(f"{'.'.join(SECTION)}.{name} in {place} must be one of: {expected}")
    return {name: (value, place) for name, value in values.items() if name in _VALUES}


def _preferences() -> tuple[dict[str, Any], str]:
    prefix = ".".join(SECTION)
    return {key[len(prefix) + 1 :]: value for key, value in preferences.list(prefix).items()}, preferences.path()


def _descriptor() -> tuple[dict[str, Any], str]:
    place = config.path()
    section: Any = config.read() or {}
    for depth, key in enumerate(("busdk", *SECTION)):
        section = _object(section.get(key, {}), ".".join(("busdk", *SECTION)[: depth + 1]), place)
    groups = {name.partition(".")[0] for name in _VALUES} & section.keys()
    values = {
        f"{group}.{name}": value
        for group in sorted(groups)
        for name, value in _object(section[group], f"busdk.{'.'.join(SECTION)}.{group}", place).items()
    }
    return values, os.path.relpath(place)


def _object(value: Any, name: str, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"{name} in {place} must be an object")
    return value
