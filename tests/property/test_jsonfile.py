"""Laws of reading JSON and of changing one entry, for any document in any legal spelling."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from busdk import jsonfile
from busdk.errors import FormatError
from json_spelling import KEYS, OBJECTS, SPELLED, VALUES, Place, places


def read(data: bytes) -> Any:
    """Read with the standard library, as a second opinion; numbers stay as they are spelled."""
    return json.loads(
        data.decode("utf-8-sig"), parse_int=lambda text: ("int", text), parse_float=lambda text: ("float", text)
    )


def entry(document: Any, path: tuple[str, ...]) -> Any:
    """Follow a path of keys."""
    for key in path:
        document = document[key]
    return document


def kept(original: bytes, longer: bytes) -> bool:
    """Tell whether `longer` is `original` with bytes put in at one place."""
    return common(original, longer) + common(original[::-1], longer[::-1]) >= len(original)


def common(one: bytes, other: bytes) -> int:
    """Return how many bytes at the beginning are the same."""
    return next((i for i, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))


@given(places(SPELLED), VALUES)
def test_changing_an_entry_keeps_every_other_byte(place: Place, value: Any) -> None:
    """The text before and after a changed value is as it was, and the new text is the value."""
    changed = jsonfile.change(place.document, place.path, value)
    before, after = place.before.encode(), place.after.encode()
    assert changed.startswith(before)
    assert changed.endswith(after)
    written = changed[len(before) : len(changed) - len(after)]
    assert jsonfile.parse(written, "x") == value
    assert same(jsonfile.parse(changed, "x"), place.path, value)


@given(places(OBJECTS, least=0), KEYS, VALUES)
def test_adding_an_entry_only_inserts_it_as_the_last_of_its_object(place: Place, key: str, value: Any) -> None:
    """No byte of the document is lost, the entry reads back, and the members before it are the same in order."""
    before = entry(read(place.document), place.path)
    assume(key not in before)
    added = jsonfile.change(place.document, (*place.path, key), value)
    assert kept(place.document, added)
    after = entry(read(added), place.path)
    assert list(after)[:-1] == list(before)
    assert {name: after[name] for name in before} == before
    assert same(jsonfile.parse(added, "x"), (*place.path, key), value)


@given(places(OBJECTS, least=0), KEYS, VALUES)
def test_adding_and_removing_an_entry_gives_the_original_bytes(place: Place, key: str, value: Any) -> None:
    """Where no parent had to be made, an entry leaves no trace."""
    assume(key not in entry(read(place.document), place.path))
    path = (*place.path, key)
    assert jsonfile.remove(jsonfile.change(place.document, path, value), path) == place.document


@given(places(SPELLED))
def test_removing_an_entry_only_cuts_it_out(place: Place) -> None:
    """What is left is valid, has all other members in order, and no new byte."""
    removed = jsonfile.remove(place.document, place.path)
    jsonfile.parse_object(removed, "x")
    assert kept(removed, place.document)
    *parents, key = place.path
    left = entry(read(place.document), tuple(parents))
    del left[key]
    assert list(entry(read(removed), tuple(parents)).items()) == list(left.items())


@given(places(OBJECTS, least=0), st.lists(KEYS, min_size=1, max_size=3), VALUES)
def test_missing_parents_are_made(place: Place, keys: list[str], value: Any) -> None:
    """A path that ends in the open is made object by object."""
    assume(keys[0] not in entry(read(place.document), place.path))
    made = jsonfile.change(place.document, (*place.path, *keys), value)
    assert kept(place.document, made)
    assert same(jsonfile.parse(made, "x"), (*place.path, *keys), value)


@given(places(SPELLED))
def test_storing_what_is_stored_changes_nothing(place: Place) -> None:
    """The value that an entry has keeps its spelling."""
    value = json.loads(place.value)
    assert jsonfile.change(place.document, place.path, value) == place.document


@given(places(OBJECTS, least=0), KEYS)
def test_removing_what_is_absent_changes_nothing(place: Place, key: str) -> None:
    """A path that leads nowhere removes nothing."""
    assume(key not in entry(read(place.document), place.path))
    assert jsonfile.remove(place.document, (*place.path, key)) == place.document
    assert jsonfile.remove(place.document, (*place.path, key, "below")) == place.document


@given(places(SPELLED.filter(lambda text: not text.startswith("{"))), KEYS)
def test_a_parent_that_is_no_object_is_refused(place: Place, key: str) -> None:
    """Neither a change nor a removal goes below a value that has no keys."""
    path = (*place.path, key)
    with pytest.raises(FormatError, match=r"must be a JSON object$"):
        jsonfile.change(place.document, path, 1)
    with pytest.raises(FormatError, match=r"must be a JSON object$"):
        jsonfile.remove(place.document, path)


@given(places(SPELLED, least=0))
def test_reading_agrees_with_the_standard_library(place: Place) -> None:
    """Any legal spelling of any document is read as what it says."""
    assert jsonfile.parse(place.document, "x") == json.loads(place.document.decode("utf-8-sig"))


@given(VALUES)
def test_the_canonical_form_reads_back_and_is_stable(value: Any) -> None:
    """Writing loses nothing, and what was read writes the same bytes again."""
    written = jsonfile.canonical(value)
    again = jsonfile.parse(written, "x")
    assert again == value
    assert jsonfile.canonical(again) == written


@given(VALUES)
def test_the_canonical_form_is_the_standard_library_s_indented_one(value: Any) -> None:
    """Sorted keys, two spaces, characters as they are, and a newline at the end."""
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False)
    assert jsonfile.canonical(value).decode() == text + "\n"


@given(st.dictionaries(KEYS, VALUES))
def test_the_canonical_form_knows_no_order_of_keys(values: dict[str, Any]) -> None:
    """The same content gives the same bytes, whatever order it was put in."""
    assert jsonfile.canonical(dict(reversed(values.items()))) == jsonfile.canonical(values)


@given(places(SPELLED, least=0), st.integers(0, 30), st.binary(max_size=3))
def test_a_document_with_any_bytes_in_it_is_read_or_refused_in_one_line(place: Place, at: int, data: bytes) -> None:
    """Nothing but FormatError comes out of a broken file, and its message is one line."""
    complaint(place.document[:at] + data + place.document[at:])


@given(st.text(max_size=9).filter(lambda text: "canary" not in text))
@example(" at line ")
@example("`")
def test_no_error_quotes_the_document(text: str) -> None:
    """A key that stands twice, in any spelling, is refused without being named."""
    key = json.dumps(text + "canary" + text)
    message = complaint(f"[{{{key}: 1, {key}: 2}}]".encode("utf-8", "surrogatepass"))
    assert "canary" not in message
    assert message


def complaint(data: bytes) -> str:
    """Return what reading says about a document that it refuses, and nothing for one that it reads."""
    try:
        jsonfile.parse(data, "x.json")
    except FormatError as error:
        message = str(error)
    else:
        return ""
    begin, end = "x.json is not valid JSON: ", " at line "
    assert message.startswith(begin)
    assert end in message
    assert message.isprintable()
    return message.removeprefix(begin)


def same(document: Any, path: tuple[str, ...], value: Any) -> bool:
    """Tell whether an entry has a value, telling 1, 1.0 and true apart."""
    return repr(entry(document, path)) == repr(value)
