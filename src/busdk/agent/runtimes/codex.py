"""`codex`, OpenAI's Codex, with its own service or (`codex:local`) a model on this machine."""

from __future__ import annotations

import signal
from dataclasses import replace
from types import MappingProxyType

from busdk.agent.runtimes.runtime import Invocation, Runtime, Task, each, model_flag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PRIVATE = ("--ephemeral", "--disable", "shell_snapshot")
"""Without these it keeps a transcript, with what its tools printed, and its whole environment in files."""


def invoke(task: Task) -> Invocation:
    """Make the command line; the sandbox lets it write in the workdir and the further directories only."""
    return _invocation(task, ())


def invoke_local(task: Task) -> Invocation:
    """Make the command line for a model on this machine."""
    if task.provider is None:
        return _invocation(task, ("--oss",), {1: "bus agent set local-provider ollama"})
    return _invocation(task, ("--oss", "--local-provider", task.provider))


def _invocation(task: Task, provider: tuple[str, ...], hints: Mapping[int, str] = MappingProxyType({})) -> Invocation:
    return Invocation(
        (
            *("exec", "--skip-git-repo-check", "--sandbox", "workspace-write", "--cd", task.directory),
            *(PRIVATE if task.private else ()),
            *provider,
            *model_flag(task),
            *_setting("model_reasoning_effort", task.effort),
            *_setting("model_verbosity", task.verbosity),
            *each("--add-dir", task.directories),
            *("--json", "-"),
        ),
        task.prompt.encode(),
        hints,
    )


def _setting(name: str, value: str | None) -> tuple[str, ...]:
    return () if value is None else ("-c", f'{name}="{value}"')


RUNTIME = Runtime(
    token="codex",  # noqa: S106 - what a user writes, not a credential
    id="codex",
    program="codex",
    reference="https://developers.openai.com/codex/cli/",
    version=r"codex",
    invoke=invoke,
    takes=frozenset({"directories", "effort", "verbosity"}),
    gentle=signal.SIGINT,
)
LOCAL = replace(
    RUNTIME,
    token="codex:local",  # noqa: S106 - as above
    invoke=invoke_local,
    takes=RUNTIME.takes | {"provider"},
)
