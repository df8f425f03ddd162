@NullMarked
package io.varcas.reports.html;

import org.jspecify.annotations.NullMarked;
