"""Laws of selectors and of the variables that are bound to steps."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk import preferences
from busdk.errors import UsageError
from busdk.run import TOOL
from busdk.steps import Prompt, Script, binding, selectors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from busdk.steps import Step

NAMES = st.from_regex(r"[a-z][a-z0-9_-]*", fullmatch=True)
VARIABLES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]*", fullmatch=True)
STEPS = st.one_of(
    NAMES.map(lambda name: Prompt(name, f"{name}.txt")), NAMES.map(lambda name: Script(name, "", {"sh": True}))
)


def _bound(stored: Mapping[str, Any], step: Step) -> dict[str, str]:
    return binding.texts(binding.index(TOOL, stored), selectors.of(step))


@given(STEPS, VARIABLES, st.text())
def test_what_is_bound_is_found(step: Step, variable: str, value: str) -> None:
    """R50: the key of a binding is a legal one, and reading it gives variable and value again."""
    key = binding.key(TOOL, selectors.stored(TOOL, step.name), variable)
    assert preferences.keys.is_key(key)
    assert _bound({key: binding.stored(variable, value)}, step) == {variable: value}


@given(STEPS, NAMES, VARIABLES)
def test_only_the_step_of_that_name_has_it(step: Step, other: str, variable: str) -> None:
    """R45, R51: neither another name nor `@name` is this step's selector, whatever the names."""
    for selector in (f"@{step.name}", other if other != step.name else f"{other}x"):
        key = binding.key(TOOL, selectors.stored(TOOL, selector), variable)
        assert _bound({key: "value"}, step) == {}


@given(st.text(), st.sampled_from(["", "@user", "@repo"]), st.sampled_from([" ", "\t", "\n"]))
def test_what_is_nearly_a_reference_is_none(name: str, scope: str, blank: str) -> None:
    """R50: no near form passes for a value, and a reference passes whatever its name and scope."""
    right = f"secret:a{scope}"
    assert binding.is_reference(right)
    binding.check_near(right)
    for near in (f"{blank}{right}", f"secrets:{name}", f"Secret:{name}", f"SECRET:{name}", f"secret{blank}:{name}"):
        with pytest.raises(UsageError):
            binding.check_near(near)


@given(st.one_of(st.text(), st.text().map("secret:".__add__)))
def test_no_error_quotes_what_is_no_reference(text: str) -> None:
    """R50: a text is a value, a reference or an error, and the error never holds what is behind `secret:`."""
    with contextlib.suppress(UsageError):
        binding.reference(text)
        return
    with pytest.raises(UsageError, match=r"^invalid (reference|scope of a reference)$"):
        binding.reference(text)


@given(NAMES, NAMES)
def test_selectors_do_not_collide(one: str, two: str) -> None:
    """R45: different selectors are stored under different keys."""
    found = {selectors.stored(TOOL, selector) for selector in {one, two, f"@{one}", f"@{two}"}}
    assert len(found) == 2 * len({one, two})
