"""What a module's name stands for: a program, run in this process when it is one of this package's own."""

from __future__ import annotations

import os

from busdk.dispatch import lookup, own

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.dispatch.own import Main


class Target:
    """A program that was found: its path, and its entry point when it runs in this process."""

    __slots__ = ("main", "path")

    def __init__(self, path: str, main: Main | None) -> None:
        self.path = path
        self.main = main

    def run(self, arguments: Sequence[str]) -> int:
        """Run the program and return its exit code; raise NotStartable when it cannot be started."""
        if self.main is not None:
            return own.run(self.main, self.path, arguments)
        from busdk.dispatch import child

        return child.run(self.path, arguments, os.environ)


def find(module: str) -> Target | None:
    """Return the program of a module, or None: the first on PATH, whoever made it."""
    path = lookup.program(module)
    if path is None:
        return None
    return Target(path, own.main(module) if own.is_own(module, path) else None)


def find_own(module: str) -> Target | None:
    """Return this package's own program of a module, whatever stands on PATH, or None."""
    main = own.main(module)
    path = os.path.join(lookup.installed(), lookup.PREFIX + module)
    return None if main is None else Target(path, main)
