#!/bin/sh
# Small sizes: shows that every scenario runs without a fault, not how fast it is.
set -eu
exec tests/bench/run-all.sh --quick
