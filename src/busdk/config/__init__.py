"""The workspace descriptor `datapackage.json`: where it is, reading it, changing one entry; its accounting settings.

    from busdk import config

    config.init("books", {"base-currency": "SEK"})
    config.set("books", {"legal-form": "oy", "signature-signer": ["A. Person:board"]})

`root` is a workspace's folder. Everything that a user or another tool wrote in the file stays byte for byte as
it was, except for the entry that changes. Raises FileError or FormatError for a file that cannot be read, written
or understood; it stays as it was.
"""

from __future__ import annotations

from busdk.config.descriptor import change, path, read, remove

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from busdk.config.accounting_entity import init, set
    from busdk.config.properties import PROPERTIES

__all__ = ["PROPERTIES", "change", "init", "path", "read", "remove", "set"]

if not TYPE_CHECKING:  # for type checkers the names above are all there is

    def __getattr__(name: str) -> Any:
        """Import the settings when first asked: reading a secret imports this package and needs none of them."""
        if name in ("init", "set"):
            from busdk.config import accounting_entity

            return getattr(accounting_entity, name)
        if name == "PROPERTIES":
            from busdk.config import properties

            return properties.PROPERTIES
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
