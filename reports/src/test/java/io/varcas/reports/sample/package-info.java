/** Bundles made up for tests of reports and for measuring how fast they are rendered: as real runs look, from seeded chance. */
@NullMarked
package io.varcas.reports.sample;

import org.jspecify.annotations.NullMarked;
