"""The variables that are bound to a step: preferences `<tool>.env_for.<selector>.<variable>`, by value or reference."""

from __future__ import annotations

import os
import re

from busdk import secrets
from busdk.errors import BusError, UsageError
from busdk.secrets.identity import KEY_VARIABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from busdk.steps.tool import Tool

VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
WITHHELD = KEY_VARIABLE
"""The key to all secrets, which no step gets."""
LONGEST = 128 << 10
"""Bytes of `NAME=value` and the NUL behind it that Linux takes (MAX_ARG_STRLEN)."""


class Bound:
    """The variables of a step with their values, and those of the values that are secrets."""

    __slots__ = ("secrets", "variables")

    def __init__(self, variables: Mapping[str, str], secrets: tuple[str, ...]) -> None:
        self.variables = variables
        self.secrets = secrets


def check_variable(name: str) -> str:
    """Return a variable's name; raise UsageError for another, unquoted: it may be a misplaced value."""
    if VARIABLE.fullmatch(name) is None:
        raise UsageError("invalid variable", "expected upper-case letters, digits and '_', no digit first")
    if name == WITHHELD:
        raise UsageError(f"{name} is never given to a step", "bind the secrets that the step needs")
    return name


def key(tool: Tool, selector: str, variable: str) -> str:
    """Return the preference's key of a binding; the selector is as it is stored."""
    return f"{tool.name}.env_for.{selector}.{check_variable(variable).lower()}"


def bindings(tool: Tool, preferences: Mapping[str, Any], selectors: Sequence[str]) -> dict[str, str]:
    """Return what is bound for selectors, the strongest first: values and references as they are stored.

    Raises UsageError for a stored value that is no string.
    """
    found: dict[str, str] = {}
    for selector in reversed(selectors):
        prefix = f"{tool.name}.env_for.{selector}."
        for stored, value in preferences.items():
            variable = stored.removeprefix(prefix).upper()
            if stored.startswith(prefix) and VARIABLE.fullmatch(variable):
                if not isinstance(value, str):
                    raise UsageError(f"preference must be a string: {stored}")
                if variable == WITHHELD:
                    raise UsageError(
                        f"{variable} is never given to a step: {stored}", f"bus preferences unset {stored}"
                    )
                found[variable] = value
    return dict(sorted(found.items()))


def bind(step: str, stored: Mapping[str, str], directory: str) -> Bound:
    """Return the values of a step's variables; the repository scope is that of `directory`.

    Raises a BusError that names step, variable and reference, for a secret that cannot be read and for a value that
    the system cannot carry.
    """
    variables: dict[str, str] = {}
    found: list[str] = []
    for variable, text in stored.items():
        try:
            name = secrets.reference(text)
            value = text if name is None else secrets.get(name, directory=directory)
            _check_fits(variable, value, text if name is not None else "")
        except BusError as error:
            shown = f"{variable}={text}" if text.startswith("secret:") else variable
            raise error.within(f"{step}: {shown}") from None
        variables[variable] = os.fsdecode(value.encode())  # UTF-8 for the step, whatever the locale
        found += [value] if name is not None else []
    return Bound(variables, tuple(found))


def _check_fits(variable: str, value: str, reference: str) -> None:
    what = f"value of {reference}" if reference else "value"
    if "\0" in value:
        raise BusError(f"{what} has a NUL character, which no variable can hold")
    if len(variable) + len(value.encode()) + 2 > LONGEST:
        raise BusError(f"{what} is too long for a variable, which holds {LONGEST} bytes with its name")
