"""`bus`: running `bus-<module>` programs, and `.bus` command files.

`find` looks a module's program up as `bus` does; `Target.run` runs it. `modules` lists what is installed.
Command files are read and run by `busdk.dispatch.busfile`.
"""

from busdk.dispatch.lookup import modules
from busdk.dispatch.target import Target, find

__all__ = ["Target", "find", "modules"]
