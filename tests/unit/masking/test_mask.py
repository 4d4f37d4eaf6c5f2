"""What the mask replaces, what it lets through, and what it tells."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from busdk.masking import Mask, is_short
from busdk.masking.marker import marker

PEM = "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA\nq1w2e3r4\n-----END KEY-----\n"


def masked(values: list[str], *parts: str | bytes) -> str:
    """Mask a stream that comes in parts."""
    mask = Mask(values)
    data = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join([*map(mask.feed, data), mask.finish()]).decode()


def test_occurrences_are_replaced() -> None:
    """Every occurrence of every value becomes the mask, wherever the stream is cut."""
    assert masked(["hunter2", "s3cret"], "a hunt", "er2 b s3cr", "et", "hunter2") == "a *** b ******"


def test_overlapping_occurrences_are_one() -> None:
    """No part of a value is left where values overlap, nest or continue each other."""
    assert masked(["abcd", "cdef"], "xabcdefx") == "x***x"
    assert masked(["abcd", "abcdefgh"], "abcdefgh abcdefg") == "*** ***efg"
    assert masked(["bcde", "abcdef"], "abcdef abcde") == "*** a***"
    assert masked(["aaaa"], "aaaaaaa aaa") == "*** aaa"


def test_nothing_is_held_but_the_beginning_of_a_value() -> None:
    """Text goes out with the call that brings it, but for an end that may become a value."""
    mask = Mask(["secret"])
    fed = [mask.feed(part) for part in (b"plain", b" se", b"cond sec", b"re", b"t.", b"secre")]
    assert fed == [b"plain", b" ", b"second ", b"", b"***.", b""]
    assert mask.finish() == b"secre"


def test_a_found_value_is_not_held() -> None:
    """A value that is complete goes out at once, unless a longer one may follow."""
    assert Mask(["secret"]).feed(b"a secret") == b"a ***"
    mask = Mask(["secret", "secret-long"])
    assert [mask.feed(b"secret"), mask.feed(b"-lo"), mask.feed(b"x")] == [b"", b"", b"***-lox"]


def test_multi_line_values_are_masked_on_terminals() -> None:
    """A terminal's line ends do not uncover a value of many lines."""
    for text in (PEM, PEM.replace("\n", "\r\n")):
        assert masked([PEM], "<", *text, ">") == "<***>"


def test_values_are_masked_without_their_last_newline() -> None:
    """A shell's `$(...)` cuts the newlines at the end; the rest is the value all the same."""
    assert masked(["topsecret\n\n"], "topsecret", "; topsecret\n") == "***; ***\n"


@pytest.mark.parametrize("value", ['quo"ted\\', PEM, "pässwörd", "tab\there", "😀😀😀😀", "<a&b>"])
def test_values_are_masked_inside_json(value: str) -> None:
    """Agents stream JSON: a value in a JSON string is masked in the spellings of its writers."""
    for ascii_only in (True, False):
        text = json.dumps({"text": f"<{value}>"}, ensure_ascii=ascii_only)
        assert masked([value], *text) == '{"text": "<***>"}'
    html_safe = json.dumps([value]).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    assert masked([value], html_safe) == '["***"]'


def test_short_values_are_counted_and_left() -> None:
    """Fewer than four characters are not masked, and the mask says how many such values there are."""
    mask = Mask(["abc", "äöü", "abcd", ""])
    assert mask.short == 2
    assert mask.feed("abc äöü abcd.".encode()) == "abc äöü ***.".encode()
    assert [is_short(value) for value in ("", "a", "abc", "abcd", "abc\n")] == [False, True, True, False, False]


def test_without_values_everything_passes() -> None:
    """A mask of nothing changes nothing."""
    assert masked([], "any", "thing") == "anything"


def test_bytes_that_are_no_text_pass() -> None:
    """A stream need not be text."""
    mask = Mask(["secret"])
    assert mask.feed(b"\xff\x00secret\xfe") + mask.finish() == b"\xff\x00***\xfe"


