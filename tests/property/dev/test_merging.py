"""Laws of merging repeated steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from busdk.dev.merging import merge
from busdk.dev.tool import OPERATIONS
from busdk.steps import Prompt, Script, Segment, Step

USERS = st.sampled_from(
    [Prompt("ask", "ask.txt"), Prompt("look", "look.txt"), Script("check", ".bus/dev", {"sh": True})]
)
STEPS: st.SearchStrategy[Step] = st.one_of(st.sampled_from(OPERATIONS), USERS)
GROUPS = st.lists(STEPS, max_size=8).map(lambda steps: Segment(tuple(steps), grouped=True))
DIRECT = STEPS.map(lambda step: Segment((step,), grouped=False))
SEGMENTS = st.lists(st.one_of(GROUPS, DIRECT), max_size=8)


def obvious(segments: list[Segment]) -> list[Step]:
    """Follow the rules to the letter: drop what repeats, within its segment or among direct operations."""
    kept: list[tuple[int, bool, Step]] = []
    for number, segment in enumerate(segments):
        for step in segment.steps:
            again = any(
                name.name == step.name
                and ((grouped and where == number) or (not grouped and not segment.grouped and step in OPERATIONS))
                for where, grouped, name in kept
            )
            if not again:
                kept.append((number, segment.grouped, step))
    return [step for _, _, step in kept]


@given(SEGMENTS)
def test_it_does_what_the_rules_say(segments: list[Segment]) -> None:
    assert merge(segments) == obvious(segments)


@given(SEGMENTS)
def test_it_is_deterministic_and_changes_no_argument(segments: list[Segment]) -> None:
    before = list(segments)
    assert merge(segments) == merge(segments)
    assert segments == before


@given(GROUPS)
def test_one_segment_is_merged_once_and_for_all(segment: Segment) -> None:
    """Merging what is merged changes nothing: each name stands once, in the order of its first appearance."""
    once = merge([segment])
    assert merge([Segment(tuple(once), grouped=True)]) == once
    assert [step.name for step in once] == list(dict.fromkeys(step.name for step in segment.steps))


@given(st.lists(DIRECT, max_size=8))
def test_direct_steps_are_merged_once_and_for_all(segments: list[Segment]) -> None:
    once = merge(segments)
    assert merge([Segment((step,), grouped=False) for step in once]) == once


@given(SEGMENTS, GROUPS, SEGMENTS)
def test_a_pipeline_is_left_alone_by_what_stands_around_it(
    before: list[Segment], group: Segment, after: list[Segment]
) -> None:
    """What comes of the words around it is the same without it, and what comes of it the same without them."""
    whole = merge([*before, group, *after])
    size = len(merge(before))
    own = merge([group])
    assert whole[size : size + len(own)] == own
    assert whole[:size] + whole[size + len(own) :] == merge([*before, *after])


@given(SEGMENTS)
def test_users_steps_given_directly_all_stay(segments: list[Segment]) -> None:
    direct = [segment.steps[0] for segment in segments if not segment.grouped]
    users = [step for step in direct if isinstance(step, (Prompt, Script))]
    grouped = sum(
        isinstance(step, (Prompt, Script))
        for segment in segments
        if segment.grouped
        for step in {step.name: step for step in segment.steps}.values()
    )
    assert sum(isinstance(step, (Prompt, Script)) for step in merge(segments)) == len(users) + grouped
