"""Global flags as words for another program: their long form, in the order in which they were given."""

from __future__ import annotations

from busdk.command.table import GLOBAL_OPTIONS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_BY_KEY = {option.name[2:]: option for option in GLOBAL_OPTIONS}


def words(flags: Mapping[str, Any]) -> list[str]:
    """Return `--verbose --chdir DIR` for the flags of that parse; flags of `bus` alone are left out."""
    found: list[str] = []
    for key, value in flags.items():
        option = _BY_KEY.get(key)
        if option is not None and option.metavar:
            found += [option.name, value]
        elif option is not None:
            found += [option.name] * int(value)
    return found
