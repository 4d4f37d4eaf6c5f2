"""Selectors: which steps a setting is for. `work` is any step of that name, `@work` the built-in one."""

from __future__ import annotations

from busdk.errors import UsageError
from busdk.steps import names
from busdk.steps.definitions import Prompt, Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.steps.definitions import Step
    from busdk.steps.tool import Tool

_BUILT_IN = "builtin"


def stored(tool: Tool, selector: str) -> str:
    """Return the segments of a preference's key that a selector becomes; raise UsageError when it is none."""
    name = selector.removeprefix("@")
    if names.is_word(name) and name == selector:
        return name
    if not names.is_word(name):
        raise UsageError("invalid selector", "expected a step's name, or @ and that of a built-in one")
    if tool.operations and name not in tool.operations:
        from busdk import quoting

        what = quoting.legal("unknown built-in step", selector)
        raise UsageError(what, f"expected @ and one of {', '.join(tool.operations)}")
    return f"{_BUILT_IN}.{name}"


def shown(stored: str) -> str:
    """Return a selector as a user writes it."""
    name = stored.removeprefix(f"{_BUILT_IN}.")
    return name if name == stored else f"@{name}"


def of(step: Step) -> tuple[str, ...]:
    """Return the selectors, as they are stored, that hold for a step, the strongest first."""
    if isinstance(step, (Prompt, Script)):
        return (step.name,)
    return (f"{_BUILT_IN}.{step.name}", step.name)
