#!/usr/bin/env bash
# Starts a vLLM server for benchmarks: checks the port, the free GPU memory and the flags first.
#
#   MODEL=meta-llama/Llama-3.1-8B-Instruct bash start-vllm.sh [vLLM flags]
#
# MODEL         model to serve; required
# PORT          port to listen on (default 8000)
# HOST          address to listen on (default 127.0.0.1: profiler and metrics routes have no key)
# MIN_FREE_MIB  least free memory of each GPU in MiB (default 1024)
# VLLM          the program (default vllm)
set -euo pipefail

PORT="${PORT:-8000}"
HOST="${HOST:-127.0.0.1}"
MIN_FREE_MIB="${MIN_FREE_MIB:-1024}"
VLLM="${VLLM:-vllm}"

fail() {
  echo "start-vllm: $*" >&2
  exit 1
}

[ -n "${MODEL:-}" ] || fail "MODEL is not set; set it to a model name or folder"
command -v "$VLLM" >/dev/null 2>&1 || fail "$VLLM is not on the PATH; install it with: pip install vllm"

# The port: a stranger on it would be benchmarked in place of this server.
if command -v ss >/dev/null 2>&1; then
  if ss -Hltn "sport = :$PORT" 2>/dev/null | grep -q .; then
    fail "port $PORT is taken; choose another with PORT=N"
  fi
else
  echo "start-vllm: ss is not on the PATH, so the port was not checked" >&2
fi

# The memory: what another process holds is missing from the KV cache.
if command -v nvidia-smi >/dev/null 2>&1; then
  nvidia-smi --query-gpu=index,memory.free --format=csv,noheader,nounits | while IFS=', ' read -r gpu free; do
    case "$free" in
      '' | *[!0-9]*) echo "start-vllm: free memory of GPU $gpu is unknown" >&2 ;;
      *) [ "$free" -ge "$MIN_FREE_MIB" ] || fail "GPU $gpu has $free MiB free, fewer than $MIN_FREE_MIB; end other processes" ;;
    esac
  done || exit 1
else
  echo "start-vllm: nvidia-smi is not on the PATH, so GPU memory was not checked" >&2
fi

# One file descriptor a stream.
ulimit -n 65536 2>/dev/null || echo "start-vllm: open files are limited to $(ulimit -n); raise the hard limit" >&2

# The flags: those given, and the recommended ones that this version knows.
help="$("$VLLM" serve --help=all 2>/dev/null || true)"
knows() {
  case "$help" in
    *"$1"*) return 0 ;;
    *) return 1 ;;
  esac
}
if [ -n "$help" ]; then
  for argument in "$@"; do
    case "$argument" in
      --*)
        flag="${argument%%=*}"
        flag="${flag%%.*}"
        knows "$flag" || fail "$VLLM does not know $flag; see $VLLM serve --help=all"
        ;;
    esac
  done
else
  echo "start-vllm: $VLLM serve --help=all says nothing, so flags were not checked" >&2
fi
if knows --enable-per-request-metrics; then
  set -- --enable-per-request-metrics "$@"
fi

# Defaults of the model's own file would change sampling; idle connections of a paced client would be closed after 5 s.
export VLLM_HTTP_TIMEOUT_KEEP_ALIVE="${VLLM_HTTP_TIMEOUT_KEEP_ALIVE:-120}"
exec "$VLLM" serve "$MODEL" --host "$HOST" --port "$PORT" --generation-config vllm "$@"
