"""JSON files of the user's: strict reading, one canonical form, and changing one entry in place.

Reading is RFC 8259, and stricter where documents are ambiguous: UTF-8 only (a byte-order mark is
allowed), no duplicate keys, no lone surrogates, no NaN or Infinity. A change keeps every byte outside the
entry: key order, indentation, inline arrays, number spelling, line ends.
"""

from __future__ import annotations

from busdk.errors import FormatError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

LARGE = 1 << 16  # bytes from which looking for duplicate keys the cheap way first pays
MANY = 1 << 16  # objects from which it does not
LIMITS = {
    "recursion limit exceeded": "nested more than 200 levels deep",
    "number out of range": "a number of more than 4300 digits",
}
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def parse(data: bytes, name: str) -> Any:
    """Return the value of a JSON document; raise FormatError naming the file, never quoting its content."""
    text = data.removeprefix(BYTE_ORDER_MARK)
    try:
        return _parsed_large(text) if len(text) > LARGE else _parsed(text)
    except ValueError as error:
        raise FormatError(f"{name} is not valid JSON: {_reason(str(error))}") from None


def parse_object(data: bytes, name: str) -> dict[str, Any]:
    """Return the object that a JSON document must be."""
    value = parse(data, name)
    if not isinstance(value, dict):
        raise FormatError(f"{name} must be a JSON object")
    return value


def canonical(value: Any) -> bytes:
    """Write a value in the canonical form: sorted keys, two-space indent, UTF-8 unescaped, final newline."""
    from busdk import jsontext

    return (jsontext.indented(value) + "\n").encode()


def change(data: bytes, path: Sequence[str], value: Any) -> bytes:
    """Set the entry at `path` in an object document, making parent objects that are absent.

    A new entry stands last in its object, in the style of its neighbours. Raises FormatError when a
    parent is not an object. The document must have passed `parse`.
    """
    from busdk import jsontext

    return _edited(data, lambda text: jsontext.change(text, path, value))


def remove(data: bytes, path: Sequence[str]) -> bytes:
    """Remove the entry at `path`; a document without it comes back as it is."""
    from busdk import jsontext

    return _edited(data, lambda text: jsontext.remove(text, path))


def _parsed(text: bytes) -> Any:
    import jiter

    return jiter.from_json(text, allow_inf_nan=False, catch_duplicate_keys=True)


def _parsed_large(text: bytes) -> Any:
    """Parse without the garbage collector, which finds nothing and looks through what is there again and again."""
    import gc

    import jiter

    collects = gc.isenabled()
    gc.disable()
    try:
        if text.count(b"{") < MANY:
            value = jiter.from_json(text, allow_inf_nan=False, cache_mode="none")
            if _has_unique_keys(text, value):
                return value
        return _parsed(text)
    finally:
        if collects:
            gc.enable()


def _has_unique_keys(text: bytes, value: Any) -> bool:
    """Tell whether a document surely has no duplicate keys, at a fraction of the parser's own price for looking.

    Each key has one colon behind it, so a document has at most as many keys as colons; when the parsed value
    has that many, none was lost as a duplicate. Where strings hold colons too, those behind a quote are counted.
    """
    if _has_keys(value, text.count(b":")):
        return True
    spaced = any(blank + b":" in text for blank in (b" ", b"\n", b"\t", b"\r"))
    return not spaced and _has_keys(value, text.count(b'":'))


def _has_keys(value: Any, most: int) -> bool:
    """Tell whether the objects in a value have `most` keys, level by level: below the last key nothing is looked at."""
    found, level = 0, [value]
    while level:
        found += sum(len(item) for item in level if isinstance(item, dict))
        if found == most:
            return True
        level = [below for item in level for below in _items(item) if isinstance(below, (dict, list))]
    return False


def _items(value: Any) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _edited(data: bytes, edit: Callable[[str], str]) -> bytes:
    mark = BYTE_ORDER_MARK if data.startswith(BYTE_ORDER_MARK) else b""
    return mark + edit(data.removeprefix(mark).decode()).encode()


def _reason(message: str) -> str:
    """Keep the kind and place of a parser's message and drop anything it quotes."""
    kind, _, place = message.rpartition(" at line ")
    kind = kind.partition(" `")[0].partition(' "')[0].partition(": ")[0].lower()
    return f"{LIMITS.get(kind, kind)} at line {place}"
