"""JSON as text: writing values, and editing one entry of a document without touching the rest.

Pure functions on text that is known to be valid JSON.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring

from busdk.errors import FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

BLANKS = " \t\r\n"
CONTROLS = range(0x7F, 0xA0)
LINE_ENDS = (0x2028, 0x2029)
DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
ACTING = frozenset(map(chr, (*CONTROLS, *LINE_ENDS, *DIRECTIONS)))
SCALARS = frozenset({str, int, float, bool, type(None)})
TEXT = frozenset({str})
_keep = str
_decoder = json.JSONDecoder(parse_int=_keep, parse_float=_keep, strict=True)


class Member:
    """One `"key": value` of an object: where in the text its key and its value stand."""

    __slots__ = ("end", "key", "key_end", "start", "value")

    def __init__(self, key: str, start: int, key_end: int, value: int, end: int) -> None:
        self.key = key
        self.start = start
        self.key_end = key_end
        self.value = value
        self.end = end


def line(value: Any) -> str:
    """Write a value on one line: sorted keys, no spaces, UTF-8 unescaped."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def shown(value: Any) -> str:
    """Write a value on one line to be looked at: characters that act on a terminal or end a line are escaped."""
    text = line(value)
    return text if text.isprintable() else "".join(_escaped(char) if char in ACTING else char for char in text)


def indented(value: Any, unit: str = "  ", newline: str = "\n", indent: str = "", *, sort: bool = True) -> str:
    """Write a value over several lines, `unit` deeper at each level; `indent` is that of its first line."""
    pieces: list[str] = []
    _put(value, unit, newline + indent, pieces.append, sort=sort)
    return "".join(pieces)


def _put(value: Any, unit: str, newline: str, add: Callable[[str], None], *, sort: bool) -> None:
    """Give the text of a value to `add`, piece by piece; `newline` ends in the indentation of the value's line."""
    if isinstance(value, dict) and value:
        _put_object(value, unit, newline, add, sort=sort)
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            add(f"{',' if index else '['}{newline}{unit}")
            _put(item, unit, newline + unit, add, sort=sort)
        add(newline + "]")
    else:
        add(encode_basestring(value) if isinstance(value, str) else line(value))


def _put_object(value: dict[str, Any], unit: str, newline: str, add: Callable[[str], None], *, sort: bool) -> None:
    deeper = newline + unit
    if _is_flat(value):
        add("{" + deeper)
        add(_flat(value, "," + deeper, sort=sort)[1:-1])
    else:
        for index, (key, item) in enumerate(sorted(value.items()) if sort else value.items()):
            add(f"{',' if index else '{'}{deeper}{encode_basestring(key)}: ")
            _put(item, unit, deeper, add, sort=sort)
    add(newline + "}")


def _is_flat(value: dict[str, Any]) -> bool:
    """Tell whether an object holds no others and no arrays; large ones mostly are so."""
    return SCALARS.issuperset(map(type, value.values())) and TEXT.issuperset(map(type, value))


