"""The agent programs that are known: how each is called, found and installed."""

from busdk.agent.runtimes.runtime import Invocation, Runtime, Task
from busdk.agent.runtimes.table import IDS, RUNTIMES, TOKENS, find_runtime

__all__ = ["IDS", "RUNTIMES", "TOKENS", "Invocation", "Runtime", "Task", "find_runtime"]
