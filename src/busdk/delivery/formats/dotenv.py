"""Env files, as `python-dotenv` reads them."""

from __future__ import annotations

from busdk.delivery.envfile.interpolation import is_interpolated
from busdk.delivery.envfile.spelling import spell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def refusal(variable: str, value: str) -> str:
    """Say why an env file cannot carry a value: there is no escape for `${X}`, in no quotes."""
    del variable
    return "readers of env files replace ${...}" if is_interpolated(value) else ""


def write(values: Mapping[str, str]) -> str:
    """Write a line for each variable, or several for a value with newlines."""
    return "".join(f"{variable}={spell(value)}\n" for variable, value in values.items())
