"""`bus run` as a job of a shell that somebody types into."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import runs
from peers import need
from terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from arena import Arena

ASK = "echo ready >&2; read answer; echo got $answer"


@contextmanager
def typing(arena: Arena) -> Iterator[Terminal]:
    """Be somebody at an interactive bash in the workspace, with `$` as its prompt."""
    environment = arena.environment() | {"PS1": "$", "TERM": "dumb"}
    with Terminal([need("bash"), "--norc", "--noprofile", "-i"], cwd=arena.work, env=environment) as terminal:
        yield terminal


def bind(arena: Arena, step: str) -> None:
    """Give a step a secret, so that it is masked."""
    arena.ok("bus-secrets", "set", "key", "value-3Gd8-Rk2m")
    arena.ok("bus-run", "set", "env-for", step, "KEY", "secret:key")


def test_a_step_asks_within_a_substitution(arena: Arena) -> None:
    """In `$(...)` a step reads the keyboard, masked or not, though it is not in the foreground when it starts."""
    for name in ("plain", "masked"):
        runs.script(arena, name, ASK)
    bind(arena, "masked")
    with typing(arena) as terminal:
        for name in ("plain", "masked"):
            terminal.type(f"x=$(bus run {name}); echo code $? $x end\n".encode())
            terminal.expect("ready\r\n")
            terminal.type(b"word\n")
            assert terminal.expect("code (.*?) end") == "0 got word"


def test_a_masked_step_goes_on_in_the_background(arena: Arena) -> None:
    """After Ctrl-Z and `bg` a step runs on; `fg` gives it the keyboard, and the shell its modes, again."""
    runs.script(arena, "slow", "echo ready; until test -e go; do sleep 0.05; done; echo went on; read a; echo got $a")
    bind(arena, "slow")
    with typing(arena) as terminal:
        terminal.type(b"bus run slow\n")
        terminal.expect("ready\r\n")
        terminal.type(b"\x1a")
        terminal.expect("Stopped.*\\$")
        terminal.type(b"bg; : > go\n")
        terminal.expect("went on")
        terminal.type(b"sleep 0.3; jobs\n")
        assert terminal.expect(r"\[1\]\+ +(\w+) +bus run slow") == "Running"
        terminal.type(b"fg\n")
        terminal.expect("bus run slow\r\n")
        terminal.type(b"word\n")
        assert terminal.expect("got (.*?)\r\n.*\\$") == "word"  # what is typed before the prompt is the step's
        terminal.type(b"stty -a | grep -o ' -\\?icanon'\n")
        assert terminal.expect("icanon'\r\n (-?)icanon") == ""


def test_a_masked_step_ends_in_the_background(arena: Arena) -> None:
    """One that ends there leaves the terminal to whoever has it."""
    runs.script(arena, "slow", "echo ready; until test -e go; do sleep 0.05; done; exit 3")
    bind(arena, "slow")
    with typing(arena) as terminal:
        terminal.type(b"bus run slow\n")
        terminal.expect("ready\r\n")
        terminal.type(b"\x1a")
        terminal.expect("Stopped.*\\$")
        terminal.type(b"bg; : > go; wait %1; echo code $?\n")
        assert terminal.expect("code (\\d+)") == "3"
