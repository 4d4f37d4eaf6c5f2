"""The built-in operations: what each does around its prompt."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from busdk import files, rootfile
from busdk.command.streams import visible
from busdk.dev import prompts
from busdk.dev.catalog import AGENTS, PLAN, TESTS
from busdk.dev.git import Repository
from busdk.dev.watch import LOCK, Watch
from busdk.errors import BusError

if TYPE_CHECKING:
    from collections.abc import Callable

    from busdk.dev.changes import Change
    from busdk.steps import Job

LONGEST_RULES = 64 << 10
"""Bytes of an old rule file that go into the prompt."""
_ALL_BUT_LOCK = f":(exclude,top)[.]{LOCK[1:]}"
"""A pattern: for a plain name Git fails where that is ignored already."""


@dataclass(frozen=True, slots=True)
class Work:
    """An agent that may change all of the repository."""

    name: str
    summary: str

    def template(self) -> str:
        """Return the prompt's template."""
        return prompts.read(self.name)

    def perform(self, job: Job) -> None:
        """Run the agent."""
        job.run_agent()


@dataclass(frozen=True, slots=True)
class Watched(Work):
    """An agent that may change the files of `may_change` only, as `expected` says."""

    expected: str
    may_change: Callable[[str], bool]

    def perform(self, job: Job) -> None:
        """Run the agent, then look what it changed."""
        self.run(job)

    def run(self, job: Job, more: str = "") -> None:
        """Run the agent with `more` behind its prompt, then look what it changed."""
        watch = Watch(repository(job))
        job.run_agent(more)
        watch.check(self.name, self.may_change, self.expected)


@dataclass(frozen=True, slots=True)
class Spec(Watched):
    """`spec`, which also takes over a rule file of earlier times."""

    def perform(self, job: Job) -> None:
        """Run the agent with the old rules behind its prompt, and remove their file once AGENTS.md is there."""
        name = f".cursor/rules/{job.variables['MODULE_NAME']}.mdc"
        rules = _old_rules(job, name)
        intro = f"\nThe rules in {name}, which {AGENTS} replaces; take over what still holds:\n\n"
        self.run(job, intro + rules if rules else "")
        if rules is not None and os.path.isfile(os.path.join(job.root, AGENTS)):
            files.remove(os.path.join(job.root, name))
            job.report.note(f"{self.name}: removed {name}, which {AGENTS} replaces")


@dataclass(frozen=True, slots=True)
class Stage(Work):
    """`stage`: tidy up, then `git add`."""

    def perform(self, job: Job) -> None:
        """Do nothing when nothing is unstaged; else run the agent, and stage all when it succeeds."""
        here = repository(job)
        if not any(change.is_unstaged and change.path != LOCK for change in self._changes(here)):
            job.report.note(f"{self.name}: nothing to stage")
            return
        job.run_agent()
        self._changes(here)
        here.add(".", _ALL_BUT_LOCK)

    def _changes(self, here: Repository) -> list[Change]:
        """Return the changes; raise a BusError for a conflict: to stage it would be to call it resolved."""
        found = here.changes()
        conflicts = [visible(change.path) for change in found if change.is_unmerged]
        if conflicts:
            raise BusError(f"{self.name}: conflicts are not resolved: {', '.join(conflicts)}")
        return found


def repository(job: Job) -> Repository:
    """Return the repository that a step works in."""
    here = Repository(job.root, job.inherited)
    here.check_place()
    return here


def _old_rules(job: Job, name: str) -> str | None:
    """Return the text of the old rule file, None when there is none that can be taken over."""
    if not os.path.lexists(os.path.join(job.root, name)):
        return None
    try:
        text = rootfile.read_text(job.root, name)
    except BusError as error:
        job.report.warn(f"spec: {error}; going on without it")
        return None
    if len(text.encode()) > LONGEST_RULES or "\0" in text:
        job.report.warn(f"spec: {name} is no text of at most {LONGEST_RULES} bytes; going on without it")
        return None
    return text


PLANNING = Watched("plan", "write the open items into PLAN.md", PLAN, lambda path: path == PLAN)
SPECIFYING = Spec("spec", "write AGENTS.md from the documentation", AGENTS, lambda path: path == AGENTS)
WORKING = Work("work", "do the items of PLAN.md: code, tests, README")
TESTING = Watched(
    "e2e", "cover what is done with end-to-end tests", f"{TESTS}/ and {PLAN}",
    lambda path: path == PLAN or path.startswith(f"{TESTS}/"),
)  # fmt: skip
STAGING = Stage("stage", "tidy up and stage all changes")
