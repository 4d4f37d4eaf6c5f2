"""What a name can stand for. Data only; `busdk.steps.scanning` finds it."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from busdk.steps.job import Job
else:
    Protocol = object


ENDINGS = ("sh", "ps1", "bat")
"""The endings of scripts, in the order in which they are listed."""
PLATFORM = ("ps1", "bat") if os.name == "nt" else ("sh",)
"""The endings of this platform's scripts, the preferred one first."""


class Prompt:
    """A prompt action: a template for an agent, in the file `source` below the root."""

    __slots__ = ("name", "source")

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.source = source


class Script:
    """A script action: `variants` maps the endings that exist to whether that file is enabled."""

    __slots__ = ("folder", "name", "variants")

    def __init__(self, name: str, folder: str, variants: Mapping[str, bool]) -> None:
        self.name = name
        self.folder = folder
        self.variants = variants

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


class Pipeline:
    """A list of tokens under a name.

    `origin` is `repo`, `prefs` or `builtin`; `source` the file, the preference's key, or `builtin`. `stored` is the
    preference's value or the built-in tokens.
    """

    __slots__ = ("name", "origin", "source", "stored")

    def __init__(self, name: str, origin: str, source: str, stored: Sequence[str] | object = ()) -> None:
        self.name = name
        self.origin = origin
        self.source = source
        self.stored = stored


Definition = Step | Pipeline
