#!/bin/bash
# Looks for mistakes: with cppcheck over everything, with clang-tidy over the modules (not yet apps/ and
# the tests), whose files it reads together as a release build does; or with both over the files given.
# Half an hour on two cores. Begins with mistakes of its own making, which both must find. What they say
# wrongly stands with its reason in tools/cppcheck-suppressions.txt and .clang-tidy.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/install.sh build test lint
folder=$PWD/build-lint

look_with_cppcheck() {
  cppcheck --enable=warning,portability --inline-suppr --library=googletest --std=c++20 \
    --language=c++ --error-exitcode=1 --quiet -j "$(nproc)" -I src -I apps/haidang \
    --suppressions-list=tools/cppcheck-suppressions.txt \
    --template='{file}:{line}: {severity}: {id}: {message}' "$@"
}

look_with_clang_tidy() {  # reads the names of files, one a line
  xargs -P "$(nproc)" -n 1 clang-tidy-16 -p "$folder" --quiet 2>&1 |
    { grep -vE '^[0-9]+ warnings' || true; }
}

cmake -S . -B "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_COMPILER=clang++-14 \
  -DCMAKE_C_COMPILER=clang-14 -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=6 >/dev/null
cmake --build "$folder" --target platform_embedded.cc >/dev/null

planted=$folder/planted.cc
cat >"$planted" <<'CODE'
#include <string>
#include <utility>

int planted(std::string text) {
  const std::string taken = std::move(text);
  int* const nothing = nullptr;
  return static_cast<int>(text.size() + taken.size()) + *nothing;
}
CODE
for look in look_with_cppcheck look_with_clang_tidy; do
  if found=$(echo "$planted" | $look "$planted" 2>&1); then
    echo "$look does not see the mistake in $planted" >&2
    exit 1
  fi
done

if [ $# -gt 0 ]; then
  look_with_cppcheck "$@"
  printf '%s\n' "$@" | look_with_clang_tidy
  exit
fi
look_with_cppcheck src apps
python3 - "$folder/compile_commands.json" <<'LIST' | look_with_clang_tidy
import json, sys
files = {command["file"] for command in json.load(open(sys.argv[1], encoding="utf-8"))}
print(*sorted(one for one in files if "/build-lint/CMakeFiles/" in one and "/Unity/" in one
              and "_test.dir/" not in one), sep="\n")
LIST
