#!/bin/sh
# Installs the packages of the named sections of packages.txt that are missing.
# Usage: tools/install.sh SECTION...
set -eu
cd "$(dirname "$0")/.."

missing=""
for section in "$@"; do
  while read -r of package command; do
    [ "$of" = "$section" ] || continue
    if [ -n "${command:-}" ] && command -v "$command" >/dev/null 2>&1; then continue; fi
    if dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -q '^installed'; then
      continue
    fi
    missing="$missing $package"
  done < packages.txt
done
[ -n "$missing" ] || exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q
# shellcheck disable=SC2086  # a list of words on purpose
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
