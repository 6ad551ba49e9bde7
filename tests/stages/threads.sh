#!/bin/bash
# The unit tests, and the stories in which most happens at the same time, with the thread sanitizer.
# For a race that shows only now and then: THREADS_ROUNDS=5 tests/stages/threads.sh
set -euo pipefail
folder=build-threads
reports=$PWD/$folder/reports
cmake -S . -B $folder -G Ninja -DCMAKE_BUILD_TYPE=Debug -DSANITIZE=thread -DCMAKE_CXX_FLAGS_DEBUG="-O1 -g1"
cmake --build $folder
