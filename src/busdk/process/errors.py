"""What can go wrong before a child runs."""

from __future__ import annotations

import os

from busdk.errors import BusError


class StartError(BusError):
    """Report a program that could not be started; `errno` is the system's number for it, 0 when it gave none.

    `errno.ENOEXEC` is an executable file that names no interpreter.
    """

    def __init__(self, message: str, *hints: str, errno: int = 0) -> None:
        super().__init__(message, *hints)
        self.errno = errno

    @classmethod
    def of(cls, program: str, cause: OSError) -> StartError:
        """Name the program and the system's reason."""
        number = cause.errno or 0
        reason = os.strerror(number) if number else type(cause).__name__
        return cls(f"cannot start {program}: {reason}", errno=number)
