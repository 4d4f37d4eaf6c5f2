"""How control characters are spelled in an agent's answer. Pure, for the formatter and the mask alike."""

from __future__ import annotations

_ESCAPED = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}


def visible(text: str) -> str:
    r"""Spell control characters as `\x1b`, so that none acts on a terminal; line ends, `\r\n` too, and tabs stay."""
    return "\r\n".join(part.translate(_ESCAPED) for part in text.split("\r\n"))
