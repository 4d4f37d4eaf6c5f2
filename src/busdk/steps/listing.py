"""What is defined, as rows to list. Nothing is run, and what is broken is listed with its reason."""

from __future__ import annotations

from busdk import rootfile
from busdk.command.streams import visible
from busdk.errors import BusError
from busdk.steps import binding, firstline, resolution, selectors
from busdk.steps.definitions import Pipeline, Prompt, Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from busdk.steps.definitions import Definition
    from busdk.steps.workspace import Workspace

SHOWN = 60
"""Characters of a prompt's first line."""
ORIGINS = ("repo", "prefs", "builtin")


class Row:
    """One definition: `type` is `pipeline`, `action prompt`, `action script` or `operation`.

    `variables` are those that are bound to it, each with its reference or `literal`.
    """

    __slots__ = ("detail", "name", "source", "type", "variables")

    def __init__(self, name: str, type: str, source: str, detail: str, variables: Mapping[str, str]) -> None:
        self.name = name
        self.type = type
        self.source = source
        self.detail = detail
        self.variables = variables


def rows(workspace: Workspace) -> list[Row]:
    """Return all definitions, sorted by name, then those of the root, of the preferences, built in.

    Without a root, only what is built in.
    """
    found = sorted(workspace.definitions.all(), key=_order)
    return [
        Row(each.name, _type(each), resolution.source(each), _detail(workspace, each), _variables(workspace, each))
        for each in found
        if workspace.root is not None or resolution.source(each) == "builtin"
    ]


def pipelines(workspace: Workspace, which: str = "all") -> list[tuple[str, str, str]]:
    """Return name, origin and steps of pipelines, `which` an origin or `all`."""
    found = sorted((each for each in workspace.definitions.all() if isinstance(each, Pipeline)), key=_order)
    return [(each.name, each.origin, _detail(workspace, each)) for each in found if which in ("all", each.origin)]


def prompts(workspace: Workspace) -> list[str]:
    """Return the names of prompt actions."""
    return sorted(each.name for each in workspace.definitions.all() if isinstance(each, Prompt))


def scripts(workspace: Workspace) -> list[tuple[str, str]]:
    """Return the names of script actions, and the state of their variants."""
    found = (each for each in workspace.definitions.all() if isinstance(each, Script))
    return sorted((each.name, each.state) for each in found)


def bindings(workspace: Workspace) -> list[tuple[str, str, str]]:
    """Return selector, variable, and reference or `literal`, of all bindings, sorted."""
    return sorted(
        (selectors.shown(selector), each.variable, visible(each.shown))
        for selector, found in workspace.bindings.items()
        for each in found
    )


def ambiguities(workspace: Workspace) -> Iterator[str]:
    """Go through what is to be said of names that are defined more than once."""
    for name, own in sorted(workspace.definitions.own.items()):
        if len(own) > 1:
            yield str(resolution.ambiguous(name, own))


def _variables(workspace: Workspace, definition: Definition) -> dict[str, str]:
    if isinstance(definition, Pipeline):
        return {}
    found = binding.chosen(workspace.bindings, selectors.of(definition))
    return {variable: visible(each.shown) for variable, each in found.items()}


def _order(definition: Definition) -> tuple[str, int, str]:
    source = resolution.source(definition)
    origin = definition.origin if isinstance(definition, Pipeline) else ORIGINS[0] if source != "builtin" else source
    return definition.name, ORIGINS.index(origin), source


def _type(definition: Definition) -> str:
    if isinstance(definition, Pipeline):
        return "pipeline"
    if isinstance(definition, Prompt):
        return "action prompt"
    return "action script" if isinstance(definition, Script) else "operation"


def _detail(workspace: Workspace, definition: Definition) -> str:
    try:
        if isinstance(definition, Script):
            firstline.check(workspace.place, definition.source)
            return definition.state
        if isinstance(definition, Pipeline):
            return " ".join(step.name for step in workspace.steps_of(definition))
        if isinstance(definition, Prompt):
            return _first_line(rootfile.read_text(workspace.place, definition.source))
    except BusError as error:
        return visible(f"error: {error}")
    return definition.summary


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.splitlines())
    return visible(next((line for line in lines if line), "")[:SHOWN])
