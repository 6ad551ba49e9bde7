#!/bin/sh
# The same unit tests with every database in a private PostgreSQL cluster.
set -eu
eval "$(tests/postgres.sh start)"
trap 'tests/postgres.sh stop' EXIT
ctest --test-dir build --output-on-failure -j 2
