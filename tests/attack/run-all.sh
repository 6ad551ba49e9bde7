#!/bin/bash
# Runs every rig that attacks over HTTP and prints one table of figures, targets and verdicts
# (tests/verdicts.py); ends with 1 when a target is missed. Needs the built binary (build/haidang, or HAIDANG)
# and the packages of section `attack` (tools/install.sh attack).
# Usage: tests/attack/run-all.sh [--quick]     --quick: as large as a test run has time for, no scanners
set -uo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
export ATTACK_SIZE=full
[ "${1:-}" != --quick ] || ATTACK_SIZE=quick
. tests/rigs.sh

rig "smuggling" python3 tests/attack/smuggling.py
rig "odd requests" python3 tests/attack/odd_requests.py
rig "guessing" python3 tests/attack/guessing.py
rig "headers" python3 tests/attack/headers.py
rig "timing" python3 tests/attack/timing.py
rig "API" python3 tests/attack/api_fuzz.py
[ "$ATTACK_SIZE" = quick ] || rig "scanners" tests/attack/scanners.sh

echo
python3 tests/verdicts.py "$VERDICTS"
