"""`bus dev`: the steps of developers of a Git repository, their own in `.bus/dev/` and those that are built in.

`TOOL` is what `busdk.steps` needs to know of it.
"""

from busdk.dev.tool import TOOL

__all__ = ["TOOL"]
