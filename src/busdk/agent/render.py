"""Templates: `{{NAME}}` stands for a variable, `{{{{` and `}}}}` for the braces themselves."""

from __future__ import annotations

import re

from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_TOKEN = re.compile(r"\{\{\{\{|\}\}\}\}|\{\{([A-Z][A-Z0-9_]*)\}\}")
QUOTED = 40
"""Characters of a faulty placeholder that an error shows."""


def render(text: str, variables: Mapping[str, str]) -> str:
    """Replace every `{{NAME}}` by its variable, in one pass: values are not looked at.

    Raises UsageError when a variable is missing, and when the template has anything else between `{{` and `}}`.
    Variables that are not used are fine.
    """
    missing = [name for name in dict.fromkeys(_TOKEN.findall(text)) if name and name not in variables]
    if missing:
        raise UsageError(f"missing variable: {', '.join(missing)}")
    _check_rest(text)
    return _TOKEN.sub(lambda match: variables[match[1]] if match[1] else match[0][:2], text)


def _check_rest(text: str) -> None:
    """Raise UsageError when a `{{` that belongs to no token has such a `}}` behind it."""
    rest = _TOKEN.sub(lambda match: "\0" * len(match[0]), text)
    start = rest.find("{{")
    end = rest.find("}}", start + 2)
    if 0 <= start < end:
        found = text[start : end + 2]
        shown = found if len(found) <= QUOTED else f"{found[:QUOTED]}..."
        raise UsageError(f"unresolved placeholder: {shown}", "a placeholder is {{NAME}}, NAME of A-Z, 0-9 and '_'")
