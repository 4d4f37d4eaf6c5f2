"""Every row of the tables of spellings is needed: without it, a text that a real program writes comes out."""

from __future__ import annotations

import pytest

from busdk.masking import Mask
from busdk.masking.spellings import SHAPES, WRITINGS

# For each row: a value, and how it is written; in no other row's way.
SHAPED = {
    "whole": (" padded value \n", " padded value \n"),
    "in $(...)": (" padded value\n", "[ padded value]"),
    "trimmed": ("  two  blanks\n  more  ", "[two  blanks\n  more]"),
    "not quoted": ("two  blanks\tand\n tab", "[two blanks and tab]"),
    "one line": ("line  one\n  line two\n", "[line  one line two]"),
}
WRITTEN = {
    "as it is": ("one\x1b'\"$two\\", "one\x1b'\"$two\\"),
    "JSON": ('é"\n<a/', '\\u00e9\\"\\n<a/'),
    "JSON, not only ASCII": ('é"\n<a/', 'é\\"\\n<a/'),
    "HTML-safe JSON": ("é<b>&", "\\u00e9\\u003cb\\u003e\\u0026"),
    "HTML-safe JSON, not only ASCII": ("é<b>&", "é\\u003cb\\u003e\\u0026"),
    "JSON of PHP": ("é/b/c", "\\u00e9\\/b\\/c"),
    "JSON of PHP, not only ASCII": ("é/b/c", "é\\/b\\/c"),
    "literal": ("é\"\n'b", "\\u00e9\"\\n'b"),
    "literal, not only ASCII": ("é\"\n'b\x1bc", "é\"\\n'b\\u001bc"),
    "literal in single quotes": ("é\"\n'b", "\\u00e9\"\\n\\'b"),
    "literal in single quotes, not only ASCII": ("é\"'b\x1bc", "é\"\\'b\\u001bc"),
    "Python": ("a\x1bb\nc\\", "a\\x1bb\\nc\\\\"),
    "answer": ("a\x1bb\\c\r", "a\\x1bb\\c\\x0d"),
    "answer before a line end": ("a\x1bb\\c\r", "a\\x1bb\\c\r"),
    "shell": ("it's $one", "it'\\''s $one"),
    "dash": ("it's $one", "it'\"'\"'s $one"),
    "shell, in double quotes": ('a "b$c`d\\e', 'a \\"b\\$c\\`d\\\\e'),
    "shell, in $'...'": ("é\n\x1b'\x01", "é\\n\\E\\'\\001"),
    "shell, in $'...' byte by byte": ("é\n\x1b'\x01", "\\303\\251\\n\\E\\'\\001"),
    "zsh, in $'...'": ("é\n\x1b'\x01", "é\\n\\C-[\\'\\C-A"),
    "shell, as a word": ("#it's $one", "\\#it\\'s\\ \\$one"),
}


def masked(value: str, text: str) -> str:
    """Return the text as it comes out."""
    mask = Mask([value])
    return (mask.feed(text.encode()) + mask.finish()).decode()


@pytest.mark.parametrize("row", SHAPES)
def test_each_shape_is_needed(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its row the text is masked, without it is not."""
    value, text = SHAPED[row]
    assert masked(value, text) in ("***", "[***]")
    monkeypatch.delitem(SHAPES, row)
    assert masked(value, text) not in ("***", "[***]")


@pytest.mark.parametrize("row", WRITINGS)
def test_each_writing_is_needed(row: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With its row the text is masked, without it is not."""
    value, text = WRITTEN[row]
    assert masked(value, text) == "***"
    monkeypatch.delitem(WRITINGS, row)
    assert masked(value, text) != "***"


@pytest.mark.parametrize("value", [" " * 8, "\n\t \r\n", "\u00a0" * 4])
def test_a_value_of_blanks_is_never_masked(value: str) -> None:
    """It would take all indentation away."""
    assert masked(value, f"if:{value}then") == f"if:{value}then"


def test_a_terminal_doubles_the_ends_of_quoted_lines() -> None:
    """What a program has quoted goes through the terminal afterwards."""
    assert masked("it's\none", "it'\\''s\r\none") == "***"
