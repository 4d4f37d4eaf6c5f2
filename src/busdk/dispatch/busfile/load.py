"""Reading command files and all that they include, before anything runs."""

from __future__ import annotations

import os
import stat

from busdk.dispatch.busfile.source import Source
from busdk.errors import FileError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from busdk.dispatch.busfile.faults import Fault
    from busdk.dispatch.busfile.source import Include

    Identity = tuple[int, int]


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
    """Files by their identity, so that each is read once, and the chain of those whose includes are followed."""

    __slots__ = ("chain", "keep", "known")

    def __init__(self, *, keep: bool) -> None:
        self.keep = keep
        self.known: dict[Identity, Source] = {}
        self.chain: dict[Source, Iterator[Include]] = {}

    def top(self, path: str) -> Source:
        """Read a file and its includes, depth first, on a stack of our own: only the machine limits the depth."""
        file, fresh = self.read(path)
        if fresh:
            self.chain[file] = iter(file.includes)
        while self.chain:
            now, includes = next(reversed(self.chain.items()))
            include = next(includes, None)
            if include is None:
                del self.chain[now]
            elif include.name not in now.included:
                self.follow(now, include)
        return file

    def follow(self, file: Source, include: Include) -> None:
        """Read what an include names, when it is new, or note why that cannot be."""
        try:
            child, fresh = self.read(os.path.join(os.path.dirname(file.path), include.name))
        except (FileError, UsageError) as error:
            file.missing(include, str(error))
            return
        if child in self.chain:
            chain = list(self.chain)
            loop = " -> ".join(one.path for one in (*chain[chain.index(child) :], child))
            file.missing(include, f"include cycle: {loop}")
            return
        file.included[include.name] = child
        if fresh:
            self.chain[child] = iter(child.includes)

    def read(self, path: str) -> tuple[Source, bool]:
        """Return a file, and whether it is met for the first time; only then it is read."""
        descriptor = _open(path)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise FileError(f"cannot read {path}: not a regular file")
            identity = (status.st_dev, status.st_ino)
            if identity in self.known:
                return self.known[identity], False
            file = Source(path)
            file.read(lambda size: os.read(descriptor, size), keep=self.keep)
        except OSError as error:
            raise FileError.of("read", path, error) from None
        finally:
            os.close(descriptor)
        self.known[identity] = file
        return file, True


def _open(path: str) -> int:
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise UsageError(f"no such command file: {path}") from None
    except OSError as error:
        raise FileError.of("read", path, error) from None
