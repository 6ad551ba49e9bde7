#!/bin/bash
# Measures the scenarios of README.md on a fresh server. See there.
set -euo pipefail
cd "$(dirname "$0")/../.."

size=5000 cases=2000 seconds=3 victims=0
conversations=(create-contact finalise read-contact contact-list deadline-board organisations
               hotline-report)
people=(case-list read-case case-timeline change-status person-search)
case "${1:-}" in
  "") ;;
  --full) size=1000000 seconds=15 people=() cases=0 ;;
  --cases) size=0 cases=${2:-50000} seconds=5 conversations=() ;;
  --reports) size=${2:-1000000} cases=0 victims=$((size / 20)) seconds=10 conversations=() people=() ;;
  *) sed -n 2,3p "$0"; exit 2 ;;
esac
binary=${HAIDANG:-build/haidang}
data=$(mktemp -d)
server=""
stop() { [ -z "$server" ] || { kill "$server" && wait "$server" || true; }; server=""; }
trap 'stop; rm -rf "$data"' EXIT

start() {
  : > "$data/server.log"
  "$binary" serve --data "$data" --listen 127.0.0.1:0 --insecure-test-mode 2> "$data/server.log" &
  server=$!
  for _ in $(seq 600); do
    port=$(grep -o '"port":[0-9]*' "$data/server.log" | head -n 1 | cut -d: -f2 || true)
    if [ -n "$port" ] && curl -sf "http://127.0.0.1:$port/readyz" > /dev/null; then return; fi
    sleep 0.05
  done
  echo "the server did not start"; cat "$data/server.log"; exit 1
}

resident() { awk '/VmRSS/ {printf "%d", $2 / 1024}' "/proc/$server/status"; }

syncs() { # rate of 4 KiB appends with fdatasync
  python3 - "$data" <<'PY'
import os, sys, time
file = os.open(sys.argv[1] + "/sync", os.O_CREAT | os.O_WRONLY)
begun, count = time.time(), 0
while time.time() - begun < 1:
    os.write(file, b"x" * 4096)
    os.fdatasync(file)
    count += 1
print(count)
PY
}

"$binary" demo --data "$data" > /dev/null 2>&1
echo "machine: $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), fdatasync $(syncs)/s"
[ "$size" = 0 ] || "$binary" bench --data "$data" --fill "$size"
[ "$cases" = 0 ] || "$binary" bench --data "$data" --fill-cases "$cases"
[ "$victims" = 0 ] || "$binary" bench --data "$data" --fill-victims "$victims"
begun=$(date +%s%N)
start
echo "ready after $((($(date +%s%N) - begun) / 1000000)) ms with $size conversations and $cases cases, $(resident) MB"
failed=0
for scenario in live "${conversations[@]}" "${people[@]}"; do
  "$binary" bench --url "http://127.0.0.1:$port" --scenario "$scenario" --clients 64 \
    --seconds "$seconds" || failed=1
done
if [ "$victims" != 0 ]; then
  python3 tests/bench/reports.py "http://127.0.0.1:$port" "$server" "$binary" "$seconds" || failed=1
fi
echo "after load: $(resident) MB"
stop
exit "$failed"
