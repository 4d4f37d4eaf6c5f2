#!/bin/sh
# Install the three agent programs that npm has into the folder $1, for `make agents`; without them its tests are skipped.
set -eu
folder=$1
mkdir -p "$folder/home"
command -v npm >/dev/null 2>&1 || { echo "no npm: the tests are skipped" >&2; exit 0; }
HOME="$folder/home" npm install --prefix "$folder" --no-audit --no-fund --no-update-notifier --loglevel=error \
    @openai/codex@0.169.0 @anthropic-ai/claude-code@2.1.332 @google/gemini-cli@0.61.0 >"$folder/log" 2>&1 ||
    echo "npm cannot install the programs: the tests of those that are not there are skipped; see $folder/log" >&2
