"""Running what was checked: a shell reads its script piece by piece, and who can write to the file can add to it."""

from __future__ import annotations

import os

from busdk.process import sealed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SHELLS = ("sh", "bash", "dash")
"""Shells in which `. FILE` is as the script itself, but for what `OWN_PLACE` says."""
OWN_PLACE = b"BASH_SOURCE"
"""What tells a script its own place in another way than `$0`."""
_OPTIONS = frozenset("aefhuvxCE")


class Start:
    """How a script is started: the `argv`, and the descriptors that are `kept` for the child until `close`.

    One with secrets, for a shell that would read it piece by piece, is read from a sealed copy of its checked
    `content`, with its own path as `$0`. Any other is started as it is: other programs read a script whole as they
    start.
    """

    __slots__ = ("argv", "kept")

    def __init__(self, argv: Sequence[str], content: bytes | None) -> None:
        self.argv = argv
        self.kept: tuple[int, ...] = ()
        shell = None if content is None else shell_of(content, argv[:-1])
        copy = None if content is None or shell is None else sealed.copy(content, os.path.basename(argv[-1]))
        if shell is not None and copy is not None:
            self.kept = (copy,)
            self.argv = (*shell, "-c", f". {sealed.FOLDER}/{copy}", argv[-1])

    def close(self) -> None:
        """Let the copy go."""
        for descriptor in self.kept:
            os.close(descriptor)


def shell_of(content: bytes, before: Sequence[str]) -> Sequence[str] | None:
    """Return the words that start the shell of a script, None where it has to be started by its path. Pure.

    The words `before` the path are there where we choose the shell: for a script without a first line.
    """
    if OWN_PLACE in content:
        return None
    if before or not content.startswith(b"#!"):
        return before if _is_shell(before or [""]) else None
    words = os.fsdecode(content[2:].partition(b"\n")[0]).strip(" \t").split(" ")
    return words if _is_shell(words) else None


def _is_shell(words: Sequence[str]) -> bool:
    program, *rest = words
    folder, name = os.path.split(program)
    if not os.path.isabs(folder):
        return False
    if name == "env":
        return len(rest) == 1 and rest[0] in SHELLS
    return name in SHELLS and (not rest or (len(rest) == 1 and rest[0][:1] == "-" and _are_options(rest[0][1:])))


def _are_options(letters: str) -> bool:
    return bool(letters) and _OPTIONS.issuperset(letters)
