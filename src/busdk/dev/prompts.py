"""The prompts of the built-in operations: one text file each, and the rules that all share."""

from __future__ import annotations

import os

_FOLDER = os.path.join(os.path.dirname(__file__), "prompts")


def read(name: str) -> str:
    """Return the template of an operation."""
    return f"{_text(name)}\n{_text('rules')}"


def _text(name: str) -> str:
    with open(os.path.join(_FOLDER, f"{name}.txt"), encoding="utf-8") as file:
        return file.read()
