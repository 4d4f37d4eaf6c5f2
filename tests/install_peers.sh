#!/bin/sh
# Install the peer programs from Debian when this is a Debian system and the user is root; say what is missing elsewhere.
set -eu
missing=
for program in age dash fish git jq strace zsh; do
    command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086 - a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
else
    echo "not installed, so their tests are skipped:$missing" >&2
fi
