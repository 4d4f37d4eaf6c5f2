"""Calling Git in one repository: reading, `add` and `commit`, and nothing else."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from busdk import process
from busdk.command import streams
from busdk.command.streams import visible
from busdk.dev import changes
from busdk.errors import BusError
from busdk.steps import Interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from busdk.dev.changes import Change

_ELSEWHERE = frozenset(
    (
        *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
        *("GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX", "GIT_IMPLICIT_WORK_TREE", "GIT_INTERNAL_SUPER_PREFIX"),
        *("GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS", "GIT_ATTR_SOURCE"),
        *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"),
    )
)
"""Variables that lead Git to another repository or other paths, as those of a hook do."""
_LOCAL = {"GIT_OPTIONAL_LOCKS": "0", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
"""Variables that keep Git from writing while it reads, and from asking a server for what a partial clone lacks."""
_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
_DIFF = ("--no-ext-diff", "--no-textconv", "--submodule=short")
"""With these no program is started that the repository's own settings name."""
_STAGED = ("--cached", "--ignore-submodules=none", *_DIFF)
_AS_IT_IS = ("--cleanup=whitespace",)
_OWN = ("HEAD", "config", "config.worktree", "hooks", "info")
_GITLINK = b"160000"


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with its files in `folder`; `environment` is Git's."""

    folder: str
    environment: Mapping[str, str] = field(repr=False)

    def __post_init__(self) -> None:
        """Leave out variables that lead elsewhere."""
        kept = {name: value for name, value in self.environment.items() if name not in _ELSEWHERE}
        object.__setattr__(self, "environment", kept)

    def check_place(self) -> None:
        """Raise a BusError when Git's settings say that the files are not in `folder`."""
        found = os.fsdecode(self._read("rev-parse", "--show-toplevel")).removesuffix("\n")
        if os.path.realpath(found) != os.path.realpath(self.folder):
            raise BusError(
                f"Git takes the files of {self.folder} to be in {found}", "git rev-parse --show-toplevel shows it"
            )

    def below(self, submodule: str) -> Repository:
        """Return the repository of a submodule; raise a BusError when Git takes another one for it."""
        found = Repository(os.path.join(self.folder, submodule), self.environment)
        found.check_place()
        return found

    def add(self, *paths: str) -> None:
        """Stage paths, deletions included; Git's warnings go to stderr."""
        ended = _checked("add", self._run(*_NO_HOOKS, "add", "--", *paths))
        streams.write(2, ended.stderr, "standard error")

    def commit(self, message: str) -> int:
        """Commit the index and return Git's exit code; hooks run, and what they and Git say goes to stderr.

        The message is what it is, whatever `commit.cleanup` says: a subject may begin with `#`.
        """
        ended = process.run(
            ("git", *_SAFE, "-c", "i18n.commitEncoding=UTF-8", "commit", "--quiet", *_AS_IT_IS, "--file", "-"),
            directory=self.folder,
            environment=self.environment,
            stdin=message.encode(),
            stdout=2,
            stderr=2,
        )
        return _uninterrupted(ended).code

    def head(self) -> str:
        """Return the commit that is checked out, nothing before the first one."""
        return self._read("rev-parse", "--quiet", "--verify", "HEAD", failing=(1,)).decode().strip()

    def index(self) -> bytes:
        """Return what is in the index, to compare."""
        return self._read("ls-files", "--stage", "-z")

    def unwatched(self) -> bytes:
        """Return the files whose changes `git status` is told not to see, to compare."""
        entries = self._read("ls-files", "-v", "-z").split(b"\0")
        return b"\0".join(entry for entry in entries if not entry.startswith((b"H", b"M", b"C", b"R")))

    def own_files(self) -> list[str]:
        """Return the paths of Git's own files that say how it works: settings, hooks, branch, what is ignored."""
        places = [os.fsdecode(self._read("rev-parse", "--git-path", name)).removesuffix("\n") for name in _OWN]
        found: list[str] = []
        for place in (os.path.join(self.folder, place) for place in places):
            inner = sorted(os.listdir(place)) if os.path.isdir(place) else None
            found += [place] if inner is None else [os.path.join(place, name) for name in inner]
        return found

    def has_staged(self) -> bool:
        """Tell whether there is something to commit."""
        return self._differs(*_STAGED)

    def staged(self) -> bytes:
        """Return what is going to be committed: the files, then the changes."""
        return b"\n".join(self._read("diff", *_STAGED, "--no-color", *more) for more in (("--stat",), ()))

    def has_moved(self, submodule: str) -> bool:
        """Tell whether the commit that is checked out in a submodule is another than the one in the index."""
        return self._differs(*_DIFF, "--ignore-submodules=dirty", "--", f":(literal){submodule}")

    def changes(self) -> list[Change]:
        """Return the changed and untracked paths; a submodule is one when its commit has changed."""
        form = ("--porcelain=2", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=dirty")
        return changes.parse(self._read("status", *form))

    def submodules(self) -> Iterator[str]:
        """Go through the paths of the submodules that are checked out, not through links."""
        here = os.path.realpath(self.folder)
        for entry in self.index().split(b"\0"):
            mode, _, path = entry.partition(b"\t")
            name = os.fsdecode(path)
            if mode.startswith(_GITLINK) and _is_checked_out(os.path.join(here, name)):
                yield name

    def _read(self, *arguments: str, failing: tuple[int, ...] = ()) -> bytes:
        """Return what a command prints, nothing when its exit code is one of `failing`."""
        ended = self._run(*arguments)
        return b"" if ended.code in failing else _checked(arguments[0], ended).stdout

    def _differs(self, *arguments: str) -> bool:
        ended = self._run("diff", "--quiet", *arguments)
        return ended.code == 1 or bool(_checked("diff", ended).code)

    def _run(self, *arguments: str) -> process.Ended:
        try:
            ended = process.run(
                ("git", *_SAFE, *arguments),
                directory=self.folder,
                environment={**self.environment, **_LOCAL},
                stdin=None,
                capture=True,
                terminal=False,
            )
        except process.StartError as error:
            raise BusError(str(error), "install Git, or put it on PATH") from None
        return _uninterrupted(ended)


def _is_checked_out(place: str) -> bool:
    return os.path.lexists(os.path.join(place, ".git")) and os.path.realpath(place) == place


def _uninterrupted(ended: process.Ended) -> process.Ended:
    if ended.interrupted:
        raise Interrupted(ended.code)
    return ended


def _checked(command: str, ended: process.Ended) -> process.Ended:
    if ended.code:
        said = visible(ended.stderr.decode(errors="replace").strip().partition("\n")[0])
        raise BusError(f"git {command} failed with exit code {ended.code}" + (f": {said}" if said else ""))
    return ended
