"""Laws of names and variables."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk.delivery.naming import clashes, exported, is_variable, name, variable
from busdk.secrets import is_name

NEAR = st.text("ABab09_.-= é\u212a\u0130", max_size=8)
NAME = st.from_regex(r"\A[a-z0-9_-]+(\.[a-z0-9_-]+)?\Z")
VARIABLE = st.from_regex(r"\A[A-Z_][A-Z0-9_]*\Z")


@given(NEAR)
def test_variables_are_the_grammar(text: str) -> None:
    """A variable is what every shell takes."""
    assert is_variable(text) == (re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text) is not None)


@given(VARIABLE)
def test_a_variable_comes_back(text: str) -> None:
    """The variable of the name of a variable in upper case is itself."""
    found = name(text)
    assert found is not None
    assert variable(found) == text


@given(NAME)
def test_a_name_without_dots_and_dashes_comes_back(text: str) -> None:
    """The name of the variable of a name is the name, dots and dashes as underscores."""
    assert name(variable(text)) == text.replace(".", "_").replace("-", "_")


@given(NEAR, st.sampled_from(["", "team.", "a-", "A", ".", "é"]))
def test_a_key_becomes_a_legal_name_or_none(key: str, prefix: str) -> None:
    """What comes out is always a name, and only of a key in ASCII: `K` for kelvin is no k."""
    found = name(key, prefix)
    assert (found is not None) == (key.isascii() and is_name(prefix + key.lower()))
    assert found is None or found == prefix + key.lower()


@given(st.lists(NAME | NEAR | st.builds("{}={}".format, VARIABLE | NEAR, NAME)))
def test_what_is_exported_is_sound(words: list[str]) -> None:
    """Without faults, each word gives one legal variable of one legal name, and no two names share one."""
    chosen, faults = exported(words)
    assert all(is_variable(left) and is_name(right) for left, right in chosen.items())
    if not faults:
        wanted = {(word.rpartition("=")[0] or variable(word), word.rpartition("=")[2]) for word in words}
        assert set(chosen.items()) == wanted


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        (["a.b", "A_B=x", "a-b"], ["a.b and x and a-b would both be A_B"]),
        (["a", "a", "A=a"], []),
        (["hunter=2!", "S3cret", "9=a", "=a", "a=", "ok"], ["argument %d: expected NAME or VAR=NAME"] * 5),
        (["1password"], ["no variable can begin with a digit: 1password; give one, as VAR=1password"]),
        (["P1=1password"], []),
    ],
)
def test_all_that_is_wrong_is_listed(words: list[str], faults: list[str]) -> None:
    """Every fault is there, and no word that is not legal is quoted."""
    expected = [fault.replace("%d", str(place)) for place, fault in enumerate(faults, 1)]
    assert exported(words)[1] == expected


def test_clashes_are_told_in_order() -> None:
    """What became the same is sorted by result, the texts in the order they came, equal ones once."""
    assert clashes([("B", "b"), ("A", "a"), ("b", "b"), ("a", "a"), ("B", "b"), ("c", "c")]) == [
        "A and a would both be a",
        "B and b would both be b",
    ]
