#!/bin/sh
# Publishes 200 invented years and attacks them; then with a part of the protection switched off,
# which the attack has to find.
set -eu
cmake -S . -B build -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build --target disclosure_attack
attack=build/tests/disclosure/disclosure_attack
"$attack" --years 200
"$attack" --years 5 --whole
"$attack" --years 20 --totals
"$attack" --years 5 --weak
"$attack" --years 5 --weak-releases
