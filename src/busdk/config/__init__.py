"""The workspace descriptor `datapackage.json`: where it is, reading it, changing one entry, making it.

`root` is a workspace's folder. Everything that a user or another tool wrote in the file stays byte for byte as
it was, except for the entry that changes. Raises FileError or FormatError for a file that cannot be read, written
or understood; it stays as it was.
"""

from busdk.config.descriptor import change, path, read, remove

__all__ = ["change", "path", "read", "remove"]
