#!/bin/sh
# Puts a release together in a new folder: the Debian package, its bill of materials, checksums and a
# signature over these. The signing key stays where it is; gpg asks for it.
#
#   tools/release.sh BUILD FOLDER KEY     BUILD: a finished Release build; KEY: name of a gpg key
#   tools/release.sh --check FOLDER       what whoever installs does: signature and checksums
set -eu
cd "$(dirname "$0")/.."

check() {
  cd "$1"
  gpg --verify SHA256SUMS.asc SHA256SUMS
  sha256sum --check --strict SHA256SUMS
}

if [ "${1:-}" = --check ] && [ $# -eq 2 ]; then
  check "$2"
  exit 0
fi
[ $# -eq 3 ] || { sed -n '2,6p' "$0" >&2; exit 2; }
build=$1 folder=$2 key=$3
grep -q '^CMAKE_BUILD_TYPE:STRING=Release$' "$build/CMakeCache.txt" || {
  echo "release: $build is not a Release build" >&2
  exit 1
}
[ -z "$(git status --porcelain)" ] || { echo "release: there are changes without a commit" >&2; exit 1; }
[ ! -e "$folder" ] || { echo "release: $folder is there already" >&2; exit 1; }

made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cpack --config "$build/CPackConfig.cmake" -B "$made/package" >/dev/null
mkdir "$made/release"
mv "$made"/package/*.deb "$made/release/"
tools/sbom.py "$build/haidang" >"$made/release/haidang.cdx.json"
git rev-parse HEAD >"$made/release/COMMIT"
(cd "$made/release" && sha256sum -- *.deb haidang.cdx.json COMMIT >SHA256SUMS)
gpg --local-user "$key" --armor --detach-sign --output "$made/release/SHA256SUMS.asc" \
  "$made/release/SHA256SUMS"
check "$made/release" >/dev/null 2>&1
mv "$made/release" "$folder"
ls -l "$folder"
