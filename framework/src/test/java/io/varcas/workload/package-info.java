/** What a user wrote, what was resolved from it, and what generated runners call. */
@NullMarked
package io.varcas.workload;

import org.jspecify.annotations.NullMarked;
