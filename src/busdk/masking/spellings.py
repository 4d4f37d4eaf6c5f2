"""The ways a value may be written in a stream."""

from __future__ import annotations

try:
    from _json import encode_basestring, encode_basestring_ascii
except ImportError:  # an interpreter without the fast part
    from json.encoder import encode_basestring, encode_basestring_ascii

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST = 4
"""Values of fewer characters are not masked: they would turn up everywhere."""
# What Go and other writers of HTML-safe JSON escape besides.
HTML_SAFE = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def is_short(value: str) -> bool:
    """Return whether a value is too short to be masked; an empty one is not, as it has nothing to hide."""
    return 0 < len(value) < SHORTEST


def spellings(value: str) -> set[str]:
    r"""Return how programs write a value: as it is, trimmed, on one line, for a terminal, as a literal, inside JSON.

    A terminal turns `\n` into `\r\n`. Nothing shorter than four characters is among them.
    """
    unix = value.replace("\r\n", "\n")
    forms = {value, unix, value.rstrip("\r\n"), unix.rstrip("\n"), unix.strip()}
    if "\n" in unix:
        forms.add(" ".join(unix.split()))  # as a shell shows an unquoted variable
    return {spelling for form in forms if len(form) >= SHORTEST for spelling in _written(form)}


def encoded(text: str) -> bytes:
    """Return the bytes of a text as an environment holds them, also where it is no valid Unicode."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _written(form: str) -> Iterator[str]:
    yield form
    yield form.replace("\n", "\r\n")
    ascii_only, plain = encode_basestring_ascii(form)[1:-1], encode_basestring(form)[1:-1]
    yield ascii_only
    yield plain
    yield ascii_only.translate(HTML_SAFE)
    yield plain.translate(HTML_SAFE)
    for literal in (ascii_only, plain):
        yield literal.replace("/", "\\/")  # as PHP writes JSON
        yield literal.replace('\\"', '"')  # as a literal in single quotes
        yield literal.replace('\\"', '"').replace("'", "\\'")
    yield repr(form)[1:-1]
    yield _visible(form)


def _visible(form: str) -> str:
    """Spell control characters as agents' answers are shown; see `busdk.agent.formatter`."""
    return "".join(char if char in "\n\t" or char.isprintable() else _escaped(char) for char in form)


def _escaped(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 0xA0 else char
