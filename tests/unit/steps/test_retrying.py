"""Trying again, without waiting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk.errors import BusError, UsageError
from busdk.steps import Interrupted, StepFailed, retry

OUTCOMES = st.lists(st.integers(0, 3), min_size=1, max_size=6)
"""Exit codes, one for each time; the last one stays."""


class Play:
    """A workflow and its fallback with given ends; `said` is what happened, in order."""

    def __init__(self, workflow: list[int], fallback: list[int] | None = None) -> None:
        self.said: list[str] = []
        self._codes = {"workflow": list(workflow), "fallback": list(fallback or [0])}

    def retry(self, attempts: int) -> int:
        """Return the exit code."""
        try:
            retry(
                lambda: self._run("workflow"),
                lambda: self._run("fallback"),
                attempts,
                lambda error, number, seconds: self.said.append(f"try {number} {error.code} {seconds}"),
                lambda seconds: self.said.append(f"wait {seconds}"),
            )
        except BusError as error:
            return error.code
        return 0

    def _run(self, what: str) -> None:
        self.said.append(what)
        codes = self._codes[what]
        code = codes.pop(0) if len(codes) > 1 else codes[0]
        if code:
            raise StepFailed("failed", code)


def test_the_order_of_things() -> None:
    """R37: told, fallback, wait, workflow; the waits double."""
    play = Play([5, 6, 7, 0])
    assert play.retry(9) == 0
    assert play.said == [
        "workflow", "try 1 5 1", "fallback", "wait 1",
        "workflow", "try 2 6 2", "fallback", "wait 2",
        "workflow", "try 3 7 4", "fallback", "wait 4",
        "workflow",
    ]  # fmt: skip


@given(OUTCOMES, st.integers(0, 6))
def test_the_code_and_the_number_of_tries(codes: list[int], attempts: int) -> None:
    """R37, R38: until it succeeds, at most once more than there are attempts; the code is the last one's."""
    play = Play(codes)
    ends = [codes[min(number, len(codes) - 1)] for number in range(attempts + 1)]
    tries = ends.index(0) + 1 if 0 in ends else len(ends)
    assert play.retry(attempts) == ends[tries - 1]
    assert play.said.count("workflow") == tries
    assert play.said.count("fallback") == tries - 1
    assert [word for word in play.said if word.startswith("wait")] == [f"wait {2**n}" for n in range(tries - 1)]


@given(OUTCOMES, st.integers(1, 6))
def test_a_fallback_that_fails_ends_it(codes: list[int], attempts: int) -> None:
    """R38: with its code, without a wait and without another try."""
    play = Play([9], codes)
    ends = [codes[min(number, len(codes) - 1)] for number in range(attempts)]
    bad = next((number for number, code in enumerate(ends) if code), None)
    assert play.retry(attempts) == (9 if bad is None else ends[bad])
    assert play.said[-1] == ("workflow" if bad is None else "fallback")


@pytest.mark.parametrize("end", [Interrupted(143), KeyboardInterrupt()])
def test_an_interrupt_is_no_failure(end: BaseException) -> None:
    """R39: it ends the loop at once."""

    def workflow() -> None:
        raise end

    said: list[object] = []
    with pytest.raises(type(end)):
        retry(workflow, lambda: said.append("fallback"), 3, lambda *told: said.append(told), said.append)
    assert said == []


def test_any_error_of_a_step_is_a_failure() -> None:
    """A secret or an agent that fails in the run counts as a script that does."""
    errors = [BusError("no agent"), UsageError("bad value")]

    def workflow() -> None:
        if errors:
            raise errors.pop(0)

    told: list[int] = []
    retry(workflow, lambda: None, 2, lambda error, *_: told.append(error.code), lambda _: None)
    assert told == [1, 2]
