"""Templates: `{{NAME}}` stands for a variable."""

from __future__ import annotations

import re

from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{\{([A-Z][A-Z0-9_]*)\}\}")
_LEFT = re.compile(r"\{\{.*?\}\}", re.DOTALL)
QUOTED = 40
"""Characters of a faulty placeholder that an error shows."""


def render(text: str, variables: Mapping[str, str]) -> str:
    """Replace every `{{NAME}}` by its variable, in one pass: values are not looked at again.

    Raises UsageError when a variable is missing and when anything between `{{` and `}}` is left in the result,
    also where a value brought it in. Variables that are not used are fine.
    """
    missing = [name for name in dict.fromkeys(_PLACEHOLDER.findall(text)) if name not in variables]
    if missing:
        raise UsageError(f"missing variable: {', '.join(missing)}")
    rendered = _PLACEHOLDER.sub(lambda match: variables[match[1]], text)
    left = _LEFT.search(rendered)
    if left:
        raise _unresolved(left[0], text)
    return rendered


def _unresolved(placeholder: str, text: str) -> UsageError:
    """Quote what the template holds itself; a value stays unseen."""
    if placeholder not in text:
        return UsageError("unresolved placeholder: the value of a variable brought one in")
    shown = placeholder if len(placeholder) <= QUOTED else f"{placeholder[:QUOTED]}..."
    return UsageError(f"unresolved placeholder: {shown}", "a placeholder is {{NAME}}, NAME of A-Z, 0-9 and '_'")
