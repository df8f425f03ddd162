/** Opt-in tests against a real vLLM server; run with {@code -Pvllm}. */
@NullMarked
package io.varcas.vllm;

import org.jspecify.annotations.NullMarked;