def test_values_that_are_no_unicode_are_masked() -> None:
    """A value may hold any byte that an environment can hold."""
    assert Mask(["key\udcff\udcfe"]).feed(b"<key\xff\xfe>") == b"<***>"
    assert Mask(["key\ud800!"]).feed(b'"key\\ud800!"') == b'"***"'


def test_a_mask_can_be_used_again() -> None:
    """After its end a mask starts a new stream: nothing is put together across the border."""
    mask = Mask(["secret"])
    assert [mask.feed(b"sec"), mask.finish(), mask.feed(b"ret"), mask.finish()] == [b"", b"sec", b"ret", b""]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["plain"], "***"),
        (["a*b*c"], "***"),
        (["a**b"], "***"),
        (["*abc"], "!!!"),
        (["abc*"], "!!!"),
        (["ab***cd"], "!!!"),
        (["****", "!\"#$%&'()+,-./"], ":::"),
        (["*" + "".join(map(chr, range(0x21, 0x7F)))], "¡¡¡"),
    ],
)
def test_the_mask_spells_no_value(values: list[str], expected: str) -> None:
    """The mask is `***` unless that could complete a value; then its character is in none."""
    assert marker(values) == expected


def test_a_mask_does_not_complete_a_value() -> None:
    """What stands around a masked value does not become another one."""
    assert masked(["ab***cd", "secret"], "absecretcd") == "ab!!!cd"
    assert masked(["***cd", "secret"], "secretcd") == "!!!cd"


def test_a_mask_tells_nothing() -> None:
    """Values are in no text form, no copy and no pickle of a mask."""
    mask = Mask(["canary-value"])
    mask.feed(b"canary-va")
    assert "canary" not in f"{mask} {mask!r}"
    for store in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be copied or stored"):
            store(mask)
    with pytest.raises(TypeError):
        json.dumps(mask)
    assert not hasattr(mask, "__dict__")


def test_values_that_nest_deeply_cost_no_more() -> None:
    """Two thousand values, each the beginning and the end of the next, and megabytes of them: this just ends."""
    mask = Mask(["a" * size for size in range(4, 2000)])
    out = b"".join([*(mask.feed(b"a" * 65536) for _ in range(16)), mask.finish()])
    assert out == b"***"


def test_a_long_value_in_small_pieces_costs_no_more() -> None:
    """A value of a hundred thousand characters may come one by one."""
    mask = Mask(["a" * 100_000 + "b"])
    assert not any(mask.feed(b"a") for _ in range(100_000))
    assert mask.feed(b"b") == b"***"


def test_the_mask_spells_no_other_value_either() -> None:
    """Values of the run that this stream does not mask count when the mask is chosen."""
    mask = Mask(["hunter2"], ["***-secret"])
    assert mask.feed(b"hunter2 ***-secret") == b"!!! ***-secret"


def test_a_longer_value_that_a_found_one_ends_is_waited_for() -> None:
    """The last bytes of a piece may be a value and, from further left, the beginning of a longer one."""
    mask = Mask(["aaaa", "baaaaa"])
    assert mask.feed(b"abaaaa") == b"a"
    assert mask.feed(b"a.") == b"***."


def test_values_are_masked_as_honest_programs_print_them() -> None:
    """As literals of Python and JavaScript, on one line as an unquoted variable, as PHP's JSON, trimmed, with LF."""
    account = '{\n  "private_key": "MII/E\\n"\n}\n'
    assert masked([account], str({"KEY": account})) == "{'KEY': '***'}"
    assert masked([account], account.replace("\\", "\\\\").replace("\n", "\\n")) == "***"
    assert masked([PEM], " ".join(PEM.split())) == "***"
    assert masked(["abc/def"], "abc\\/def") == "***"
    assert masked([" padded value\n"], "[padded value]") == "[***]"
    assert masked(["one\r\ntwo"], "one\ntwo") == "***"
    assert masked(["it's one"], "'it\\'s one'") == "'***'"


def test_control_characters_are_masked_as_answers_of_agents_show_them() -> None:
    """The formatter spells them before the mask sees the text."""
    assert masked(["esc\x1b[31mred"], "esc\\x1b[31mred") == "***"
