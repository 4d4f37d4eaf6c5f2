"""`bus secrets set NAME [VALUE]`."""

from __future__ import annotations

from busdk import credentials, secrets
from busdk.errors import BusError, UsageError
from busdk.secrets.cli.output import warn_exposed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call

SOURCES = ("stdin", "file")


def run(call: Call) -> None:
    """Store the secret; stdout stays empty."""
    name = call.arguments[0]
    value = _value(call, name, _source(call, name))
    scope = call.option("scope", "user")
    done = secrets.set(name, value, scope=scope, plain=bool(call.option("plain")), directory=call.directory)
    _report(call, name, done)


def _source(call: Call, name: str) -> str:
    """Return where the value comes from; check all that can be wrong before it is read or asked for."""
    if credentials.has_shape(name):
        raise UsageError(
            "NAME has the shape of a credential: the arguments are swapped", "bus secrets set NAME [VALUE]"
        )
    secrets.check_name(name)
    found = [source for source in SOURCES if source in call.options]
    if len(call.arguments) > 1:
        found.append("stdin" if call.is_dash(1) else "argument")
    if len(found) > 1:
        raise UsageError("more than one value: VALUE, --stdin and --file exclude each other")
    source = found[0] if found else "terminal"
    if "keep-newline" in call.options and source not in SOURCES:
        raise UsageError("--keep-newline goes with --stdin or --file")
    return source


def _value(call: Call, name: str, source: str) -> str:
    """Return the value; an empty one must be meant."""
    if source == "argument":
        return call.arguments[1]
    value = _read(call, name, source)
    if not value and "allow-empty" not in call.options:
        raise BusError("the value is empty; nothing was stored", f"bus secrets set {name} ''")
    return value


def _read(call: Call, name: str, source: str) -> str:
    from busdk.secrets.cli import source as sources

    keep = "keep-newline" in call.options
    if source == "stdin":
        return sources.from_stdin(keep_newline=keep)
    if source == "file":
        return sources.from_file(call.path(call.options["file"]), keep_newline=keep)
    sources.check_terminal(name)
    scope, plain = call.option("scope", "user"), bool(call.option("plain"))
    secrets.prepare(name, scope=scope, plain=plain, directory=call.directory)
    return sources.from_terminal(name)


def _report(call: Call, name: str, done: secrets.Stored) -> None:
    warn_exposed(call)
    scope = call.option("scope", "user")
    if done.identity_made:
        call.note(f"made your identity: {done.identity_made}")
        call.note("keep a backup of it: without it, no sealed secret can be opened")
    if done.descriptor_made:
        call.note(f"made {done.descriptor_made}")
    call.detail(f"stored {name} in {scope} scope, {done.form}: {done.path}")
    if done.replaced == "sealed" and done.form == "plain":
        call.warn(f"a plain value replaced a sealed one: {name}")
    if done.hidden:
        call.warn(f"repo scope has a value that comes first here: {name}", f"bus secrets get {name} --scope user")
    if scope == "repo" and done.form == "plain":
        from busdk import gitroot

        if gitroot.find(call.directory) is not None:
            call.warn("plain value written to a Git repository", "keep real credentials in user scope")
