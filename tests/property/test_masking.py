"""Laws of the mask."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from busdk.agent import Formatter
from busdk.masking import Mask
from busdk.masking.marker import marker
from busdk.masking.spellings import encoded, spellings
from masking_oracle import held, masked, writers

if TYPE_CHECKING:
    from collections.abc import Callable

# Few letters, so that values overlap, nest and repeat; the mask's own character and what JSON escapes among them.
LETTERS = st.text("ab*", max_size=40)
TIGHT = st.one_of(st.text("ab", min_size=4, max_size=9), st.text('ab*#"\n', min_size=4, max_size=6))
VALUES = st.lists(st.one_of(TIGHT, st.text(min_size=4, max_size=12)), min_size=1, max_size=6)


@st.composite
def streams(draw: st.DrawFn, values: list[str]) -> bytes:
    """Draw a text of noise, values in any of their spellings, and pieces of them."""
    written = sorted(set().union(*map(spellings, values)))
    pieces = draw(st.lists(st.one_of(LETTERS, st.sampled_from(written), st.text(max_size=5)), max_size=8))
    cut = [piece[draw(st.integers(0, 3)) :] if draw(st.booleans()) else piece for piece in pieces]
    return encoded("".join(cut))


def pieces(text: bytes, sizes: list[int]) -> list[bytes]:
    """Cut a text into pieces of these sizes and a rest."""
    out, place = [], 0
    for size in sizes:
        out.append(text[place : place + size])
        place += size
    return [*out, text[place:]]


def run(values: list[str], parts: list[bytes]) -> bytes:
    """Mask a stream that comes in parts."""
    mask = Mask(values)
    return b"".join([*map(mask.feed, parts), mask.finish()])


def needles(values: list[str]) -> set[bytes]:
    """Return what must not come out."""
    return {encoded(spelling) for value in values for spelling in spellings(value)}


def shown(values: list[str]) -> bytes:
    """Return what stands in the place of these values."""
    return encoded(marker(set().union(*map(spellings, values))))


@settings(max_examples=400)
@given(st.data(), VALUES, st.lists(st.integers(0, 9), max_size=30))
def test_no_value_comes_out(data: st.DataObject, values: list[str], sizes: list[int]) -> None:
    """Whatever the text, the values and the pieces: no spelling of a value is in the output."""
    out = run(values, pieces(data.draw(streams(values)), sizes))
    assert not [needle for needle in needles(values) if needle in out]


@settings(max_examples=400)
@given(st.lists(st.text("a*", min_size=4, max_size=6), min_size=1, max_size=3), st.lists(st.text("a*", max_size=9)))
def test_no_value_is_spelled_by_the_mask(values: list[str], noise: list[str]) -> None:
    """Nor do masks and the text around them spell one, where values hold the mask's own character."""
    out = run(values, [encoded(values[0].join(noise))])
    assert not [needle for needle in needles(values) if needle in out]


@settings(max_examples=400)
@given(st.data(), VALUES, st.lists(st.integers(0, 9), max_size=30))
def test_output_is_that_of_the_whole(data: st.DataObject, values: list[str], sizes: list[int]) -> None:
    """However the text is cut, the output is what a slow mask makes of the whole."""
    text = data.draw(streams(values))
    assert run(values, pieces(text, sizes)) == masked(text, needles(values), shown(values))


@given(st.binary(max_size=200), VALUES, st.lists(st.integers(0, 20), max_size=20))
def test_other_text_is_unchanged(text: bytes, values: list[str], sizes: list[int]) -> None:
    """A text without values comes out as it went in."""
    assume(not [needle for needle in needles(values) if needle in text])
    assert run(values, pieces(text, sizes)) == text


@settings(max_examples=300)
@given(st.data(), VALUES, st.lists(st.integers(0, 9), max_size=30))
def test_nothing_is_delayed_but_the_beginning_of_a_value(
    data: st.DataObject, values: list[str], sizes: list[int]
) -> None:
    """After each piece everything is out but the longest end that begins a value."""
    text, wanted = data.draw(streams(values)), needles(values)
    mask, fed, out = Mask(values), b"", b""
    for part in pieces(text, sizes):
        fed += part
        out += mask.feed(part)
        assert out == masked(fed, wanted, shown(values), len(fed) - held(fed, wanted))


# What programs spell: quotes, blanks, line ends, control characters, letters beyond ASCII.
AWKWARD = st.text(
    st.one_of(st.sampled_from("ab '\"$`\\/<&\r\n\t\x1b\x7f\x85é"), st.characters(exclude_categories=["Cs"])), min_size=4
)


@settings(max_examples=400)
@given(AWKWARD, st.sampled_from(writers()))
def test_what_honest_programs_write_of_a_value_is_masked(value: str, write: Callable[[str], str]) -> None:
    """However a program spells a value, nothing of that is left but the quotes around it."""
    assume(value.strip() and len(write(value)) >= 4)
    spelled = write(value)
    out = run([value], [encoded(f"<{spelled}>")]).decode()
    shown = encoded(marker(spellings(value))).decode()
    assert out in (f"<{before}{shown}{after}>" for before, after in [("", ""), ("'", "'"), ('"', '"'), ("$'", "'")])


@settings(max_examples=400)
@given(AWKWARD, st.sampled_from(["", "\n", "\r\n", " and so on"]))
def test_nothing_of_a_value_is_left_of_an_answer(value: str, after: str) -> None:
    """What the formatter makes of a value is a spelling that the mask knows, whatever stands behind it."""
    assume(value.strip())
    event = {"type": "result", "subtype": "success", "is_error": False, "result": f"it is {value}{after}."}
    formatter = Formatter("claude")
    answer = formatter.feed(json.dumps(event).encode() + b"\n") + formatter.finish()
    shown = encoded(marker(spellings(value))).decode()
    assert run([value], [answer]).decode() == f"it is {shown}{after}.\n"
