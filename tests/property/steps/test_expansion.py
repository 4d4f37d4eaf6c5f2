"""Laws of expansion and of the merging of `bus run`, on any set of pipelines."""

from __future__ import annotations

import itertools
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from busdk import steps
from busdk.errors import UsageError
from busdk.run import TOOL
from busdk.run.merging import merge
from busdk.steps import Pipeline, Script
from busdk.steps.expansion import DEEPEST, MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from busdk.steps.definitions import Definition

PIPELINES = ("p", "q", "r", "s", "t")
SCRIPTS = ("a", "b", "c")
TOKENS = st.lists(st.sampled_from(PIPELINES + SCRIPTS), min_size=1, max_size=3)
WORLDS = st.fixed_dictionaries(dict.fromkeys(PIPELINES, TOKENS))
World = dict[str, list[str]]
ORDERED = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(PIPELINES[i + 1 :] + SCRIPTS), min_size=1, max_size=3)
     for i, name in enumerate(PIPELINES)}
)  # fmt: skip
"""Worlds without a cycle: a pipeline holds only those that come after it."""


def names(world: World, tokens: Sequence[str]) -> list[str]:
    """Return the names of all steps, before they are merged."""
    return [step.name for segment in expanded(world, tokens) for step in segment.steps]


def expanded(world: World, tokens: Sequence[str]) -> list[steps.Segment]:
    def resolve(token: str) -> Definition:
        return Pipeline(token, "repo", token) if token in world else Script(token, "", {"sh": True})

    return steps.expand(tokens, resolve, lambda pipeline: world[pipeline.name])


def merged(world: World, tokens: Sequence[str]) -> list[str]:
    return [step.name for step in merge(expanded(world, tokens))]


def obvious(world: World, tokens: Sequence[str]) -> list[str]:
    """Expand as the contract says it, without limits; only for worlds without a cycle."""
    return [step for token in tokens for step in (obvious(world, world[token]) if token in world else [token])]


def reachable(world: World, tokens: Sequence[str]) -> set[str]:
    """Return the pipelines that expansion comes to."""
    found: set[str] = set()
    left = [token for token in tokens if token in world]
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += [token for token in world[name] if token in world]
    return found


def has_cycle(world: World, tokens: Sequence[str]) -> bool:
    return any(name in reachable(world, world[name]) for name in reachable(world, tokens))


@given(ORDERED, TOKENS)
def test_it_is_the_obvious_expansion(world: World, tokens: list[str]) -> None:
    """R23, R24: depth first, in order; then the first of each name."""
    assert names(world, tokens) == obvious(world, tokens)
    assert merged(world, tokens) == list(dict.fromkeys(obvious(world, tokens)))


@given(ORDERED, TOKENS)
def test_it_is_idempotent_and_deterministic(world: World, tokens: list[str]) -> None:
    """R24: what a list expands to expands to itself, each time."""
    found = merged(world, tokens)
    assert merged(world, found) == found == merged(world, tokens)
    assert merged(world, tokens + tokens) == found


@given(WORLDS, TOKENS)
def test_a_cycle_is_found_and_named(world: World, tokens: list[str]) -> None:
    """R25: exactly when there is one, and the message is a way that leads back to where it began."""
    if not has_cycle(world, tokens):
        names(world, tokens)
        return
    with pytest.raises(UsageError, match=r"^pipeline cycle: ") as caught:
        names(world, tokens)
    way = str(caught.value).removeprefix("pipeline cycle: ").split(" -> ")
    assert way[0] == way[-1]
    assert len(set(way)) == len(way) - 1
    assert all(after in world[before] for before, after in itertools.pairwise(way))
    assert way[0] in reachable(world, tokens)


@given(st.integers(DEEPEST - 2, DEEPEST + 3))
def test_the_depth_has_a_limit(depth: int) -> None:
    """R26: as many pipelines in each other, and no more."""
    world = {f"p{i}": [f"p{i + 1}" if i < depth else "a"] for i in range(1, depth + 1)}
    assert refused(lambda: names(world, ["p1"])) == (depth > DEEPEST)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=6), st.booleans())
def test_the_number_of_steps_has_a_limit(sizes: list[int], inside: bool) -> None:
    """R26: all steps count, whether of several tokens or of one, merged or not."""
    world = {f"p{i}": ["a"] * size for i, size in enumerate(sizes)}
    tokens = list(world)
    world["all"] = tokens
    assert refused(lambda: names(world, ["all"] if inside else tokens)) == (sum(sizes) > MOST)


def refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except UsageError:
        return True
    return False


class Silent:
    """A report that keeps results in a file."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def note(self, text: str) -> None: ...

    def warn(self, text: str, *hints: str) -> None: ...

    def output(self) -> int:
        return self._descriptor


@settings(max_examples=15)
@given(ORDERED, TOKENS)
def test_the_preview_is_what_runs(world: World, tokens: list[str]) -> None:
    """R60: the list that is shown, the plan, and what the scripts themselves say are one."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+") as output:
        place = Path(folder, ".bus", "run")
        place.mkdir(parents=True)
        for name, members in world.items():
            place.joinpath(f"{name}.yml").write_text(f"[{', '.join(members)}]")
        for name in SCRIPTS:
            place.joinpath(f"{name}.sh").write_text(f"#!/bin/sh\necho {name}\n")
            place.joinpath(f"{name}.sh").chmod(0o755)
        space = steps.load(TOOL, folder, os.environ)
        shown = [step.name for step in space.steps(tokens)]
        plan = steps.plan(space, tokens, steps.Flags())
        steps.run(plan, Silent(output.fileno()))
        output.seek(0)
        assert shown == [task.step.name for task in plan.tasks] == output.read().split() == merged(world, tokens)
