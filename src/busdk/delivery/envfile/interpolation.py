"""Which values readers of env files put other variables into."""

from __future__ import annotations

import re

_MARK = re.compile(r"\$\{|[}:]")


def is_interpolated(value: str) -> bool:
    """Tell whether `python-dotenv` finds a variable in a value: `${X}` or `${X:-default}`, whatever the quotes.

    In one pass: its own pattern begins anew at each `${`, and takes hours for a megabyte of them.
    """
    last = value.rfind("}")
    opened = False
    for mark in _MARK.finditer(value) if last >= 0 else ():
        if mark[0] == "${":
            opened = True
        elif opened and (mark[0] == "}" or (value.startswith(":-", mark.start()) and mark.end() < last)):
            return True
        else:
            opened = False
    return False
