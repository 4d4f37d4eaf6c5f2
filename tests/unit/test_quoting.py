"""What a message may quote: legal words, and those nearly a known one; never what has the shape of a credential."""

from __future__ import annotations

import pytest

from busdk import credentials, quoting
from busdk.errors import FileError


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("openai_apikey", ["openai_api_key", "other"], "openai_api_key"),
        ("--tokne", ["--token", "--scope"], "--token"),
        ("--json", ["--scope", "--no-newline"], ""),
        ("gte", ["get", "set"], "get"),
        ("gxx", ["get"], ""),
        ("-x", ["-o"], ""),
        ("sett", ["set", "unset"], "set"),
        ("chekc", [], ""),
    ],
)
def test_a_guess_is_within_two_edits(word: str, known: list[str], near: str) -> None:
    """Two edits for long words, one for short ones, none for two letters."""
    assert quoting.nearest(word, known) == near


@pytest.mark.parametrize(
    "word",
    [
        "sk-proj-0123456789ab", "ghp_0123456789abcdefABCDEF0123456789abcd", "AKIAIOSFODNN7EXAMPLE",
        "-----BEGIN PRIVATE KEY-----", "3f9a1c7b2e8d4f60a5b9c3d7", "--sk-proj-0123456789ab",
        "postgres-3f9a1c7b2e8d4f60a5b9c3d7",
    ],
)  # fmt: skip
def test_credentials_are_known_by_their_shape(word: str) -> None:
    """Published prefixes with something behind them, PEM armor, and long random runs."""
    assert credentials.has_shape(word)
    assert quoting.legal("secret not found", word) == "secret not found"
    assert word not in str(FileError.of("read", word, OSError(2, "No such file or directory")))


@pytest.mark.parametrize(
    "word",
    [
        "openai_api_key", "sk-team", "sk-staging-database", "team.billing.token2", "deploykey20240101backup", "eyJ",
        "ghp_backup", "a" * 255, "key-2026-01-31", "internationalization1",
    ],
)  # fmt: skip
def test_names_that_people_give_are_no_credentials(word: str) -> None:
    """A prefix alone, words, dates and numbers are names."""
    assert not credentials.has_shape(word)
    assert quoting.legal("secret not found", word) == f"secret not found: {word}"


def test_a_long_word_is_not_quoted() -> None:
    """An item of a file may have the form of a name and hold megabytes."""
    assert quoting.legal("unknown token", "a" * 256) == "unknown token"
