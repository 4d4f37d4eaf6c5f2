"""Running a plan, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk.steps.job import Job

if TYPE_CHECKING:
    from collections.abc import Iterable

    from busdk.steps.job import Report
    from busdk.steps.plan import Plan


def run(plan: Plan, report: Report, others: Iterable[str] = ()) -> None:
    """Run the steps in order, up to the first that fails.

    Raises the BusError of that step, whose `code` is the run's, or Interrupted. A step's references are resolved when
    it starts. No mask spells one of the plan's secrets, nor one of `others`, those of plans that run beside it.
    """
    known = {*plan.secrets, *others}
    for task in plan.tasks:
        Job(plan, task, report, known).perform()
