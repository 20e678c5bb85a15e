# shellcheck shell=bash
# Names the phases of a long script and remembers how many seconds each took. Sourced by installer/test and .ci/run; who
# is started by the other goes on with its table.

phases_are_ours=
if [ -z "${TONGDAI_PHASES:-}" ]; then
  TONGDAI_PHASES=$(mktemp /tmp/tongdai-phases.XXXXXX)
  export TONGDAI_PHASES
  phases_are_ours=yes
fi
declare -A beside_pids=()
trap end_of_phases EXIT

end_of_phases() {
  local pid
  for pid in "${beside_pids[@]}"; do kill -TERM -- "-$pid" 2>/dev/null || true; done
  if [ -n "$phases_are_ours" ]; then
    print_phases
    rm -f "$TONGDAI_PHASES"
  fi
}

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

# beside NAME COMMAND…: starts it beside the phases that follow, where it gets the time of the processor that they leave:
# tests wait for servers most of the time. Ends with this script; `await NAME` is the phase that waits for it.
beside() {
  local name=$1
  shift
  mkdir -p build/beside
  rm -f "build/beside/$name.status"
  set -m  # a process group of its own, so that all of it can be stopped
  (
    set +e
    renice -n 19 -p "$BASHPID" >/dev/null
    started=$SECONDS
    (set -e; "$@")
    status=$?
    echo "$name took $((SECONDS - started)) s beside other phases"
    echo "$status" >"build/beside/$name.status"
  ) >"build/beside/$name.log" 2>&1 </dev/null &
  beside_pids[$name]=$!
  set +m
}

# await NAME: waits for what was started beside, prints what it said, and fails if it failed.
await() {
  tail --pid="${beside_pids[$1]}" -n +1 -f "build/beside/$1.log"
  return "$(cat "build/beside/$1.status" 2>/dev/null || echo 1)"
}

print_phases() {
  echo "== seconds of each phase"
  cat "$TONGDAI_PHASES"
  awk '{ total += $1 } END { printf "%5d s  together\n", total }' "$TONGDAI_PHASES"
}
