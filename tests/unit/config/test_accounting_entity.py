"""The accounting entity's settings through the library."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from busdk import config
from busdk.errors import BusError

WRITER = """
import sys
from busdk import config
for i in range(10):
    config.set(".", {sys.argv[1]: sys.argv[2 + i % 2]})
"""
BATCH = """
import os, sys
from busdk import config
def hook(event, arguments):
    if event == "os.rename":
        print(os.path.basename(arguments[1]))
sys.addaudithook(hook)
config.set(".", {"base-currency": "SEK", "comparatives": "false", "legal-form": "oy", "signature-signer": ["A:b", "C"]})
"""


def entity() -> dict[str, object]:
    """Return the settings as the standard library reads them."""
    found: dict[str, object] = json.loads(Path("datapackage.json").read_text())["busdk"]["accounting_entity"]
    return found


def test_init_tells_whether_it_wrote(home: Path) -> None:
    """The first call makes the settings, the second leaves them."""
    assert config.init(".", {"base-currency": "SEK"}) is True
    before = Path("datapackage.json").read_bytes()
    assert config.init(".", {"base-currency": "NOK"}) is False
    assert Path("datapackage.json").read_bytes() == before


def test_several_properties_are_one_write(home: Path) -> None:
    """The file is replaced once, so no reader ever sees half of a batch; and not at all when nothing changes."""
    config.init()
    for expected in (["datapackage.json"], []):
        done = subprocess.run([sys.executable, "-c", BATCH], check=True, capture_output=True, text=True, timeout=60)
        assert done.stdout.split() == expected
    assert [path.name for path in Path().iterdir()] == ["datapackage.json"]


def test_one_signer_may_be_a_text(home: Path) -> None:
    """A text is one signer, not one for each character."""
    config.init(".", {"signature-signer": "AB"})
    assert '"signers": [\n' in Path("datapackage.json").read_text()
    assert Path("datapackage.json").read_text().count('"name": "AB"') == 1


def test_settings_without_a_descriptor_are_an_error_with_the_next_step(home: Path) -> None:
    """The library raises what the command line prints."""
    with pytest.raises(BusError, match=r"^datapackage.json not found$") as caught:
        config.set(".", {"base-currency": "SEK"})
    assert caught.value.hints == ("bus config init",)
    config.set(".", {})


def test_no_change_of_several_processes_is_lost(home: Path) -> None:
    """Each process changes its own property of one file, and all the last values are there."""
    config.init()
    jobs = [("base-currency", "SEK", "NOK"), ("vat-timing", "cash", "invoice"), ("legal-form", "oy", "ky"),
            ("signature-date", "2026-01-01", "2026-01-02")]  # fmt: skip
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, *job]) for job in jobs]
    assert [writer.wait(timeout=60) for writer in writers] == [0] * 4
    assert (entity()["base_currency"], entity()["vat_timing"], entity()["legal_form"]) == ("NOK", "invoice", "ky")
