"""The grammar of names, `[a-z][a-z0-9_-]*`, and of tokens: a name or, where steps are built in, `@name`."""

from __future__ import annotations

from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from busdk.steps.tool import Tool

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_CHARACTERS = _LETTERS | frozenset("0123456789_-")
_EXPECTED = "a name is a lower-case letter, then letters, digits, '-' and '_'"


def is_word(text: str) -> bool:
    """Tell whether a text has the form of a name."""
    return text[:1] in _LETTERS and _CHARACTERS.issuperset(text)


def is_name(tool: Tool, text: str) -> bool:
    """Tell whether a user may call a step or pipeline so."""
    return is_word(text) and text not in tool.reserved


def check_name(tool: Tool, text: str) -> str:
    """Return a name for a definition; raise UsageError for one that cannot be used."""
    if not is_word(text):
        raise UsageError("invalid name", _EXPECTED)
    if text in tool.reserved:
        raise UsageError(f"reserved name: {text}", f"reserved are {', '.join(sorted(tool.reserved))}")
    return text


def check_token(tool: Tool, text: str) -> str:
    """Return a token; raise UsageError for a word that can name no step or pipeline, defined or not."""
    name = text.removeprefix("@")
    if not is_word(name):
        raise UsageError("invalid token", _EXPECTED)
    if name != text and name not in tool.operations and name not in tool.pipelines:
        raise _not_built_in(tool, text)
    if name == text and name in tool.reserved and name not in tool.operations:
        raise UsageError(f"{text} cannot be a step", tool.reserved[text])
    return text


def check_tokens(tool: Tool, words: Iterable[str]) -> list[str]:
    """Check several tokens; the error for one that has no token's form says which one it is."""
    return [_numbered(tool, word, number) for number, word in enumerate(words, 1)]


def _numbered(tool: Tool, word: str, number: int) -> str:
    if not is_word(word.removeprefix("@")):
        raise UsageError(f"invalid token (word {number})", _EXPECTED)
    return check_token(tool, word)


def _not_built_in(tool: Tool, text: str) -> UsageError:
    from busdk import quoting

    what = quoting.legal("unknown token", text)
    if not tool.builds_in:
        return UsageError(what, f"{tool.spoken} has no built-in steps, so no token begins with '@'")
    name = text.removeprefix("@")
    if name in tool.reserved:
        return UsageError(what, tool.reserved[name])
    return UsageError(what, f"built in are {', '.join((*tool.operations, *tool.pipelines))}")
