/**
 * The rules for workload classes: one class for each rule, and one list of messages. Rules see records only and are
 * plain functions of them; what they must ask the compiler for comes through
 * {@link io.varcas.processor.check.TypeLookup} and {@link io.varcas.processor.check.ResourceLookup}. It must not import
 * {@code javax.lang.model}, {@code read} or {@code emit}.
 */
@NullMarked
package io.varcas.processor.check;

import org.jspecify.annotations.NullMarked;
