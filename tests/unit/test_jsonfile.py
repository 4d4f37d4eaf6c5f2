"""Reading JSON strictly, and the style that a new entry takes."""

from __future__ import annotations

import gc
import json
from typing import Any

import pytest

from busdk import jsonfile, jsontext
from busdk.errors import FormatError

REFUSED = {
    b"": "eof while parsing a value",
    b" \n": "eof while parsing a value",
    b'"\\ud800"': "unexpected end of hex escape",
    b'{"\\udc00": 1}': "lone leading surrogate in hex escape",
    b'"\\ud83d\\u0041"': "lone leading surrogate in hex escape",
    b'"\xed\xa0\x80"': "invalid unicode code point",
    b'{"canary": 1, "canary": 2}': "detected duplicate key",
    b'[{"canary": 1, "\\u0063anary": 2}]': "detected duplicate key",
    b'"\xff"': "invalid unicode code point",
    b"\xff{}": "expected value",
    b"\xff\xfe{\x00}\x00": "expected value",
    b"NaN": "expected value",
    b"[-Infinity]": "invalid number",
    b"1" * 5000: "a number of more than 4300 digits",
    b"[" * 500 + b"]" * 500: "nested more than 200 levels deep",
    b"[" * 1_000_000: "nested more than 200 levels deep",
    b"[1,]": "trailing comma",
    b"{} x": "trailing characters",
    b'"\x01"': "control character (\\u0000-\\u001f) found while parsing a string",
}
READ = {
    b"\xef\xbb\xbf[]": [],
    b"-0": 0,
    b"1.0e+05": 100000.0,
    b"1E400": float("inf"),
    b"1" * 4300: int("1" * 4300),
    b'"\\ud83d\\ude00"': "😀",
    b'"\\u0000"': "\0",
    b"[" * 200 + b"]" * 200: json.loads("[" * 200 + "]" * 200),
}


@pytest.mark.parametrize("data", REFUSED, ids=lambda data: data[:20])
def test_what_is_not_strict_json_is_refused_by_kind_and_place(data: bytes) -> None:
    """The message names the file, the kind of fault and its place, and quotes nothing."""
    with pytest.raises(FormatError) as caught:
        jsonfile.parse(data, "x.json")
    assert str(caught.value).startswith(f"x.json is not valid JSON: {REFUSED[data]} at line ")
    assert "canary" not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("data", READ, ids=lambda data: data[:20])
def test_what_the_format_allows_is_read(data: bytes) -> None:
    """The edges of the format are read as what they say."""
    assert repr(jsonfile.parse(data, "x.json")) == repr(READ[data])


def test_a_document_can_be_asked_to_be_an_object() -> None:
    """Any other value is refused."""
    with pytest.raises(FormatError, match=r"^x.json must be a JSON object$"):
        jsonfile.parse_object(b"[]", "x.json")


NEW = {"k": [1, {"z": 0, "a": 1}]}
STYLES = [
    ("{}", '{\n  "n": {\n    "k": [\n      1,\n      {\n        "z": 0,\n        "a": 1\n      }\n    ]\n  }\n}'),
    ('{"a":1}', '{"a":1,"n":{"k":[1,{"z":0,"a":1}]}}'),
    ('{"a": 1}', '{"a": 1, "n": {"k": [1, {"z": 0, "a": 1}]}}'),
    ('{ "a" : 1 }', '{ "a" : 1, "n" : {"k": [1, {"z": 0, "a": 1}]} }'),
    (
        '{\n\t"a":1\n}',
        '{\n\t"a":1,\n\t"n":{\n\t\t"k": [\n\t\t\t1,\n\t\t\t{\n\t\t\t\t"z": 0,\n\t\t\t\t"a": 1\n\t\t\t}\n\t\t]\n\t}\n}',
    ),
    (
        '{\r\n "a": []\r\n}',
        '{\r\n "a": [],\r\n "n": {\r\n  "k": [\r\n   1,\r\n   {\r\n    "z": 0,\r\n    "a": 1\r\n   }\r\n  ]\r\n }\r\n}',
    ),
]


@pytest.mark.parametrize(("document", "expected"), STYLES)
def test_a_new_entry_is_written_like_its_neighbours(document: str, expected: str) -> None:
    """Indentation, line ends, and spaces are those of the document; the order of keys is that of the value."""
    assert jsonfile.change(document.encode(), ["n"], NEW).decode() == expected


@pytest.mark.parametrize(
    ("stored", "value", "same"),
    [("1.0e+05", 100000.0, True), ("1", True, False), ("true", 1, False), ("0", False, False), ("1", 1.0, False),
     ('{"b":1,"a":[]}', {"a": [], "b": 1}, True), ("[1,2]", [2, 1], False), ("null", "null", False)],
)  # fmt: skip
def test_a_value_that_is_stored_already_keeps_its_spelling(stored: str, value: Any, same: bool) -> None:
    """Values are compared as JSON compares them: 1 is neither true nor 1.0."""
    document = f'{{"a" :{stored}}}'.encode()
    assert (jsonfile.change(document, ["a"], value) == document) is same


def test_a_shown_value_cannot_act_on_a_terminal_and_is_the_same_value() -> None:
    """Control, direction and line-end characters are escaped, other text is not."""
    text = "".join(map(chr, range(0x20))) + "\x7f\x85\x9b\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069"
    shown = jsontext.shown([text, "é\u00a0\u200d\u00ad\ue000"])
    assert shown.endswith(',"é\u00a0\u200d\u00ad\ue000"]')
    assert shown.split(",")[0].isascii()
    assert shown.split(",")[0].isprintable()
    assert json.loads(shown)[0] == text


@pytest.mark.parametrize("blank", [" ", "\n", "\t", "\r"])
@pytest.mark.parametrize(
    "form",
    [
        '{"a"%s:1,"a":2}',
        '[{"a"%s:1,"a":2}]',
        '{"b":{"a"%s:1,"a":2}}',
        '{"a":1,"a"%s:2}',
        '{"x":":","a"%s:1,"a":2}',
    ],
)
def test_a_key_twice_in_a_large_document(blank: str, form: str) -> None:
    """The cheap look for duplicate keys in long documents finds them whatever stands before their colon."""
    with pytest.raises(FormatError, match="duplicate key"):
        jsonfile.parse((form % blank).encode() + b" " * jsonfile.LARGE, "x")


@pytest.mark.parametrize(
    "text",
    [b"NaN", b"[-Infinity]", b'{"a": Infinity}', b'{"a": "\\ud800"}', b"[1,]", b'"\xff"', b"[" * 500 + b"]" * 500],
)
def test_large_documents_are_read_as_strictly(text: bytes) -> None:
    """What a small document may not hold, a large one may not either."""
    with pytest.raises(FormatError):
        jsonfile.parse(text + b" " * jsonfile.LARGE, "x")


@pytest.mark.parametrize("objects", [1, jsonfile.MANY + 1])
def test_a_large_document_is_checked_like_a_small_one(objects: int) -> None:
    """Many objects, or one with much in it: a key that is twice in one is found, and the collector runs again."""
    text = b'{"a": [' + b"{}," * objects + b'"' + b"x" * jsonfile.LARGE + b'"], "b": 1%s}'
    assert jsonfile.parse_object(text % b"", "x")["a"][-1] == "x" * jsonfile.LARGE
    with pytest.raises(FormatError, match="detected duplicate key"):
        jsonfile.parse(text % b', "b": 2', "x")
    assert gc.isenabled()
