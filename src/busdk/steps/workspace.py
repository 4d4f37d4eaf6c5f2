"""What one call of a tool works with: the root, the definitions, the preferences."""

from __future__ import annotations

import os

from busdk.errors import UsageError
from busdk.secrets.reader import Reader
from busdk.steps import binding, expansion, pipelines, resolution, scanning

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from busdk.steps.binding import Stored
    from busdk.steps.definitions import Definition, Pipeline, Step
    from busdk.steps.scanning import Definitions
    from busdk.steps.tool import Tool


class Workspace:
    """`directory` is the effective working directory, `root` where definitions lie and steps run, None for nowhere.

    `preferences` are those that its plan is made from, `reader` gives the secrets of `directory`.
    """

    __slots__ = ("_bindings", "_members", "definitions", "directory", "environment", "preferences", "reader", "root",
                 "tool")  # fmt: skip

    def __init__(
        self,
        *,
        tool: Tool,
        directory: str,
        root: str | None,
        environment: Mapping[str, str],
        reader: Reader,
        preferences: Mapping[str, Any],
        definitions: Definitions,
    ) -> None:
        self.tool = tool
        self.directory = directory
        self.root = root
        self.environment = environment
        self.reader = reader
        self.preferences = preferences
        self.definitions = definitions
        self._members: dict[tuple[str, str], list[str]] = {}
        self._bindings: dict[str, list[Stored]] | None = None

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

    @property
    def bindings(self) -> Mapping[str, Sequence[Stored]]:
        """The variables that are bound to steps, by selector as it is stored."""
        if self._bindings is None:
            self._bindings = binding.index(self.tool, self.preferences)
        return self._bindings

    def resolve(self, token: str) -> Definition:
        """Return what a token stands for, and can be used."""
        found = resolution.resolve(self.tool, self.definitions, token, self.root)
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


def load(
    tool: Tool,
    directory: str,
    environment: Mapping[str, str] = os.environ,
    reader: Reader | None = None,
) -> Workspace:
    """Find the root of a directory, and read the preferences and definitions.

    With the `reader` of an earlier workspace of the directory, only files that have changed since are read again.
    """
    root = tool.find_root(directory)
    reader = reader or Reader(directory)
    reader.look()
    stored = reader.preferences.value().list()
    return Workspace(
        tool=tool,
        directory=directory,
        root=root,
        environment=environment,
        reader=reader,
        preferences=stored,
        definitions=scanning.scan(tool, root, stored),
    )
