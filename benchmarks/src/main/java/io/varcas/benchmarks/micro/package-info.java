/** JMH benchmarks: of what the client does for every event and every request, of the simulated engine, of sizing. */
@NullMarked
package io.varcas.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
