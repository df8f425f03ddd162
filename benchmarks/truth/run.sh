#!/bin/sh
# Shows how far the client's numbers are from the truth, what the client costs, how much it holds, and that a frozen server is not hidden:
# builds truth-server.c, starts it on a free port and drives it. Needs a C compiler, a built benchmarks.jar, Linux, and an otherwise idle
# machine; takes about six minutes, and memory eleven more. JAVA names the java to use, TRANSPORT a transport other than the default.
#
#   benchmarks/truth/run.sh [accuracy|cost|pause|replay|streams|connections|memory ...]       without an argument all but memory
set -eu
here=$(cd "$(dirname "$0")" && pwd)
jar=$here/../target/benchmarks.jar
java=${JAVA:-java}
[ -e "$jar" ] || { echo "$jar is missing: run the build first" >&2; exit 2; }
work=$(mktemp -d)
started=
stop_started() {
  for pid in $started; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  started=
}
trap 'stop_started; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
cc -O2 -o "$work/truth-server" "$here/truth-server.c"
cc -O2 -o "$work/wake-ups" "$here/wake-ups.c"

# start_server TTFT_MS ITL_MS [SOCKET], on a free port if no socket is named
start_server() {
  stop_started
  place=${3:-$((20000 + $$ % 20000))}
  while :; do
    "$work/truth-server" "$place" "$1" "$2" "$work/log" 2>"$work/error" &
    started=$!
    sleep 0.3
    kill -0 "$started" 2>/dev/null && break
    grep -q "in use" "$work/error" || { cat "$work/error" >&2; exit 1; }
    place=$((place + 1))
  done
  case $place in
    /*) url=unix:$place ;;
    *) url=http://127.0.0.1:$place ;;
  esac
}

table() { "$java" -cp "$jar" io.varcas.benchmarks.truth.TruthTable "$url" "$@" ${TRANSPORT:+transport=$TRANSPORT}; }

# Users who begin at one instant stay in step with a server so exact, and each token then comes as a burst of all streams.
accuracy() {
  echo "== accuracy: 64 tokens, the first after 50 ms, the others 10 ms apart, users begun over the time of one request; differences in ms"
  start_server 50 10
  table 50 10 64 32,128 20 10 "$work/log" rampUp=680ms
}

cost() {
  echo "== cost of a request: one token at once, 64 users; client and server share the machine"
  start_server 0 0
  table 0 0 1 64 15 10
  echo "== cost of a token: 1,000 streams, tokens 20 ms apart"
  start_server 50 20
  table 50 20 64 1000 20 10 "$work/log"
}

# The compilers of a JVM are at work for half a minute here, since what makes requests runs seldom, and they share the cores with the streams.
streams() {
  echo "== streams: 2,000 at a time, 256 tokens each, 20 ms apart, begun one after the other over the time of one"
  start_server 50 20
  table 50 20 256 2000 45 15 "$work/log" rampUp=5s
  [ "${TRANSPORT:-sockets}" = sockets ] || return 0
  echo "== the same through a Unix-domain socket"
  start_server 50 20 "$work/socket"
  table 50 20 256 2000 45 15 "$work/log" rampUp=5s
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
  "$java" -Xmx512m -cp "$jar" io.varcas.benchmarks.truth.MemoryTruth "$url" 10 "$work/results" ${TRANSPORT:+transport=$TRANSPORT}
}

pause() {
  echo "== pause: the server stands still for 2 s in the middle of 30 s at 40 requests/s; TTFT without it is 50 ms"
  PAUSE_AT=700 PAUSE_MS=2000
  export PAUSE_AT PAUSE_MS
  start_server 50 10
  unset PAUSE_AT PAUSE_MS
  "$java" -jar "$jar" '\.ChatLow$' -target "$url" -p rate=40 -p outputTokens=16 -p arrivals=constant \
    ${TRANSPORT:+-p transport=$TRANSPORT} -f 1 -wi 1 -w 2s -i 1 -r 30s -out "$work/results" -rf json -rff "$work/result.json" >"$work/run.log" 2>&1 \
    || { code=$?; [ $code -eq 1 ] || { cat "$work/run.log" >&2; exit $code; }; }
  sed -n '/^  metric .*p50/p; /^  ttft  /p' "$work/run.log"
}

# lateness WHAT reads milliseconds, one a line
lateness() {
  sort -n | awk -v what="$1" '{ late[NR] = $1; over += $1 > 5 } END {
    printf "%-18s n %6d  p50 %7.3f  p99 %7.3f  max %7.3f  more than 5 ms %d\n", what, NR, late[int(NR / 2 + 0.5)], late[int(NR * 0.99 + 0.5)], late[NR], over }'
}

# What a program that does nothing else is woken late by in the same time is the machine's share: no client can be more punctual.
replay() {
  echo "== replay: a trace of 400 requests at 40/s in three fresh JVMs without warm-up; how late requests left, in ms"
  start_server 50 10
  awk 'BEGIN { print "timestamp_ms,input_tokens,output_tokens"; for (i = 0; i < 400; i++) print i * 25 ",50,16" }' >"$work/trace.csv"
  "$work/wake-ups" >"$work/woken" &
  started="$started $!"
  for run in 1 2 3; do
    "$java" -jar "$jar" '\.ChatLow$' -target "$url" -p dataset="$work/trace.csv" -p arrivals=replay \
      ${TRANSPORT:+-p transport=$TRANSPORT} -f 1 -wi 0 -i 1 -r 10s -out "$work/replay" >"$work/run.log" 2>&1 \
      || { code=$?; [ $code -eq 1 ] || { cat "$work/run.log" >&2; exit $code; }; }
  done
  stop_started
  gzip -dc "$work"/replay/*/trial-1/fork-1/requests.jsonl.gz | sed -n 's/.*"due":\([0-9]*\),"sent":\([0-9]*\).*/\1 \2/p' >"$work/due-sent"
  awk '{ print ($2 - $1) / 1000 }' "$work/due-sent" >"$work/late"
  lateness "all" <"$work/late"
  awk '$1 < 300000 { print ($2 - $1) / 1000 }' "$work/due-sent" | lateness "the first 300 ms"
  [ -s "$work/woken" ] || return 0
  lateness "a bare program" <"$work/woken"
  awk '$1 > 5 { over[FILENAME]++ } END {
    if (over[ARGV[1]] && over[ARGV[2]]) print "no verdict: the machine woke even a program that does nothing else more than 5 ms late" }' "$work/late" "$work/woken"
}

[ $# -gt 0 ] || set -- accuracy cost pause replay streams connections
for part; do
  case $part in
    accuracy | cost | pause | replay | streams | connections | memory) "$part" ;;
    *) echo "unknown part $part: accuracy, cost, pause, replay, streams, connections or memory" >&2; exit 2 ;;
  esac
done
