#!/bin/bash
# Installs what the tests need and runs everything, fast things first.
# Usage: ./test.sh [stage...]      stages: check web unit postgres sanitize fuzz disclosure system browser crash bench
# and, because all of them together would take more than the hour a test run may: attack threads
set -euo pipefail
cd "$(dirname "$0")"
stages=("$@")
[ ${#stages[@]} -gt 0 ] || stages=(check web unit postgres sanitize fuzz disclosure system browser crash bench)

tools/install.sh build run test
mkdir -p build
failed=()
passed=0
for stage in "${stages[@]}"; do
  started=$(date +%s)
  echo "=== $stage"
  if "tests/stages/$stage.sh"; then
    passed=$((passed + 1))
    echo "=== $stage: ok, $(($(date +%s) - started)) s"
  else
    failed+=("$stage")
    echo "=== $stage: FAILED, $(($(date +%s) - started)) s"
  fi
done
[ ${#failed[@]} -eq 0 ] || echo "failed: ${failed[*]}"
echo "$passed passed, ${#failed[@]} failed"
[ ${#failed[@]} -eq 0 ]
