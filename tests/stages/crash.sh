#!/bin/sh
set -eu
exec tests/crash/run.sh
