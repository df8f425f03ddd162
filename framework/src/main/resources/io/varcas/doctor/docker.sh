#!/bin/sh
# Starts a vLLM server in Docker with the limits that `doctor` checks. Set MODEL; pin the image by its digest.
# --ipc=host            shared memory for the workers of tensor parallelism (or: --shm-size 16g)
# --ulimit nofile       one file descriptor a stream
# --sysctl              backlog for connections that arrive at once; it is the container's own
# --cap-add SYS_NICE    for --numa-bind
# For RDMA add: --ulimit memlock=-1 --device=/dev/infiniband
# vm.swappiness and the CPU governor belong to the host: set them there (doctor --apply).
exec docker run --rm --name vllm \
  --gpus all \
  --ipc=host \
  --ulimit nofile=65536:65536 \
  --sysctl net.core.somaxconn=4096 \
  --cap-add SYS_NICE \
  -p 127.0.0.1:8000:8000 \
  -v "$HOME/.cache/huggingface:/root/.cache/huggingface" \
  -v "$HOME/.cache/vllm:/root/.cache/vllm" \
  -e VLLM_HTTP_TIMEOUT_KEEP_ALIVE=120 \
  -e VLLM_NO_USAGE_STATS=1 \
  "${IMAGE:-vllm/vllm-openai:v0.32.0}" \
  "${MODEL:?set MODEL to a model name}" \
  --generation-config vllm \
  --enable-per-request-metrics \
  "$@"
