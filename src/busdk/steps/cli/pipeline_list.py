"""`pipeline list [all|repo|prefs]`, and `builtin` where there are built-in ones."""

from __future__ import annotations

from busdk.errors import UsageError
from busdk.steps import listing
from busdk.steps.cli import rows, subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print name, origin and steps of pipelines."""
    which = call.arguments[0] if call.arguments else "all"
    space = subject.workspace(call)
    known = ("all", *listing.ORIGINS) if space.tool.builds_in else ("all", *listing.ORIGINS[:-1])
    if which not in known:
        raise UsageError("unknown kind of pipelines", f"expected {', '.join(known[:-1])} or {known[-1]}")
    if which == "repo":
        _ = space.place
    rows.write(call, ("name", "origin", "steps"), listing.pipelines(space, which))
