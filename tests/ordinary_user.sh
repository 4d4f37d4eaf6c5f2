#!/bin/sh
# Run `make test` as a user who is not root, on the Python that all users can read, in a copy of the files that Git knows.
set -eu
user=65534
if [ "$(id -u)" != 0 ]; then
    echo "not root: make test itself is run as an ordinary user" >&2
    exit 0
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/tree" "$scratch/home" "$scratch/tmp"
git ls-files -z | xargs -0 cp --parents -t "$scratch/tree"
[ ! -d ../shared ] || cp -r ../shared "$scratch/shared"
chmod 755 "$scratch"
chown -R "$user:$user" "$scratch/tree" "$scratch/home" "$scratch/tmp"
cd "$scratch/tree"
setpriv --reuid="$user" --regid="$user" --clear-groups \
    env HOME="$scratch/home" TMPDIR="$scratch/tmp" PATH=/usr/local/bin:/usr/bin:/bin make PYTHON=/usr/bin/python3 test
