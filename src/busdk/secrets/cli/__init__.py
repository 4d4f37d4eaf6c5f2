"""The commands of `bus secrets`."""

from __future__ import annotations

from busdk.command import Command, Option, Program, end
from busdk.command import main as run_program
from busdk.secrets.names import is_reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

READ_SCOPE = Option(
    "--scope", "SCOPE", "auto (repository first, then user), user or repo", choices=("auto", "user", "repo")
)
WRITE_SCOPE = Option("--scope", "SCOPE", "user (the default) or repo", choices=("user", "repo"))
NO_NEWLINE = Option("--no-newline", help="print the value alone, without a newline after it")

PROGRAM = Program(
    "bus-secrets",
    "store secrets, and resolve secret:<name> where a credential would stand",
    (
        Command(
            "set",
            "store a secret",
            "busdk.secrets.cli.set",
            arguments=("NAME", "[VALUE]"),
            options=(
                WRITE_SCOPE,
                Option("--stdin", help="read the value from standard input"),
                Option("--file", "PATH", "read the value from a file"),
                Option("--keep-newline", help="keep the line end that standard input or the file ends with"),
                Option("--allow-empty", help="store an empty value from standard input, a file or the terminal"),
                Option("--plain", help="store the value as it is, not sealed"),
            ),
            secret=1,
            sensitive=True,
            description=(
                "User scope is sealed with the identity that the first set makes; repository scope is plain and\n"
                "visible to everyone who has the repository. Without VALUE, --stdin or --file the value is asked for\n"
                "twice on the terminal; VALUE - is standard input. A VALUE on the command line can be seen in the\n"
                "process list and the shell's history."
            ),
            examples=(
                "bus secrets set openai_api_key",
                "bus secrets set openai_api_key 'sk-...' --scope user",
                "pass show openai | bus secrets set openai_api_key --stdin",
                "bus secrets set deploy_key --file id_ed25519 --keep-newline",
                "bus secrets set certificate -- '-----BEGIN CERTIFICATE-----...'",
            ),
        ),
        Command(
            "get",
            "print the value of a secret",
            "busdk.secrets.cli.get",
            arguments=("NAME",),
            options=(READ_SCOPE, NO_NEWLINE),
            sensitive=True,
            description="Exit 1 when no scope asked has the secret.",
            examples=("bus secrets get openai_api_key", "bus secrets get openai_api_key --scope user"),
        ),
        Command(
            "list",
            "print the names of secrets, sorted",
            "busdk.secrets.cli.list",
            options=(READ_SCOPE,),
            formats=("text", "json", "tsv"),
            description=(
                "json and tsv give name, scope, form (plain, sealed, pointer) and whether the entry shadows one of\n"
                "the same name in user scope; never a value."
            ),
            examples=("bus secrets list", "bus secrets -f json list --scope repo"),
        ),
        Command(
            "resolve",
            "print what secret:<name> stands for, and any other value unchanged",
            "busdk.secrets.cli.resolve",
            arguments=("VALUE",),
            options=(READ_SCOPE, NO_NEWLINE),
            secret=0,
            harmless=lambda word, _: is_reference(word),
            sensitive=True,
            description="The whole value must be the reference; nothing inside a longer text is resolved.",
            examples=("bus secrets resolve secret:openai_api_key", "bus secrets resolve plain-text"),
        ),
        Command(
            "unset",
            "remove secrets",
            "busdk.secrets.cli.unset",
            arguments=("NAME...",),
            options=(WRITE_SCOPE,),
            description="All in one write. Exit 0 whether or not the secrets were there.",
            examples=("bus secrets unset openai_api_key", "bus secrets unset openai_api_key --scope repo"),
        ),
    ),
    description=(
        "A name is lower-case letters, digits, '-' and '_', in segments separated by dots. Reading asks the\n"
        "repository's datapackage.json first, then the user's preferences."
    ),
    examples=(
        "bus secrets set openai_api_key 'sk-...' --scope user",
        "bus secrets resolve secret:openai_api_key",
    ),
)


def start() -> NoReturn:
    """Be the program `bus-secrets`."""
    end(main())


def main(argv: Sequence[str] | None = None) -> int:
    """Run `bus-secrets`."""
    return run_program(PROGRAM, argv)
