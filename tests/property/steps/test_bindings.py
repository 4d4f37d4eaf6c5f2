"""Laws of selectors and of the variables that are bound to steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from busdk import preferences
from busdk.run import TOOL
from busdk.steps import Prompt, Script, environment, selectors

if TYPE_CHECKING:
    from busdk.steps import Step

NAMES = st.from_regex(r"[a-z][a-z0-9_-]*", fullmatch=True)
VARIABLES = st.from_regex(r"[A-Z_][A-Z0-9_]*", fullmatch=True)
STEPS = st.one_of(
    NAMES.map(lambda name: Prompt(name, f"{name}.txt")), NAMES.map(lambda name: Script(name, "", {"sh": True}))
)


@given(STEPS, VARIABLES, st.text())
def test_what_is_bound_is_found(step: Step, variable: str, value: str) -> None:
    """R50: the key of a binding is a legal one, and reading it gives variable and value again."""
    key = environment.key(TOOL, selectors.stored(TOOL, step.name), variable)
    assert preferences.keys.is_key(key)
    assert environment.bindings(TOOL, {key: value}, selectors.of(step)) == {variable: value}


@given(STEPS, NAMES, VARIABLES)
def test_only_the_step_of_that_name_has_it(step: Step, other: str, variable: str) -> None:
    """R45, R51: neither another name nor `@name` is this step's selector, whatever the names."""
    for selector in (f"@{step.name}", other if other != step.name else f"{other}x"):
        key = environment.key(TOOL, selectors.stored(TOOL, selector), variable)
        assert environment.bindings(TOOL, {key: "value"}, selectors.of(step)) == {}


@given(NAMES, NAMES)
def test_selectors_do_not_collide(one: str, two: str) -> None:
    """R45: different selectors are stored under different keys."""
    found = {selectors.stored(TOOL, selector) for selector in {one, two, f"@{one}", f"@{two}"}}
    assert len(found) == 2 * len({one, two})
