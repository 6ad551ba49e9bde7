# Read by the run-all.sh of the rigs: one table of all rows (tests/verdicts.py).
VERDICTS=$(mktemp)
export VERDICTS
trap 'rm -f "$VERDICTS"' EXIT
trap 'exit 130' INT TERM

# rig NAME COMMAND…: a rig adds rows of its own; one that ends badly is a missed row, whatever it said before.
rig() {
  local name=$1 started=$SECONDS
  shift
  echo "--- $name"
  "$@" || "$root/tests/verdicts.py" add "$name" "ended with $?" "0" missed
  echo "--- $name: $((SECONDS - started)) s"
}
