#!/bin/sh
# Run workflow.bus in a scratch folder with a home of its own: your files stay as they are.
# Usage: workflow.sh FOLDER [SCRATCH]. FOLDER holds `bus`; SCRATCH is used, and kept, instead of a temporary folder.
set -eu
bin=$(cd "$1" && pwd)
examples=$(cd "$(dirname "$0")" && pwd)
if [ -n "${2-}" ]; then
    scratch=$(cd "$2" && pwd)
else
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
fi
mkdir "$scratch/home" "$scratch/bin" "$scratch/bus-demo"
cp "$examples/agent.sh" "$scratch/bin/claude"
chmod +x "$scratch/bin/claude"
cd "$scratch/bus-demo"

# A new user's environment, and an agent that prints what it is given
in_scratch() {
    env -i HOME="$scratch/home" PATH="$scratch/bin:$bin:/usr/local/bin:/usr/bin:/bin" LANG=C.UTF-8 "$@"
}

in_scratch git init --quiet
echo 'Summarise what is open in {{PROJECT_NAME}}.' | in_scratch bus run action set summarize
echo 'env | sort > "$HOME/look.environment"; echo "look has ${GITHUB_TOKEN-no key}"' | in_scratch bus run script set look
in_scratch bus --trace "$examples/workflow.bus" 2>&1
