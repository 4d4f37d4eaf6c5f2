"""Laws of templates."""

from __future__ import annotations

import base64
import json
import shlex
import subprocess
import urllib.parse
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from busdk.delivery.encodings import ENCODINGS
from busdk.delivery.template import read
from busdk.secret import Secret
from peers import need

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0")) | st.text("{}secrt: |x\n")
NAME = st.from_regex(r"\A[a-z0-9_-]{1,3}(\.[a-z]{1,3})?\Z")
MARK = st.builds("{{{{secret:{}{}}}}}".format, NAME, st.sampled_from(["", *(f"|{encoding}" for encoding in ENCODINGS)]))
BACK: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "shell": lambda text: "".join(shlex.split(text)),
    "url": lambda text: urllib.parse.unquote(text, errors="strict"),
    "base64": lambda text: base64.b64decode(text, validate=True).decode(),
}


@given(TEXT)
def test_text_without_references_is_unchanged(text: str) -> None:
    """No other braces mean anything, and nothing is a fault."""
    assume("{{secret:" not in text)
    template = read(text)
    assert (template.render({}), template.names, template.faults) == (text, [], [])


@given(st.lists(TEXT | st.tuples(NAME, st.sampled_from(["", *ENCODINGS]))), TEXT)
def test_each_reference_becomes_its_value(parts: list[str | tuple[str, str]], value: str) -> None:
    """Text and values stand in order; a value that looks like a reference is only text."""
    marks = [part if isinstance(part, str) else "{{secret:" + "|".join(filter(None, part)) + "}}" for part in parts]
    revealed = value + "{{secret:a}}"
    done = [part if isinstance(part, str) else ENCODINGS.get(part[1], str)(revealed) for part in parts]
    template = read("".join(marks))
    assert template.render({name: Secret(revealed) for name in template.names}) == "".join(done)


@given(st.lists(TEXT | MARK | st.just("{{secret:")))
def test_what_begins_like_a_reference_is_one_or_a_fault(parts: list[str]) -> None:
    """Nothing that was meant as a reference is passed on as text; faults stand in order at their places."""
    text = "".join(parts)
    template = read(text)
    assert len(template.references) + len(template.faults) == text.count("{{secret:")
    lines = text.split("\n")
    places = [tuple(map(int, fault.place.replace("line ", "").split(", column "))) for fault in template.faults]
    assert places == sorted(places)
    assert all(1 <= column <= len(lines[line - 1]) + 1 for line, column in places)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_have_an_inverse(encoding: str) -> None:
    """What is written reads back in Python's own reader."""

    @given(TEXT)
    def law(value: str) -> None:
        assert BACK[encoding](ENCODINGS[encoding](value)) == value

    law()


@settings(max_examples=30)
@given(st.lists(TEXT, min_size=1))
def test_a_shell_reads_the_words(values: list[str]) -> None:
    """Each value is one word, in a line that a shell runs."""
    text = " ".join(f"{{{{secret:x{at}|shell}}}}" for at in range(len(values)))
    script = "printf '%s\\0' " + read(text).render({f"x{at}": Secret(value) for at, value in enumerate(values)})
    done = subprocess.run([need("sh"), "-s"], input=script.encode(), capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == values
