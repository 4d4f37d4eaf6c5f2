"""The one text that a command is given: from a file, standard input, or as it stands."""

from __future__ import annotations

import os

from busdk import quoting
from busdk.command import descriptors
from busdk.errors import UsageError
from busdk.rootfile import LARGEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def given(call: Call, file_option: str) -> str:
    """Return the text of `--text`, an argument, or the file that the other option names, `-` for standard input.

    Raises UsageError unless there is exactly one.
    """
    path = call.option(file_option)
    texts = [text for text in (call.option("text"), *call.arguments) if text is not None]
    if len(texts) + (path is not None) != 1:
        raise UsageError(f"expected either --{file_option} FILE or --text TEXT")
    if texts:
        return checked(texts[0], "the text")
    return _read("/dev/stdin", "standard input") if path == "-" else _read(call.path(path), quoting.place(path))


def checked(text: str, name: str) -> str:
    """Return an argument's text, or raise UsageError when it was not UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"{name} is not valid UTF-8") from None
    return text


def folder(call: Call, directory: str) -> str:
    """Return the path of a folder that can be entered; any other is a mistake in the call."""
    place = call.path(directory)
    if not os.path.isdir(place) or not os.access(place, os.X_OK):
        raise UsageError(f"not a folder that can be entered: {quoting.place(directory)}")
    return place


def _read(place: str, name: str) -> str:
    """Read a file, or a pipe; one that cannot be read, or is too large, is a mistake in the call."""
    try:
        with open(place, "rb", opener=descriptors.open_path) as file:
            if os.fstat(file.fileno()).st_size > LARGEST or len(data := file.read(LARGEST + 1)) > LARGEST:
                raise UsageError(f"{name} is larger than {LARGEST} bytes")
        return data.decode()
    except OSError as error:
        raise UsageError(f"cannot read {name}: {error.strerror}") from None
    except ValueError:  # also a path with a NUL in it
        raise UsageError(f"{name} is not valid UTF-8") from None
