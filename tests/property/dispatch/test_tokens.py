"""Laws of the words of a line."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk.dispatch.busfile import TokenError, render, tokenize
from busdk.dispatch.busfile.tokens import pieces, quoted, starts

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\n\0"))
NOISE = st.text("ab '\"\\|;<>#\t$~é")
PARTS = st.sampled_from(["a", "'b c'", '"d e"', "\\'", "\\ ", "''", "\\\\", "x", "#"])
WORDS = st.lists(st.lists(PARTS, min_size=1, max_size=3).map("".join), max_size=5)
GOOD = st.tuples(WORDS, st.sampled_from([" ", "\t", "  "])).map(lambda drawn: drawn[1].join(["", *drawn[0], ""]))


@given(st.lists(TEXT | NOISE))
def test_rendered_words_read_back_as_they_were(words: list[str]) -> None:
    """Rendering words and reading the line gives the same words."""
    assert tokenize(render(words)) == words


@given(st.lists(TEXT | NOISE))
def test_a_shell_reads_the_same_words(words: list[str]) -> None:
    """A rendered line can be pasted into a POSIX shell."""
    assert shlex.split(render(words)) == words


@pytest.mark.parametrize("word", ["a\nb", "\0"])
def test_what_no_line_can_hold_is_refused(word: str) -> None:
    """A word with a newline or NUL is an error, not another line."""
    with pytest.raises(ValueError, match="newline or NUL"):
        render([word])


@given(NOISE)
def test_a_line_is_words_or_has_one_place_that_is_wrong(line: str) -> None:
    """A fault's column is in the line and holds a quote, a separator, or the last backslash."""
    try:
        tokenize(line)
    except TokenError as error:
        column = error.column
    else:
        return
    assert line[column] in "'\"|;<>" or (line[column] == "\\" and column == len(line) - 1)


@given(NOISE)
def test_each_word_begins_where_it_is_said_to(line: str) -> None:
    """Reading from the n-th start on gives the words from the n-th on; nothing before the first start is a word."""
    try:
        words = tokenize(line)
    except TokenError:
        return
    places = starts(line)
    assert len(places) == len(words)
    assert [tokenize(line[place:]) for place in places] == [words[index:] for index in range(len(words))]


@given(NOISE)
def test_pieces_of_a_good_line_are_its_words(line: str) -> None:
    """What is guessed of a broken line is exact for a good one, but for empty words."""
    try:
        words = tokenize(line)
    except TokenError:
        return
    assert [text for text, _ in pieces(line)] == [word for word in words if word]


@given(GOOD)
def test_the_words_of_a_good_line_are_found_where_they_start_and_end(line: str) -> None:
    """From where a word starts the rest of the line reads as the rest of the words; up to its end it is the last."""
    words = tokenize(line)
    assert [tokenize(line[start:]) for start in starts(line)] == [words[index:] for index in range(len(words))]
    assert [text for text, _ in pieces(line)] == [word for word in words if word]
    assert all(tokenize(line[:end])[-1] == text for text, end in pieces(line) if tokenize(line[:end]))


@pytest.mark.parametrize("word", ["~", "~/x", "#x", "*", "$HOME", "{a,b}", "!x", "^", "[a]", "?"])
def test_what_a_shell_would_expand_is_quoted(word: str) -> None:
    """A rendered word means itself in any shell."""
    assert quoted(word) == f"'{word}'"
