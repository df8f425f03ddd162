/** Retrieval: a question about documents that were found for it, long prompts and short outputs. */
@NullMarked
package io.varcas.benchmarks.rag;

import org.jspecify.annotations.NullMarked;
