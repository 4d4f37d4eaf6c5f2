"""Laws of the settings."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from busdk import config, jsonfile
from busdk.config import fiscal_year, kinds, properties
from busdk.errors import BusError, UsageError
from json_spelling import SPELLED, places

DATES = st.dates().map(str)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
SIGNERS = st.builds(
    "{}:{}".format, TEXTS.filter(str.strip), TEXTS.filter(lambda text: text.strip() and ":" not in text)
)
REFUSED = object()
WORDS = ("true", "false", "null", "", "SEK", "oy", "fi", "fi-pma", "by_function", "EUR", "TEUR", "cash", "monthly")


@given(st.sampled_from(config.PROPERTIES), DATES | SIGNERS | TEXTS | st.sampled_from(WORDS))
def test_a_text_is_a_value_of_its_kind_or_refused(item: properties.Property, text: str) -> None:
    """Reading gives a JSON value that spells back to the text, or UsageError naming the property, and nothing else."""
    value = read(item, text)
    if value is not REFUSED:
        assert spelled(value) == (text or "null")


def read(item: properties.Property, text: str) -> Any:
    """Return the value of a text, or REFUSED."""
    try:
        return item.read(text)
    except UsageError as error:
        message = str(error)
    assert message.startswith(f"invalid {item.name}")
    return REFUSED


def spelled(value: Any) -> str:
    """Write a value as on the command line."""
    if isinstance(value, dict):
        return ":".join(value.values())
    return str({None: "null", True: "true", False: "false"}.get(value, value))


@given(st.dates())
@example(date(2024, 2, 29))
def test_a_date_is_only_spelled_in_one_way(day: date) -> None:
    """The day itself is read, its other ISO spellings are not."""
    assert kinds.Date().read(str(day)) == str(day)
    for text in (f"{day:%Y%m%d}", f"{day:%G-W%V-%u}", f" {day}", f"{day}T00:00:00", f"{day:%d.%m.%Y}"):
        assert read(properties.find("fiscal-year-start"), text) is REFUSED


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_fiscal_year_is_twelve_months(day: date) -> None:
    """It has 365 or 366 days, begins after it ends the year before, and either bound gives the other."""
    today = date(2026, 1, 1)
    end = fiscal_year.complete({properties.START: str(day)}, today)[properties.END]
    days = date.fromisoformat(end) - day + timedelta(1)
    assert days.days in (365, 366)
    if (day.month, day.day) != (2, 29):
        assert str((date.fromisoformat(end) + timedelta(1)).replace(year=day.year)) == str(day)
        assert fiscal_year.complete({properties.END: end}, today)[properties.START] == str(day)


@settings(max_examples=60)
@given(places(SPELLED, least=0), st.booleans())
def test_no_document_loses_a_byte_to_init(place: Any, nested: bool) -> None:
    """Whatever stood in a descriptor is still there, and the settings read back; a refused one stays as it is."""
    document = (
        b'{"busdk" :' + place.document.removeprefix(jsonfile.BYTE_ORDER_MARK) + b"}" if nested else place.document
    )
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        file = Path(folder, "datapackage.json")
        file.write_bytes(document)
        try:
            made = config.init(folder)
        except BusError:
            made = False
        written = file.read_bytes()
        if not made:
            assert written == document
            return
        config.set(folder, {"base-currency": "SEK"})
        config.set(folder, {"base-currency": "EUR"})
        assert file.read_bytes() == written
        config.remove(folder, ["busdk", "accounting_entity"])
        left = file.read_bytes()
        assert left == document or left == jsonfile.change(document, ["busdk"], {})


def memory() -> str | None:
    """Return a folder in memory where there is one: every write waits for the disk elsewhere."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
