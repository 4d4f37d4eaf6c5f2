"""The properties of the accounting entity: the one table that options, help, docs and validation share."""

from __future__ import annotations

from busdk.config.kinds import Boolean, Choice, Currency, Date, OptionalDate, Signer
from busdk.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from busdk.config.kinds import Kind

ABSENT: Any = object()
STATUTORY = ("reporting_profile", "fi_statutory")
WRITTEN = {None: "null", True: "true", False: "false"}
START, END = "fiscal-year-start", "fiscal-year-end"


class Property:
    """One setting.

    `name` is its flag without dashes and its key, `place` the path of JSON keys below
    `busdk.accounting_entity`. `default` is what `init` stores: a JSON value, or ABSENT for no entry, or, for the
    bounds of the fiscal year, computed; `summary` says it in words. A `repeated` property is a list, one text each.
    """

    __slots__ = ("default", "kind", "name", "place", "repeated", "summary")

    def __init__(
        self, name: str, place: Sequence[str], kind: Kind, default: Any, summary: str = "", *, repeated: bool = False
    ) -> None:
        self.name = name
        self.place = tuple(place)
        self.kind = kind
        self.default = default
        self.summary = summary or WRITTEN.get(default, default)
        self.repeated = repeated

    def read(self, text: str) -> Any:
        """Return the JSON value of a text; raise UsageError when it is not of the property's kind."""
        try:
            return self.kind.read(text)
        except ValueError:
            raise UsageError(f"invalid {self.name}", f"expected {self.kind.expected}") from None
        except UsageError as error:
            raise error.within(f"invalid {self.name}") from None


PROPERTIES = (
    Property("base-currency", ["base_currency"], Currency(), "EUR"),
    Property("legal-form", ["legal_form"], Choice("tmi", "oy", "ay", "ky", "osk"), ABSENT, "no entry"),
    Property(START, ["fiscal_year_start"], Date(), ABSENT, "January 1 of this year, or 12 months to the end"),
    Property(END, ["fiscal_year_end"], Date(), ABSENT, "December 31 of this year, or 12 months from the start"),
    Property("vat-registered", ["vat_registered"], Boolean(), default=True),
    Property("vat-reporting-period", ["vat_reporting_period"], Choice("monthly", "quarterly", "yearly"), "quarterly"),
    Property("vat-timing", ["vat_timing"], Choice("performance", "invoice", "cash"), "performance"),
    Property("vat-registration-start", ["vat_registration_start"], OptionalDate(), None),
    Property("vat-registration-end", ["vat_registration_end"], OptionalDate(), None),
    Property("reporting-standard", [*STATUTORY, "reporting_standard"], Choice("fi-kpa", "fi-pma"), "fi-kpa"),
    Property("report-language", [*STATUTORY, "language"], Choice("fi", reserved=("sv",)), "fi"),
    Property(
        "income-statement-scheme",
        [*STATUTORY, "income_statement_scheme"],
        Choice("by_nature", "by_function"),
        "by_nature",
    ),
    Property("comparatives", [*STATUTORY, "comparatives"], Boolean(), default=True),
    Property("presentation-currency", [*STATUTORY, "presentation_currency"], Choice("EUR"), "EUR"),
    Property("presentation-unit", [*STATUTORY, "presentation_unit"], Choice("EUR", "TEUR"), "EUR"),
    Property("prepared-under-pma", [*STATUTORY, "prepared_under_pma"], Boolean(), default=False),
    Property("signature-date", [*STATUTORY, "signature", "date"], OptionalDate(), None),
    Property("signature-signer", [*STATUTORY, "signature", "signers"], Signer(), [], "an empty list", repeated=True),
)


def find(name: str) -> Property:
    """Return the property called `name`; raise UsageError when there is none."""
    found = next((item for item in PROPERTIES if item.name == name), None)
    if found is None:
        from busdk import quoting

        near = quoting.nearest(name, [item.name for item in PROPERTIES])
        if near:
            raise UsageError(f"unknown property: {name}", f"bus config set {near} VALUE")
        raise UsageError("unknown property", "bus config set --help lists them")
    return found


def read(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON values of `settings`, texts by property name, in the table's order.

    Raises UsageError for an unknown name, a text that is not of its property's kind, and a fiscal year
    that starts after its end, where both are given.
    """
    given = {find(name): text for name, text in settings.items()}
    values = {item.name: _read(item, given[item]) for item in PROPERTIES if item in given}
    if START in values and END in values and values[START] > values[END]:
        raise UsageError(f"{START} {values[START]} is after {END} {values[END]}")
    return values


def _read(item: Property, given: Any) -> Any:
    if not item.repeated:
        return item.read(given)
    return [item.read(text) for text in ([given] if isinstance(given, str) else given)]
