"""The accounting entity's settings, `busdk.accounting_entity` of the descriptor: making and changing them."""

from __future__ import annotations

from busdk import jsonfile
from busdk.config import descriptor, properties
from busdk.errors import BusError, FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

ENTRY = ("busdk", "accounting_entity")


def init(root: str = ".", settings: Mapping[str, Any] | None = None) -> bool:
    """Store the default settings, overridden by `settings`; return False, with nothing written, when there are any.

    `settings` are texts by property name, as on the command line; `signature-signer` is a list of texts. A missing
    descriptor is made. Raises UsageError for bad settings, before any file is read, and FormatError when the
    descriptor, or `busdk` or the settings in it, is not an object.
    """
    subtree = _subtree(properties.read(settings or {}))

    def edit(data: bytes | None) -> bytes | None:
        if data is not None and _has_settings(data, descriptor.path(root)):
            return None
        return jsonfile.change(descriptor.MINIMAL if data is None else data, ENTRY, subtree)

    return _update(root, edit)


def set(root: str = ".", settings: Mapping[str, Any] | None = None) -> None:
    """Change exactly the given settings, all in one write; a value that is stored already stays as it is spelled.

    `settings` are as for `init`; without any, nothing is read. Raises UsageError for bad settings, before any file
    is read, and BusError when there is no descriptor or it has no settings yet.
    """
    given = properties.read(settings or {})
    if given:
        _update(root, lambda data: _changed(data, given, descriptor.path(root)))


def _subtree(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings of `init` in the table's order."""
    from datetime import datetime

    from busdk.config import fiscal_year

    year = fiscal_year.complete(given, datetime.now().astimezone().date())
    tree: dict[str, Any] = {}
    for item in properties.PROPERTIES:
        value = {item.name: item.default, **year, **given}[item.name]
        if value is not properties.ABSENT:
            _put(tree, item.place, value)
    return tree


def _put(tree: dict[str, Any], place: Sequence[str], value: Any) -> None:
    for key in place[:-1]:
        tree = tree.setdefault(key, {})
    tree[place[-1]] = value


def _changed(data: bytes | None, given: Mapping[str, Any], place: str) -> bytes:
    if data is None:
        raise BusError(f"{place} not found", "bus config init")
    if not _has_settings(data, place):
        raise BusError(f"missing {'.'.join(ENTRY)}", "bus config init")
    for name, value in given.items():
        data = jsonfile.change(data, (*ENTRY, *properties.find(name).place), value)
    return data


def _has_settings(data: bytes, place: str) -> bool:
    inner = jsonfile.parse_object(data, place)
    for depth, key in enumerate(ENTRY, 1):
        if key not in inner:
            return False
        inner = inner[key]
        if not isinstance(inner, dict):
            raise FormatError(f"{place} must have an object '{'.'.join(ENTRY[:depth])}'")
    return True


def _update(root: str, edit: Callable[[bytes | None], bytes | None]) -> bool:
    """Run `edit` on the descriptor and return True when that changed it.

    First without the lock: what changes nothing must not need a folder that can be written to.
    """
    data = descriptor.content(root)[0]
    new = edit(data)
    if new is None or new == data:
        return False
    return descriptor.update(root, lambda now: new if now == data else edit(now))
