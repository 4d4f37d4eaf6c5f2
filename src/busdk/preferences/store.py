"""Reading and changing the preferences file."""

from __future__ import annotations

import os

from busdk import files, jsonfile
from busdk.errors import BusError, FormatError, UsageError
from busdk.preferences import keys
from busdk.preferences.location import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable
    from typing import Any

VERSION = 1


def get(key: str, default: Any = None) -> Any:
    """Return the JSON value of `key`, or `default` when it is absent."""
    return _values(_read(path())).get(keys.check(key), default)


def get_string(key: str, default: str | None = None) -> str | None:
    """Return the string at `key`, or `default` when it is absent; raise BusError for any other type."""
    value = get(key, default)
    if value is not None and not isinstance(value, str):
        raise BusError(f"preference is not a string: {key}", f"bus preferences get {key}")
    return value


def list(prefix: str = "") -> dict[str, Any]:
    """Return the values whose keys begin with the whole segments of `prefix`, sorted by key."""
    if prefix:
        keys.check(prefix)
    values = _values(_read(path()))
    chosen = (key for key in values if keys.is_key(key) and (not prefix or keys.is_below(key, prefix)))
    return {key: values[key] for key in sorted(chosen)}


def set_string(key: str, value: str) -> None:
    """Store a string."""
    set_value(key, value)


def set_json(key: str, text: str) -> None:
    """Store the value of a JSON text; raise UsageError when it is not valid JSON."""
    keys.check(key)
    try:
        value = jsonfile.parse(text.encode(), "VALUE")
    except (FormatError, UnicodeEncodeError) as error:
        raise UsageError(f"invalid JSON: {error}" if isinstance(error, FormatError) else "invalid JSON") from None
    set_value(key, value)


def set_value(key: str, value: Any) -> None:
    """Store any JSON value, given as Python's `None`, `bool`, `int`, `float`, `str`, `list` or `dict`."""
    keys.check(key)

    def store(values: dict[str, Any]) -> bool:
        values[key] = value
        return True

    _change(store)


def unset(key: str) -> None:
    """Remove `key`; when it is absent nothing is written or made."""
    keys.check(key)
    if get(key, _change) is not _change:  # any value but one that JSON can hold
        _change(lambda values: values.pop(key, _change) is not _change)


def _change(edit: Callable[[dict[str, Any]], bool]) -> None:
    """Read, edit and write back under the lock; `edit` tells whether anything is to be written."""
    from busdk import lock

    place = path()
    files.make_folder(os.path.dirname(os.path.realpath(place)))
    with lock.locked(place):
        document = _read(place)
        if edit(_values(document)):
            files.replace(place, _encoded(document))


def _encoded(document: dict[str, Any]) -> bytes:
    try:
        return jsonfile.canonical(document)
    except UnicodeEncodeError:
        raise UsageError("text is not valid UTF-8") from None


def _read(place: str) -> dict[str, Any]:
    data = files.read(place)
    if data is None:
        return {"version": VERSION, "values": {}}
    document = jsonfile.parse_object(data, place)
    version = document.get("version")
    if type(version) is not int or version != VERSION:
        raise FormatError(f"{place} must have version {VERSION}")
    if not isinstance(document.get("values"), dict):
        raise FormatError(f"{place} must have an object 'values'")
    return document


def _values(document: dict[str, Any]) -> builtins.dict[str, Any]:
    values: builtins.dict[str, Any] = document["values"]
    return values
