"""`retry --on-fail TOKEN[,TOKEN...] [--attempts N] TOKEN...`."""

from __future__ import annotations

from busdk import steps
from busdk.errors import UsageError
from busdk.steps.cli import subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from busdk.command import Call
    from busdk.errors import BusError
    from busdk.steps import Plan, Workspace


def run(call: Call) -> int:
    """Plan workflow and fallback, then run."""
    _ = subject.tool(call)
    fallback, attempts = _fallback(call), _attempts(call)

    def prepare(space: Workspace) -> list[Plan]:
        return [steps.plan(space, tokens, subject.flags(call)) for tokens in (call.arguments, fallback)]

    def tell(error: BusError, number: int, seconds: float) -> None:
        call.fail(error)
        call.note(f"try {number}/{attempts + 1} failed (exit {error.code}), next in {seconds}s")

    def execute(plans: list[Plan]) -> None:
        workflow, rescue = plans
        steps.retry(
            lambda: steps.run(workflow, call, rescue.secrets),
            lambda: steps.run(rescue, call, workflow.secrets),
            attempts,
            tell,
        )

    return subject.perform(call, prepare, execute)


def _fallback(call: Call) -> list[str]:
    given = call.option("on-fail")
    if given is None:
        raise UsageError("missing option: --on-fail TOKEN[,TOKEN...]")
    tokens: list[str] = given.split(",")
    if not all(tokens):
        raise UsageError("--on-fail has an empty token")
    return tokens


def _attempts(call: Call) -> int:
    given: str = call.option("attempts", "1")
    if not (given.isascii() and given.isdigit()) or len(given) > 4:
        raise UsageError("invalid attempts", "expected a whole number from 0 to 9999")
    return int(given)
