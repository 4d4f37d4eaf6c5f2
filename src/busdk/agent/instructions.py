"""`AGENTS.md`, the project's own instructions for agents."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from busdk import gitroot, rootfile
from busdk.agent import version
from busdk.errors import RefusedFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.agent.runtimes import Runtime

NAME = "AGENTS.md"
LONGEST = 64 * 1024
"""Bytes of the file that are passed on."""
CODEX_LONGEST = 32 * 1024
"""Bytes that codex reads by itself, unless the user's settings say otherwise."""
CUT = "\n[AGENTS.md is cut here]\n"
CLAUDE_FILES = ("CLAUDE.md", ".claude/CLAUDE.md", "CLAUDE.local.md")
"""Where one of these stands, claude does not read `AGENTS.md` by itself."""
CLAUDE_READS = (2, 1, 332)
"""The version of claude from which on it reads `AGENTS.md` by itself, as far as was seen."""
OWN_FILES = {
    "claude": (NAME, "CLAUDE.md", ".claude/CLAUDE.md"),
    "codex": (NAME, "AGENTS.override.md"),
    "cursor": (NAME,),
    "gemini": (NAME, "GEMINI.md"),
}
"""What a repository may bring that an agent is given or reads by itself when it starts."""


@dataclass(frozen=True, slots=True)
class Instructions:
    """The text to pass on, empty for none, and the warnings that reading it gave."""

    text: str = field(default="", repr=False)
    warnings: tuple[str, ...] = ()


def read(runtime: Runtime, directory: str, program: str) -> Instructions:
    """Read what the runtime must be given of the file in the workdir's root.

    The run goes on without a file that is missing, and, with a warning, without one that cannot be read. Raises
    RefusedFile for a link that leads out of the repository, or to what no commit brings: the agent would read it even
    where it is given nothing.
    """
    for name in OWN_FILES[runtime.id]:
        _check(directory, name)
    try:
        data = head(directory, NAME)
    except OSError as error:
        return Instructions(warnings=(f"cannot read {NAME}: {error.strerror}; going on without it",))
    if data is None:
        return Instructions()
    if runtime.id == "codex" and len(data) > CODEX_LONGEST:
        return Instructions(warnings=(f"{NAME} is larger than {CODEX_LONGEST} bytes: codex reads its beginning",))
    if "instructions" not in runtime.takes or (runtime.id == "claude" and _reads_it(runtime, directory, program)):
        return Instructions()
    return shortened(data)


def shortened(data: bytes) -> Instructions:
    """Decode the file and cut what is too long, at a character's border, with a line that says so."""
    text = _text(data).encode()  # what is replaced in it makes it longer
    if len(text) <= LONGEST:
        return Instructions(text.decode())
    cut = text[:LONGEST].decode("utf-8", "ignore")
    return Instructions(cut + CUT, (f"{NAME} is larger than {LONGEST} bytes: only its beginning is passed on",))


def head(directory: str, name: str) -> bytes | None:
    """Return the first bytes, one more than are passed on, of a file in a folder; None when there is none.

    Raises OSError for a file that cannot be read or that is not a regular one.
    """
    place = os.path.realpath(os.path.join(directory, name))
    try:
        if not os.path.isfile(place):
            os.stat(place)
            raise OSError(None, "it is not a regular file")
    except FileNotFoundError:
        return None
    with open(place, "rb", opener=_open) as file:
        return file.read(LONGEST + 1)


def _check(directory: str, name: str) -> None:
    """Raise RefusedFile unless the file is one that the repository around the workdir brings."""
    root = gitroot.find(directory) or os.path.realpath(directory)
    below = os.path.relpath(os.path.join(os.path.realpath(directory), name), root)
    place = rootfile.inside(root, below, shown=name)
    if os.path.lexists(place) and not place.endswith(".md"):  # what is not committed may hold credentials
        raise RefusedFile(f"{name} is a link to something else")


def _open(path: str, flags: int) -> int:
    """Open a file that was just looked at, and neither a link nor a pipe that took its place since."""
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _reads_it(runtime: Runtime, directory: str, program: str) -> bool:
    """Return whether claude reads the file by itself: as it does, or because `CLAUDE.md` has a line `@AGENTS.md`."""
    if not any(os.path.lexists(os.path.join(directory, name)) for name in CLAUDE_FILES):
        return version.is_at_least(CLAUDE_READS, runtime, program)
    try:
        data = head(directory, "CLAUDE.md") or b""
    except OSError:
        return False
    return any(line.strip() == b"@" + NAME.encode() for line in data.splitlines())


def _text(data: bytes) -> str:
    """Decode for an argument, which holds no NUL."""
    return data.decode("utf-8", "replace").replace("\0", "\ufffd")
