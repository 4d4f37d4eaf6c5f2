"""Templates: what is a reference, what is wrong, and what is left alone."""

from __future__ import annotations

import pytest

from busdk.delivery.template import read
from busdk.secret import Secret

VALUES = {"a": Secret('p"ä b\n'), "b.c": Secret("{{secret:a}}"), "u": Secret("/?&=+:@~.-_")}


@pytest.mark.parametrize(
    ("text", "rendered"),
    [
        ("x={{secret:a}};", 'x=p"ä b\n;'),
        ("{{secret:a|json}}", '"p\\"\\u00e4 b\\n"'),
        ("{{secret:a|shell}}", "'p\"ä b\n'"),
        ("{{secret:a|url}}", "p%22%C3%A4%20b%0A"),
        ("{{secret:u|url}}", "%2F%3F%26%3D%2B%3A%40~.-_"),
        ("{{secret:a|base64}}", "cCLDpCBiCg=="),
        ("{{secret:b.c}}{{secret:b.c}}", "{{secret:a}}{{secret:a}}"),
        ("{{{secret:a|url}}}", "{p%22%C3%A4%20b%0A}"),
        ("{{ secret:a }} {{Secret:a}} {{x}} {{ {secret:a} }}", "{{ secret:a }} {{Secret:a}} {{x}} {{ {secret:a} }}"),
        ("secret:a }} {{", "secret:a }} {{"),
        ("\r\n\ufeff", "\r\n\ufeff"),
    ],
)
def test_what_is_rendered(text: str, rendered: str) -> None:
    """References become values, once; every other brace stays as it is."""
    assert read(text).render(VALUES) == rendered


def test_all_faults_with_line_and_column() -> None:
    """Each says what was expected, where, and quotes nothing; the good reference between is still known."""
    template = read(
        "{{secret:}}\nä {{secret:Hunter2}} {{secret:a..b}}\n\n"
        "{{secret:a|hex}} {{secret:a|}}{{secret:ok}} {{secret:a\n"
        "}}{{secret:b c}}{{secret:a|json|url}}{{secret:a"
    )
    assert [str(fault) for fault in template.faults] == [
        "line 1, column 10: expected the name of a secret",
        "line 2, column 12: expected the name of a secret",
        "line 2, column 31: expected the name of a secret",
        "line 4, column 12: expected one of json, shell, url, base64",
        "line 4, column 29: expected one of json, shell, url, base64",
        "line 4, column 55: expected '}}'",
        "line 5, column 13: expected '}}'",
        "line 5, column 32: expected '}}'",
        "line 5, column 48: expected '}}'",
    ]
    assert template.names == ["ok"]
    with pytest.raises(ValueError, match="a template with faults is not rendered"):
        template.render({"ok": Secret("x")})


def test_names_are_asked_for_once_and_missing_ones_told_at_each_place() -> None:
    """The names are in the order of the text."""
    template = read("{{secret:b}}\n{{secret:a}} {{secret:b|json}}")
    assert template.names == ["b", "a"]
    assert [str(fault) for fault in template.missing({"a"})] == [
        "line 1, column 1: secret not found: b",
        "line 2, column 14: secret not found: b",
    ]


def test_a_long_line_of_openings_is_read_in_one_pass() -> None:
    """A megabyte of beginnings is as many faults, each with its column."""
    template = read("{{secret:" * 100_000 + "a" * 1_000_000)
    assert len(template.faults) == 100_000
    assert template.faults[-1].place == "line 1, column 900001"
