"""How JSON is written: what is escaped, and what cannot be written."""

from __future__ import annotations

import pytest

from busdk import jsonfile, jsontext

ACTING = [*range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]


@pytest.mark.parametrize("code", ACTING)
def test_a_character_that_acts_on_a_terminal_is_escaped(code: int) -> None:
    """Control characters and those that change the direction of text are shown by their number."""
    assert jsontext.shown(f"é{chr(code)}") == f'"é\\u{code:04x}"'


@pytest.mark.parametrize("code", [0x7E, 0xA1, 0x2027, 0x202F, 0x206A])
def test_the_neighbours_of_these_are_shown(code: int) -> None:
    """The characters next to those ranges stand as they are."""
    assert chr(code) in jsontext.shown(f"{chr(code)}\x80")


@pytest.mark.parametrize("value", [float("nan"), [float("inf")], {"a": float("-inf")}, {"a": [float("nan")]}])
def test_a_value_that_json_lacks_is_not_written(value: object) -> None:
    """NaN and the infinities are refused wherever they are in a value."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        jsonfile.canonical(value)


def test_the_first_line_end_decides() -> None:
    """A document with both kinds of line ends gets new lines in the style of its first."""
    assert jsonfile.change(b'{\n  "a": "x",\r\n  "b": 1\n}', ["c"], {"d": 1}).endswith(b'{\n    "d": 1\n  }\n}')
