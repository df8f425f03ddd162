/**
 * The four scenarios of MLPerf inference, for a dataset given with {@code -p dataset=<file>}; without one they ask unique text.
 */
@NullMarked
package io.varcas.benchmarks.mlperf;

import org.jspecify.annotations.NullMarked;
