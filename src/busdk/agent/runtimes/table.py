"""All runtimes, by token."""

from __future__ import annotations

from busdk.agent.runtimes import claude, codex, cursor, gemini
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.agent.runtimes.runtime import Runtime

RUNTIMES: dict[str, Runtime] = {
    runtime.token: runtime for runtime in (claude.RUNTIME, codex.RUNTIME, codex.LOCAL, cursor.RUNTIME, gemini.RUNTIME)
}
TOKENS = tuple(RUNTIMES)
"""What a user may write: claude, codex, codex:local, cursor, gemini."""
IDS = tuple(sorted({runtime.id for runtime in RUNTIMES.values()}))
"""What orders and lists hold, and `detect` prints: claude, codex, cursor, gemini."""


def find_runtime(token: str) -> Runtime:
    """Return the runtime of a token; raise UsageError for any other word."""
    if token not in RUNTIMES:
        raise UsageError("unknown agent", f"expected {', '.join(TOKENS[:-1])} or {TOKENS[-1]}")
    return RUNTIMES[token]
