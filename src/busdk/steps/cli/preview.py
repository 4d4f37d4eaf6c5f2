"""`pipeline preview TOKEN...`."""

from __future__ import annotations

from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> None:
    """Print the steps that would run, one name per line."""
    call.write("".join(f"{step.name}\n" for step in subject.workspace(call).steps(call.arguments)))
