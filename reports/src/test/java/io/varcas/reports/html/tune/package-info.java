@NullMarked
package io.varcas.reports.html.tune;

import org.jspecify.annotations.NullMarked;
