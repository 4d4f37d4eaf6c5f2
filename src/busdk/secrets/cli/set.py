"""`bus secrets set NAME [VALUE]`."""

from __future__ import annotations

from busdk import secrets
from busdk.errors import UsageError
from busdk.secrets.cli.output import warn_exposed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Store the secret; stdout stays empty."""
    name, *given = call.arguments
    _check(call, name, given)
    value = given[0] if given else _read(call, name)
    scope = call.option("scope", "user")
    done = secrets.set(name, value, scope=scope, plain=bool(call.option("plain")), directory=call.directory)
    _report(call, done)


def _check(call: Call, name: str, given: list[str]) -> None:
    """Check all that can be wrong before a value is read or asked for."""
    secrets.check_name(name)
    sources = len(given) + ("stdin" in call.options) + ("file" in call.options)
    if sources > 1:
        raise UsageError("more than one value: VALUE, --stdin and --file exclude each other")
    if "keep-newline" in call.options and ("stdin" not in call.options and "file" not in call.options):
        raise UsageError("--keep-newline goes with --stdin or --file")


def _read(call: Call, name: str) -> str:
    from busdk.secrets.cli import source

    keep = "keep-newline" in call.options
    if "stdin" in call.options:
        return source.from_stdin(keep_newline=keep)
    if "file" in call.options:
        return source.from_file(call.path(call.options["file"]), keep_newline=keep)
    return source.from_terminal(name)


def _report(call: Call, done: secrets.Stored) -> None:
    warn_exposed(call)
    if done.identity_made:
        call.note(f"made your identity: {done.identity_made}")
        call.note("keep a backup of it: without it, no sealed secret can be opened")
    if done.descriptor_made:
        call.note(f"made {done.descriptor_made}")
    if call.option("scope") == "repo" and done.form == "plain":
        from busdk import gitroot

        if gitroot.find(call.directory) is not None:
            call.warn("plain value written to a Git repository", "keep real credentials in user scope")
