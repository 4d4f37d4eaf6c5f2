"""What an agent inherits of our environment."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS = ("BUS_SECRETS_IDENTITY",)
"""The key to all secrets: an agent holds what it was given, not everything."""
NESTED = (
    *("CLAUDECODE", "CLAUDE_CODE_ENTRYPOINT", "CLAUDE_CODE_CHILD_SESSION", "CLAUDE_CODE_SESSION_ID"),
    *("CLAUDE_CODE_EXECPATH", "CLAUDE_CODE_SSE_PORT", "GEMINI_CLI", "CURSOR_AGENT"),
)
"""What agents tell the programs that they start: inside one of them, claude refuses to run."""


def passed_on(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the key to all secrets, and without the marks of an agent around us."""
    return {name: value for name, value in environment.items() if name not in KEYS and name not in NESTED}
