"""The encodings of a value in a template."""

from __future__ import annotations

from busdk.delivery.formats.shell import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def _json(value: str) -> str:
    """Write a value as a JSON string with its quotes, in ASCII."""
    import json

    return json.dumps(value)


def _url(value: str) -> str:
    """Percent-encode all of a value but letters, digits and `_.-~`, for any part of a URL."""
    from urllib.parse import quote

    return quote(value, safe="")


def _base64(value: str) -> str:
    """Encode the UTF-8 of a value in base64, on one line, padded."""
    from base64 import b64encode

    return b64encode(value.encode()).decode()


ENCODINGS: dict[str, Callable[[str], str]] = {"json": _json, "shell": quoted, "url": _url, "base64": _base64}
