"""`commit`: the agent writes the message, Git commits the index, submodules first."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from busdk.dev import prompts
from busdk.dev.message import extract
from busdk.dev.operations import repository
from busdk.errors import BusError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from busdk.dev.git import Repository
    from busdk.steps import Job

LONGEST_DIFF = 60_000
"""Bytes of the staged changes that go into the prompt."""
_HUNK = re.compile(rb"^(@@ [-+,0-9 ]+ @@).*$", re.MULTILINE)
"""The head of a hunk, behind which a line stands that may be cut anywhere, in a value too."""


@dataclass(frozen=True, slots=True)
class Nested:
    """A repository, its path below the root (empty for the root itself) and the one that it is a submodule of."""

    path: str
    repository: Repository
    parent: Nested | None = None

    @property
    def is_staged(self) -> bool:
        """Whether its index holds something to commit."""
        return self.repository.has_staged()

    @property
    def is_unstaged_link(self) -> bool:
        """Whether the commit that is checked out differs from the one in its parent's index."""
        if self.parent is None:
            return False
        name = os.path.relpath(self.repository.folder, self.parent.repository.folder)
        return self.parent.repository.has_moved(name)


@dataclass(frozen=True, slots=True)
class Commit:
    """The operation."""

    name: str = "commit"
    summary: str = "commit what is staged"

    def template(self) -> str:
        """Return the prompt's template."""
        return prompts.read(self.name)

    def perform(self, job: Job) -> None:
        """Commit each repository with staged changes, but none whose submodule got a commit just now."""
        staged = [each for each in deepest_first(Nested("", repository(job))) if each.is_staged]
        if not staged:
            job.report.note(f"{self.name}: nothing is staged")
        moved: list[Nested] = []
        for each in staged:
            if not any(_is_above(each, other) for other in moved):
                self._commit(job, each)
                moved += [each] if each.is_unstaged_link else []
        if moved:
            paths = ", ".join(each.path for each in moved)
            raise BusError(
                f"{self.name}: submodules have new commits that are not staged above them: {paths}",
                "stage each with git add in the repository around it, then commit again",
            )

    def _commit(self, job: Job, nested: Nested) -> None:
        here = nested.repository
        before = (here.head(), here.index())
        answer = job.run_agent(_changes(job, nested), capture=True)
        message = job.masked(extract(answer).encode()).decode("utf-8", "replace")
        if not message:
            raise BusError(f"{self.name}: the agent gave no message")
        if (here.head(), here.index()) != before:
            raise BusError(f"{self.name}: the staged changes are others than the message was written for")
        job.write(message)
        code = here.commit(message)
        if code:
            raise BusError(
                f"{self.name}: git commit failed with exit code {code}", "what Git or its hooks said is above"
            )
        where = f" in {nested.path}" if nested.path else ""
        job.report.note(f"{self.name}: committed {here.head()[:12]}{where}")


def deepest_first(top: Nested) -> Iterator[Nested]:
    """Go through a repository and its submodules, each behind its own submodules."""
    for name in top.repository.submodules():
        yield from deepest_first(Nested(os.path.join(top.path, name), top.repository.below(name), top))
    yield top


def _is_above(nested: Nested, other: Nested) -> bool:
    while other.parent is not None:
        other = other.parent
        if other is nested:
            return True
    return False


def _changes(job: Job, nested: Nested) -> str:
    """Return the staged changes as they stand in the prompt, without the values of the run's secrets."""
    staged = _HUNK.sub(rb"\1", nested.repository.staged())
    data = job.masked(staged)
    where = f" in the submodule {nested.path}" if nested.path else ""
    if data != staged:
        job.report.warn(f"{job.name}: the staged changes{where} show the value of a secret of this run")
    shown = data[:LONGEST_DIFF].decode("utf-8", "replace").replace("\0", "\ufffd")
    cut = "\n[cut here: git diff --cached shows the rest]\n" if len(data) > LONGEST_DIFF else ""
    return f"\nThe staged changes{where}:\n\n{shown}{cut}"
