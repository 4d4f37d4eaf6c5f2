"""Repeated steps. Pure."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from busdk.steps import Segment, Step


def merge(segments: Sequence[Segment]) -> list[Step]:
    """Return all steps in order, each name where it stands first: `a b a` is `a b`."""
    return list({step.name: step for segment in segments for step in segment.steps}.values())
