"""The one text that a command is given: from a file or as it stands."""

from __future__ import annotations

from busdk import quoting
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def given(call: Call, file_option: str) -> str:
    """Return the text of `--text` or of the file that the other option names; raise UsageError unless one is given."""
    path, text = call.option(file_option), call.option("text")
    if (path is None) == (text is None):
        raise UsageError(f"expected either --{file_option} FILE or --text TEXT")
    return checked(text, "--text") if path is None else _read(call.path(path), path)


def checked(text: str, name: str) -> str:
    """Return an argument's text, or raise UsageError when it was not UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name} is not valid UTF-8") from None
    return text


def _read(place: str, name: str) -> str:
    """Read a file, or a pipe; one that cannot be read is a mistake in the call."""
    try:
        with open(place, "rb") as file:
            return file.read().decode()
    except OSError as error:
        raise UsageError(f"cannot read {quoting.place(name)}: {error.strerror}") from None
    except ValueError:  # also a path with a NUL in it
        raise UsageError(f"{quoting.place(name)} is not valid UTF-8") from None
