#!/bin/sh
# The release build with all warnings as errors, every header alone, and the unit tests on SQLite.
set -eu
cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release
started=$(date +%s)
cmake --build build
echo "build took $(($(date +%s) - started)) s"
cmake --build build --target all_verify_interface_header_sets
tests/mail-server.sh run ctest --test-dir build --output-on-failure -j 2
