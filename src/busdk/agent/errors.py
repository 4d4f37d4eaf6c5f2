"""The errors of running agents that callers may want to tell apart."""

from __future__ import annotations

from busdk.agent.runtimes import RUNTIMES
from busdk.errors import BusError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.agent.runtimes import Runtime


class NotInstalled(BusError):
    """Report an agent program that is not on PATH, with where to read how it is installed."""

    @classmethod
    def of(cls, runtime: Runtime) -> NotInstalled:
        """Name the runtime, its program and its reference."""
        return cls(
            f"{runtime.token} is not installed: no {runtime.program} on PATH",
            f"install {runtime.id}: {runtime.reference}",
        )


class NoneAvailable(BusError):
    """Report that no agent program can be used, with all four references."""

    def __init__(self) -> None:
        references = {runtime.id: runtime.reference for runtime in RUNTIMES.values()}
        super().__init__(
            "no agent is available: none is installed and enabled",
            *(f"install {id}: {reference}" for id, reference in sorted(references.items())),
        )


class Failed(BusError):
    """Report an agent program that started and ended with another status than 0, or could not start."""


class TimedOut(Failed):
    """Report an agent program that took too long and was ended."""
