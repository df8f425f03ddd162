@NullMarked
package io.varcas.reports.tune;

import org.jspecify.annotations.NullMarked;
