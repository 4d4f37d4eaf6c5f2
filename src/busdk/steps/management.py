"""Writing and removing definitions. Hold the root's turn when you call what writes into it."""

from __future__ import annotations

import os

from busdk import files, folders, lock, preferences, rootfile
from busdk.errors import FileError, UsageError
from busdk.steps import resolution, scanning, yamllist
from busdk.steps.definitions import Pipeline, Prompt, Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from busdk.steps.definitions import Definition
    from busdk.steps.workspace import Workspace

Kind = Prompt | Script | Pipeline


def check_free(workspace: Workspace, name: str, is_same: Callable[[Definition], bool]) -> None:
    """Raise UsageError when a name is defined already, other than by what `is_same` as the new definition."""
    for known in workspace.definitions.own.get(name, ()):
        if not is_same(known):
            raise UsageError(f"{name} is defined already: {resolution.source(known)}", "remove that first")


def check_pipeline(workspace: Workspace, name: str, origin: str) -> None:
    """Raise UsageError when a name is defined already, other than by a pipeline of the same origin."""
    check_free(workspace, name, lambda known: isinstance(known, Pipeline) and known.origin == origin)


def write_prompt(workspace: Workspace, name: str, data: bytes) -> None:
    """Write a prompt action's file."""
    check_free(workspace, name, lambda known: isinstance(known, Prompt))
    _write(workspace, f"{name}.txt", data)


def write_script(workspace: Workspace, name: str, endings: Sequence[str], data: bytes) -> None:
    """Write the files of a script action, `.sh` with its execute bits."""
    check_free(workspace, name, lambda known: isinstance(known, Script))
    for ending in endings:
        _place(workspace, f"{name}.{ending}")
    for ending in endings:
        _write(workspace, f"{name}.{ending}", data, executable=ending == "sh")


def write_pipeline(workspace: Workspace, name: str, tokens: Sequence[str]) -> None:
    """Write a pipeline's file."""
    check_pipeline(workspace, name, "repo")
    _write(workspace, f"{name}.yml", yamllist.render(tokens).encode())


def store_pipeline(workspace: Workspace, name: str, tokens: Sequence[str]) -> None:
    """Store a pipeline in the preferences."""
    check_pipeline(workspace, name, "prefs")
    preferences.set_value(scanning.pipeline_key(workspace.tool, name), list(tokens))


def remove(workspace: Workspace, names: Sequence[str]) -> None:
    """Remove files of the folder of definitions; those that are absent are fine."""
    for name in names:
        place = os.path.join(workspace.place, workspace.tool.folder, name)
        if os.path.lexists(place):
            files.remove(place)


def _write(workspace: Workspace, name: str, data: bytes, *, executable: bool = False) -> None:
    """Replace a file, or make it; a link is followed, and must stay in the root."""
    shown = f"{workspace.tool.folder}/{name}"
    place = _place(workspace, name)
    folders.make(os.path.dirname(place), 0o777)
    with lock.locked(place):
        files.replace(place, data, mode=0o777 if executable else 0o666, keep=True)
    if executable:
        _enable(place, shown)


def _place(workspace: Workspace, name: str) -> str:
    """Return the path of a definition's file, links followed; raise UsageError when it cannot be one."""
    shown = f"{workspace.tool.folder}/{name}"
    place = rootfile.inside(workspace.place, shown)
    if os.path.exists(place):
        rootfile.regular(workspace.place, shown)
    return place


def _enable(place: str, shown: str) -> None:
    """Set the execute bits of a file that was there without them, or that the umask made so."""
    try:
        mode = os.stat(place).st_mode
        if not mode & 0o111:
            os.chmod(place, mode | (mode & 0o444) >> 2)  # whoever may read it
    except OSError as error:
        raise FileError.of("make executable", shown, error) from None
