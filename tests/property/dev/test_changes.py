"""Laws of reading what `git status` prints."""

from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from busdk.dev.changes import Change, parse

NAMES = st.binary(min_size=1).filter(lambda name: b"\0" not in name)
STATES = st.tuples(st.sampled_from(".MTADU"), st.sampled_from(".MTADU")).map("".join)
FILES = st.builds(lambda state, name: (f"1 {state} N... 100644 100644 100644 1f2 3a4", name), STATES, NAMES)
UNMERGED = NAMES.map(lambda name: ("u UU N... 100644 100644 100644 100644 1f2 3a4 5b6", name))
UNTRACKED = NAMES.map(lambda name: ("?", name))
ENTRIES = st.lists(st.one_of(FILES, UNMERGED, UNTRACKED))


@given(ENTRIES)
def test_each_entry_keeps_its_name_whatever_bytes_it_has(entries: list[tuple[str, bytes]]) -> None:
    """Blanks, newlines, quotes, dashes, what is no UTF-8: nothing is quoted, cut or joined."""
    printed = b"".join(state.encode() + b" " + name + b"\0" for state, name in entries)
    assert parse(printed) == [Change(os.fsdecode(name), state) for state, name in entries]


@given(FILES)
def test_a_tracked_file_is_unstaged_when_the_folder_differs_from_the_index(entry: tuple[str, bytes]) -> None:
    state, name = entry
    assert Change(os.fsdecode(name), state).is_unstaged == (state[3] != ".")


@given(st.one_of(UNMERGED, UNTRACKED))
def test_what_is_unmerged_or_untracked_is_unstaged(entry: tuple[str, bytes]) -> None:
    state, name = entry
    assert Change(os.fsdecode(name), state).is_unstaged
