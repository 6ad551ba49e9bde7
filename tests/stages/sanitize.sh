#!/bin/sh
# The unit tests again with address and undefined-behaviour sanitizers.
set -eu
cmake -S . -B build-sanitize -G Ninja -DCMAKE_BUILD_TYPE=Debug -DSANITIZE=address,undefined
cmake --build build-sanitize
LSAN_OPTIONS="suppressions=$PWD/tests/leak-suppressions.txt:print_suppressions=0" \
  ctest --test-dir build-sanitize --output-on-failure -j 2
