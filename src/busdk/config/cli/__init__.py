"""The commands of `bus config`."""

from __future__ import annotations

from busdk.command import Command, Option, Program, end
from busdk.command import main as run_program
from busdk.config.properties import PROPERTIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

    from busdk.config.properties import Property


def _option(item: Property, *, with_default: bool) -> Option:
    parts = [item.kind.expected]
    parts += ["repeatable"] if item.repeated else []
    parts += [f"default: {item.summary}"] if with_default else []
    return Option(f"--{item.name}", item.kind.metavar, "; ".join(parts), repeat=item.repeated)


PROGRAM = Program(
    "bus-config",
    "make the workspace descriptor and change its accounting settings",
    (
        Command(
            "init",
            "make datapackage.json, or add the settings to it",
            "busdk.config.cli.init",
            options=[_option(item, with_default=True) for item in PROPERTIES],
            description="Settings that are there already are left as they are, with a warning.",
            examples=("bus config init", "bus config init --base-currency SEK --vat-registered=false"),
        ),
        Command(
            "set",
            "change settings",
            "busdk.config.cli.set",
            arguments=("[KEY]", "[VALUE]"),
            options=[_option(item, with_default=False) for item in PROPERTIES],
            description=(
                "Either KEY and VALUE, where KEY is the name of an option below without its dashes (but not\n"
                "signature-signer), or options: then all of them change in one write."
            ),
            examples=(
                "bus config set vat-reporting-period monthly",
                "bus config set --fiscal-year-start 2027-01-01 --fiscal-year-end 2027-12-31",
                'bus config set --signature-signer "A. Person:board"',
            ),
        ),
    ),
    description=(
        "The settings lie in datapackage.json, below busdk.accounting_entity: that of the working directory (-C) or,\n"
        "in a Git repository, the nearest one above.\n"
        "All else in that file stays byte for byte as it is."
    ),
)


def start() -> NoReturn:
    """Be the program `bus-config`."""
    end(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `bus-config`."""
    return run_program(PROGRAM, argv)
