"""A secret hides itself in every way that Python has of showing an object."""

from __future__ import annotations

import copy
import io
import json
import logging
import pickle
import pprint
import subprocess
import sys
import traceback
from functools import partial
from string import Template
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from busdk.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

VALUE = "s3cret-\u00e4-value"
SECRET = Secret(VALUE)


def _logged(secret: Secret) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    record = logging.LogRecord("x", logging.INFO, "x", 1, "%s %r", (secret, secret), None)
    handler.emit(record)
    return stream.getvalue()


def _failing(secret: Secret) -> NoReturn:
    raise ValueError(secret)


def _traced(secret: Secret) -> str:
    try:
        _failing(secret)
    except ValueError as error:
        return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


def _printed(secret: Secret) -> str:
    stream = io.StringIO()
    print(secret, file=stream)
    return stream.getvalue()


SHOWN: dict[str, Callable[[Secret], object]] = {
    "repr": repr,
    "str": str,
    "format": format,
    "format with a width": lambda secret: format(secret, ">40"),
    "format as a string": lambda secret: f"{secret!s:>3}{secret!r}{secret}",
    "percent": lambda secret: "%s %r" % (secret, secret),  # noqa: UP031 - one more way
    "str.format": lambda secret: "{} {!r} {!s}".format(secret, secret, secret),  # noqa: UP032 - one more way
    "Template": lambda secret: Template("$x").substitute(x=secret),
    "in a container": lambda secret: repr([secret, {"a": secret}, (secret,)]),
    "pprint": lambda secret: pprint.pformat({"a": [secret]}, width=1),
    "an error's text": lambda secret: f"{ValueError(secret)} {ValueError(secret)!r}",
    "logging": _logged,
    "traceback with locals": _traced,
    "ascii": ascii,
    "print": _printed,
    "json with default": lambda secret: json.dumps({"a": secret}, default=str),
}

REFUSED: dict[str, Callable[[Any], object]] = {
    **{f"pickle {protocol}": partial(pickle.dumps, protocol=protocol) for protocol in range(6)},
    "getstate": lambda secret: secret.__getstate__(),
    "reduce": lambda secret: secret.__reduce__(),
    "json": json.dumps,
    "json key": lambda secret: json.dumps({secret: 1}),
    "hash": hash,
    "len": len,
    "iter": iter,
    "bytes": bytes,
    "join": lambda secret: ", ".join(secret for _ in "ab"),
    "plus": lambda secret: "a" + secret,
    "plus from the right": lambda secret: secret + "a",
    "vars": vars,
    "order": lambda secret: secret < secret,  # noqa: PLR0124 - it is the operator that is tried
    "argv": lambda secret: subprocess.run(["true", secret], check=False),
    "index": lambda secret: secret[0],
    "set": lambda secret: {secret},
}


@pytest.mark.parametrize("way", SHOWN)
def test_what_shows_it_shows_stars(way: str) -> None:
    """The way gives `***`, no part of the value, and nothing that grows with its length."""
    shown = str(SHOWN[way](SECRET))
    assert "***" in shown
    assert "s3cret" not in shown
    longer = str(SHOWN[way](Secret(VALUE * 10)))
    assert len(longer) == len(shown)


@pytest.mark.parametrize("way", REFUSED)
def test_what_would_need_the_value_fails(way: str) -> None:
    """The way is a TypeError, and the error does not show it either."""
    with pytest.raises(TypeError) as caught:
        REFUSED[way](SECRET)
    assert "s3cret" not in "".join(traceback.format_exception(caught.value))


def test_one_call_reveals_it() -> None:
    """`reveal` gives the value back."""
    assert Secret(VALUE).reveal() == VALUE


def test_a_copy_is_the_secret_itself() -> None:
    """Copies, deep ones and those in containers too, make no second one."""
    assert copy.copy(SECRET) is SECRET
    assert copy.deepcopy([SECRET])[0] is SECRET


@pytest.mark.parametrize("value", ["", "a", VALUE, "\ud800", "x" * 100])
def test_equal_values_make_equal_secrets(value: str) -> None:
    """Secrets compare by value, with nothing but secrets, whatever the text is."""
    assert Secret(value) == Secret(value[:1] + value[1:])
    assert Secret(value) != Secret(value + "a")
    assert Secret(value) != value
    assert value != Secret(value)


def test_the_import_is_cheap() -> None:
    """Importing and comparing loads no module that a bare interpreter lacks, but ours."""
    code = (
        "import sys; before = set(sys.modules); from busdk.secret import Secret; Secret('a') == Secret('b');"
        "print(*sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], check=True, capture_output=True, text=True)
    assert set(done.stdout.split()) <= {"__future__", "_operator", "busdk", "busdk.secret"}
