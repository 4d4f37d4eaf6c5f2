"""How a run ends other than well."""

from __future__ import annotations

from busdk.errors import BusError


class StepFailed(BusError):
    """A step ended with another code than 0; that code is the run's."""

    def __init__(self, message: str, code: int, *hints: str) -> None:
        super().__init__(message, *hints)
        self.code = code


class Interrupted(Exception):
    """A signal, or a reader that has gone, ended the run; there is nothing to say but `code`, 128+N."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
