@NullMarked
package io.varcas.reports.comparison;

import org.jspecify.annotations.NullMarked;
