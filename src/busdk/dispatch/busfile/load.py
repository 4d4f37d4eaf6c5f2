"""Reading command files and all that they include, before anything runs."""

from __future__ import annotations

import os
import stat

from busdk import files
from busdk.dispatch.busfile import names
from busdk.dispatch.busfile.source import Source
from busdk.dispatch.errors import Refused
from busdk.errors import FileError, RefusedFile, UsageError
from busdk.rootfile import LARGEST

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from busdk.dispatch.busfile.faults import Fault
    from busdk.dispatch.busfile.source import Include

    Place = tuple[str, str]

MOST = 100_000
"""Command files of one call, each under each of its names once; and those that run for one, as often as they do.

Links to folders can give one file any number of names, and a file that includes another twice doubles what runs.
"""
_TOO_MANY = f"more than {MOST} command files"


class Loaded:
    """The files of one call, `sources` as named and `files` with all that they include, each once."""

    __slots__ = ("files", "sources")

    def __init__(self, sources: Sequence[Source], files: Sequence[Source]) -> None:
        self.sources = sources
        self.files = files

    @property
    def faults(self) -> list[Fault]:
        """The syntax errors of all files: file by file in the order in which they are met, then by line."""
        return [fault for file in self.files for fault in sorted(file.faults, key=lambda fault: fault.number)]

    @property
    def uses(self) -> list[tuple[str, str, int]]:
        """The modules that are used, with path and line of the first use in each file."""
        return [(module, file.path, number) for file in self.files for module, number in file.modules.items()]


def load(paths: Sequence[str], *, keep: bool = True) -> Loaded:
    """Read the files at `paths` and what they include; faults are collected, not raised.

    With `keep` the text is kept, so that what runs is what was checked. Raises UsageError for a path that
    does not exist and FileError for one that cannot be read; an include of that kind is a fault.
    """
    loading = _Loading(keep=keep)
    sources = [loading.top(path) for path in paths]
    return Loaded(sources, list(loading.known.values()))


class _Loading:
    """Files by their names, so that each is read once, and the chain of those whose includes are followed.

    A file under two names is two files. A loop is told by what the names lead to. `full` tells that there are more
    files to run than may be.
    """

    __slots__ = ("chain", "full", "keep", "known", "limits")

    def __init__(self, *, keep: bool) -> None:
        self.keep = keep
        self.limits = ""
        self.full = False
        self.known: dict[str, Source] = {}
        self.chain: dict[Place, tuple[Source, Iterator[Include]]] = {}

    def top(self, path: str) -> Source:
        """Read a file and its includes, depth first, on a stack of our own: only the machine limits the depth."""
        self.limits = names.root(path)
        try:
            file, fresh = self.read(path)
        except RefusedFile as error:
            raise Refused(str(error)) from None
        if fresh:
            self.chain[_place(path)] = file, iter(file.includes)
        while self.chain:
            place, (now, includes) = next(reversed(self.chain.items()))
            include = next(includes, None)
            if include is None:
                self.count(now)
                del self.chain[place]
            elif include.name not in now.included:
                self.follow(now, include)
        return file

    def follow(self, file: Source, include: Include) -> None:
        """Read what an include names, when it is new, or note why that cannot be."""
        path = os.path.join(os.path.dirname(file.path), include.name)
        place = _place(path)
        if place in self.chain:
            shown = [known.path for known, _ in self.chain.values()][list(self.chain).index(place) :]
            file.missing(include, f"include cycle: {' -> '.join((*shown, path))}")
            return
        try:
            child, fresh = self.read(path)
        except (FileError, UsageError) as error:
            file.missing(include, str(error))
            return
        file.included[include.name] = child
        if fresh:
            self.chain[place] = child, iter(child.includes)

    def count(self, file: Source) -> None:
        """Count the files that run for one, all of whose includes are counted; too many are a fault, told once."""
        for include in file.includes:
            included = file.included.get(include.name)
            file.runs = min(file.runs + (included.runs if included is not None else 0), MOST + 1)
            if file.runs > MOST and not self.full:
                self.full = True
                file.missing(include, f"{_TOO_MANY}, each counted as often as it is included")

    def read(self, path: str) -> tuple[Source, bool]:
        """Return a file, and whether it is met for the first time; only then it is read."""
        name = os.path.abspath(path)
        if name in self.known:
            return self.known[name], False
        if len(self.known) == MOST:
            raise UsageError(_TOO_MANY)
        descriptor = _open(path, names.follow(path, self.limits))
        try:
            file = Source(path)
            file.read(_reader(descriptor, path), keep=self.keep)
        except OSError as error:
            raise FileError.of("read", path, error) from None
        finally:
            os.close(descriptor)
        self.known[name] = file
        return file, True


def _place(path: str) -> Place:
    """Return the real folder of a file, and its name there."""
    folder, name = os.path.split(path)
    return os.path.realpath(folder), name


def _open(path: str, real: str) -> int:
    """Open the regular file at `real`, which no link may have replaced meanwhile."""
    try:
        return os.open(real, os.O_RDONLY | files.NO_INHERIT | files.NO_BLOCK | files.NO_FOLLOW)
    except FileNotFoundError:
        raise UsageError(f"no such command file: {path}") from None
    except OSError as error:
        raise FileError.of("read", path, error) from None


def _reader(descriptor: int, path: str) -> Callable[[int], bytes]:
    """Return a function that reads the next bytes; raise FileError unless it is a regular file of at most 16 MiB."""
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise FileError(f"cannot read {path}: not a regular file")
    left = LARGEST

    def read(size: int) -> bytes:
        nonlocal left
        data = os.read(descriptor, size)
        left -= len(data)
        if left < 0:  # files that say nothing of their size, or grow
            raise _too_large(path)
        return data

    if status.st_size > LARGEST:
        raise _too_large(path)
    return read


def _too_large(path: str) -> FileError:
    return FileError(f"cannot read {path}: larger than {LARGEST} bytes")
