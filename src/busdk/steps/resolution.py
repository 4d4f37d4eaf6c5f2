"""From a token to what it stands for."""

from __future__ import annotations

import os

from busdk import rootfile
from busdk.errors import UsageError
from busdk.steps import names
from busdk.steps.definitions import Prompt, Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.steps.definitions import Definition
    from busdk.steps.scanning import Definitions
    from busdk.steps.tool import Tool


def resolve(tool: Tool, definitions: Definitions, token: str, root: str | None = None) -> Definition:
    """Return what a token stands for; raise UsageError when it is nothing or several things.

    A plain name is the user's own prompt, script, pipeline in the root or pipeline in the preferences, else what is
    built in; `@name` is what is built in.
    """
    names.check_token(tool, token)
    own = definitions.own.get(token, [])
    if len(own) > 1:
        raise ambiguous(token, own)
    if own and not (isinstance(own[0], Script) and own[0].ending is None):
        return own[0]
    found = definitions.built_in(token.removeprefix("@")) if not own else None
    if found is None:
        raise _unknown(tool, definitions, token, root)
    return found


def ambiguous(name: str, own: list[Definition]) -> UsageError:
    """Say where a name is defined more than once."""
    sources = " and ".join(source(definition) for definition in own)
    return UsageError(f"ambiguous token: {name} is defined by {sources}", "remove or rename all but one")


def source(definition: Definition) -> str:
    """Return the file or preference of a definition, or `builtin`."""
    return getattr(definition, "source", "builtin")


def check_usable(root: str, definition: Definition) -> None:
    """Raise UsageError for a prompt or script that is no regular file inside the root, or that is disabled."""
    if isinstance(definition, (Prompt, Script)):
        rootfile.regular(root, definition.source)
    if isinstance(definition, Script) and not definition.enabled:
        raise UsageError(f"script is disabled: {definition.source}", f"chmod +x {definition.source}")


def above(tool: Tool, root: str | None) -> tuple[str, ...]:
    """Return a hint at a folder above the root that has steps, which are not looked for there."""
    found = None if root is None else tool.find_above(root)
    return (
        () if found is None else (f"{tool.spoken} -C {os.path.relpath(found)} list shows the steps of a folder above",)
    )


def _unknown(tool: Tool, definitions: Definitions, token: str, root: str | None) -> UsageError:
    own = definitions.own.get(token)
    if own:
        return UsageError(f"unknown token: {token}", f"{source(own[0])} is for another platform")
    from busdk import quoting

    near = quoting.nearest(token, [*definitions.own, *tool.operations, *tool.pipelines])
    hints = [f"{tool.spoken} {near}"] if near else []
    hints += [f"{tool.spoken} list shows what is defined", *above(tool, root)]
    return UsageError(quoting.legal("unknown token", token), *hints)
