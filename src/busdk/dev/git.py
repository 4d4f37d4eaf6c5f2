"""Calling Git in one repository: reading, `add` and `commit`, and nothing else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from busdk import process
from busdk.command.streams import visible
from busdk.errors import BusError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
              "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX")  # fmt: skip
"""Variables that lead Git to another repository, as those of a hook do."""
_SAFE = ("-c", "core.fsmonitor=false")  # a program that the repository's own settings may name
_GITLINK = b"160000"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of `git status`: the states in the index and in the folder, and the path."""

    index: str
    folder: str
    path: str


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with its files in `folder`; `environment` is Git's."""

    folder: str
    environment: Mapping[str, str] = field(repr=False)

    def __post_init__(self) -> None:
        """Leave out variables that lead elsewhere."""
        kept = {name: value for name, value in self.environment.items() if name not in _ELSEWHERE}
        object.__setattr__(self, "environment", kept)

    def read(self, *arguments: str, failing: tuple[int, ...] = ()) -> bytes:
        """Return what a reading command prints, nothing when its exit code is one of `failing`."""
        ended = self._run(("--no-optional-locks", *arguments))
        if ended.code in failing:
            return b""
        return self._checked(arguments[0], ended).stdout

    def is_different(self, *arguments: str) -> bool:
        """Tell whether `git diff --quiet` with these arguments finds a difference."""
        ended = self._run(("--no-optional-locks", "diff", "--quiet", *arguments))
        return bool(ended.code) if ended.code == 1 else bool(self._checked("diff", ended).code)

    def add(self, *paths: str) -> None:
        """Stage paths, deletions included."""
        self._checked("add", self._run(("add", "--", *paths)))

    def commit(self, message: str) -> int:
        """Commit the index and return Git's exit code; hooks run, and what they and Git say goes to stderr."""
        ended = process.run(
            ("git", *_SAFE, "commit", "--quiet", "--file", "-"),
            directory=self.folder,
            environment=self.environment,
            stdin=message.encode(),
            stdout=2,
            stderr=2,
        )
        return ended.code

    def head(self) -> bytes:
        """Return the commit that is checked out, nothing before the first one."""
        return self.read("rev-parse", "--quiet", "--verify", "HEAD", failing=(1,)).strip()

    def index(self) -> bytes:
        """Return what is in the index, to compare."""
        return self.read("ls-files", "--stage", "-z")

    def changes(self, *, submodules: str) -> list[Change]:
        """Return the changed and untracked paths; `submodules` is what to ignore of them: `none`, `dirty`."""
        data = self.read(
            "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", f"--ignore-submodules={submodules}"
        )
        lines = (os.fsdecode(line) for line in data.split(b"\0") if line)
        return [Change(line[0], line[1], line[3:]) for line in lines]

    def submodules(self) -> Iterator[str]:
        """Go through the paths of the submodules that are checked out."""
        for entry in self.index().split(b"\0"):
            mode, _, path = entry.partition(b"\t")
            name = os.fsdecode(path)
            place = os.path.join(self.folder, name)
            if mode.startswith(_GITLINK) and os.path.lexists(os.path.join(place, ".git")) and not os.path.islink(place):
                yield name

    def _run(self, arguments: tuple[str, ...]) -> process.Ended:
        try:
            return process.run(
                ("git", *_SAFE, *arguments),
                directory=self.folder,
                environment=self.environment,
                stdin=None,
                capture=True,
                terminal=False,
            )
        except process.StartError as error:
            raise BusError(str(error), "install Git, or put it on PATH") from None

    def _checked(self, command: str, ended: process.Ended) -> process.Ended:
        if ended.code:
            said = visible(ended.stderr.decode(errors="replace").strip().partition("\n")[0])
            raise BusError(f"git {command} failed with exit code {ended.code}" + (f": {said}" if said else ""))
        return ended
