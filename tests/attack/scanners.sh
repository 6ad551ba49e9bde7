#!/bin/sh
# Scanners that Debian packages, against a server with TLS and one with a year of work; and npm's audit.
# What they find is laid beside allowed-findings.txt. Usage: tests/attack/scanners.sh [TOOL]...
set -eu
cd "$(dirname "$0")/../.."
exec python3 tests/attack/scanners.py "$@"
