"""Reading command files and all that they include, before anything runs."""

from __future__ import annotations

import os

from busdk.dispatch.busfile.source import Source
from busdk.errors import FileError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.dispatch.busfile.faults import Fault

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
    def modules(self) -> dict[str, list[tuple[str, int]]]:
        """The modules that are used, each with path and line of its first use in each file."""
        found: dict[str, list[tuple[str, int]]] = {}
        for file in self.files:
            for module, number in file.modules.items():
                found.setdefault(module, []).append((file.path, number))
        return found


def load(paths: Sequence[str], *, keep: bool = True) -> Loaded:
    """Read the files at `paths` and what they include; faults are collected, not raised.

    With `keep` the text is kept, so that what runs is what was checked. Raises UsageError for a path that
    does not exist and FileError for one that cannot be read; an include of that kind is a fault.
    """
    known: dict[Identity, Source] = {}
    sources = []
    for path in paths:
        descriptor = _open(path)
        sources.append(_load(path, descriptor, known, keep=keep))
    return Loaded(sources, list(known.values()))


def _load(path: str, descriptor: int, known: dict[Identity, Source], *, keep: bool) -> Source:
    """Read a file and its includes, depth first, on a stack of our own: only the machine limits the depth."""
    identity, top, fresh = _source(path, descriptor, known, keep=keep)
    if not fresh:
        return top
    open_files = [(identity, top, iter(top.includes))]
    while open_files:
        _, file, includes = open_files[-1]
        include = next(includes, None)
        if include is None:
            open_files.pop()
            continue
        opened = _open_include(file, include, known, keep=keep)
        if opened is None:
            continue
        identity, child, fresh = opened
        file.included[include[1]] = child
        if fresh:
            open_files.append((identity, child, iter(child.includes)))
        elif loop := _loop(child, [entry[1] for entry in open_files]):
            file.fault(include[0], f"include cycle: {loop}", include[2])
    return top


def _source(path: str, descriptor: int, known: dict[Identity, Source], *, keep: bool) -> tuple[Identity, Source, bool]:
    """Return a file by its identity, read now when it is met for the first time, and close the descriptor."""
    try:
        status = os.fstat(descriptor)
        identity = (status.st_dev, status.st_ino)
        fresh = identity not in known
        if fresh:
            known[identity] = Source(path)
            known[identity].read(lambda size: os.read(descriptor, size), keep=keep)
    except OSError as error:
        known.pop(identity, None)
        raise FileError.of("read", path, error) from None
    finally:
        os.close(descriptor)
    return identity, known[identity], fresh


def _open_include(
    file: Source, include: tuple[int, str, str], known: dict[Identity, Source], *, keep: bool
) -> tuple[Identity, Source, bool] | None:
    number, name, line = include
    path = os.path.join(os.path.dirname(file.path), name)
    try:
        return _source(path, _open(path), known, keep=keep)
    except (FileError, UsageError) as error:
        file.fault(number, str(error), line)
        return None


def _open(path: str) -> int:
    try:
        return os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        raise UsageError(f"no such command file: {path}") from None
    except OSError as error:
        raise FileError.of("read", path, error) from None


def _loop(child: Source, chain: list[Source]) -> str:
    """Return `a.bus -> b.bus -> a.bus` when `child` is one of the files that are being read, else nothing."""
    names = [file.path for file in chain]
    return " -> ".join((*names[chain.index(child) :], child.path)) if child in chain else ""
