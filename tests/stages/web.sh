#!/bin/sh
# Front end: types made from the contract are current, type check, lint, unit tests, size gate.
set -eu
tools/build_web.sh
cd web
npm run check
npm test
