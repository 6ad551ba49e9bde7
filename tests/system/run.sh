#!/bin/sh
# Stories against the real binary. Usage: tests/system/run.sh [part of a story's file name]...
set -eu
cd "$(dirname "$0")/../.."
cmake --build build --target haidang haidang_allow_everything
exec python3 tests/system/run.py "$@"
