"""The ways a value may be written in a stream."""

from __future__ import annotations

import json

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
    r"""Return how programs write a value: as it is, without its trailing newlines, for a terminal, inside JSON.

    A terminal turns `\n` into `\r\n`. Nothing shorter than four characters is among them.
    """
    bare = value.rstrip("\r\n")
    return {spelling for form in (value, bare) for spelling in _written(form) if len(form) >= SHORTEST}


def encoded(text: str) -> bytes:
    """Return the bytes of a text as an environment holds them, also where it is no valid Unicode."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _written(form: str) -> Iterator[str]:
    yield form
    yield form.replace("\n", "\r\n")
    ascii_only, plain = json.dumps(form)[1:-1], json.dumps(form, ensure_ascii=False)[1:-1]
    yield ascii_only
    yield plain
    yield ascii_only.translate(HTML_SAFE)
    yield plain.translate(HTML_SAFE)