def _flat(value: dict[str, Any], comma: str, *, sort: bool) -> str:
    """Write an object without others in it: the encoder in C does that in one call, with any text as its comma."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=sort, separators=(comma, ": "))


def change(text: str, path: Sequence[str], value: Any) -> str:
    """Set the entry at `path`; see `jsonfile.change`."""
    start, rest = _descend(text, path)
    members = list(_members(text, start))
    found = next((member for member in members if member.key == rest[0]), None)
    if found is not None and _same(text[found.value : found.end], value):
        return text
    if found is not None:
        return text[: found.value] + _written(text, start, value, members) + text[found.end :]
    for key in reversed(rest[1:]):
        value = {key: value}
    if members:
        return _appended(text, start, members, rest[0], value)
    return _first(text, start, rest[0], value)


def remove(text: str, path: Sequence[str]) -> str:
    """Remove the entry at `path`; see `jsonfile.remove`."""
    start, rest = _descend(text, path)
    members = list(_members(text, start))
    index = next((i for i, member in enumerate(members) if member.key == rest[0]), None)
    if index is None:
        return text
    member = members[index]
    if index:
        return text[: members[index - 1].end] + text[member.end :]
    if len(members) > 1:
        return text[: member.start] + text[members[1].start :]
    close = _skip(text, member.end)
    before = text[start + 1 : member.start]
    return text[: start + 1] + (before if close == member.end else "") + text[close:]


def _same(written: str, value: Any) -> bool:
    """Tell whether a text is a spelling of `value`; unlike Python, JSON has no 1 that equals true."""
    return json.dumps(json.loads(written), sort_keys=True) == json.dumps(value, sort_keys=True)


def _escaped(char: str) -> str:
    return json.dumps(char)[1:-1]


def _descend(text: str, path: Sequence[str]) -> tuple[int, Sequence[str]]:
    """Follow `path` down to the last object that exists; return where it starts and the keys still to go."""
    start = _skip(text, 0)
    for depth, key in enumerate(path):
        if text[start] != "{":
            raise FormatError(f"{'.'.join(path[:depth]) or 'the document'} must be a JSON object")
        if depth == len(path) - 1:
            break
        found = next((member for member in _members(text, start) if member.key == key), None)
        if found is None:
            return start, path[depth:]
        start = found.value
    return start, path[-1:]


def _members(text: str, start: int) -> Iterator[Member]:
    """Go through the members of the object at `start`."""
    scan = json.decoder.scanstring  # type: ignore[attr-defined]
    position = _skip(text, start + 1)
    while text[position] != "}":
        key, key_end = scan(text, position + 1)
        value = _skip(text, _skip(text, key_end) + 1)
        end = _decoder.raw_decode(text, value)[1]
        yield Member(key, position, key_end, value, end)
        position = _skip(text, end)
        if text[position] == ",":
            position = _skip(text, position + 1)


def _skip(text: str, position: int) -> int:
    while text[position] in BLANKS:
        position += 1
    return position


def _appended(text: str, start: int, members: list[Member], key: str, value: Any) -> str:
    """Add a member after the last one, spaced as that one is."""
    last = members[-1]
    gap = text[members[-2].end if len(members) > 1 else start + 1 : last.start].rpartition(",")[2]
    colon = text[last.key_end : last.value]
    if not gap and colon != ":":
        gap = " "
    entry = f",{gap}{encode_basestring(key)}{colon}{_written(text, start, value, members)}"
    return text[: last.end] + entry + text[last.end :]


def _first(text: str, start: int, key: str, value: Any) -> str:
    """Add a member to an empty object: over several lines where the document is."""
    close = _skip(text, start + 1)
    if close > start + 1:
        return text[:close] + f"{encode_basestring(key)}: {_written(text, start, value, [])}" + text[close:]
    if not _has_lines(text):
        return text[:close] + f"{encode_basestring(key)}: {json.dumps(value, ensure_ascii=False)}" + text[close:]
    newline, unit = _style(text)
    indent = _indent(text, start)
    entry = f"{encode_basestring(key)}: {indented(value, unit, newline, indent + unit, sort=False)}"
    return text[:close] + newline + indent + unit + entry + newline + indent + text[close:]


def _written(text: str, start: int, value: Any, members: list[Member]) -> str:
    """Write a value as its neighbours are written: over several lines where they stand on lines of their own."""
    if not isinstance(value, (dict, list)) or not value:
        return line(value)
    if members and "\n" not in text[start : members[0].start]:
        tight = text[members[0].key_end : members[0].value] == ":"
        return json.dumps(value, ensure_ascii=False, separators=(",", ":") if tight else None)
    newline, unit = _style(text)
    return indented(value, unit, newline, _indent(text, members[0].start if members else start), sort=False)


def _has_lines(text: str) -> bool:
    """Tell whether the document's own members stand on lines of their own, or it has none."""
    start = _skip(text, 0)
    first = _skip(text, start + 1)
    return "\n" in text[start:first] or text[first] == "}"


def _style(text: str) -> tuple[str, str]:
    """Detect the line end and the indentation of a document, by its first line end and first indented member."""
    newline = "\r\n" if "\r\n" in text[: text.find("\n") + 1] else "\n"
    start = _skip(text, 0)
    gap = text[start + 1 : _skip(text, start + 1)]
    unit = gap.rpartition("\n")[2]
    return newline, unit if "\n" in gap and unit and text[start + 1 + len(gap)] != "}" else "  "


def _indent(text: str, position: int) -> str:
    """Return the blanks that the line of `position` begins with."""
    begin = text.rfind("\n", 0, position) + 1
    return text[begin : begin + len(text[begin:position]) - len(text[begin:position].lstrip(" \t"))]
