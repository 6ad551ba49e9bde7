#!/bin/bash
# With the thread sanitizer: every unit test program, those with threads of their own on PostgreSQL too,
# and stories in which much happens at the same time. Half an hour on two cores.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=build-threads
logs=$PWD/$folder/logs
rm -rf "$logs"
mkdir -p "$logs"
cmake -S . -B $folder -G Ninja -DCMAKE_BUILD_TYPE=Debug -DSANITIZE=thread \
  -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1" >/dev/null
cmake --build $folder

# Reports go into files, so that none is lost of a server that is told to stop.
options="halt_on_error=1 second_deadlock_stack=1 die_after_fork=0"
options+=" suppressions=$PWD/tests/thread-suppressions.txt"
failed=0

# step NAME COMMAND…: one line of what came of it; its reports when it has any.
step() {
  local name=$1 result=0 started=$SECONDS
  shift
  TSAN_OPTIONS="$options log_path=$logs/$name.report" "$@" >"$logs/$name.log" 2>&1 || result=$?
  if compgen -G "$logs/$name.report*" >/dev/null; then
    result=reported
    cat "$logs/$name.report"*
  elif [ $result != 0 ]; then
    tail -n 30 "$logs/$name.log"
  fi
  echo "$name: $result, $((SECONDS - started)) s"
  [ "$result" = 0 ]
}

# What is planted must be reported, and the same without it must not.
step planted-none $folder/tests/threads/planted_race none
for plant in race deadlock; do
  if step planted-$plant $folder/tests/threads/planted_race $plant >"$logs/planted.log" ||
    ! grep -q reported "$logs/planted.log"; then
    echo "a planted $plant is not reported" >&2
    exit 1
  fi
done

# Not here, because they take minutes and do everything on one thread: the rights for all actors and
# records, and the sweeps over every call of the disk and every allocation (each a process of its own).
slow="CaseRightsForAll.*:DecideForAll.*:SqliteFaultsTest.NothingAcknowledgedIsLost*"
for program in $folder/*_test; do
  name=$(basename "$program")
  step "$name" "$program" --gtest_brief=1 --gtest_filter="-$slow" || failed=1
done
for name in platform audit server duties accounts; do
  step "$name-postgres" tests/postgres.sh run $folder/${name}_test --gtest_brief=1 \
    --gtest_filter="-$slow" || failed=1
done

export HAIDANG=$PWD/$folder/haidang CROWD_SECONDS=${CROWD_SECONDS:-20}
for story in crowd platform two_nodes database metrics administration consent search reports_ files_; do
  step "story-$story" python3 tests/system/run.py $story || failed=1
done
exit $failed
