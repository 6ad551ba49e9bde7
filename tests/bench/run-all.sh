#!/bin/bash
# Every benchmark in one run, one table: what, figure, target, verdict. README.md says how to read it.
#   tests/bench/run-all.sh            all budgets at 50,000 and 1,000,000, on SQLite and PostgreSQL
#   tests/bench/run-all.sh --quick    small sizes, some minutes: shows that it works, not how fast it is
#   tests/bench/run-all.sh --curve    what things cost at 10^4, 10^5, 10^6 and 10^7 conversations
#   tests/bench/run-all.sh --soak     60 minutes of even work
set -euo pipefail
cd "$(dirname "$0")/../.."
export PYTHONDONTWRITEBYTECODE=1
root=$PWD
. tests/rigs.sh
bench=tests/bench
case "${1:-}" in
  "")
    python3 $bench/budgets.py --names 1000000
    python3 $bench/budgets.py --postgres --small 5000 --large 100000
    python3 $bench/streams.py
    ;;
  --quick)
    python3 $bench/budgets.py --small 500 --large 2000 --seconds 1 --names 20000
    python3 $bench/budgets.py --postgres --small 500 --large 1000 --seconds 1
    python3 $bench/streams.py --streams 1500
    python3 $bench/reports.py 2000 1
    ;;
  --curve) python3 $bench/curve.py ;;
  --soak)
    python3 $bench/soak.py --minutes 4 --plant-leak
    python3 $bench/soak.py
    ;;
  *) sed -n '2,6p' "$0"; exit 2 ;;
esac
echo
"$root/tests/verdicts.py" "$VERDICTS" || true  # a missed budget is a row, not a failure
