"""Lines made only of global flags, and the flags that hold for a command. Pure."""

from __future__ import annotations

from busdk.command import Option
from busdk.command.parse import global_flags
from busdk.command.table import GLOBAL_OPTIONS
from busdk.dispatch import perf
from busdk.dispatch.busfile.tokens import TokenError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

RESETS = {f"no-{name}": name for name in ("verbose", "quiet", "chdir", "output", "format")}
_OPTIONS = (
    *(option for option in GLOBAL_OPTIONS if option.name not in ("--help", "--version")),
    *(Option(f"--{name}") for name in RESETS),
    *perf.OPTIONS,
)
_INSTEAD = {
    "verbose": "quiet",
    "quiet": "verbose",
    "color": "no-color",
    "no-color": "color",
    "perf": "no-perf",
    "no-perf": "perf",
}


def is_directive(words: Sequence[str]) -> bool:
    """Tell whether a line's words begin as a directive does."""
    return words[0].startswith("-")


def parse(words: Sequence[str]) -> dict[str, Any]:
    """Return the flags of a directive; raise TokenError, its column the index of the word that is wrong."""
    flags, index, ended, fault = global_flags(words, _OPTIONS)
    if fault is not None:
        raise TokenError(str(fault), 0)
    if ended or index < len(words):
        raise TokenError("flags and a command on one line", index - ended)
    if "quiet" in flags and "verbose" in flags:
        raise TokenError("--quiet and --verbose exclude each other", 0)
    return flags


class Flags:
    """The global flags that hold at a place in a file: those of the command line, changed by directives.

    A reset takes back what directives said; what the command line said holds again.
    """

    __slots__ = ("_given", "_said")

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given
        self._said: dict[str, Any] = {}

    def apply(self, directive: Mapping[str, Any]) -> None:
        """Take a directive over, in the order in which its flags stand."""
        for name, value in directive.items():
            if name in RESETS:
                self._said.pop(RESETS[name], None)
            else:
                self._said.pop(_INSTEAD.get(name, name), None)
                self._said[name] = value

    def now(self) -> dict[str, Any]:
        """Return the flags that hold now."""
        replaced = {_INSTEAD.get(name, name) for name in self._said}
        return {**{name: value for name, value in self._given.items() if name not in replaced}, **self._said}
