"""Print every table, with the machine and the versions: `make bench`. Ratios are taken within one run."""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.metadata
import os
import platform

TABLES = {
    "cold_start": "Cold starts, over the bare interpreter",
    "growth": "Growth with the number of secrets, over the same command among 10",
    "bus": "Command files",
    "programs": "Programs that are not ours",
    "steps": "A program with a secret in its environment",
    "masking": "Masking",
}


def main() -> None:
    """Run every benchmark module's `rows()`."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("busdk", "jiter", "pyrage"))
    print(f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {_processor()}, {os.cpu_count()} cores, ", end="")
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, {versions}")
    for module, title in TABLES.items():
        print(f"\n## {title}\n\n| what | figure | ratio |\n| --- | ---: | ---: |", flush=True)
        for row in importlib.import_module(module).rows():
            print("| {} | {} | {} |".format(*row), flush=True)


def _processor() -> str:
    """Return the processor's name, as Linux tells it."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or "unknown processor"


if __name__ == "__main__":
    main()
