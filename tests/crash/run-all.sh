#!/bin/bash
# Runs every crash rig and prints one table of figures, targets and verdicts (tests/verdicts.py); ends
# with 1 when a target is missed. Needs the built binary (build/haidang, or HAIDANG).
# Usage: tests/crash/run-all.sh [--quick]     --quick: as large as a test run has time for
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
quick=()
[ "${1:-}" != --quick ] || quick=(--quick)
. tests/rigs.sh

kills=1000 kills_on_postgres=100
many=()
[ ${#quick[@]} -eq 0 ] || kills=100 kills_on_postgres=3 many=(--pause 0.3 --clients 32 --read-files 10)
kill9=tests/crash/kill9.py
rig "kill -9, self-check" python3 $kill9 --check-yourself --clients 16
rig "kill -9 of the server" python3 $kill9 --cycles $kills "${many[@]}"
rig "kill -9, server on PostgreSQL" python3 $kill9 --cycles $kills_on_postgres --postgres
rig "kill -9 of PostgreSQL" python3 $kill9 --cycles $kills_on_postgres --postgres --kill-database

# Rigs with a file of their own; each knows --quick.
cd tests/crash
for file in power_cut.py unsynced.py sweep.py errors.py disk_full.py backup.py cluster*.py upgrade*.py; do
  [ ! -e "$file" ] || rig "$(basename "$file" .py)" python3 "$file" "${quick[@]}"
done
cd ../..

echo
python3 tests/verdicts.py "$VERDICTS"
