#!/bin/bash
# Builds the tests of the groups of groups.ini with clang's source-based coverage, runs them and prints
# lines and branches covered. Ends with 1 when a group has less than 95 % of its branches. See README.md.
# Usage: tests/quality/coverage.sh [--self-check]
set -euo pipefail
cd "$(dirname "$0")/../.."
quality=tests/quality
build=build-coverage

nice -n 5 cmake -S . -B $build -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_COMPILER=clang-14 \
  -DCMAKE_CXX_COMPILER=clang++-14 -DCMAKE_CXX_FLAGS_DEBUG="-O0 -g1" \
  -DCMAKE_CXX_FLAGS="-fprofile-instr-generate -fcoverage-mapping" >/dev/null
mapfile -t tests < <(python3 $quality/coverage.py programs)
nice -n 5 ninja -C $build -j2 "${tests[@]%%=*}"

rm -rf $build/profiles
mkdir -p $build/profiles
objects=()
for test in "${tests[@]}"; do
  program=${test%%=*} filter=${test#*=}
  [ "${1:-}" != --self-check ] || filter='-*'
  LLVM_PROFILE_FILE=$build/profiles/$program.profraw nice -n 5 \
    $build/"$program" --gtest_filter="$filter" --gtest_brief=1 >$build/"$program".log 2>&1 ||
    { cat $build/"$program".log; exit 2; }
  objects+=(-object $build/"$program")
done
llvm-profdata-14 merge -sparse -o $build/tests.profdata $build/profiles/*.profraw
llvm-cov-14 export -skip-expansions -instr-profile=$build/tests.profdata "${objects[@]}" \
  >$build/coverage.json
exec python3 $quality/coverage.py "${1:-report}" $build/coverage.json
