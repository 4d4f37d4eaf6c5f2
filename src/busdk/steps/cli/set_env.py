"""`set env-for SELECTOR ENV VALUE`."""

from __future__ import annotations

from busdk import preferences, secrets
from busdk.errors import UsageError
from busdk.steps import environment, names, selectors
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Store a value, or a reference as it is."""
    tool = subject.tool(call)
    selector, variable, value = call.arguments
    _check_quietly(selector, value)
    preferences.set_string(environment.key(tool, selectors.stored(tool, selector), variable), value)


def _check_quietly(selector: str, value: str) -> None:
    """Raise UsageError for a wrong selector or reference, unquoted: it may be a value, or begin like one."""
    if not names.is_word(selector.removeprefix("@")):
        raise UsageError("invalid selector", "expected a step's name, or @ and that of a built-in one")
    try:
        secrets.reference(value)
    except secrets.InvalidName as error:
        raise UsageError("invalid reference", *error.hints) from None
