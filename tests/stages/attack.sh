#!/bin/sh
# The rigs that attack over HTTP, small: tests/attack/README.md.
set -eu
tools/install.sh attack
cmake --build build --target haidang
exec tests/attack/run-all.sh --quick
