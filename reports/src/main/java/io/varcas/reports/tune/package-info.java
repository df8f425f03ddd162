/**
 * Results of tuning as text: step profiles, capacities. Their pages are in {@code html.tune}, their JSON in {@code io.varcas.tune}.
 *
 * <p>It must not import {@code html}, {@code image} or {@code peer}.
 */
@NullMarked
package io.varcas.reports.tune;

import org.jspecify.annotations.NullMarked;
