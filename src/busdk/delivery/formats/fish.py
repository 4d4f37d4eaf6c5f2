"""Fish: `set -gx` lines, to be sourced."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

KEPT = frozenset(["CDPATH", "FISH_VERSION", "PATH", "PWD", "SHLVL", "_"])
"""Variables that fish does not set, or sets to something else: it has lists in `PATH` and `CDPATH`."""


def refusal(variable: str, value: str) -> str:
    """Say why fish cannot take a variable: it has a use of its own for it."""
    del value
    return "fish keeps that name for itself" if variable in KEPT else ""


def write(values: Mapping[str, str]) -> str:
    """Write a `set -gx` command for each variable."""
    return "".join(f"set -gx {variable} {_quoted(value)}\n" for variable, value in values.items())


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
