#!/bin/sh
# Kills the server under load: a few times here, 200 times with  tests/crash/run.sh 200
set -eu
cd "$(dirname "$0")/../.."
python3 tests/crash/kill9.py --check-yourself --clients 8
exec python3 tests/crash/kill9.py --cycles "${1:-5}"
