"""The grammar of names and references."""

from __future__ import annotations

import pytest

from busdk.secrets import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("secret:a", True),
        ("secret:ab", True),
        ("secret:a.b-c_1", True),
        ("secret:", False),
        ("secret:A b", False),
        ("secret:a..b", False),
        ("a", False),
        ("secretsxab", False),
        ("xsecret:a", False),
    ],
)
def test_a_reference_is_the_whole_text(text: str, expected: object) -> None:
    """`secret:` and a legal name, nothing before and nothing behind."""
    assert names.is_reference(text) is expected
