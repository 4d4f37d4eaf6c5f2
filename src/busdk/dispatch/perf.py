"""How long a command took, as `--perf` shows it."""

from __future__ import annotations

import time

from busdk.command import Option, streams

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

OPTIONS = (
    Option("--perf", help="after each command, say on stderr how long it took"),
    Option("--no-perf", help="take --perf back"),
)
_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_LONGEST = 32

now = time.perf_counter_ns


def is_on(flags: Mapping[str, Any]) -> bool:
    """Return whether commands are timed; where both flags are given, `--no-perf` wins."""
    return "perf" in flags and "no-perf" not in flags


def shown(module: str, words: Sequence[str], start: int) -> str:
    """Return `INFO perf bus-journal add 12ms` for a command that began at `start`."""
    took = f"{(now() - start + 500_000) // 1_000_000}ms"
    operation = words[0] if words and _is_operation(module, words[0]) else ""
    return streams.visible(" ".join(part for part in ("INFO perf", f"bus-{module}", operation, took) if part))


def _is_operation(module: str, word: str) -> bool:
    """Return whether a module's first argument is a command of it, or has the form of one; no other word is shown."""
    from busdk import credentials
    from busdk.dispatch import own

    program = own.program(module)
    if program is not None:
        return program.begins(word)
    return len(word) <= _LONGEST and word[:1].isalpha() and _WORD.issuperset(word) and not credentials.has_shape(word)
