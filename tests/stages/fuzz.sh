#!/bin/sh
# The fuzz targets, a few seconds each over their corpus: what was found once stays found. Longer:
# tests/fuzz/run.sh SECONDS.
set -eu
exec tests/fuzz/run.sh "${FUZZ_SECONDS:-3}"
