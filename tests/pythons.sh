#!/bin/sh
# Run the tests that depend on Python on each further one of 3.11 or later, in an environment of its own; say which ones
# are there. Those beside real programs run on the first, and on the system's by `make user`.
set -eu
ask='import sys; print("%d.%d.%d" % sys.version_info[:3] if sys.version_info >= (3, 11) else "")'
tested=$("${PYTHON:-python3}" -c "$ask")
for python in python3.11 python3.12 python3.13 python3.14 "$HOME"/.pyenv/versions/3.*/bin/python /usr/bin/python3; do
    version=$("$python" -c "$ask" 2>/dev/null) || continue
    case " $tested " in *" ${version:-$tested} "*) continue ;; esac
    tested="$tested $version"
    echo "--- Python $version"
    make VENV=".venv-$version" PYTHON="$python" TESTS="tests/unit tests/property tests/scripts" test
done
echo "tested on Python: $tested"
