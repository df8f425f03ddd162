/**
 * OpenTelemetry spans of the server: a receiver of OTLP over HTTP on loopback, and the times of requests that spans hold.
 *
 * <p>It must not import {@code load}, {@code simulator}, {@code sla}, {@code result}, {@code fork}, {@code runner} or {@code cli}.
 */
@NullMarked
package io.varcas.profiler.otlp;

import org.jspecify.annotations.NullMarked;
