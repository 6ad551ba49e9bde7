#!/bin/sh
# Makes the Debian package from a finished Release build and tries it in a clean Debian of its own:
# install, start, sign in, upgrade, remove, purge. Needs root (chroot).
#
#   tests/package/run.sh BUILD     BUILD is the folder of the build, for example build
set -eu
cd "$(dirname "$0")/../.."
[ $# -ge 1 ] || { sed -n '2,5p' "$0"; exit 2; }
tools/install.sh build package
exec python3 tests/package/check.py "$@"
