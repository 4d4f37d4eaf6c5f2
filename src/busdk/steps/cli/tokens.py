"""`bus run TOKEN...`, `bus dev TOKEN...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk import steps
from busdk.steps.cli import subject

if TYPE_CHECKING:
    from busdk.command import Call


def run(call: Call) -> int:
    """Run what the tokens stand for, or with `--check` only check it."""
    if "check" in call.flags:
        space = subject.load(call)
        _ = space.place
        steps.check(space, call.arguments)
        return 0
    return subject.perform(
        call,
        lambda space: [steps.plan(space, call.arguments, subject.flags(call))],
        lambda plans: steps.run(plans[0], call),
    )
