/** Tests of the pass over the request logs. */
@NullMarked
package io.varcas.reports.log;

import org.jspecify.annotations.NullMarked;
