"""`bus agent render (--template FILE | --text TEXT) [--var KEY=VALUE]...`."""

from __future__ import annotations

from busdk import agent
from busdk.agent.cli import text
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print the rendered text, exactly as it is."""
    variables = dict(variable(word) for word in call.option("var", ()))
    call.write(agent.render(text.given(call, "template"), variables))


def variable(word: str) -> tuple[str, str]:
    """Return the name and value of `KEY=VALUE`; raise UsageError for another form."""
    name, equals, value = text.checked(word, "--var").partition("=")
    if not name or not equals:
        raise UsageError("invalid var: expected KEY=VALUE")
    return name, value
