@NullMarked
package io.varcas.reports.data;

import org.jspecify.annotations.NullMarked;
