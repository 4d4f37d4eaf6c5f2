#!/bin/sh
# Stands for an AI agent in workflow.sh: takes its prompt, keeps its environment in a file, and prints it.
prompt=$(cat)
env | sort > "$HOME/line-$BUS_BUSFILE_LINE.environment"
echo "the prompt begins: $(printf '%s\n' "$prompt" | head -n 1)"
env | sort
