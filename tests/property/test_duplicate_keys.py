"""Duplicate keys are found in large documents as in small ones, however they are written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk import jsonfile
from busdk.errors import FormatError

keys = st.text(st.sampled_from('ab":\\ '), max_size=3)
spaces = st.sampled_from(["", " ", "\n"])
values = st.recursive(
    st.integers() | st.text(st.sampled_from('a":\\ {},'), max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(keys, spaces, inner), max_size=4).map(tuple),
    max_leaves=12,
)


def written(value: object) -> str:
    """Write a value as JSON; a tuple is an object given as (key, blank before the colon, value) rows."""
    if isinstance(value, tuple):
        return "{" + ",".join(f"{json.dumps(key)}{space}:{written(item)}" for key, space, item in value) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value)


@given(values, st.booleans())
def test_large_documents_are_read_as_small_ones(value: object, large: bool) -> None:
    """Padding a document past the size where the cheap check begins changes nothing of the verdict."""
    text = written(value).encode()
    padded = text + b" " * jsonfile.LARGE if large else text
    try:
        expected = json.loads(text, object_pairs_hook=unique)
    except KeyError:
        with pytest.raises(FormatError):
            jsonfile.parse(padded, "document")
    else:
        assert jsonfile.parse(padded, "document") == expected


def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object of its pairs; a key that comes twice is a KeyError."""
    if len(dict(pairs)) != len(pairs):
        raise KeyError
    return dict(pairs)
