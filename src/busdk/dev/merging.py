"""Repeated steps. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from busdk.steps import Prompt, Script

if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.steps import Segment, Step


def merge(segments: Sequence[Segment]) -> list[Step]:
    """Return all steps in order, those that repeat others left out.

    Within what one pipeline expands to, each name stands once, where it stands first. Built-in operations that stand
    on the command line themselves stand once there, too. Nothing else is merged.
    """
    merged: list[Step] = []
    direct: set[str] = set()
    for segment in segments:
        if segment.grouped:
            merged += {step.name: step for step in segment.steps}.values()
            continue
        for step in segment.steps:
            if isinstance(step, (Prompt, Script)) or step.name not in direct:
                merged.append(step)
                direct.add(step.name)
    return merged
