"""The signals that end a program which does not see to them, and what one that runs another does with each."""

from __future__ import annotations

from busdk.lean import signal

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""Requests to end: passed on, and the run is over whatever the child makes of it."""
_OTHERS = (
    "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGVTALRM", "SIGPROF", "SIGPOLL", "SIGPWR", "SIGSTKFLT", "SIGXCPU", "SIGABRT",
    "SIGTRAP",
)  # fmt: skip
PASSED_ON = (
    *(int(getattr(signal, name)) for name in _OTHERS if hasattr(signal, name)),
    *(range(signal.SIGRTMIN, signal.SIGRTMAX + 1) if hasattr(signal, "SIGRTMIN") else ()),
)
"""All others that would end us and leave the child alone: it gets them, and what it makes of them is the result."""
