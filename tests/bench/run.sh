#!/bin/bash
# Measures the scenarios of README.md on a fresh server. See there.
set -euo pipefail
cd "$(dirname "$0")/../.."

size=5000 seconds=3 full=""
if [ "${1:-}" = --full ]; then size=1000000 seconds=15 full=1; fi
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
"$binary" bench --data "$data" --fill "$size"
begun=$(date +%s%N)
start
echo "ready after $((($(date +%s%N) - begun) / 1000000)) ms with $size conversations, $(resident) MB"
failed=0
for scenario in live create-contact finalise read-contact contact-list deadline-board \
                organisations hotline-report; do
  "$binary" bench --url "http://127.0.0.1:$port" --scenario "$scenario" --clients 64 \
    --seconds "$seconds" || failed=1
done
echo "after load: $(resident) MB"
stop
exit "$failed"
