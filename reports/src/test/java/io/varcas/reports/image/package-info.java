@NullMarked
package io.varcas.reports.image;

import org.jspecify.annotations.NullMarked;
