"""Starting child processes: the one package that does it.

`run(argv, ...)` starts a program, moves its streams, passes signals on and returns how it ended.
"""

from busdk.process.ended import Ended
from busdk.process.errors import StartError
from busdk.process.flow import Filter
from busdk.process.lookup import find
from busdk.process.run import run
from busdk.process.watch import Watch

__all__ = ["Ended", "Filter", "StartError", "Watch", "find", "run"]
