"""What stands in a value's place."""

from __future__ import annotations

import sys
from itertools import chain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

USUAL = "*"
LENGTH = 3


def marker(spellings: Collection[str]) -> str:
    """Return `***`, or three of another character that occurs in no spelling.

    `***` serves unless it could spell a value again together with the text around it: then that value
    begins or ends with `*` or holds `***`. Fewer of them inside a value never meet three or more.
    """
    if not any(_could_hold(spelling, USUAL) for spelling in spellings):
        return USUAL * LENGTH
    used = set().union(*spellings)
    return next(char for char in _candidates() if char not in used) * LENGTH


def _could_hold(spelling: str, char: str) -> bool:
    return spelling.startswith(char) or spelling.endswith(char) or char * LENGTH in spelling


def _candidates() -> Iterator[str]:
    """Yield printable characters: ASCII signs first, letters and digits last, then all others."""
    ascii_only = [chr(code) for code in range(0x21, 0x7F)]
    ascii_only.sort(key=str.isalnum)
    beyond = (chr(code) for code in range(0xA1, sys.maxunicode))
    return chain(ascii_only, (char for char in beyond if char.isprintable()))
