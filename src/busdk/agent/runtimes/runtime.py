"""What is said about one agent program, and what one call of it is made from and of."""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Task:
    """What an agent is to do.

    `directory` and `directories` (further ones that it may write to) are absolute. `model` is `auto` for the
    program's own choice; `effort`, `verbosity` and `provider` (of a model on this machine) are None for its own.
    `instructions` is the text of `AGENTS.md` for programs that do not find it themselves, else empty. With `private` it
    holds secrets, of which as little as can be should be kept on disk; `trusted` says that the user trusts `directory`.
    """

    prompt: str = field(repr=False)
    directory: str
    model: str = "auto"
    effort: str | None = None
    verbosity: str | None = None
    directories: tuple[str, ...] = ()
    instructions: str = field(default="", repr=False)
    provider: str | None = None
    private: bool = False
    trusted: bool = False


@dataclass(frozen=True, slots=True)
class Invocation:
    """The arguments behind the program's name, and the bytes for its stdin, None for an empty one.

    `hints` tell what to do next, by the exit code of a program that refuses to work.
    """

    arguments: tuple[str, ...] = field(repr=False)
    stdin: bytes | None = field(default=None, repr=False)
    hints: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Runtime:
    """One way to run an agent.

    `token` is what a user writes, `id` the program's entry in lists and orders, `program` its name on PATH, `reference`
    where to read how it is installed and `version` a pattern of what it says of `--version`. `invoke` makes the command
    line; it never asks to skip approvals or the sandbox. `takes` names what it can be given beyond prompt and model:
    `directories`, `effort`, `verbosity`, `provider`, `trust`, `instructions` (it does not read `AGENTS.md` itself).
    `gentle` is the signal that it cleans up on, where that is not SIGTERM.
    """

    token: str
    id: str
    program: str
    reference: str
    version: str
    invoke: Callable[[Task], Invocation]
    takes: frozenset[str] = frozenset()
    gentle: int = 0


def model_flag(task: Task) -> tuple[str, ...]:
    """Return `--model M`, or nothing for `auto`."""
    return () if task.model == "auto" else ("--model", task.model)


def each(flag: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the flag before each of its values."""
    return tuple(word for value in values for word in (flag, value))
