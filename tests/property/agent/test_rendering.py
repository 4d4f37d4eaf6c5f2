"""Laws of rendering."""

from __future__ import annotations

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


@given(st.text(alphabet="{}AB \n", max_size=12), st.dictionaries(st.sampled_from("AB"), st.text(alphabet="{}A")))
def test_nothing_like_a_placeholder_is_left(template: str, values: dict[str, str]) -> None:
    """No result has `}}` anywhere behind `{{`; text that never had is unchanged."""
    try:
        result = agent.render(template, values)
    except UsageError:
        assert "{{" in template or any("{" in value or "}" in value for value in values.values())
        return
    start = result.find("{{")
    assert start < 0 or "}}" not in result[start + 2 :]
    if "{{" not in template:
        assert result == template
