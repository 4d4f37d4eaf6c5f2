"""The tree of errors: a message, hints on what to do next, and the exit code of the class."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self


class BusError(Exception):
    """Report that an operation failed.

    `str(error)` is one lower-case line without a full stop; `hints` are next steps, one line each.
    Neither ever holds the value of a secret. `code` is the exit code of a program that ends with it.
    """

    code = 1

    def __init__(self, message: str, *hints: str) -> None:
        super().__init__(message)
        self.hints = hints

    def within(self, context: str) -> Self:
        """Return this error with the context that it happened in before its message; class, hints and code stay."""
        self.args = (f"{context}: {self}",)
        return self


class UsageError(BusError):
    """Report a call that can never succeed as it is written: unknown flag, invalid name, wrong form."""

    code = 2


class RefusedFile(UsageError):
    """Report a file of a repository that is not taken from it: a link out of it, a folder, no text."""


class FileError(BusError):
    """Report a file that cannot be read or written; it was left as it was."""

    @classmethod
    def of(cls, action: str, path: str, cause: OSError, *hints: str) -> FileError:
        """Name what was tried and the system's reason: `cannot read x.json: Permission denied`.

        A bare word with the shape of a credential is not what should stand there, so it is not quoted.
        """
        from busdk import quoting

        return cls(f"cannot {action} {quoting.place(path)}: {cause.strerror or type(cause).__name__}", *hints)


class NotRegular(FileError):
    """Report what stands in a file's place and is none: a folder, a device, a link to itself."""


class FormatError(BusError):
    """Report a file whose content breaks its format; it was left as it was."""
