# shellcheck shell=bash
# Names the phases of a long script and remembers how many seconds each took. Sourced by installer/test and .ci/run; who
# is started by the other goes on with its table.

if [ -z "${TONGDAI_PHASES:-}" ]; then
  TONGDAI_PHASES=$(mktemp /tmp/tongdai-phases.XXXXXX)
  export TONGDAI_PHASES
  trap 'print_phases; rm -f "$TONGDAI_PHASES"' EXIT
fi

# phase NAME COMMAND…: runs it, and adds a row to the table whether it fails or not.
phase() {
  local name=$1 started=$SECONDS status=0
  shift
  echo "== $name"
  # Not "|| status=…": that would switch off `set -e` inside functions.
  set +e
  (set -e; "$@")
  status=$?
  set -e
  printf '%5d s  %s%s\n' $((SECONDS - started)) "$name" "$([ "$status" -eq 0 ] || echo ' (failed)')" >>"$TONGDAI_PHASES"
  return "$status"
}

print_phases() {
  echo "== seconds of each phase"
  cat "$TONGDAI_PHASES"
  awk '{ total += $1 } END { printf "%5d s  together\n", total }' "$TONGDAI_PHASES"
}
