/**
 * Holds the client against a server that knows its own times: what it says is off by how much, and what it costs.
 */
@NullMarked
package io.varcas.benchmarks.truth;

import org.jspecify.annotations.NullMarked;
