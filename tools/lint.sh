#!/bin/sh
# Looks for mistakes with cppcheck: over everything (a minute or two on two cores), or over the files given.
# What it may say wrongly stands with its reason in tools/cppcheck-suppressions.txt.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- src apps
exec cppcheck --enable=warning,portability --inline-suppr --library=googletest --std=c++20 \
  --language=c++ --error-exitcode=1 --quiet -j "$(nproc)" -I src -I apps/haidang \
  --suppressions-list=tools/cppcheck-suppressions.txt \
  --template='{file}:{line}: {severity}: {id}: {message}' "$@"
