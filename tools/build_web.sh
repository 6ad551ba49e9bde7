#!/bin/sh
# Builds web/dist when a source of it is newer than the last build.
set -eu
cd "$(dirname "$0")/../web"

stamp=dist/.built
if [ -e "$stamp" ] && [ -z "$(find . ../api/openapi.yaml -newer "$stamp" -type f \
    -not -path './node_modules/*' -not -path './dist/*' -print -quit)" ]; then
  exit 0
fi
if [ ! -e node_modules/.installed ] || [ package-lock.json -nt node_modules/.installed ]; then
  npm ci --no-audit --no-fund
  touch node_modules/.installed
fi
npm run build
touch "$stamp"
