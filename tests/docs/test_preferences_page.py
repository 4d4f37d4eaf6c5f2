"""The page on preferences is true."""

from __future__ import annotations

from pathlib import Path

from busdk import jsonfile

PAGE = Path(__file__).parents[2] / "docs" / "preferences.md"


def test_the_file_shown_is_canonical() -> None:
    """The preferences file on the page is what the program writes."""
    shown = PAGE.read_text(encoding="utf-8").split("```json\n")[1].partition("```")[0].encode()
    assert jsonfile.canonical(jsonfile.parse(shown, "x")) == shown
