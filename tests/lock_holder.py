"""Hold the lock file of `bus dev` in the current folder while a program runs; end it once it says that it waits.

`python lock_holder.py PROGRAM [ARGUMENT...]` ends with the program's exit code.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys

fcntl.flock(os.open(".bus-dev.lock", os.O_CREAT | os.O_RDWR), fcntl.LOCK_EX)
with subprocess.Popen(sys.argv[1:], stderr=subprocess.PIPE, text=True) as child:
    for line in child.stderr or ():
        sys.stderr.write(line)
        if "waiting for another" in line:
            child.terminate()
sys.exit(child.returncode)
