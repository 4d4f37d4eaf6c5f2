"""Laws of pipelines as YAML."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from busdk.errors import UsageError
from busdk.steps import yamllist

WORDS = st.sampled_from(["true", "false", "null", "yes", "no", "on", "off", "y", "n", "e1", "x1f", "o7", "inf", "nan"])
NAMES = st.from_regex(r"[a-z][a-z0-9_-]*", fullmatch=True)
TOKENS = st.lists(st.one_of(WORDS, NAMES, NAMES.map("@{}".format)), min_size=1)
YAML_LIKE = st.text(st.sampled_from("- \n\t:[]{}'\"#&*!|>%@`?,~ab1.\\u0\r\u0085\ufeff\x00"), max_size=40)


@given(TOKENS)
def test_what_is_written_is_read_again(tokens: list[str]) -> None:
    """R14: parse(render(tokens)) is tokens, one line each with a newline behind it."""
    text = yamllist.render(tokens)
    assert yamllist.parse(text) == tokens
    assert [line[:2] for line in text.splitlines()] == ["- "] * len(tokens)
    assert text.endswith("\n")


@given(TOKENS)
def test_every_reader_finds_strings(tokens: list[str]) -> None:
    """R14: a YAML 1.1 loader reads what is written as the same strings, and so does one of YAML 1.2."""
    text = yamllist.render(tokens)
    assert yaml.safe_load(text) == tokens
    reader: Any = YAML(typ="safe", pure=True)
    assert reader.load(text) == tokens


@given(st.one_of(st.text(), YAML_LIKE, YAML_LIKE.map("- a\n{}".format)))
@example("- a\n- &x b\n- *x\n")
@example('- "\\UFFFFFFFF"\n')
@example("[" * 3000)
@example("-\ta\t\n")
@example("- a\n\t- b\n")
@example("- a: &" + "b" * 2000)
def test_any_text_is_a_list_of_strings_or_a_usage_error(text: str) -> None:
    """R13: what is accepted is what a YAML 1.2 loader reads, and it is strings; nothing else is raised.

    The loader refuses tabs where YAML has white space, so it is given blanks there.
    """
    with suppress(UsageError):
        found = yamllist.parse(text)
        assert found
        assert all(type(item) is str for item in found)
        reader: Any = YAML(typ="safe", pure=True)
        unindented = re.sub(r"^[ \t]+$", "", text, flags=re.MULTILINE)
        assert reader.load(re.sub(r"\S[^\n]*", lambda line: line[0].replace("\t", " "), unindented)) == found


def test_a_list_is_read_no_further_than_steps_can_run() -> None:
    """A long file costs no more than its first items."""
    with pytest.raises(UsageError, match="more than 1024 items"):
        yamllist.parse("- a\n" * 1025)
    assert len(yamllist.parse("- a\n" * 1024)) == 1024
