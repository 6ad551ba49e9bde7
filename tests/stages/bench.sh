#!/bin/sh
set -eu
exec tests/bench/run.sh
