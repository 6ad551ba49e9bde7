#!/bin/sh
set -eu
exec tests/crash/run-all.sh --quick
