/** Plain text for consoles, in JMH's manner. */
@NullMarked
package io.varcas.reports.text;

import org.jspecify.annotations.NullMarked;
