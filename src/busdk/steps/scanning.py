"""Finding the definitions of a root, of the preferences, and of the program itself."""

from __future__ import annotations

import os

from busdk import ownership, rootfile
from busdk.errors import BusError
from busdk.steps import names
from busdk.steps.definitions import ENDINGS, Pipeline, Prompt, Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from busdk.steps.definitions import Definition
    from busdk.steps.tool import Tool


class Definitions:
    """All definitions, by name; `own` are the user's, in the order in which a token looks for them."""

    def __init__(self, own: Mapping[str, list[Definition]], tool: Tool) -> None:
        self.own = own
        self._tool = tool

    def built_in(self, name: str) -> Definition | None:
        """Return the built-in operation or pipeline of a name."""
        operation = self._tool.operations.get(name)
        if operation is not None:
            return operation
        tokens = self._tool.pipelines.get(name)
        return None if tokens is None else Pipeline(name, "builtin", "builtin", tokens)

    def all(self) -> Iterator[Definition]:
        """Go through everything, sorted by name, the user's own before what is built in."""
        for name in sorted({*self.own, *self._tool.operations, *self._tool.pipelines}):
            yield from self.own.get(name, ())
            built_in = self.built_in(name)
            if built_in is not None:
                yield built_in


def scan(tool: Tool, root: str | None, preferences: Mapping[str, Any]) -> Definitions:
    """Find all definitions.

    Raises UsageError when the folder leads out of the root, and a BusError when root, folder or a definition in it
    belongs to another user.
    """
    found: dict[str, list[Definition]] = {}
    for definition in (*_in_root(tool, root), *_in_preferences(tool, preferences)):
        found.setdefault(definition.name, []).append(definition)
    return Definitions(found, tool)


def pipeline_key(tool: Tool, name: str) -> str:
    """Return the preference's key of a pipeline."""
    return f"{tool.name}.pipeline.{name}"


def _in_root(tool: Tool, root: str | None) -> Iterator[Definition]:
    """Go through the definitions in files: prompts, then scripts, then pipelines."""
    if root is None:
        return
    stems: dict[str, set[str]] = {ending: set() for ending in ("txt", *ENDINGS, "yml")}
    for file in rootfile.names(root, tool.folder):
        stem, dot, ending = file.rpartition(".")
        if dot and ending in stems and names.is_name(tool, stem):
            stems[ending].add(stem)
    ownership.check(root, _places(tool, root, [f"{stem}.{end}" for end in stems for stem in stems[end]]))
    yield from (Prompt(name, f"{tool.folder}/{name}.txt") for name in sorted(stems["txt"]))
    for name in sorted(set().union(*(stems[ending] for ending in ENDINGS))):
        variants = {end: _is_enabled(root, f"{tool.folder}/{name}.{end}", end) for end in ENDINGS if name in stems[end]}
        yield Script(name, tool.folder, variants)
    yield from (Pipeline(name, "repo", f"{tool.folder}/{name}.yml") for name in sorted(stems["yml"]))


def _places(tool: Tool, root: str, found: Sequence[str]) -> Iterator[str]:
    """Go through what somebody could change the definitions by: the files, and the folders that they lie in."""
    folder = os.path.join(root, tool.folder)
    if found:
        yield from (root, os.path.dirname(folder), folder)
    for name in sorted(found):
        place = os.path.join(folder, name)
        yield place
        if os.path.islink(place):
            yield os.path.dirname(os.path.realpath(place))


def _is_enabled(root: str, name: str, ending: str) -> bool:
    """Tell whether a script may run: with an execute bit, on Windows when it can be read."""
    try:
        status = rootfile.regular(root, name)
    except BusError:
        return False
    return bool(status.st_mode & 0o111) if ending == "sh" else os.access(os.path.join(root, name), os.R_OK)


def _in_preferences(tool: Tool, preferences: Mapping[str, Any]) -> Iterator[Definition]:
    prefix = pipeline_key(tool, "")
    for key, value in preferences.items():
        name = key.removeprefix(prefix)
        if name != key and names.is_name(tool, name):
            yield Pipeline(name, "prefs", key, value)
