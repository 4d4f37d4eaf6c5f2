"""Which scripts a shell reads from a sealed copy."""

from __future__ import annotations

import pytest

from busdk.steps.sealing import shell_of


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"#!/bin/sh\n", ["/bin/sh"]),
        (b"#! /bin/sh \necho\n", ["/bin/sh"]),
        (b"#!/usr/bin/bash -eu\n", ["/usr/bin/bash", "-eu"]),
        (b"#!/usr/bin/env dash\n", ["/usr/bin/env", "dash"]),
        (b"#!/bin/sh\r\n", None),
        (b"#!/bin/sh -\n", None),
        (b"#!/bin/sh --\n", None),
        (b"#!/bin/bash -c\n", None),
        (b"#!/bin/bash -e -u\n", None),
        (b"#!/usr/bin/env -S bash -e\n", None),
        (b"#!/usr/bin/env\n", None),
        (b"#!bin/sh\n", None),
        (b"#!/usr/bin/zsh\n", None),
        (b"#!/usr/bin/python3\n", None),
        (b"#!\n", None),
        (b'#!/bin/bash\ncd "${BASH_SOURCE%/*}"\n', None),
        (b"\x7fELF\0", None),
        (b"echo\n", None),
    ],
)
def test_the_shell_of_a_script(content: bytes, words: list[str] | None) -> None:
    """It is told by the first line, where the shell does with a copy what it does with the script."""
    assert shell_of(content, []) == words


def test_a_shell_that_we_choose() -> None:
    """A script without a first line has the shell that it is started with."""
    assert shell_of(b"echo\n", ["/bin/sh"]) == ["/bin/sh"]
    assert shell_of(b"echo\n", ["cmd.exe", "/C"]) is None
