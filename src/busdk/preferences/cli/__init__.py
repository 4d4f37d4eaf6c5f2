"""The commands of `bus preferences`."""

from __future__ import annotations

from busdk.command import Command, Program, end
from busdk.command import main as run_program
from busdk.preferences.keys import is_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn


def _is_harmless(value: str, before: Sequence[str]) -> bool:
    """Return whether a value is no secret: its key is none of `bus secrets`, nor a literal for a step's variable."""
    key = "".join(before)
    if is_below(key, "secrets"):
        return False
    return ".env_for." not in key or value.startswith("secret:")


PROGRAM = Program(
    "bus-preferences",
    "read and write the user's preferences",
    (
        Command(
            "set",
            "store a string",
            "busdk.preferences.cli.set",
            arguments=("KEY", "VALUE"),
            secret=1,
            harmless=_is_harmless,
            description="VALUE is stored as a string, also when it looks like a number. Secrets belong to bus secrets.",
            examples=("bus preferences set bus-agent.runtime codex", "bus preferences set sign -- -1"),
        ),
        Command(
            "set-json",
            "store any JSON value",
            "busdk.preferences.cli.set_json",
            arguments=("KEY", "JSON"),
            secret=1,
            harmless=_is_harmless,
            examples=("""bus preferences set-json bus-run.pipeline.tidy '["fmt", "lint"]'""",),
        ),
        Command(
            "get",
            "print a value",
            "busdk.preferences.cli.get",
            arguments=("KEY",),
            formats=("text", "json"),
            sensitive=True,
            description="A string prints as it is, any other value as one line of JSON. A missing key is exit 1.",
            examples=("bus preferences get bus-agent.runtime",),
        ),
        Command(
            "unset",
            "remove a key",
            "busdk.preferences.cli.unset",
            arguments=("KEY",),
            description="Exit 0 whether or not the key was there.",
            examples=("bus preferences unset bus-agent.runtime",),
        ),
        Command(
            "list",
            "print keys and values, sorted by key",
            "busdk.preferences.cli.list",
            arguments=("[PREFIX]",),
            formats=("text", "json"),
            sensitive=True,
            description="PREFIX matches whole segments: bus-dev matches bus-dev and bus-dev.x, not bus-developer.x.",
            examples=("bus preferences list", "bus preferences -f json list bus-run"),
        ),
    ),
    description=(
        "Preferences lie in one JSON file outside any repository: $BUS_PREFERENCES_PATH, else preferences.json in\n"
        "$BUS_CONFIG_DIR, $XDG_CONFIG_HOME/busdk or ~/.config/busdk.\n"
        "Not for secrets: store those with bus secrets, and refer to them as secret:<name>."
    ),
)


def start() -> NoReturn:
    """Be the program `bus-preferences`."""
    end(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `bus-preferences`."""
    return run_program(PROGRAM, argv)
