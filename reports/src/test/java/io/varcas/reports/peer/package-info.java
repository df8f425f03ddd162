@NullMarked
package io.varcas.reports.peer;

import org.jspecify.annotations.NullMarked;
