#!/bin/sh
# Shows how far the client's numbers are from the truth, what the client costs, how much it holds, and that a frozen server is not hidden:
# builds truth-server.c, starts it on a free port and drives it. Needs a C compiler, a built benchmarks.jar, Linux, and an otherwise idle
# machine; takes about five minutes, and memory eleven more. JAVA names the java to use, TRANSPORT a transport other than the default.
#
#   benchmarks/truth/run.sh [accuracy|cost|pause|streams|connections|memory ...]       without an argument all but memory
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jar=$here/../target/benchmarks.jar
java=${JAVA:-java}
[ -e "$jar" ] || { echo "$jar is missing: run the build first" >&2; exit 2; }
work=$(mktemp -d)
server=
port=
stop_server() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
}
trap 'stop_server; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cc -O2 -o "$work/truth-server" "$here/truth-server.c"

# start_server TTFT_MS ITL_MS
start_server() {
  stop_server
  port=$((20000 + $$ % 20000))
  while :; do
    "$work/truth-server" "$port" "$1" "$2" "$work/log" 2>"$work/error" &
    server=$!
    sleep 0.3
    kill -0 "$server" 2>/dev/null && break
    grep -q "in use" "$work/error" || { cat "$work/error" >&2; exit 1; }
    port=$((port + 1))
  done
}

table() { "$java" -cp "$jar" io.varcas.benchmarks.truth.TruthTable "http://127.0.0.1:$port" "$@" ${TRANSPORT:+transport=$TRANSPORT}; }

accuracy() {
  echo "== accuracy: 64 tokens, the first after 50 ms, the others 10 ms apart; differences in ms"
  start_server 50 10
  table 50 10 64 32,128 20 10 "$work/log"
}

cost() {
  echo "== cost of a request: one token at once, 64 users; client and server share the machine"
  start_server 0 0
  table 0 0 1 64 15 10
  echo "== cost of a token: 1,000 streams, tokens 20 ms apart"
  start_server 50 20
  table 50 20 64 1000 20 10 "$work/log"
}

streams() {
  echo "== streams: 2,000 at a time, 256 tokens each, 20 ms apart, begun one after the other over the time of one"
  start_server 50 20
  table 50 20 256 2000 20 15 "$work/log" rampUp=5s
}

connections() {
  echo "== connections: 10,000 open at a time, each with one answer after 5 s"
  ulimit -n 16384
  start_server 5000 20
  table 5000 20 1 10000 10 10 "$work/log"
}

memory() {
  echo "== memory: ten minutes of 200 requests/s with 64 tokens each, 20 ms apart"
  start_server 50 20
  "$java" -Xmx512m -cp "$jar" io.varcas.benchmarks.truth.MemoryTruth "http://127.0.0.1:$port" 10 "$work/results" ${TRANSPORT:+transport=$TRANSPORT}
}

pause() {
  echo "== pause: the server stands still for 2 s in the middle of 30 s at 40 requests/s; TTFT without it is 50 ms"
  PAUSE_AT=700 PAUSE_MS=2000
  export PAUSE_AT PAUSE_MS
  start_server 50 10
  unset PAUSE_AT PAUSE_MS
  "$java" -jar "$jar" '\.ChatLow$' -target "http://127.0.0.1:$port" -p rate=40 -p outputTokens=16 -p arrivals=constant \
    ${TRANSPORT:+-p transport=$TRANSPORT} -f 1 -wi 1 -w 2s -i 1 -r 30s -out "$work/results" -rf json -rff "$work/result.json" >"$work/run.log" 2>&1 \
    || { code=$?; [ $code -eq 1 ] || { cat "$work/run.log" >&2; exit $code; }; }
  sed -n '/^  metric .*p50/p; /^  ttft  /p' "$work/run.log"
}

[ $# -gt 0 ] || set -- accuracy cost pause streams connections
for part; do
  case $part in
    accuracy | cost | pause | streams | connections | memory) "$part" ;;
    *) echo "unknown part $part: accuracy, cost, pause, streams, connections or memory" >&2; exit 2 ;;
  esac
done
