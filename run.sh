#!/bin/sh
# Installs what is needed, builds, loads the first content and demo data and serves it.
#
#   ./run.sh                    demo system on http://127.0.0.1:8111
#   ./run.sh --build-only       only leaves the binary at build/haidang
#   ./run.sh --data DIR         another data folder (default: demo-data)
#   ./run.sh --listen HOST:PORT another address (loopback only: demo mode)
set -eu
cd "$(dirname "$0")"

build_only=""
data="demo-data"
listen="127.0.0.1:8111"
while [ $# -gt 0 ]; do
  case "$1" in
    --build-only) build_only=1; shift ;;
    --data) data="$2"; shift 2 ;;
    --listen) listen="$2"; shift 2 ;;
    *) sed -n '2,7p' "$0"; exit 2 ;;
  esac
done

tools/install.sh build run
tools/build_web.sh
cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build --target haidang
[ -z "$build_only" ] || exit 0

mkdir -p "$data"
build/haidang demo --data "$data"
echo
echo "Serving on http://$listen - demo mode: second factor 000000, press Ctrl+C to stop."
exec build/haidang serve --data "$data" --listen "$listen" --insecure-test-mode
