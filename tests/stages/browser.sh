#!/bin/sh
set -eu
exec tests/browser/run.sh
