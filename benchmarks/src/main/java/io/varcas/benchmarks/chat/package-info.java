/** Chat: short questions, outputs of a few sentences, people waiting for the first word. */
@NullMarked
package io.varcas.benchmarks.chat;

import org.jspecify.annotations.NullMarked;
