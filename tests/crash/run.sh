#!/bin/sh
# Kills the server under load: a few times here, 200 times with  tests/crash/run.sh 200
# On PostgreSQL:  tests/crash/run.sh 20 --postgres    and the database itself: … --postgres --kill-database
set -eu
cd "$(dirname "$0")/../.."
cycles=${1:-5}
[ $# -eq 0 ] || shift
python3 tests/crash/kill9.py --check-yourself --clients 16 ${1:+--postgres}
exec python3 tests/crash/kill9.py --cycles "$cycles" "$@"
