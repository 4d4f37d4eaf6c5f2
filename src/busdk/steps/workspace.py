"""What one call of a tool works with: the root, the definitions, the preferences."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from busdk import preferences
from busdk.errors import UsageError
from busdk.steps import expansion, pipelines, resolution, scanning

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from busdk.steps.definitions import Definition, Pipeline, Step
    from busdk.steps.scanning import Definitions
    from busdk.steps.tool import Tool


@dataclass(frozen=True, slots=True)
class Workspace:
    """`directory` is the effective working directory, `root` where definitions lie and steps run, None for nowhere."""

    tool: Tool
    directory: str
    root: str | None
    environment: Mapping[str, str] = field(repr=False)
    preferences: Mapping[str, Any] = field(repr=False)
    definitions: Definitions = field(repr=False)
    _members: dict[tuple[str, str], list[str]] = field(default_factory=dict, repr=False)

    @property
    def place(self) -> str:
        """The root; raises UsageError where there is none."""
        if self.root is None:
            raise UsageError(self.tool.rootless)
        return self.root

    @property
    def variables(self) -> Mapping[str, str]:
        """The variables of templates and scripts."""
        return self.tool.catalog(self.place, self.environment)

    def resolve(self, token: str) -> Definition:
        """Return what a token stands for, and can be used."""
        found = resolution.resolve(self.tool, self.definitions, token)
        if self.root is not None:
            resolution.check_usable(self.root, found)
        return found

    def steps(self, tokens: Sequence[str]) -> list[Step]:
        """Return the steps that tokens expand to, merged: the list that runs."""
        return self.tool.merge(expansion.expand(tokens, self.resolve, self.members))

    def steps_of(self, pipeline: Pipeline) -> list[Step]:
        """Return the steps of one pipeline, whatever else has its name."""
        return self.tool.merge([expansion.segment(pipeline.name, pipeline, self.resolve, self.members)])

    def members(self, pipeline: Pipeline) -> list[str]:
        """Return a pipeline's tokens, reading each file once."""
        identity = (pipeline.origin, pipeline.name)
        if identity not in self._members:
            self._members[identity] = pipelines.tokens(self.tool, self.root, pipeline)
        return self._members[identity]


def load(tool: Tool, directory: str, environment: Mapping[str, str] = os.environ) -> Workspace:
    """Find the root of a directory, and read the preferences and definitions."""
    root = tool.find_root(directory)
    stored = preferences.list()
    return Workspace(
        tool=tool,
        directory=directory,
        root=root,
        environment=environment,
        preferences=stored,
        definitions=scanning.scan(tool, root, stored),
    )
