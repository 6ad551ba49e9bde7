#!/bin/sh
# Checks that need no compiler: graph, style, layout, plaintext columns, contract, data, secrets.
set -eu
python3 tools/check_deps_test.py 2>&1 | tail -n 1
python3 tools/check_deps.py
python3 tools/tidy.py
git ls-files 'src/*.h' 'src/*.cc' 'apps/*.h' 'apps/*.cc' | xargs clang-format-14 --dry-run --Werror
python3 tools/check_plaintext.py
python3 tools/check_wall.py --self-test
python3 tools/check_wall.py
python3 tools/lint_openapi.py
python3 tools/check_data.py
python3 tools/check_words.py
python3 tools/check_project.py
python3 tools/traceability.py --check
