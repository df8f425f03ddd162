@NullMarked
package io.varcas.reports.text;

import org.jspecify.annotations.NullMarked;
