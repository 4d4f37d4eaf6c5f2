"""What real shells show of a value is masked."""

from __future__ import annotations

import subprocess

import pytest

from busdk.masking import Mask
from peers import need

VALUES = [
    "it's a $ecret",
    'pa"s$w`x\\y',
    "correct horse  battery\tstaple",
    "l1aa\nl2'bb\n",
    "line1aa\r\nline2bb\r\n",
    "é\x1b[0m'x",
]
SHOWN = [
    ("bash", 'set -x; : "$T"'),
    ("bash", "declare -x"),
    ("bash", "export -p"),
    ("bash", "declare -p T"),
    ("bash", "set"),
    ("bash", "echo $T"),
    ("bash", 'echo "${T@Q}"'),
    ("dash", 'set -x; : "$T"'),
    ("dash", "export -p"),
    ("dash", "set"),
    ("dash", "echo $T"),
    ("zsh", 'export -p; set -x; : "$T" $T'),
]


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize(("shell", "script"), SHOWN)
def test_what_shells_show(shell: str, script: str, locale: str) -> None:
    """A trace, a list of variables and an unquoted variable show nothing of a value."""
    for value in VALUES:
        if shell == "zsh" and locale == "C" and not value.isascii():
            continue  # it writes \M-C
        done = subprocess.run(
            [need(shell), "-c", script], check=True, capture_output=True, env={"T": value, "LC_ALL": locale}
        )
        mask = Mask([value])
        shown = mask.feed(done.stdout + done.stderr) + mask.finish()
        assert b"***" in shown
        assert not [word for word in value.split() if len(word) > 2 and word.encode() in shown], shown
