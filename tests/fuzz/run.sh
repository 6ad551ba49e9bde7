#!/bin/bash
# Builds the fuzz targets with clang and runs each over its corpus, with sanitizers. Prints a row for
# each (tests/verdicts.py) and ends with 1 when one was missed. See README.md.
# Usage: tests/fuzz/run.sh [SECONDS per target, 10] [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/../.."

nice -n 15 cmake -S . -B build-fuzz -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang-14 \
  -DCMAKE_CXX_COMPILER=clang++-14 \
  -DSANITIZE=fuzzer-no-link,address,undefined >/dev/null
nice -n 15 cmake --build build-fuzz --target fuzz_targets
exec python3 tests/fuzz/run.py "$@"
