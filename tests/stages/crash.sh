#!/bin/sh
set -eu
tests/crash/run.sh
python3 tests/crash/kill9.py --cycles 3 --postgres
exec python3 tests/crash/kill9.py --cycles 3 --postgres --kill-database
