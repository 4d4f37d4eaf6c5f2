"""No object of a run shows a value: not in `repr`, not in an error, not in a traceback."""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING

import pytest

from busdk import preferences, secrets, steps
from busdk.errors import BusError
from busdk.run import TOOL
from busdk.steps import environment

if TYPE_CHECKING:
    from pathlib import Path

VALUE = "value-6Hs1-Qm9x"


@pytest.fixture
def work(home: Path) -> Path:
    """Make a prompt and a script with a secret and a literal each."""
    folder = home.parent / "work" / ".bus" / "run"
    folder.mkdir(parents=True)
    (folder / "show.sh").touch(0o755)
    secrets.set("key", VALUE)
    preferences.set_string("bus-run.env_for.show.key", "secret:key")
    preferences.set_string("bus-run.env_for.show.literal", VALUE)
    return home.parent / "work"


def test_no_repr_shows_it(work: Path) -> None:
    """Plan, tasks, workspace, and what is bound."""
    space = steps.load(TOOL, str(work), {**os.environ, "OTHER": VALUE})
    plan = steps.plan(space, ["show"], steps.Flags())
    bound = environment.bind("show", plan.tasks[0].bindings, space.reader)
    assert bound.variables == {"KEY": VALUE, "LITERAL": VALUE}
    assert bound.secrets == (VALUE,)
    assert plan.secrets == {VALUE}
    for thing in (space, plan, plan.tasks[0], bound):
        assert VALUE not in repr(thing)


@pytest.mark.parametrize("bad", [f"{VALUE}\0", VALUE * 20_000])
def test_no_error_shows_it(work: Path, bad: str) -> None:
    """One that cannot be carried is named by step, variable and reference only."""
    preferences.set_string("bus-run.env_for.show.literal", bad)
    with pytest.raises(BusError, match=r"^show: LITERAL: value ") as caught:
        steps.plan(steps.load(TOOL, str(work)), ["show"], steps.Flags())
    assert VALUE not in "".join(traceback.format_exception(caught.value))
    assert VALUE not in repr(caught.value)
