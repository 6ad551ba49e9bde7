#!/bin/sh
# Walks through the application as people do, in Chromium, against the real binary.
# Usage: tests/browser/run.sh [story...]   (default: every story)
# HAIDANG names the binary (default build/haidang), CHROMIUM the browser, SHOTS a folder for pictures.
set -eu
cd "$(dirname "$0")"

if [ ! -e node_modules/.installed ] || [ package-lock.json -nt node_modules/.installed ]; then
  npm ci --no-audit --no-fund
  touch node_modules/.installed
fi
if [ $# -eq 0 ]; then
  set -- stories/*.test.mjs
fi
# The year of invented work is made once; every story works on a copy.
filled=$(mktemp -d)
trap 'rm -rf "$filled"' EXIT
(cd ../.. && "${HAIDANG:-build/haidang}" demo --data "$filled/data" > "$filled/log" 2>&1) ||
  { cat "$filled/log"; exit 1; }
export DEMO="$filled/data"

# Two at a time; what a story says is printed when it has ended.
printf '%s\n' "$@" | xargs -P 2 -I STORY sh -c '
  said="$2/$(basename "$1").log"
  node --test "$1" > "$said" 2>&1 || echo "$1" >> "$2/failed"
  echo "--- $1"
  cat "$said"' tell STORY "$filled"
[ ! -e "$filled/failed" ] || { echo "failed: $(tr "\n" " " < "$filled/failed")"; exit 1; }
