"""`AGENTS.md`, the project's own instructions for agents."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.agent.runtimes import Runtime

NAME = "AGENTS.md"
LONGEST = 64 * 1024
"""Bytes of the file that are passed on."""
CODEX_LONGEST = 32 * 1024
"""Bytes that codex reads by itself, unless the user's settings say otherwise."""
CUT = "\n[AGENTS.md is cut here]\n"


@dataclass(frozen=True, slots=True)
class Instructions:
    """The text to pass on, empty for none, and the warnings that reading it gave."""

    text: str = field(default="", repr=False)
    warnings: tuple[str, ...] = ()


def read(runtime: Runtime, directory: str) -> Instructions:
    """Read what the runtime must be given of the file in the workdir's root.

    The run goes on without a file that is missing, and, with a warning, without one that cannot be read or that
    leads out of the workdir: a repository must not send other files of the user's to a service.
    """
    try:
        data = head(directory, NAME)
    except OSError as error:
        return Instructions(warnings=(f"cannot read {NAME}: {error.strerror}; going on without it",))
    if data is None or (runtime.id == "claude" and _imported(directory)):
        return Instructions()
    if "instructions" in runtime.takes:
        return shortened(data)
    if runtime.id == "codex" and len(data) > CODEX_LONGEST:
        return Instructions(warnings=(f"{NAME} is larger than {CODEX_LONGEST} bytes: codex reads its beginning",))
    return Instructions()


def shortened(data: bytes) -> Instructions:
    """Decode the file and cut what is too long, at a character's border, with a line that says so."""
    text = _text(data).encode()  # what is replaced in it makes it longer
    if len(text) <= LONGEST:
        return Instructions(text.decode())
    cut = text[:LONGEST].decode("utf-8", "ignore")
    return Instructions(cut + CUT, (f"{NAME} is larger than {LONGEST} bytes: only its beginning is passed on",))


def head(directory: str, name: str) -> bytes | None:
    """Return the first bytes, one more than are passed on, of a file in a folder; None when there is none.

    Raises OSError for a file that cannot be read, that is not a regular one, or that a link puts elsewhere.
    """
    root = os.path.realpath(directory)
    place = os.path.realpath(os.path.join(root, name))
    if os.path.commonpath((root, place)) != root:
        raise OSError(None, "it lies outside the workdir")
    if not place.endswith(".md") or ".git" in os.path.relpath(place, root).split(os.sep):
        raise OSError(None, "it is a link to something else")  # what is not committed may hold credentials
    try:
        regular = stat.S_ISREG(os.stat(place).st_mode)
    except FileNotFoundError:
        return None
    if not regular:
        raise OSError(None, "it is not a regular file")
    with open(place, "rb", opener=_open) as file:
        return file.read(LONGEST + 1)


def _open(path: str, flags: int) -> int:
    """Open a file that was just looked at, and neither a link nor a pipe that took its place since."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _imported(directory: str) -> bool:
    """Tell whether claude reads the file by itself, because `CLAUDE.md` has a line `@AGENTS.md`."""
    try:
        data = head(directory, "CLAUDE.md") or b""
    except OSError:
        return False
    return any(line.strip() == b"@" + NAME.encode() for line in data.splitlines())


def _text(data: bytes) -> str:
    """Decode for an argument, which holds no NUL."""
    return data.decode("utf-8", "replace").replace("\0", "\ufffd")
