"""What a name can stand for. Data only; `busdk.steps.scanning` finds it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from busdk.steps.job import Job

ENDINGS = ("sh", "ps1", "bat")
"""The endings of scripts, in the order in which they are listed."""
PLATFORM = ("ps1", "bat") if os.name == "nt" else ("sh",)
"""The endings of this platform's scripts, the preferred one first."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt action: a template for an agent, in the file `source` below the root."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Script:
    """A script action: `variants` maps the endings that exist to whether that file is enabled."""

    name: str
    folder: str
    variants: Mapping[str, bool]

    @property
    def ending(self) -> str | None:
        """The ending of the variant for this platform, None where there is none."""
        return next((ending for ending in PLATFORM if ending in self.variants), None)

    @property
    def source(self) -> str:
        """The file that runs here, or the first one where none does."""
        shown = self.ending or next(ending for ending in ENDINGS if ending in self.variants)
        return f"{self.folder}/{self.name}.{shown}"

    @property
    def enabled(self) -> bool:
        """Whether the variant for this platform may run."""
        return self.ending is not None and self.variants[self.ending]

    @property
    def state(self) -> str:
        """What there is of it: `sh:disabled,ps1:enabled`."""
        words = {True: "enabled", False: "disabled"}
        return ",".join(f"{ending}:{words[self.variants[ending]]}" for ending in ENDINGS if ending in self.variants)


class Operation(Protocol):
    """A built-in step: a prompt that comes with the program, and what is done around it."""

    @property
    def name(self) -> str:
        """The name, as in `@name`."""

    @property
    def summary(self) -> str:
        """One line for listings."""

    def template(self) -> str:
        """Return the prompt's template."""

    def perform(self, job: Job) -> None:
        """Do the step: run the agent, or not where there is nothing to do."""


Step = Prompt | Script | Operation


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A list of tokens under a name.

    `origin` is `repo`, `prefs` or `builtin`; `source` the file, the preference's key, or `builtin`. `stored` is the
    preference's value or the built-in tokens.
    """

    name: str
    origin: str
    source: str
    stored: Sequence[str] | object = field(default=(), repr=False)


Definition = Step | Pipeline
