"""Strategies for JSON documents in any legal spelling: white space, line ends, escapes, numbers, byte-order mark."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

CHARACTERS = st.characters(exclude_categories=["Cs"])
KEYS = st.sampled_from(["a", "b", "secrets", "", "é", '"\\/', "\u2028", "{", "😀"]) | st.text(CHARACTERS, max_size=4)
BLANKS = st.sampled_from(["", "", " ", "\n", "\r\n", "\n  ", "\r\n\t", "  ", "\t", "\r", " \n\n "])
NUMBERS = st.sampled_from(
    [
        "0",
        "-0",
        "1E400",
        "-1e+999",
        "1.0e+05",
        "1e-400",
        "0.10",
        "123456789012345678901234567890",
        "-0.0E-0",
        "9" * 4300,
    ]
) | st.integers().map(str)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(CHARACTERS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=4,
)


class Place(NamedTuple):
    """One value in a document: the text before it, its own, the text after it, and its path of keys."""

    before: str
    value: str
    after: str
    path: tuple[str, ...]

    @property
    def document(self) -> bytes:
        """The whole document."""
        return (self.before + self.value + self.after).encode()


def _every_escaped(text: str) -> str:
    units = text.encode("utf-16-be")
    return '"' + "".join(f"\\u{units[i]:02x}{units[i + 1]:02X}" for i in range(0, len(units), 2)) + '"'


def _unescaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


STYLES: list[Callable[[str], str]] = [_unescaped, json.dumps, _every_escaped]


def spelled(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Spell strings: as they are, with ASCII only, or with every character escaped."""
    return st.builds(lambda style, text: style(text), st.sampled_from(STYLES), texts)


def _padded(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds("".join, st.tuples(BLANKS, inner, BLANKS))


def _array(items: list[str], blank: str) -> str:
    return f"[{','.join(items) or blank}]"


def _object(members: list[tuple[str, str]], blank: str) -> str:
    return "{" + (",".join(member for _, member in members) or blank) + "}"


@st.composite
def member(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> tuple[str, str]:
    """Spell one member of an object; return its key and its text."""
    key = draw(KEYS)
    return key, draw(_padded(spelled(st.just(key)))) + ":" + draw(_padded(inner))


def members(inner: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Spell members with different keys."""
    return st.lists(member(inner), max_size=2, unique_by=lambda pair: pair[0])


SPELLED: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(["null", "true", "false"]) | NUMBERS | spelled(st.text(CHARACTERS, max_size=4)),
    lambda inner: (
        st.builds(_array, st.lists(_padded(inner), max_size=2), BLANKS) | st.builds(_object, members(inner), BLANKS)
    ),
    max_leaves=4,
)
OBJECTS = st.builds(_object, members(SPELLED), BLANKS)


@st.composite
def places(draw: st.DrawFn, values: st.SearchStrategy[str], least: int = 1) -> Place:
    """Draw a document with one of its values told apart, `least` to 3 objects deep."""
    place = Place("", draw(values), "", ())
    for _ in range(draw(st.integers(least, 3))):
        others = draw(members(SPELLED))
        key = draw(KEYS)
        others = [other for other in others if other[0] != key]
        at = draw(st.integers(0, len(others)))
        left = "".join(text + "," for _, text in others[:at])
        right = "".join("," + text for _, text in others[at:])
        before = "{" + left + draw(_padded(spelled(st.just(key)))) + ":" + draw(BLANKS) + place.before
        place = Place(before, place.value, place.after + draw(BLANKS) + right + "}", (key, *place.path))
    mark = draw(st.sampled_from(["", "", "\ufeff"]))
    return place._replace(before=mark + draw(BLANKS) + place.before, after=place.after + draw(BLANKS))
