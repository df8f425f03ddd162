/**
 * SLA as code: a workload as a JUnit test, and assertions on results in AssertJ's manner.
 *
 * <p>{@link io.varcas.junit.SlaTest} needs JUnit Jupiter 5.13 or newer on the test class path, {@link io.varcas.junit.SlaAssertions}
 * AssertJ 3; each works without the other, and nothing else of Varcas needs either. It must not import {@code cli}, and prints
 * nothing.
 */
@NullMarked
package io.varcas.junit;

import org.jspecify.annotations.NullMarked;
