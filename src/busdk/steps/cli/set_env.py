"""`set env-for SELECTOR ENV VALUE`, `set env-for SELECTOR --prefix P`, `set env-for SELECTOR [ENV] --unset`."""

from __future__ import annotations

from busdk import preferences, quoting, secrets
from busdk.errors import BusError, UsageError
from busdk.steps import binding, names, selectors
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.command import Call
    from busdk.steps import Tool


def run(call: Call) -> None:
    """Bind a variable or several, or remove what is bound."""
    tool = subject.tool(call)
    selector, *words = call.arguments
    if not names.is_word(selector.removeprefix("@")):  # unquoted: it may be a value
        raise UsageError("invalid selector", "expected a step's name, or @ and that of a built-in one")
    place = selectors.stored(tool, selector)
    prefix = call.option("prefix")
    if call.option("unset"):
        _check_count(call, words, 1, "--unset")
        _unset(tool, place, words)
    elif prefix is not None:
        _check_count(call, words, 0, "--prefix")
        _bind_all(call, tool, place, prefix)
    elif len(words) == 2:
        _bind(call, tool, place, *words)
    else:
        missing = ("ENV", "VALUE")[len(words)]
        raise UsageError(f"missing argument: {missing}", f"{tool.spoken} set env-for SELECTOR ENV VALUE")


def _check_count(call: Call, words: Sequence[str], most: int, option: str) -> None:
    if len(words) > most or (call.option("unset") and call.option("prefix") is not None):
        raise UsageError(f"{option} goes with {'a selector and one variable' if most else 'a selector'} only")


def _bind(call: Call, tool: Tool, place: str, variable: str, text: str) -> None:
    """Store a reference as it is, or a value, and say that a value lies in the open."""
    key = binding.key(tool, place, variable)
    named = binding.reference(text)
    binding.check_near(text)
    preferences.set_value(key, binding.stored(variable, text))
    if named is None:
        where = quoting.legal("value is stored in the open", variable)
        call.note(f"{where} (secret:<name> stands for a secret)")


def _bind_all(call: Call, tool: Tool, place: str, prefix: str) -> None:
    """Bind each secret below a prefix that there is now, to the variable that the rest of its name makes."""
    if not secrets.is_name(prefix):  # unquoted: it may be a value
        raise UsageError("invalid prefix", "expected the first segments of secrets' names, such as prod")
    start = f"{prefix}."
    found = [name for name in secrets.list(directory=call.directory) if name.startswith(start)]
    if not found:
        raise BusError(quoting.legal("no secret lies below the prefix", prefix), "bus secrets list")
    variables = {name: binding.variable_of(name.removeprefix(start)) for name in found}
    if len(set(variables.values())) < len(variables):
        raise UsageError(f"two secrets below {prefix} make one variable", f"bind each: {tool.spoken} set env-for")
    preferences.set_values({binding.key(tool, place, variables[name]): f"secret:{name}" for name in found})
    for name in found:
        call.note(f"bound {variables[name]} to secret:{name}")


def _unset(tool: Tool, place: str, words: Sequence[str]) -> None:
    """Remove the binding of a variable, or all of the selector, also those that are wrong."""
    if words:
        preferences.unset(binding.key(tool, place, words[0]))
    else:
        found = binding.index(tool, preferences.list(f"{tool.name}.env_for"))
        preferences.unset(*(each.key for each in found.get(place, ())))
