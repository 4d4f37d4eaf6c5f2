"""Laws of rendering."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from busdk import agent
from busdk.errors import UsageError

NAMES = st.from_regex(r"[A-Z][A-Z0-9_]{0,5}", fullmatch=True)
PLAIN = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]))


@given(st.lists(st.tuples(PLAIN, NAMES)), PLAIN, st.dictionaries(NAMES, PLAIN))
def test_each_placeholder_becomes_its_value(pieces: list[tuple[str, str]], end: str, values: dict[str, str]) -> None:
    """A template is its plain pieces with the values between them; a name without a value is an error."""
    template = "".join(f"{plain}{{{{{name}}}}}" for plain, name in pieces) + end
    if all(name in values for _, name in pieces):
        assert agent.render(template, values) == "".join(plain + values[name] for plain, name in pieces) + end
    else:
        with pytest.raises(UsageError):
            agent.render(template, values)


TEMPLATES = st.text(alphabet="{}AB \n", max_size=12)


@given(TEMPLATES, st.dictionaries(st.sampled_from("AB"), st.text(alphabet="{}A")))
def test_values_are_not_looked_at(template: str, values: dict[str, str]) -> None:
    """Whether a template is right depends on the names of variables alone, and values come out as they are."""
    marks = {name: f"<{name}>" for name in values}
    try:
        expected = agent.render(template, marks)
    except UsageError as error:
        with pytest.raises(UsageError, match=f"^{re.escape(str(error))}$"):
            agent.render(template, values)
        return
    pieces = re.split("<([AB])>", expected)
    pieces[1::2] = [values[name] for name in pieces[1::2]]
    assert agent.render(template, values) == "".join(pieces)


@given(TEMPLATES)
def test_doubled_braces_are_themselves(text: str) -> None:
    """Any text can be written in a template: with its pairs of braces doubled it comes out as it is."""
    text = re.sub(r"\{+|\}+", lambda run: run[0][0] * 2 * (len(run[0]) // 2 or 1), text)
    template = text.replace("{{", "{{{{").replace("}}", "}}}}")
    assert agent.render(template, {}) == text


@given(TEMPLATES.filter(lambda text: "{{" not in text and "}}}}" not in text))
def test_other_text_is_unchanged(text: str) -> None:
    """What has no pair of braces comes out byte for byte."""
    assert agent.render(text, {}) == text
