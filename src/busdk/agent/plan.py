"""From a prompt to a checked call of an agent: nothing is started here, and nothing can be refused later."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

from busdk.agent import instructions
from busdk.agent.runtimes import Task
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from busdk.agent.runtimes import Runtime
    from busdk.agent.selection import Selection
    from busdk.agent.settings import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """One call of an agent program: `argv` with an absolute program, the bytes of its stdin, its folder.

    `warnings` are for the caller to show, and so is `announcement`, before the run; `hints` are for exit codes.
    """

    runtime: Runtime
    settings: Settings
    argv: tuple[str, ...] = field(repr=False)
    stdin: bytes | None = field(repr=False)
    directory: str
    warnings: tuple[str, ...] = ()
    hints: Mapping[int, str] = field(default_factory=dict)

    @property
    def announcement(self) -> str:
        """The line about what is going to run: `runtime=codex model=auto`."""
        return f"runtime={self.runtime.token} model={self.settings.model}"


def plan(
    prompt: str,
    selection: Selection,
    settings: Settings,
    *,
    directory: str,
    directories: Sequence[str] = (),
    private: bool = False,
) -> Plan:
    """Plan a run of the selected agent in `directory`, which may also write to `directories` where it can.

    `AGENTS.md` in the directory's root is passed on where the agent does not read it itself, which claude is asked
    its version for. With `private` the run holds secrets, and the agent is asked to keep no transcript. Raises
    UsageError for a prompt that is empty or that no program can be given, and for an `AGENTS.md` that leads out of the
    repository, BusError for a prompt that is too long for this program.
    """
    check_prompt(prompt)
    directory = os.path.abspath(directory)
    runtime = selection.runtime
    found = instructions.read(runtime, directory, selection.program)
    task = Task(
        prompt=prompt,
        directory=directory,
        model=settings.model,
        effort=settings.effort,
        verbosity=settings.verbosity,
        directories=_absolute(directory, directories) if "directories" in runtime.takes else (),
        instructions=found.text,
        provider=settings.provider,
        private=private,
        trusted=_is_trusted(directory, settings.trusted),
    )
    invocation = runtime.invoke(task)
    return Plan(
        runtime=runtime,
        settings=settings,
        argv=(selection.program, *invocation.arguments),
        stdin=invocation.stdin,
        directory=directory,
        warnings=(*_unsupported(runtime, directories), *found.warnings),
        hints=invocation.hints,
    )


def check_prompt(prompt: str) -> None:
    """Raise UsageError for a prompt that is blank, not UTF-8, or has a NUL in it."""
    if not prompt.strip():
        raise UsageError("prompt is empty")
    if "\0" in prompt:
        raise UsageError("prompt has a NUL character in it")
    try:
        prompt.encode()
    except UnicodeEncodeError:
        raise UsageError("prompt is not valid UTF-8") from None


def _absolute(root: str, directories: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(os.path.abspath(os.path.join(root, directory)) for directory in directories))


def _is_trusted(directory: str, trusted: Iterable[str]) -> bool:
    """Return whether a folder is one of those that the user trusts, or lies in one."""
    real = os.path.realpath(directory)
    return any(os.path.commonpath((real, folder)) == folder for folder in map(os.path.realpath, trusted))


def _unsupported(runtime: Runtime, directories: Sequence[str]) -> tuple[str, ...]:
    if not directories or "directories" in runtime.takes:
        return ()
    return (f"{runtime.token} takes no further directories: it runs without them",)
