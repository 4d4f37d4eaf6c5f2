#!/bin/sh
# Run quickstart.bus in a scratch folder with a home of its own: your files stay as they are.
# Usage: quickstart.sh FOLDER, the folder that holds `bus`.
set -eu
bin=$(cd "$1" && pwd)
examples=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/home" "$scratch/project"
cd "$scratch/project"

unset BUS_PREFERENCES_PATH BUS_SECRETS_IDENTITY BUS_SECRETS_IDENTITY_FILE XDG_CONFIG_HOME XDG_DATA_HOME
export HOME="$scratch/home" PATH="$bin:$PATH"

echo "== Running examples/quickstart.bus in a scratch folder (its home: $HOME)"
bus --trace "$examples/quickstart.bus" 2>&1

echo
echo "== Where each value lies"
echo "user scope, sealed:      $HOME/.config/busdk/preferences.json"
sed -n 's/^\( *"secrets.openai_api_key": ".\{27\}\).*/    \1.../p' "$HOME/.config/busdk/preferences.json"
echo "the key that opens it:   $HOME/.local/share/busdk/identity.txt (mode 0600; keep a backup of yours)"
echo "repository scope, plain: $PWD/datapackage.json (empty again after unset)"
sed -n '/"secrets"/s/^ */    /p' datapackage.json

echo
echo "== How to go on"
echo "Everything above is removed now; nothing of yours was touched. To use bus from here:"
echo "    export PATH=\"$bin:\$PATH\""
echo "    bus secrets set openai_api_key          # asks for the value"
echo "    bus secrets resolve secret:openai_api_key"
echo "    bus secrets --help"
