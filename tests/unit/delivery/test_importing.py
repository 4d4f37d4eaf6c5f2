"""The plan of an import."""

from __future__ import annotations

import pytest

from busdk.delivery import envfile
from busdk.delivery.envfile import rewrite
from busdk.delivery.formats import json
from busdk.delivery.importing import Plan, plan
from busdk.errors import FormatError
from busdk.secret import Secret


def planned(text: str, stored: dict[str, str | None] | None = None, prefix: str = "") -> Plan:
    known = {name: None if value is None else Secret(value) for name, value in (stored or {}).items()}
    return plan(envfile.read(text).pairs, known, prefix=prefix)


def test_each_name_and_what_would_be_done() -> None:
    """Names are `new`, `same` or `differs`, in the order of the file; one that cannot be read differs."""
    found = planned("A=1\nB=2\nC=3\nD=", {"b": "2", "c": "x", "d": None, "other": "y"})
    assert [(action.key, action.name, action.what) for action in found.actions] == [
        ("A", "a", "new"),
        ("B", "b", "same"),
        ("C", "c", "differs"),
        ("D", "d", "differs"),
    ]
    assert found.conflicts == ["c", "d"]
    assert found.faults == []


def test_what_is_written_and_replaced() -> None:
    """What differs is written only to overwrite, and its text is replaced only then: no value is lost."""
    found = planned("A=1\nB=2\nC=3", {"b": "2", "c": "x"})
    assert found.written(overwrite=False) == {"a": Secret("1")}
    assert found.replaced(overwrite=False) == {"A": "secret:a", "B": "secret:b"}
    assert found.written(overwrite=True) == {"a": Secret("1"), "c": Secret("3")}
    assert found.replaced(overwrite=True) == {"A": "secret:a", "B": "secret:b", "C": "secret:c"}


def test_a_prefix_stands_before_each_name() -> None:
    """The reference has the prefix too."""
    found = planned("API_KEY=1", prefix="team.")
    assert found.replaced(overwrite=False) == {"API_KEY": "secret:team.api_key"}
    assert planned("A=1", prefix="Team.").faults == ["line 1: the key gives no legal name"]


def test_what_stays_as_it_is() -> None:
    """References and interpolated values are neither stored nor replaced; a second import has nothing to do."""
    text = "A=secret:a\nB='${A}'\nC=x\n"
    found = planned(text)
    assert [(left.pair.key, left.why) for left in found.left] == [("A", "reference"), ("B", "interpolated")]
    again = rewrite(envfile.read(text), found.replaced(overwrite=False))
    assert again == "A=secret:a\nB='${A}'\nC=secret:c\n"
    assert planned(again).actions == []


def test_all_faults_are_listed_and_none_quotes_a_key_or_value() -> None:
    """Keys that give no name, that give one together, two values of a key, values that cannot be stored."""
    found = planned(
        "hunter!2=1\nA_B=1\na_b=2\nK=hunter1\nX=1\nK=hunter2\nR=secret:Hunter\nK_=" + "x" * 1048577 + "\nS=secret:"
    )
    assert found.faults == [
        "line 1: the key gives no legal name",
        "line 4 and line 6: one key with different values",
        "line 7: no legal name behind 'secret:'",
        "line 8: value is longer than 1048576 bytes",
        "line 9: no legal name behind 'secret:'",
        "A_B and a_b would both be a_b",
    ]


def test_a_key_twice_with_one_value_is_one_secret() -> None:
    """Both places are replaced."""
    text = "A=1\nA='1'\n"
    found = planned(text)
    assert [action.name for action in found.actions] == ["a"]
    assert rewrite(envfile.read(text), found.replaced(overwrite=False)) == "A=secret:a\nA='secret:a'\n"


def test_a_key_with_a_value_that_stays_and_another() -> None:
    """Which one counts would be a guess."""
    assert planned("A=${B}\nA=1").faults == ["line 1 and line 2: one key with different values"]
    assert [left.pair.place for left in planned("A=${B}\nA=${B}").left] == ["line 1", "line 2"]


def test_a_plan_shows_no_value() -> None:
    """Neither its parts nor its values have a representation with the text."""
    found = planned("A=hunter2\nB=${hunter2}", {"a": "hunter2"})
    parts = [found, found.actions, found.left, found.written(overwrite=True), [left.pair for left in found.left]]
    assert "hunter2" not in repr([parts, [action.value for action in found.actions]])


def test_pairs_of_a_json_object() -> None:
    """Strings are pairs; everything else is a fault, named when the key may be shown, else counted."""
    pairs, faults = json.read(
        b'{"A_B": "${X}\\n", "port": 1, "no name": null, "hunter!": {"a": "hunter"}, "": ""}', "x"
    )
    assert [(pair.key, pair.value.reveal(), pair.place, pair.interpolated) for pair in pairs] == [
        ("A_B", "${X}\n", "A_B", False),
        ("", "", "member 5", False),
    ]
    assert [str(fault) for fault in faults] == [
        "port: expected a string",
        "member 3: expected a string",
        "member 4: expected a string",
    ]


@pytest.mark.parametrize(
    "text", ["[]", '"hunter2"', '{"a": "hunter2", "a": "hunter2"}', '{"hunter2"', '{"a": "\\ud800"}']
)
def test_what_is_no_json_object(text: str) -> None:
    """A document that is not one object, with each key once, is an error that quotes nothing."""
    with pytest.raises(FormatError, match=r"^keys\.json ") as caught:
        json.read(text.encode(), "keys.json")
    assert "hunter2" not in str(caught.value)
