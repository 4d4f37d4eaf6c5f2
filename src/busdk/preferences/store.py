"""Reading and changing the preferences file."""

from __future__ import annotations

import builtins
import os

from busdk import files, jsonfile
from busdk.errors import BusError, FormatError, UsageError
from busdk.preferences import keys
from busdk.preferences.location import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

VERSION = 1
LARGEST = 256 << 20
"""Bytes of the file, which is the user's own: 400,000 sealed values."""
STRING_HINT = """a string in JSON stands in double quotes: '"text"'"""
_absent: Any = object()


class Snapshot:
    """The preferences as they are at one moment, for many looks at one reading of the file."""

    __slots__ = ("_place", "_values")

    def __init__(self, place: str, values: dict[str, Any]) -> None:
        self._place = place
        self._values = values

    def get(self, key: str, default: Any = None) -> Any:
        """Return the JSON value of `key`, or `default` when it is absent."""
        value = self._values.get(keys.check(key), default)
        return value if value is default else _finite(value, self._place)

    def list(self, prefix: str | None = None) -> dict[str, Any]:
        """Return the values whose keys begin with the whole segments of `prefix`, or all, sorted by key."""
        if prefix is not None:
            keys.check(prefix)
        chosen = (key for key in self._values if keys.is_key(key) and (prefix is None or keys.is_below(key, prefix)))
        return {key: _finite(self._values[key], self._place) for key in sorted(chosen)}


def read() -> Snapshot:
    """Read the file."""
    place = path()
    return Snapshot(place, _values(_read(place)))


def get(key: str, default: Any = None) -> Any:
    """Return the JSON value of `key`, or `default` when it is absent."""
    keys.check(key)
    return read().get(key, default)


def get_string(key: str, default: str | None = None) -> str | None:
    """Return the string at `key`, or `default` when it is absent; raise BusError for any other type, null too."""
    value = get(key, _absent)
    if value is _absent:
        return default
    if not isinstance(value, str):
        from busdk import quoting

        raise BusError(quoting.legal("preference is not a string", key), f"bus preferences get {key}")
    return value


def list(prefix: str | None = None) -> dict[str, Any]:
    """Return the values whose keys begin with the whole segments of `prefix`, or all, sorted by key."""
    if prefix is not None:
        keys.check(prefix)
    return read().list(prefix)


def set_string(key: str, value: str) -> None:
    """Store a string."""
    set_value(key, value)


def set_json(key: str, text: str) -> None:
    """Store the value of a JSON text; raise UsageError when it is not valid JSON."""
    keys.check(key)
    try:
        value = jsonfile.parse(text.encode("utf-8", "surrogatepass"), "the value")
    except FormatError as error:
        hints = (STRING_HINT,) if " expected " in str(error) else ()
        raise UsageError(str(error), *hints) from None
    set_value(key, value)


def set_value(key: str, value: Any) -> None:
    """Store any JSON value, given as Python's `None`, `bool`, `int`, `float`, `str`, `list` or `dict`.

    Raises UsageError for a value that would not read back: text that is not Unicode, a number that JSON cannot
    hold, an integer of more than 4300 digits, more than 200 levels.
    """
    set_values({key: value})


def set_values(new: Mapping[str, Any]) -> None:
    """Store several values in one write, each as `set_value` does."""
    for key, value in new.items():
        keys.check(key)
        _check_value(key, value)

    def store(values: dict[str, Any]) -> bool:
        values.update(new)
        return True

    _change(store)


def unset(*names: str) -> None:
    """Remove keys in one write; when all are absent nothing is written or made."""
    wanted = {keys.check(name) for name in names}

    def drop(values: dict[str, Any]) -> bool:
        there = wanted & values.keys()
        for key in there:
            del values[key]
        return bool(there)

    if wanted & _values(_read(path())).keys():
        _change(drop)


def _change(edit: Callable[[dict[str, Any]], bool]) -> None:
    """Read, edit and write back under the lock; `edit` tells whether anything is to be written."""
    from busdk import folders, lock

    place = path()
    folders.make(os.path.dirname(os.path.realpath(place)))
    with lock.locked(place):
        document = _read(place)
        if edit(_values(document)):
            files.replace(place, _encoded(document, place), limit=LARGEST)


def _encoded(document: dict[str, Any], place: str) -> bytes:
    """Write the document, whose new value has been checked: what is wrong now stood there before."""
    try:
        return jsonfile.canonical(document)
    except ValueError:
        raise _out_of_range(place) from None


def _check_value(key: str, value: Any) -> None:
    """Raise UsageError for a value that would not read back from where it is going to stand."""
    try:
        jsonfile.parse(jsonfile.canonical({"values": {key: value}}), "the value")
    except UnicodeEncodeError:
        raise UsageError("the value is not valid UTF-8") from None
    except RecursionError:
        raise UsageError("the value is nested too deeply") from None
    except ValueError:
        raise UsageError("the value holds a number out of range") from None
    except FormatError as error:
        raise UsageError(str(error)) from None


def _finite(value: Any, place: str) -> Any:
    """Return a stored value; raise FormatError when a number in it is larger than a double can hold."""
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        raise _out_of_range(place)
    if isinstance(value, (dict, builtins.list)):
        for item in value.values() if isinstance(value, dict) else value:
            _finite(item, place)
    return value


def _out_of_range(place: str) -> FormatError:
    return FormatError(f"{place} holds a number out of range")


def _read(place: str) -> dict[str, Any]:
    data = files.read(place, LARGEST)
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
