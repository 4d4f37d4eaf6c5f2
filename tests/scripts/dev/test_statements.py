"""Every statement of the contract of `bus dev` is named by a comment in a script, before the steps that prove it."""

from __future__ import annotations

import re
from pathlib import Path

LAST = 72
ELSEWHERE: dict[int, str] = {}
"""Statements that no script proves, each with the reason or the file that does."""


def named() -> set[int]:
    """Return the numbers in the scripts' comments."""
    scripts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("*.txt")]
    comments = (line for text in scripts for line in text.splitlines() if line.startswith("#"))
    return {int(number) for line in comments for number in re.findall(r"\bD(\d+)\b", line)}


def test_each_statement_is_proved() -> None:
    """Nothing of the contract is forgotten, and no number is invented."""
    assert named() | ELSEWHERE.keys() == set(range(1, LAST + 1))


def test_what_is_proved_here_is_no_exception() -> None:
    """The list of exceptions is as short as it can be."""
    assert not named() & ELSEWHERE.keys()
