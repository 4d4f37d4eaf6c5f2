"""What a step finds in its environment: ours, and the values of its variables, resolved when it starts."""

from __future__ import annotations

import os
import sys

from busdk.errors import BusError
from busdk.masking import is_short
from busdk.steps import binding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from busdk.secrets.reader import Reader

LONGEST = 128 << 10
"""Bytes of `NAME=value` and the NUL behind it that Linux takes (MAX_ARG_STRLEN)."""


SHORTEST_OF_REPOSITORY = 8
"""Characters of a value that a repository has a say in: a shorter one could be any word of a step's output."""


class Bound:
    """The variables of a step with their values.

    `secrets` are those of the values that are secrets, `masked` those of them that are masked, `from_repository` the
    names of those among these that the repository holds.
    """

    __slots__ = ("from_repository", "masked", "secrets", "variables")

    def __init__(self, variables: Mapping[str, str], found: Sequence[tuple[str, str, str]]) -> None:
        self.variables = variables
        self.secrets = tuple(value for _, value, _ in found)
        kept = [each for each in found if _is_masked(*each[1:])]
        self.masked = tuple(value for _, value, _ in kept)
        self.from_repository = tuple(dict.fromkeys(name for name, _, scope in kept if scope == "repo"))


def bind(step: str, stored: Mapping[str, str], reader: Reader) -> Bound:
    """Return the values of a step's variables as they are now.

    Raises a BusError that names step, variable and reference, for a secret that cannot be read and for a value that
    the system cannot carry.
    """
    reader.look()
    variables: dict[str, str] = {}
    found: list[tuple[str, str, str]] = []
    for variable, text in stored.items():
        try:
            named = binding.reference(text)
            value, scope = (text, "") if named is None else reader.find(*named)
            _check_fits(variable, value, text if named is not None else "")
        except BusError as error:
            shown = f"{variable}={text}" if binding.is_reference(text) else variable
            raise error.within(f"{step}: {shown}") from None
        variables[variable] = os.fsdecode(value.encode())  # UTF-8 for the step, whatever the locale
        if named is not None:
            found.append((named[0], value, scope))
    return Bound(variables, found)


def inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """Return our environment as a step gets it: without the key to all secrets, and with our programs on PATH.

    Their folder stands behind all others, so that a step finds `bus` and nothing else changes.
    """
    ours = {name: value for name, value in environment.items() if name != binding.WITHHELD}
    path, folder = ours.get("PATH") or os.defpath, _programs()
    if folder and folder not in path.split(os.pathsep):
        ours["PATH"] = f"{path}{os.pathsep}{folder}"
    return ours


def _programs() -> str:
    """Return the folder that the running program was installed in, with `bus`; nothing where there is none."""
    places = (os.path.dirname(os.path.realpath(place)) for place in (sys.argv[0], sys.executable) if place)
    return next((folder for folder in places if os.access(os.path.join(folder, "bus"), os.X_OK)), "")


def _is_masked(value: str, scope: str) -> bool:
    return bool(value.strip()) and not is_short(value) and (scope != "repo" or len(value) >= SHORTEST_OF_REPOSITORY)


def _check_fits(variable: str, value: str, reference: str) -> None:
    what = f"value of {reference}" if reference else "value"
    if "\0" in value:
        raise BusError(f"{what} has a NUL character, which no variable can hold")
    if len(variable) + len(value.encode()) + 2 > LONGEST:
        raise BusError(f"{what} is too long for a variable, which holds {LONGEST} bytes with its name")
