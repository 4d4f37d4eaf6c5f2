"""How a value is written in an env file: bare, or in quotes of either kind."""

from __future__ import annotations

import re

BARE, SINGLE, DOUBLE = "", "'", '"'
_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+,=-]+")


def spell(value: str, quote: str = BARE) -> str:
    r"""Write a value so that it reads back, in the given quotes where they can hold it as it is.

    Bare is what no reader takes for anything else. Single quotes hold all but quotes, backslashes and carriage returns
    as it is, `$` too, in a shell as here; double quotes hold everything, by escapes.
    """
    if quote == BARE and _PLAIN.fullmatch(value):
        return value
    if quote != DOUBLE and not any(char in value for char in "'\\\r"):
        return f"'{value}'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\r", "\\r") + '"'  # a bare one would be read as the end of a line
