"""What `git status --porcelain=2 -z` prints. Pure."""

from __future__ import annotations

import os
from dataclasses import dataclass

_FIELDS = {"1": 8, "u": 10, "?": 1}
"""How many words stand before the path, by the first of them."""


@dataclass(frozen=True, slots=True)
class Change:
    """One changed or untracked path; `state` is all that Git tells of it, to compare."""

    path: str
    state: str

    @property
    def is_unmerged(self) -> bool:
        """Whether it is a conflict that has not been resolved."""
        return self.state.startswith("u")

    @property
    def is_unstaged(self) -> bool:
        """Whether the folder differs from the index."""
        return self.state == "?" or self.state[3] != "."


def parse(data: bytes) -> list[Change]:
    """Return the changes; renames are expected to be off."""
    return [_change(os.fsdecode(line)) for line in data.split(b"\0") if line]


def _change(line: str) -> Change:
    *words, path = line.split(" ", _FIELDS[line[0]])
    return Change(path, " ".join(words))
