#!/bin/sh
# The same unit tests with every database in a private PostgreSQL cluster.
set -eu
exec tests/postgres.sh run ctest --test-dir build --output-on-failure -j 2
