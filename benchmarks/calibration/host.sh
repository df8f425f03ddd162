#!/bin/bash
# Calibrates the step model to the machine a vLLM runs on, from a few short load points, and predicts other points with it.
#   host.sh <url of vLLM> <folder for results> [profile file to write]
# MODEL, ACCELERATOR (a catalog name, or a file of one's own) and SERVER (flags of "calibrate" that say how the server was
# started) describe what is measured; RUN is put before the client, as in RUN="chrt -f 20".
set -euo pipefail
url=${1:?url of vLLM}
out=${2:?folder for results}
profile=${3:-$out/profile.json}
here=$(cd "$(dirname "$0")" && pwd)
jar=${JAR:-$here/../target/benchmarks.jar}
model=${MODEL:-smollm2-135m}
accelerator=${ACCELERATOR:-$here/host-cpu.json}
server=${SERVER:---quantization fp32 --max-num-seqs 16 --max-num-batched-tokens 2048 --max-model-len 2048}

# Lengths vary, as people's do: with equal ones all users finish together, and the server reads all their prompts at once.
load() { # name users prompt answer
  local status=0
  ${RUN:-} java -jar "$jar" ClosedLoopChat -target "$url" -out "$out/$1" -f 0 -wi 1 -w "${WARMUP:-5s}" -i 1 -r "${MEASURED:-15s}" \
    -p users="$2" -p inputTokens.mean="$3" -p inputTokens.std=$(($3 / 2)) -p inputTokens.max=1500 \
    -p outputTokens.mean="$4" -p outputTokens.std=$(($4 / 2)) -p outputTokens.min=4 > "$out/$1.log" 2>&1 || status=$?
  [ "$status" -le 1 ] || { cat "$out/$1.log"; exit "$status"; } # 1: the chat objectives, which are not asked for here
}

mkdir -p "$out"
load fit-short 1,4,12 64 24
load fit-long 1,8 300 24
load predict-middle 2,8 150 40
load predict-long 4 500 16

named=(--gpu "$accelerator")
[ -f "$accelerator" ] && named=(--catalog "$accelerator" --gpu "$(sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' "$accelerator" | head -1)")
# shellcheck disable=SC2086
java -jar "$jar" calibrate "$out"/fit-*/*/ --predict "$out"/predict-*/*/ --model "$model" "${named[@]}" $server \
  --id "$model on $(basename "$accelerator" .json)" --save "$profile"
