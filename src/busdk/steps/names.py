"""The grammar of names, `[a-z][a-z0-9_-]*`, and of tokens: a name or, where steps are built in, `@name`."""

from __future__ import annotations

import re

from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from busdk.steps.tool import Tool

_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_EXPECTED = "a name is a lower-case letter, then letters, digits, '-' and '_'"


def is_word(text: str) -> bool:
    """Tell whether a text has the form of a name."""
    return _NAME.fullmatch(text) is not None


def is_name(tool: Tool, text: str) -> bool:
    """Tell whether a user may call a step or pipeline so."""
    return is_word(text) and text not in tool.reserved


def check_name(tool: Tool, text: str) -> str:
    """Return a name for a definition; raise UsageError for one that cannot be used."""
    if not is_word(text):
        raise UsageError(f"invalid name: {text}", _EXPECTED)
    if text in tool.reserved:
        raise UsageError(f"reserved name: {text}", f"reserved are {', '.join(sorted(tool.reserved))}")
    return text


def check_token(tool: Tool, text: str) -> str:
    """Return a token; raise UsageError for a word that can name no step or pipeline, defined or not."""
    name = text.removeprefix("@")
    if not is_word(name):
        raise UsageError(f"invalid token: {text}", _EXPECTED)
    if name != text and name not in tool.operations and name not in tool.pipelines:
        raise _not_built_in(tool, text)
    if name == text and name in tool.reserved and name not in tool.operations:
        raise UsageError(f"{text} cannot be a step", tool.reserved[text])
    return text


def check_tokens(tool: Tool, words: Iterable[str]) -> list[str]:
    """Check several tokens."""
    return [check_token(tool, word) for word in words]


def _not_built_in(tool: Tool, text: str) -> UsageError:
    if not tool.builds_in:
        return UsageError(f"unknown token: {text}", f"{tool.spoken} has no built-in steps, so no token begins with '@'")
    name = text.removeprefix("@")
    if name in tool.reserved:
        return UsageError(f"unknown token: {text}", tool.reserved[name])
    return UsageError(f"unknown token: {text}", f"built in are {', '.join((*tool.operations, *tool.pipelines))}")
