"""How command files run: built-in, workspace descriptor, preferences, command line; the later one wins."""

from __future__ import annotations

import os

from busdk import config, preferences
from busdk.errors import BusError, FormatError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

SECTION = ("bus", "busfile")
PREFIX = ".".join(SECTION)
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
    """What holds for a run; `warnings` are what the user should know of it."""

    __slots__ = ("shell_lookup", "warnings")

    def __init__(self, *, shell_lookup: bool, warnings: Sequence[str]) -> None:
        self.shell_lookup = shell_lookup
        self.warnings = warnings


def read(provider: str | None) -> Settings:
    """Return the settings of the workspace in the current folder; `provider` is the command line's.

    Raises FormatError, naming key and file, for a value of the wrong type, and UsageError for a transaction
    provider that is not available and may not fall back to none.
    """
    stored, unreadable = _stored()
    found = {**_configured(*_descriptor()), **_configured(*_preferences(stored))}
    shell_lookup = found.get("dispatch.shell_lookup_enabled", (True, ""))[0]
    warnings = [warning for warning in (unreadable, _provider(provider, found)) if warning]
    return Settings(shell_lookup=shell_lookup, warnings=warnings)


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
        if name in _VALUES and not any(type(value) is type(one) and value == one for one in _VALUES[name]):
            expected = ", ".join(str(one).lower() for one in _VALUES[name])
            raise FormatError(f"{PREFIX}.{name} in {place} must be one of: {expected}")
    return {name: (value, place) for name, value in values.items() if name in _VALUES}


def _stored() -> tuple[dict[str, Any], str]:
    """Return the preferences and nothing, or none and a warning where they are there and cannot be read."""
    try:
        place = preferences.path()
    except BusError:  # no home folder
        return {}, ""
    try:
        return preferences.list(PREFIX), ""
    except BusError as error:
        return {}, f"{error}; going on without preferences" if os.path.lexists(place) else ""


def _preferences(stored: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """Return the settings in the object `bus.busfile` and in the keys below it, which are stronger."""
    if not stored:
        return {}, ""
    place = preferences.path()
    dotted = {key[len(PREFIX) + 1 :]: value for key, value in stored.items() if key != PREFIX}
    return {**_flat(stored.get(PREFIX, {}), PREFIX, place), **dotted}, place


def _descriptor() -> tuple[dict[str, Any], str]:
    """Return the settings of the descriptor, in `bus.busfile` or in `busdk.bus.busfile`."""
    place = config.path()
    document = config.read() or {}
    found = [_section(document, names, place) for names in (SECTION, ("busdk", *SECTION))]
    there = [values for values in found if values is not None]
    if len(there) == 2 and there[0] != there[1]:
        raise FormatError(f"{PREFIX} and busdk.{PREFIX} in {place} differ")
    return there[0] if there else {}, place


def _section(document: Mapping[str, Any], names: Sequence[str], place: str) -> dict[str, Any] | None:
    """Return the settings in an object of the descriptor, None where it is absent."""
    section: Any = document
    for depth, name in enumerate(names, 1):
        if name not in section:
            return None
        section = _object(section[name], ".".join(names[:depth]), place)
    return _flat(section, ".".join(names), place)


def _flat(section: Any, name: str, place: str) -> dict[str, Any]:
    """Return the settings of an object of objects by their dotted names."""
    groups = {key.partition(".")[0] for key in _VALUES} & _object(section, name, place).keys()
    return {
        f"{group}.{key}": value
        for group in sorted(groups)
        for key, value in _object(section[group], f"{name}.{group}", place).items()
    }


def _object(value: Any, name: str, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise FormatError(f"{name} in {place} must be an object")
    return value
