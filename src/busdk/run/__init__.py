"""`bus run`: a user's own prompts, scripts and pipelines, in `.bus/run/` of the working directory.

`TOOL` is what `busdk.steps` needs to know of it; `retry` repeats a run that fails.
"""

from busdk.run.tool import TOOL
from busdk.steps import retry

__all__ = ["TOOL", "retry"]
