#!/bin/sh
set -eu
exec tests/system/run.sh
